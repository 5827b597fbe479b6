"""Dispatches on the first page: decided, and nobody has gone yet."""

from banso.core.agenda import Part, agenda

from .models import Dispatch

agenda(
    code="dispatches.unvisited",
    part=Part.WAITING,
    label="訪問がまだの専門家派遣",
    model=Dispatch,
    rows=lambda today: Dispatch.objects.filter(visits__isnull=True),
    day="decided_on",
    line=lambda dispatch: f"{dispatch.company} {dispatch.subject} {dispatch.expert}",
    related=("company", "expert"),
)
