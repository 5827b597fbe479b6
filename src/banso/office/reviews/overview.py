"""A panel's page: how far it is, what comes next, who has said what; and the ranking, which of a large round has a page of its own."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from banso.core.acting import user_of
from banso.core.addresses import address_of
from banso.core.looking import How, looked_at
from banso.core.records import panels_of
from banso.registers.models import User

from . import picture, printing
from .choices import Seat
from .joining import carried_out_at
from .models import Candidate, Panel
from .ranking import Line, shown
from .standing import Cell, Standing, candidates, earlier, latest

may_see = permission_required("reviews.view_panel", raise_exception=True)
PAGE = 50  # candidates on a page of who said what, and of the ranking; so many have their ranking on the panel's page itself
MOST_EARLIER = 20  # panels whose criteria may be copied
NOBODY = Cell(None)


class Ranked(NamedTuple):
    """A line of the ranking as it is read."""

    candidate: Candidate
    line: Line
    place: str
    cells: list[str]
    proposal: str
    result: str
    above: bool


def panel_of(pk: int) -> Panel:
    return get_object_or_404(Panel.objects.select_related("programme"), pk=pk)


@may_see
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """A panel: how far it is, what comes next, who has said what, and the ranking."""
    panel = panel_of(pk)
    looked_at(request.user, [panel], How.RECORD)
    standing = Standing(panel, remembering=True)
    page = Paginator(standing.before_it, PAGE).get_page(request.GET.get("page"))
    context = {"panel": panel, "standing": standing, "page": page, "action": _action(user_of(request), standing)}
    if not page.has_other_pages():
        context |= _ranked(standing, None)
    context |= {
        "rows": list(_rows(standing, [key for key, _, _ in page])),
        "scored": bool(standing.seats[Seat.SCORED]),
        "hidden": _hidden(request, panel),
        "carried_out": carried_out_at(panel) if standing.decided else "",
        "fees": [(who, fee) for who in standing.reviewers if (fee := standing.fee_of(who))],
        "earlier": [] if standing.criteria else earlier(panel)[:MOST_EARLIER],
        "parts": panels_of(panel),
    }
    return render(request, "reviews/review.html", context)


@may_see
def ranking(request: HttpRequest, pk: int) -> HttpResponse:
    """The ranking of a large round, page by page, and how far reviewers spread."""
    panel = panel_of(pk)
    looked_at(request.user, [panel], How.RECORD)
    standing = Standing(panel, remembering=True)
    context = {"panel": panel, "standing": standing, "hidden": _hidden(request, panel)}
    context |= _ranked(standing, request.GET.get("rank"))
    return render(request, "reviews/ranking.html", context)


def _hidden(request: HttpRequest, panel: Panel) -> bool:
    """Whether points and results are not for this reader before they are announced."""
    return panel.is_embargoed and not user_of(request).has_perm("reviews.add_outcome")


def _rows(standing: Standing, keys: list[int]) -> Iterator[tuple[Candidate, list[tuple[Any, Cell, str]]]]:
    """Candidates with each reviewer, where she stands with it, and where that opens."""
    found = sorted(candidates(standing.panel).filter(pk__in=keys), key=lambda one: one.place)
    cells = standing.cells_of(found)
    for one in found:
        each = ((who, cells.get((one.pk, who.pk), NOBODY)) for who in standing.reviewers)
        yield one, [(who, cell, address_of("review-seat", cell.pk) if cell.pk else "") for who, cell in each]


def _ranked(standing: Standing, number: str | None) -> dict[str, Any]:
    """A page of the ranking and the picture of how far reviewers spread, once points were given."""
    if not standing.seats[Seat.SCORED]:
        return {}
    names = {who.pk: who.name for who in standing.reviewers}
    spread = [(names[key], one) for key, one in standing.found.spreads.items()]
    page, panel = Paginator(standing.ranked, PAGE).get_page(number), standing.panel
    limited, above = panel.budget is not None or panel.places is not None, standing.above
    ranked = [
        Ranked(one, line, printing.place_of(line), list(_figures(standing, one, line)), printing.proposal(line), printing.result(latest(one)),
               limited and turn == above)
        for turn, (one, line) in enumerate(standing.lined(page), page.start_index())
    ]  # fmt: skip
    drawn = picture.draw(spread, sum(one.points for one in standing.criteria))
    more = {"limited": limited, "above": above, "columns": 7 + len(standing.criteria), "ranks": page}
    return more | {"ranked": ranked, "picture": mark_safe(drawn)}  # noqa: S308 - every name in it is escaped


def _figures(standing: Standing, one: Candidate, line: Line) -> Iterator[str]:
    """What is asked for, the mean of all, the mean of each item, and what those up to here come to."""
    yield "" if one.asked is None else f"{one.asked:,}"
    yield shown(line.mean)
    by_item = line.by_item
    for item in standing.criteria:
        yield shown(by_item.get(item.pk))
    yield "" if line.running is None else f"{line.running:,}"


def _action(user: User, standing: Standing) -> tuple[str, str] | None:
    """The one thing to do next: its words and its address."""
    panel, of_panel = standing.panel, f"?panel={standing.panel.pk}"
    steps = [
        (not standing.criteria, "審査項目を登録する", reverse("reviews-criterion-new") + of_panel, "add_criterion"),
        (not standing.reviewers, "審査委員を登録する", reverse("reviews-reviewer-new") + of_panel, "add_reviewer"),
        (not standing.before_it, "審査の対象を選ぶ", reverse("review-cases", args=[panel.pk]), "add_candidate"),
        (bool(standing.lacks), "審査を割り当てる", reverse("review-assign", args=[panel.pk]), "add_assignment"),
    ]
    for needed, words, address, permission in steps:
        if needed:
            return (words, address) if user.has_perm(f"reviews.{permission}") else None
    waiting = standing.found.first
    if waiting and not standing.decided and user.has_perm("reviews.add_scoresheet"):
        return "次の未入力へ進む", reverse("review-seat", args=[waiting])
    if not waiting and not standing.decided and user.has_perm("reviews.add_outcome"):
        return "結果を決める", reverse("review-outcome", args=[panel.pk])
    return None
