"""台帳: who and what the centre's work is about."""

from .access import Crossing, Handover, Look, LookKind, Membership, RoleAssignment
from .companies import Company, CompanyName, Person
from .organisations import Expert, Organisation
from .places import Industry, Municipality
from .programmes import Programme, ProgrammeYear
from .staff import Post, PostAssignment, Staff, Unit
from .users import User

__all__ = [
    "Company",
    "CompanyName",
    "Crossing",
    "Expert",
    "Handover",
    "Industry",
    "Look",
    "LookKind",
    "Membership",
    "Municipality",
    "Organisation",
    "Person",
    "Post",
    "PostAssignment",
    "Programme",
    "ProgrammeYear",
    "RoleAssignment",
    "Staff",
    "Unit",
    "User",
]
