"""The timetable of a fair: the problem, the solver, and a checker that does not trust it. No database here.

`propose` makes a timetable, `check` finds what is wrong with one; the screens and `banso timetable` use these.
"""

from .checker import Violation, check, measured
from .instance import Attendee, Instance, Placement, Slot, Timetable, Wanted
from .proposal import Conflict, Level, Progress, Proposal
from .repair import Repair, repair
from .solver import propose

__all__ = [
    "Attendee",
    "Conflict",
    "Instance",
    "Level",
    "Placement",
    "Progress",
    "Proposal",
    "Repair",
    "Slot",
    "Timetable",
    "Violation",
    "Wanted",
    "check",
    "measured",
    "propose",
    "repair",
]
