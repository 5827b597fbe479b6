"""Every write of the desk, as a verb."""

from .drafts import discard_draft, keep_draft
from .recent import note_used
from .recording import NewCompany, VisitFacts, record_visit

__all__ = ["NewCompany", "VisitFacts", "discard_draft", "keep_draft", "note_used", "record_visit"]
