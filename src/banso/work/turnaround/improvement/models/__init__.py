"""What is kept of improvement plans."""

from .banks import BankConsent, PlanBank
from .editions import SchemeEdition, edition_on, frames_on
from .papers import PaperCheck, PapersComplete
from .plans import LENDS, Accompaniment, PlanCase, Quote, Receipt
from .steps import PlanStep

__all__ = [
    "LENDS",
    "Accompaniment",
    "BankConsent",
    "PaperCheck",
    "PapersComplete",
    "PlanBank",
    "PlanCase",
    "PlanStep",
    "Quote",
    "Receipt",
    "SchemeEdition",
    "edition_on",
    "frames_on",
]
