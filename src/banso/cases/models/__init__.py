"""案件: the case, its steps, the terms it was accepted under, the people concerned, and what may be told of it."""

from .case import Case, Standing, Watch
from .consents import Consent, ConsentEnd
from .contacts import ContactRule
from .disclosures import Disclosure, NonDisclosure, NonDisclosureEnd, Returned
from .parties import Naming, Party
from .recipients import To
from .stages import Stage, StageEntry
from .steps import IN_FORCE, Step, StepQuerySet, step_triggers
from .terms import Terms

__all__ = [
    "IN_FORCE",
    "Case",
    "Consent",
    "ConsentEnd",
    "ContactRule",
    "Disclosure",
    "Naming",
    "NonDisclosure",
    "NonDisclosureEnd",
    "Party",
    "Returned",
    "Stage",
    "StageEntry",
    "Standing",
    "Step",
    "StepQuerySet",
    "Terms",
    "To",
    "Watch",
    "step_triggers",
]
