"""The solver: the best timetable for a fair, level by level, with what is proven about it."""

from .propose import propose

__all__ = ["propose"]
