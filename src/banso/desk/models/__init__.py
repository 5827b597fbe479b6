"""What the desk keeps for the people who work at it, the links handed to them, and the documents of companies."""

from .documents import Document, DocumentFile
from .drafts import Draft
from .links import AccountLink, LinkKind
from .recent import RecentCompany

__all__ = ["AccountLink", "Document", "DocumentFile", "Draft", "LinkKind", "RecentCompany"]
