"""受発注あっせん: registers and profiles, inquiries, introductions, and what came of them."""

from .cards import CardWord, SupplierCard
from .drawings import Drawing
from .following import Chase, FollowUp, Letter, ProposedChange
from .profiles import Capability, Machine, Profile, ProfileTerm
from .register import Inquiry, Introduction, Outcome, Registration
from .terms import Term

__all__ = [
    "Capability",
    "CardWord",
    "Chase",
    "Drawing",
    "FollowUp",
    "Inquiry",
    "Introduction",
    "Letter",
    "Machine",
    "Outcome",
    "Profile",
    "ProfileTerm",
    "ProposedChange",
    "Registration",
    "SupplierCard",
    "Term",
]
