"""Drafts on the first page: those whose seal waits for oneself."""

from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from banso.core.agenda import Part, agenda

from .models import Holding, Turn


def of_the_unit(today: date) -> QuerySet[Any]:
    """What waits for others of a unit, with the login of the head of that unit (部署ごとの職位にある人)."""
    standing = Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    held = Holding.objects.filter(standing, seat__per_unit=True, unit=OuterRef("staff__unit")).order_by("-seat__rank")
    waiting = Turn.objects.annotate(head=Subquery(held.values("staff__user")[:1]))
    return waiting.exclude(head=F("staff__user"))


agenda(
    code="approvals.turns",
    part=Part.DUE,
    label="決裁・合議・後閲を待っている起案",
    model=Turn,
    rows=lambda today: Turn.objects.all(),
    day="since",
    owner="staff__user",
    line=lambda turn: f"{turn.draft.title}({turn.get_deed_display()}) {turn.draft.drafter}",
    related=("draft__drafter",),
)
agenda(
    code="approvals.unit",
    part=Part.WAITING,
    label="部署の職員を待っている起案",
    model=Turn,
    rows=of_the_unit,
    day="since",
    owner="head",
    line=lambda turn: f"{turn.draft.title}({turn.staff}の{turn.get_deed_display()})",
    related=("draft", "staff"),
)
