"""案件: the case, its steps, the terms it was accepted under, the people concerned, and what may be told of it."""

from .case import Case, Standing, Watch
from .consents import Consent, ConsentEnd
from .contacts import ContactRule
from .disclosures import Disclosure, NonDisclosure, NonDisclosureEnd, Returned
from .parties import Naming, Party
from .recipients import To
from .stages import Stage, StageEntry
from .steps import IN_FORCE, Step, StepQuerySet, step_triggers
from .teams import Enclosure, Exclusion, Side, TeamMember, TeamRole, Tie
from .terms import Terms

__all__ = [
    "IN_FORCE",
    "Case",
    "Consent",
    "ConsentEnd",
    "ContactRule",
    "Disclosure",
    "Enclosure",
    "Exclusion",
    "Naming",
    "NonDisclosure",
    "NonDisclosureEnd",
    "Party",
    "Returned",
    "Side",
    "Stage",
    "StageEntry",
    "Standing",
    "Step",
    "StepQuerySet",
    "TeamMember",
    "TeamRole",
    "Terms",
    "Tie",
    "To",
    "Watch",
    "step_triggers",
]
