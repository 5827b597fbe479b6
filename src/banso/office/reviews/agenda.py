"""Reviews on the first page: panels whose points are still to come, and ties that wait for a decision."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from banso.core.agenda import Part, agenda
from banso.core.era import format_date

from .choices import Answer
from .models import Candidate, Declaration, Outcome, Panel

SOON = timedelta(days=7)


def to_be_decided(today: date) -> QuerySet[Any]:
    """Panels without results whose day for giving points is near or has passed."""
    decided = Outcome.objects.filter(candidate__panel=OuterRef("pk"))
    before_it = Candidate.objects.filter(panel=OuterRef("pk"))
    return Panel.objects.filter(~Exists(decided), Exists(before_it), due_on__lte=today + SOON)


def unsure(today: date) -> QuerySet[Any]:
    """Declarations that stand and ask for a decision, of panels without results."""
    later = Declaration.objects.filter(assignment=OuterRef("assignment"), pk__gt=OuterRef("pk"))
    decided = Outcome.objects.filter(candidate__panel=OuterRef("assignment__candidate__panel"))
    asking = Declaration.objects.filter(answer=Answer.UNSURE, rulings=None)
    return asking.filter(~Exists(later), ~Exists(decided)).annotate(due_on=F("assignment__candidate__panel__due_on"))


agenda(
    code="reviews.due",
    part=Part.DUE,
    label="審査会(採点・結果待ち)",
    model=Panel,
    rows=to_be_decided,
    day="due_on",
    line=lambda panel: f"{panel} 採点期限{format_date(panel.due_on)} 審査日{format_date(panel.held_on)}",
)
agenda(
    code="reviews.unsure",
    part=Part.WAITING,
    label="利害関係の判断待ち",
    model=Declaration,
    rows=unsure,
    day="due_on",
    line=lambda one: f"{one.assignment.reviewer}委員 {one.assignment.candidate}",
    related=(
        "assignment__reviewer", "assignment__candidate__case__company", "assignment__candidate__case__person",
    ),
)  # fmt: skip
