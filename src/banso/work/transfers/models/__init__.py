"""Sale and purchase of firms: the two registers, sheets without a name, and the ladder of each deal."""

from .buyers import Buyer, Screening, Successor
from .deals import Deal, DealStep, SideNote
from .listings import Barred, Listing, ListingStep
from .sheets import PublicFact, Sheet, SheetApproval, digest_of

__all__ = [
    "Barred",
    "Buyer",
    "Deal",
    "DealStep",
    "Listing",
    "ListingStep",
    "PublicFact",
    "Screening",
    "Sheet",
    "SheetApproval",
    "SideNote",
    "Successor",
    "digest_of",
]
