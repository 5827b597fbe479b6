"""A panel's page, who judges what, and what staff enter for a reviewer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.registers.models import User

from . import services
from .choices import WAITING, Seat
from .forms import AbstainForm, DeclareForm, RuleForm, ScoreForm
from .models import Assignment, Candidate, Panel
from .standing import Standing, assignments, declared, seat_of, sheet_of

may_see = permission_required("reviews.view_panel", raise_exception=True)
may_assign = permission_required("reviews.add_assignment", raise_exception=True)
# what may be entered of one reviewer and one candidate: its form, and what it takes
ENTERED = {
    "declare": "reviews.add_declaration",
    "rule": "reviews.add_ruling",
    "give": "reviews.add_scoresheet",
    "abstain": "reviews.add_scoresheet",
}


def _panel(pk: int) -> Panel:
    return get_object_or_404(Panel.objects.select_related("programme"), pk=pk)


@may_see
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """A panel: how far it is, what comes next, who has said what, and the ranking."""
    panel = _panel(pk)
    looked_at(request.user, [panel], How.RECORD)
    standing = Standing(panel)
    rows = [(one, [standing.cell(one, who) for who in standing.reviewers]) for one in standing.candidates]
    context = {"panel": panel, "standing": standing, "rows": rows, "action": _action(user_of(request), standing)}
    return render(request, "reviews/review.html", context)


def _action(user: User, standing: Standing) -> tuple[str, str] | None:
    """The one thing to do next: its words and its address."""
    panel, of_panel = standing.panel, f"?panel={standing.panel.pk}"
    steps = [
        (not standing.criteria, "審査項目を登録する", reverse("reviews-criterion-new") + of_panel, "add_criterion"),
        (not standing.reviewers, "審査委員を登録する", reverse("reviews-reviewer-new") + of_panel, "add_reviewer"),
        (not standing.candidates, "審査の対象を登録する", reverse("reviews-candidate-new") + of_panel, "add_candidate"),
        (bool(standing.lacks), "審査を割り当てる", reverse("review-assign", args=[panel.pk]), "add_assignment"),
    ]
    for needed, words, address, permission in steps:
        if needed:
            return (words, address) if user.has_perm(f"reviews.{permission}") else None
    waiting = min((c for c in standing.cells.values() if c.seat in WAITING), key=_urgency, default=None)
    if waiting and waiting.assignment and not standing.outcomes and user.has_perm("reviews.add_scoresheet"):
        return "次の未入力へ進む", reverse("review-seat", args=[waiting.assignment.pk])
    return None


def _urgency(cell: Any) -> tuple[int, int]:
    order = (Seat.UNSURE, Seat.UNDECLARED, Seat.OPEN)
    return order.index(cell.seat), cell.assignment.pk


@may_assign
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Who judges what: everyone everything, or as ticked."""
    panel = _panel(pk)
    looked_at(request.user, [panel], How.RECORD)
    standing = Standing(panel)
    both = {f"{who.pk}-{one.pk}": (who, one) for one in standing.candidates for who in standing.reviewers}
    ticked = {f"{reviewer}-{candidate}" for candidate, reviewer in standing.cells}
    problem = ""
    if request.method == "POST":
        everything = "all" in request.POST
        ticked = set(both) if everything else set(request.POST.getlist("pair")) & set(both)
        try:
            number = services.assign(panel, [both[name] for name in sorted(ticked)], by=user_of(request))
            messages.success(request, f"{number}件を割り当てました。")
            return redirect(panel)
        except ValidationError as error:
            problem = "".join(error.messages)
    rows = [(one, [(f"{who.pk}-{one.pk}", who) for who in standing.reviewers]) for one in standing.candidates]
    context = {"panel": panel, "standing": standing, "rows": rows, "ticked": ticked, "problem": problem}
    return render(request, "reviews/assign.html", context, status=422 if problem else 200)


@may_see
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One reviewer and one candidate: what was said, and what staff enter for the reviewer."""
    row = get_object_or_404(assignments().select_related("candidate__case__company", "candidate__case__person"), pk=pk)
    looked_at(request.user, [row], How.RECORD)
    what = request.POST.get("what", "") if request.method == "POST" else ""
    forms = _forms(request, row, what)
    if what:
        if what not in forms:
            raise Http404
        if not user_of(request).has_perm(ENTERED[what]):
            raise PermissionDenied
        form = forms[what]
        if form.is_valid() and _entered(row, what, form, user_of(request)):
            messages.success(request, "保存しました。")
            return redirect(row.reviewer.panel)
    may = {name for name, permission in ENTERED.items() if user_of(request).has_perm(permission)}
    context = {
        "row": row,
        "panel": row.reviewer.panel,
        "seat": seat_of(row),
        "declarations": row.declarations.all(),
        "sheets": [(sheet, _points(sheet)) for sheet in row.sheets.all()],
        "forms": [(name, form, name == _first(row)) for name, form in forms.items() if name in may],
    }
    return render(request, "reviews/seat.html", context, status=422 if what else 200)


def _points(sheet: Any) -> list[tuple[str, int]]:
    return [(score.criterion.name, score.points) for score in sheet.scores.select_related("criterion")]


def _first(row: Assignment) -> str:
    """What is to be entered now."""
    found = {Seat.UNDECLARED: "declare", Seat.UNSURE: "rule", Seat.OPEN: "give"}
    return found.get(seat_of(row), "")


def _forms(request: HttpRequest, row: Assignment, what: str) -> dict[str, Form]:
    """What may be entered as it stands, each filled in where it is what was sent."""
    given = {name: request.POST if name == what else None for name in ENTERED}
    state, said = seat_of(row), declared(row)
    forms: dict[str, Form] = {}
    if state is Seat.UNSURE:
        forms["rule"] = RuleForm(given["rule"], label_suffix="")
    if state in (Seat.OPEN, Seat.SCORED) or state is Seat.ABSTAINED and said is not None:
        sheet = sheet_of(row)
        before = {f"points_{score.criterion_id}": score.points for score in sheet.scores.all()} if sheet else {}
        initial = before | {"comment": sheet.comment if sheet else ""}
        forms["give"] = ScoreForm(given["give"], row.reviewer.panel.criteria.all(), initial=initial)
    forms["declare"] = DeclareForm(given["declare"], label_suffix="")
    if state is not Seat.RECUSED:
        forms["abstain"] = AbstainForm(given["abstain"], label_suffix="")
    return forms


def _entered(row: Assignment, what: str, form: Any, by: User) -> bool:
    """Write what was entered; False with the form's errors filled if the rules refuse."""
    try:
        if what == "declare":
            services.declare(row, by=by, **form.cleaned_data)
        elif what == "rule":
            standing = declared(row)
            assert standing is not None
            services.rule(standing, by=by, **form.cleaned_data)
        elif what == "give":
            services.give(row, by=by, **form.facts())
        else:
            services.abstain(row, by=by, **form.cleaned_data)
    except ValidationError as error:
        say_refused(form, error)
        return False
    return True


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The panels a case lies before, on its page."""
    if (app, name) != ("cases", "case"):
        raise Http404
    case = get_object_or_404(Case, pk=pk)
    rows = Candidate.objects.filter(case=case).select_related("panel").prefetch_related("outcomes")
    found = [(one, next(iter(reversed(one.outcomes.all())), None)) for one in rows.order_by("panel__held_on", "pk")]
    return render(request, "reviews/panel.html", {"found": found})
