"""Drafts on the first page: those whose seal waits for oneself."""

from banso.core.agenda import Part, agenda

from .models import Turn

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
