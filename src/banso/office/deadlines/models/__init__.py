"""期限: the dates someone must keep, how each came about, how each ended, and who was reminded."""

from .deadline import Closing, Deadline, KeptCase, OpenDeadline
from .feed import Feed
from .reminded import Reminded

__all__ = ["Closing", "Deadline", "Feed", "KeptCase", "OpenDeadline", "Reminded"]
