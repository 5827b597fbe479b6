"""What the desk keeps for the people who work at it."""

from .drafts import Draft
from .recent import RecentCompany

__all__ = ["Draft", "RecentCompany"]
