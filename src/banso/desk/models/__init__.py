"""What the desk keeps for the people who work at it, and the documents of companies."""

from .documents import Document, DocumentFile
from .drafts import Draft
from .recent import RecentCompany

__all__ = ["Document", "DocumentFile", "Draft", "RecentCompany"]
