"""What comes before a panel, what staff enter for a reviewer, the results, and the papers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.exports import log_export
from banso.core.file_types import EXCEL, WORD
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.core.numbers import numbers_in, whole_or_none
from banso.registers.models import User

from . import printing, services
from .choices import Seat
from .forms import AbstainForm, CasesForm, DecideForm, DeclareForm, LaterForm, RuleForm, ScoreForm
from .joining import asked_of, carried_out_at
from .models import Assignment, Candidate, Outcome, Panel
from .overview import may_see, panel_of
from .standing import (
    Standing,
    assignments,
    barred_by,
    decided_before,
    declared,
    earlier,
    seat_of,
    sheet_of,
)

may_add = permission_required("reviews.add_candidate", raise_exception=True)
may_decide = permission_required("reviews.add_outcome", raise_exception=True)
MOST_EARLIER = 20  # panels whose criteria may be copied
MOST_CASES = 100  # offered on one page
# what may be entered of one reviewer and one candidate: its form, and what it takes
ENTERED = {
    "declare": "reviews.add_declaration",
    "rule": "reviews.add_ruling",
    "give": "reviews.add_scoresheet",
    "abstain": "reviews.add_scoresheet",
}


PAPERS = {
    "meeting": ("審査資料", printing.meeting_paper, "shinsa-{}.pdf", "application/pdf"),
    "points": ("採点の一覧", printing.workbook, "saiten-{}.xlsx", EXCEL),
    "minutes": ("議事録", printing.minutes, "gijiroku-{}.docx", WORD),
}


@permission_required("reviews.add_criterion", raise_exception=True)
@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge by what an earlier panel of the programme judged by."""
    panel = panel_of(pk)
    source = earlier(panel).filter(pk=whole_or_none(request.POST.get("source")) or 0).first()
    try:
        if source is None:
            raise ValidationError("写す審査会を選んでください。")
        number = services.copy_criteria(panel, source, by=user_of(request))
        messages.success(request, f"審査項目を{number}件写しました。配点と基準を確かめてください。")
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return redirect(panel)


@may_add
def cases(request: HttpRequest, pk: int) -> HttpResponse:
    """Which of the programme's open cases come before the panel: several, or all there are, with what they ask for."""
    panel = panel_of(pk)
    rows = Case.objects.filter(programme=panel.programme_id, standing__closed=False).exclude(candidacies__panel=panel)
    rows = rows.select_related("company", "person", "programme").order_by("opened_on", "pk")
    source = _source(request, panel)
    everything = request.method == "POST" and "all" in request.POST and source is None
    found = list(rows if everything else rows[:MOST_CASES])
    looked_at(request.user, found, How.LIST)
    asked = asked_of(found)
    plain = request.method == "POST" and not everything and source is None
    form = CasesForm(request.POST if plain else None, found, asked)
    if source or everything or (request.method == "POST" and form.is_valid()):
        chosen = [(one, asked.get(one.pk)) for one in found] if everything or source else form.chosen()
        try:
            if source:
                number = len(services.put_through(panel, source, by=user_of(request)))
            else:
                number = len(services.add_candidates(panel, chosen, by=user_of(request)))
            messages.success(request, f"{number:,}件を審査の対象にしました。")
            return redirect(panel)
        except ValidationError as error:
            if form.is_bound:
                say_refused(form, error)
            else:
                messages.error(request, "".join(error.messages))
    context = {"panel": panel, "form": form, "whole": len(found) < MOST_CASES, "number": rows.count()}
    context["decided"] = decided_before(panel)[:MOST_EARLIER]
    return render(request, "reviews/cases.html", context, status=422 if form.errors else 200)


def _source(request: HttpRequest, panel: Panel) -> Panel | None:
    """The earlier panel whose adopted ones are to come before this one."""
    if request.method != "POST" or "source" not in request.POST:
        return None
    return get_object_or_404(decided_before(panel), pk=whole_or_none(request.POST["source"]) or 0)


