"""What came in for a case."""

from .received import ReceivedFile

__all__ = ["ReceivedFile"]
