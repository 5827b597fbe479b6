"""Consultations on the first page: what was promised."""

from banso.core.agenda import Part, agenda

from .models import Consultation


def _line(visit: Consultation) -> str:
    return f"{visit.company or visit.person} {visit.next_step or '次回の予定'}"


agenda(
    code="consultations.promise",
    part=Part.DUE,
    label="約束した対応",
    model=Consultation,
    rows=lambda today: Consultation.objects.promises().filter(next_on__lte=today),
    day="next_on",
    owner="adviser__user",
    line=_line,
    related=("company", "person"),
)
agenda(
    code="consultations.booked",
    part=Part.BOOKED,
    label="次回の相談",
    model=Consultation,
    rows=lambda today: Consultation.objects.promises().filter(next_on__gt=today),
    day="next_on",
    owner="adviser__user",
    line=_line,
    related=("company", "person"),
)
