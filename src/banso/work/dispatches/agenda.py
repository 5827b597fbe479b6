"""Dispatches on the first page: decided, and nobody has gone yet."""

from banso.core.agenda import Part, agenda

from .models import Dispatch

agenda(
    code="dispatches.unvisited",
    part=Part.WAITING,
    label="訪問がまだの専門家派遣",
    model=Dispatch,
    rows=lambda today: Dispatch.objects.filter(visits__isnull=True, case__standing__step="decided"),
    day="case__standing__since",
    owner="case__keeper__user",
    line=lambda dispatch: f"{dispatch} {dispatch.expert or ''}",
    related=("case__company", "case__standing", "expert"),
)
