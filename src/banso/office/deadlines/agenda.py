"""What must be kept, on the first page: the deadlines of one's own cases."""

from datetime import date, timedelta

from django.db.models import QuerySet

from banso.core.agenda import Part, agenda

from .models import OpenDeadline

AHEAD = timedelta(days=14)
RELATED = ("deadline", "case", "case__programme", "case__company", "case__person")


def _come(today: date) -> QuerySet[OpenDeadline]:
    return OpenDeadline.objects.filter(due_on__lte=today)


def _coming(today: date) -> QuerySet[OpenDeadline]:
    return OpenDeadline.objects.filter(due_on__gt=today, due_on__lte=today + AHEAD)


def _line(row: OpenDeadline) -> str:
    return f"{row.deadline.name} {row.case.whose}({row.deadline.get_actor_display()})"


agenda(
    code="deadlines.come",
    part=Part.DUE,
    label="期限が来ているもの・過ぎたもの",
    model=OpenDeadline,
    rows=_come,
    day="due_on",
    owner="keeper__user",
    line=_line,
    related=RELATED,
)
agenda(
    code="deadlines.coming",
    part=Part.BOOKED,
    label="2週間以内の期限",
    model=OpenDeadline,
    rows=_coming,
    day="due_on",
    owner="keeper__user",
    line=_line,
    related=RELATED,
)
