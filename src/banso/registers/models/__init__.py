"""台帳: who and what the centre's work is about."""

from .access import Crossing, Handover, Keepership, Look, LookKind, Membership, RoleAssignment
from .closed_days import ClosedDay, ClosedDayKind
from .companies import Company, CompanyName, Person
from .matching import Answer, Decision, Doubt, DoubtSource, Merge, MergeMove
from .organisations import Disqualification, Expert, Organisation
from .places import Industry, Municipality
from .programmes import Programme, ProgrammeYear
from .staff import Post, PostAssignment, Staff, Unit
from .users import User

__all__ = [
    "Answer",
    "ClosedDay",
    "ClosedDayKind",
    "Company",
    "CompanyName",
    "Crossing",
    "Decision",
    "Disqualification",
    "Doubt",
    "DoubtSource",
    "Expert",
    "Handover",
    "Industry",
    "Keepership",
    "Look",
    "LookKind",
    "Membership",
    "Merge",
    "MergeMove",
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
