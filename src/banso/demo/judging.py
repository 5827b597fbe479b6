"""A panel (審査会) under way on the day the world is made: requests for experts, before three of the register, one with a tie.

It is of the current fiscal year and decides nothing yet, so that the printed years and their figures stay as they are.
"""

from datetime import date, timedelta

from banso.cases.models import Case
from banso.office.reviews.models import Panel
from banso.office.reviews.services import (
    add_candidates,
    assign_all,
    declare,
    give,
    record_criterion,
    record_panel,
    record_reviewer,
)
from banso.registers.models import Expert, Programme, User

# name, points, the mean below which a request is not put forward
CRITERIA = (("課題の明確さ", 20, 8), ("専門家の必要性", 20, 8), ("実行体制", 20, None), ("期待される効果", 20, None))
# of each request what each reviewer gave, item by item; a tie instead, or nothing yet
GIVEN: tuple[tuple[tuple[int, ...] | str | None, ...], ...] = (
    ((16, 15, 14, 15), (15, 16, 13, 14), (17, 15, 15, 16)),
    ((12, 13, 12, 11), "same_firm", (13, 12, 11, 12)),
    ((9, 7, 10, 10), (8, 8, 9, 11), None),
)


def fill_panel(programme: Programme, today: date, *, by: User | None) -> Panel:
    """The panel with its criteria, reviewers, requests, and what has come in so far."""
    facts = {"held_on": today + timedelta(days=10), "due_on": today + timedelta(days=3)}
    panel: Panel = record_panel(
        programme=programme, name="専門家派遣 審査会", budget=200_000, total_floor=40, by=by, **facts
    )
    for place, (name, points, floor) in enumerate(CRITERIA, 1):
        record_criterion(panel=panel, place=place, name=name, points=points, mean_floor=floor, by=by)
    period = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=150)}
    experts = Expert.objects.order_by("pk")[4:7]
    chairs = ("chair", "member", "member")
    for expert, chair in zip(experts, chairs, strict=True):
        record_reviewer(panel=panel, expert=expert, name=expert.name, chair=chair, **period, by=by)
    cases = Case.objects.filter(programme=programme, standing__step="requested", standing__closed=False).order_by("pk")
    candidates = add_candidates(panel, [(case, 90_000) for case in cases[: len(GIVEN)]], by=by)
    assign_all(panel, by=by)
    for candidate, given in zip(candidates, GIVEN, strict=True):
        for seat, said in zip(candidate.assignments.order_by("reviewer"), given, strict=True):
            if isinstance(said, str):
                declare(seat, answer="yes", tie=said, by=by)
            elif said is not None:
                declare(seat, answer="none", by=by)
                keys = panel.criteria.values_list("pk", flat=True)
                give(seat, dict(zip(keys, said, strict=True)), by=by)
    return panel
