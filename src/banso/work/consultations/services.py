"""Every write in consultations, as a verb of the business."""

from collections.abc import Iterable
from typing import Any

from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.registers.models import User

from .models import Consultation, OutreachDay, Theme

record_outreach_day, correct_outreach_day = verbs(OutreachDay)
record_theme, correct_theme = verbs(Theme)


@verb
def record_consultation(*, by: User | None, themes: Iterable[Theme] = (), **facts: Any) -> Consultation:
    """Record one consultation; `facts` are the fields of :class:`Consultation`.

    Raises ValidationError, field by field, when a fact is missing or contradicts another.
    """
    consultation = record(Consultation, facts)
    consultation.themes.set(themes)
    return consultation


@verb
def correct_consultation(
    consultation: Consultation, *, by: User | None, themes: Iterable[Theme] | None = None, **facts: Any
) -> Consultation:
    """Put a recorded consultation right; the trail keeps what it said before."""
    correct(consultation, facts)
    if themes is not None:
        consultation.themes.set(themes)
    return consultation


@verb
def remove_consultation(consultation: Consultation, *, by: User | None) -> None:
    """Take out a consultation recorded by mistake; the trail keeps it."""
    consultation.delete()
