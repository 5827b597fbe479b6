"""What the council keeps of a case: the case's own facts and steps, its creditors, its plans, meetings and experts."""

from .case import CouncilCase, CouncilStep
from .creditors import Creditor, CreditorConsent, CreditorLine, CreditorTable, ReliefAsked
from .plans import Attendance, ExpertCommission, PlanCheck, PlanYear

__all__ = [
    "Attendance",
    "CouncilCase",
    "CouncilStep",
    "Creditor",
    "CreditorConsent",
    "CreditorLine",
    "CreditorTable",
    "ExpertCommission",
    "PlanCheck",
    "PlanYear",
    "ReliefAsked",
]
