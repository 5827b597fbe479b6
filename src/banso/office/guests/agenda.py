"""What guests handed in, on the first page until a colleague has noted it."""

from datetime import date
from typing import Any

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import TruncDate

from banso.core.agenda import Part, agenda

from .asks import all_asks
from .choices import Means
from .models import Invitation


def handed_in(today: date) -> QuerySet[Any]:
    """What was asked on a case and came in by the link, from the day of the first answer that nobody has noted."""
    return _waiting(Q(case__isnull=False))


def answered(today: date) -> QuerySet[Any]:
    """What was asked of companies beside cases and came in by the link, where the kind has its answers noted."""
    return _waiting(Q(case=None, kind__in=[one.code for one in all_asks() if one.noted]))


def _waiting(which: Q) -> QuerySet[Any]:
    waiting = Q(submissions__means=Means.LINK, submissions__noted_at=None)
    first = Min("submissions__created_at", filter=waiting)
    rows = Invitation.objects.filter(which, withdrawn_at=None).filter(waiting)
    return rows.annotate(first=first).annotate(came_on=TruncDate(F("first")))


agenda(
    code="guests.handed_in",
    part=Part.WAITING,
    label="外部の方から届いた回答・書類(確認待ち)",
    model=Invitation,
    rows=handed_in,
    day="came_on",
    owner="case__keeper__user",
    line=lambda asked: f"{asked.case.whose} {asked.what}({asked.name})",
    related=("case__company", "case__person"),
)
agenda(
    code="guests.answered",
    part=Part.WAITING,
    label="企業から届いた回答(確認待ち)",
    model=Invitation,
    rows=answered,
    day="came_on",
    line=lambda asked: f"{asked.name} {asked.what}",
)
