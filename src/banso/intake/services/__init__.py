"""Every write of the intake, as a verb of the business."""

from .bringing import bring, choose_headings, keep, remembered_headings
from .taking_in import look, run
from .undoing import Undone, undo

__all__ = ["Undone", "bring", "choose_headings", "keep", "look", "remembered_headings", "run", "undo"]
