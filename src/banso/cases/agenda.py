"""Staged cases on the first page: those not closed. Cases of a procedure are shown by their steps and deadlines."""

from banso.core.agenda import Part, agenda

from .models import Case, ConflictNotice, ReferralReceived
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
agenda(
    code="cases.referred",
    part=Part.WAITING,
    label="届いた紹介(返事を待っています)",
    model=ReferralReceived,
    rows=lambda today: ReferralReceived.objects.filter(reply=""),
    day="sent_on",
    line=lambda row: f"{row.from_unit} {row.title}",
)
agenda(
    code="cases.conflicts",
    part=Part.WAITING,
    label="ほかの部署からの利害関係の照会(責任者)",
    model=ConflictNotice,
    rows=lambda today: ConflictNotice.objects.filter(settled_on=None),
    day="asked_on",
    line=lambda row: f"{row.asking_unit}から",
)