@may_see
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One reviewer and one candidate: what was said, and what staff enter for the reviewer."""
    row = get_object_or_404(assignments(), pk=pk)
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
    state = seat_of(row)
    forms: dict[str, Form] = {}
    if state is Seat.UNSURE:
        forms["rule"] = RuleForm(given["rule"], label_suffix="")
    if barred_by(row) is None:
        forms["give"] = ScoreForm(given["give"], row.reviewer.panel.criteria.all(), sheet_of(row))
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


@may_decide
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """The panel's results, of all candidates at once; what comes after them: who declines, who moves up."""
    panel = panel_of(pk)
    looked_at(request.user, [panel], How.RECORD)
    standing = Standing(panel, remembering=request.method == "GET")
    ready = not standing.lacks and not standing.waiting
    also = numbers_in((request.POST if request.method == "POST" else request.GET).getlist("also"))
    form = DecideForm(request.POST if request.method == "POST" else None, standing, also)
    if request.method == "POST" and form.is_valid():
        given = {"decided_on": form.cleaned_data["decided_on"], "ties": form.cleaned_data.get("ties", "")}
        try:
            services.decide(panel, form.made(), by=user_of(request), **given)
            messages.success(request, "審査結果を保存しました。")
            return redirect("review-outcome", pk=pk)
        except ValidationError as error:
            say_refused(form, error)
    names = {one.pk: (one, printing.result(made)) for one, made in _made(standing, form)}
    context = {"panel": panel, "standing": standing, "form": form, "ready": ready, "made": names, "later": LaterForm()}
    context["carried_out"] = carried_out_at(panel) if names else ""
    context |= {"also": sorted(also), "others": len(standing.ranked) - len(form.lines)}
    return render(request, "reviews/outcome.html", context, status=422 if form.errors else 200)


def _made(standing: Standing, form: DecideForm) -> list[tuple[Candidate, Outcome]]:
    return [(one, standing.outcomes[one.pk]) for one, _ in form.lines if one.pk in standing.outcomes]


@may_decide
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """A candidate declines."""
    candidate = get_object_or_404(Candidate, pk=pk)
    return _later(request, "辞退を記録しました。", services.decline, candidate, candidate.panel_id, "reason")


@may_decide
@require_POST
def promote(request: HttpRequest, pk: int) -> HttpResponse:
    """The first reserve moves up."""
    return _later(request, "補欠を繰り上げました。", services.promote, get_object_or_404(Panel, pk=pk), pk)


def _later(request: HttpRequest, said: str, verb: Any, about: Any, panel: int, *asked: str) -> HttpResponse:
    form = LaterForm(request.POST)
    if not form.is_valid():
        messages.error(request, "日付を、令和6年3月31日のように入れてください。理由は200字までです。")
        return redirect("review-outcome", pk=panel)
    facts = {name: form.cleaned_data[name] for name in ("decided_on", *asked)}
    try:
        verb(about, by=user_of(request), **facts)
        messages.success(request, said)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return redirect("review-outcome", pk=panel)


@may_see
def paper(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """The meeting's paper, every point as Excel, or the minutes as Word; written down as taken out."""
    panel = panel_of(pk)
    if what not in PAPERS:
        raise Http404
    title, make, name, kind = PAPERS[what]
    looked_at(request.user, [panel], How.EXPORT, title)
    log_export(request.user, f"{panel} {title}", general="審査会の文書")
    answer = HttpResponse(make(Standing(panel)), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name.format(pk)}"'
    return answer


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The panels a case lies before, on its page."""
    if (app, name) != ("cases", "case"):
        raise Http404
    case = get_object_or_404(Case, pk=pk)
    rows = Candidate.objects.filter(case=case).select_related("panel").prefetch_related("outcomes")
    found = [(one, next(iter(reversed(one.outcomes.all())), None)) for one in rows.order_by("panel__held_on", "pk")]
    return render(request, "reviews/panel.html", {"found": found})
