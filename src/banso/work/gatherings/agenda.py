"""Gatherings on the first page: those to come."""

from banso.core.agenda import Part, agenda

from .models import Session

agenda(
    code="gatherings.coming",
    part=Part.BOOKED,
    label="研修・催し",
    model=Session,
    rows=lambda today: Session.objects.filter(ends_on__gte=today),
    day="starts_on",
    line=lambda session: f"{session.gathering} {session.place}",
    related=("gathering",),
)
