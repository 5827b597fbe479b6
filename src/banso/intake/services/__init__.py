"""Every write of the intake, as a verb of the business."""

from .answering import answer
from .bringing import bring, choose_headings, give_values, keep, remembered_headings, remembered_values
from .taking_in import look, run
from .undoing import Undone, undo

__all__ = [
    "Undone",
    "answer",
    "bring",
    "choose_headings",
    "give_values",
    "keep",
    "look",
    "remembered_headings",
    "remembered_values",
    "run",
    "undo",
]
