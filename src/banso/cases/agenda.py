"""Staged cases on the first page: those not closed. Cases of a procedure are shown by their steps and deadlines."""

from banso.core.agenda import Part, agenda

from .models import Case
from .models.case import STAGED

agenda(
    code="cases.open",
    part=Part.WAITING,
    label="終結していない案件",
    model=Case,
    rows=lambda today: Case.objects.filter(procedure=STAGED, standing__closed=False),
    day="opened_on",
    owner="keeper__user",
    line=lambda case: f"{case.whose} {case.programme}",
    related=("company", "person", "programme"),
)
