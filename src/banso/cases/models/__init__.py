"""案件: the case, its steps, the terms it was accepted under, the people concerned."""

from .case import Case, Standing, Watch
from .parties import Party
from .stages import Stage, StageEntry
from .steps import IN_FORCE, Step, StepQuerySet, step_triggers
from .terms import Terms

__all__ = [
    "IN_FORCE",
    "Case",
    "Party",
    "Stage",
    "StageEntry",
    "Standing",
    "Step",
    "StepQuerySet",
    "Terms",
    "Watch",
    "step_triggers",
]
