"""債権管理: contracts, what they say of how yen are counted, their ledger, and who answers for them."""

from .contracts import AllocationOrder, Clauses, Contract, PenaltyRate
from .entries import Allotted, Entry, Instalment
from .people import Guarantor, Interruption

__all__ = [
    "AllocationOrder", "Allotted", "Clauses", "Contract", "Entry", "Guarantor", "Instalment", "Interruption", "PenaltyRate",
]  # fmt: skip
