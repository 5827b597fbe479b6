"""Every write of the desk, as a verb."""

from .documents import add_document, add_version, remove_document
from .drafts import discard_draft, keep_draft
from .recent import note_used
from .recording import NewCompany, VisitFacts, record_visit

__all__ = [
    "NewCompany",
    "VisitFacts",
    "add_document",
    "add_version",
    "discard_draft",
    "keep_draft",
    "note_used",
    "record_visit",
    "remove_document",
]
