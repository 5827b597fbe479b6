"""Every write in consultations, as a verb of the business."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from banso.core.trail import verb
from banso.registers.models import Municipality, Programme, Staff, User

from .models import Consultation, OutreachDay, Theme


@verb
def record_consultation(*, by: User | None, themes: Iterable[Theme] = (), **facts: Any) -> Consultation:
    """Record one consultation; `facts` are the fields of :class:`Consultation`.

    Raises ValidationError, field by field, when a fact is missing or contradicts another.
    """
    consultation = Consultation(**facts)
    consultation.full_clean()
    consultation.save()
    consultation.themes.set(themes)
    return consultation


@verb
def correct_consultation(consultation: Consultation, *, by: User | None, themes: Iterable[Theme] | None = None, **facts: Any) -> Consultation:
    """Put a recorded consultation right; the trail keeps what it said before."""
    for name, value in facts.items():
        setattr(consultation, name, value)
    consultation.full_clean()
    consultation.save()
    if themes is not None:
        consultation.themes.set(themes)
    return consultation


@verb
def remove_consultation(consultation: Consultation, *, by: User | None) -> None:
    """Take out a consultation recorded by mistake; the trail keeps it."""
    consultation.delete()


@verb
def record_outreach_day(
    *, programme: Programme, held_on: date, municipality: Municipality, venue: str, adviser: Staff | None = None, by: User | None
) -> OutreachDay:
    """Record a day of consultations in a town. Raises ValidationError if that day is recorded already."""
    day = OutreachDay(programme=programme, held_on=held_on, municipality=municipality, venue=venue, adviser=adviser)
    day.full_clean()
    day.save()
    return day
