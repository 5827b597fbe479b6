"""Staged cases on the first page: those not closed."""

from django.db.models import Exists, OuterRef

from banso.core.agenda import Part, agenda

from .models import Case, StageEntry

_CLOSED = StageEntry.objects.filter(case=OuterRef("pk"), stage__closes=True)

agenda(
    code="pipelines.open",
    part=Part.WAITING,
    label="終結していない案件",
    model=Case,
    rows=lambda today: Case.objects.filter(~Exists(_CLOSED)),
    day="opened_on",
    owner="staff__user",
    line=lambda case: f"{case.company} {case.programme}",
    related=("company", "programme"),
)
