"""案件: the case, its steps, the terms it was accepted under, the people concerned, and what may be told of it."""

from .case import Case, Standing, Watch
from .consents import Consent, ConsentEnd
from .contacts import ContactRule
from .disclosures import Disclosure, NonDisclosure, NonDisclosureEnd, Returned
from .parties import Naming, Party
from .recipients import To
from .referrals import Referral, ReferralReceived, ReferralReply, Reply
from .stages import Stage, StageEntry
from .steps import IN_FORCE, Step, StepQuerySet, step_triggers
from .teams import Enclosure, Exclusion, Side, TeamMember, TeamRole, Tie
from .terms import Terms
from .ties import Answer, ConflictNotice, ConflictQuestion, StaffTie, TieDeclaration

__all__ = [
    "IN_FORCE",
    "Answer",
    "Case",
    "ConflictNotice",
    "ConflictQuestion",
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
    "Referral",
    "ReferralReceived",
    "ReferralReply",
    "Reply",
    "Returned",
    "Side",
    "StaffTie",
    "Stage",
    "StageEntry",
    "Standing",
    "Step",
    "StepQuerySet",
    "TeamMember",
    "TeamRole",
    "Terms",
    "Tie",
    "TieDeclaration",
    "To",
    "Watch",
    "step_triggers",
]
