"""Fairs and timetables from files: our own JSON (docs/timetable-format.md) and the public .dzn format."""

from .files import read_fair, read_timetable, written

__all__ = ["read_fair", "read_timetable", "written"]
