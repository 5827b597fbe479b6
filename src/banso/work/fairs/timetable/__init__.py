"""The timetable of a fair: the problem, the solver, and a checker that does not trust it. No database here.

`check` finds what is wrong with one. `solver.propose` and `repair.repair` make one: they need large libraries, which only
whoever makes a timetable loads.
"""

from .checker import Violation, check, measured
from .instance import Attendee, Instance, Placement, Slot, Timetable, Wanted
from .proposal import Conflict, Level, Progress, Proposal

__all__ = [
    "Attendee",
    "Conflict",
    "Instance",
    "Level",
    "Placement",
    "Progress",
    "Proposal",
    "Slot",
    "Timetable",
    "Violation",
    "Wanted",
    "check",
    "measured",
]
