"""Who sees a case, on its page: its team, whether it is closed to it, who is kept out; and who sees any record behind a wall."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.core.numbers import whole_or_none
from banso.core.tables import table_for
from banso.registers.models import Programme
from banso.registers.walls import CASE, wall_of, way_to_case, whose

from . import conflicts, referring, teams
from .models import Answer, Case, ConflictNotice, ConflictQuestion, ReferralReceived, TieDeclaration
from .team_forms import AskForm, CloseForm, DeclareForm, EndForm, JoinForm, KeepOutForm, OfCase, ReferForm, SettleForm

may_see = permission_required("cases.view_case", raise_exception=True)
Deed = Callable[[Case, dict[str, Any], Any], str]


@dataclass(frozen=True)
class Page:
    """A page on which something is said of who sees a case: its title, form and button, and what pressing that does."""

    title: str
    form: type[OfCase]
    button: str
    does: Deed
    who: str = "leads"


def _join(case: Case, facts: dict[str, Any], by: Any) -> str:
    return f"{teams.join_team(case, by=by, **facts).staff}をチームに加えました。"


def _close(case: Case, facts: dict[str, Any], by: Any) -> str:
    teams.close_to_team(case, by=by, **facts)
    return "この案件を、チームと責任者だけに限りました。"


def _open(case: Case, facts: dict[str, Any], by: Any) -> str:
    teams.open_to_unit(case, by=by, **facts)
    return f"この案件を、{case.programme.walled_to}の全員が見られるようにしました。"


def _keep_out(case: Case, facts: dict[str, Any], by: Any) -> str:
    return f"{teams.keep_out(case, by=by, **facts).staff}をこの案件から除外しました。"


def _ask(case: Case, facts: dict[str, Any], by: Any) -> str:
    conflicts.ask_conflicts(case, by=by, **facts)
    return f"照会しました。{conflicts.TURN_TO_THE_KEEPER}"


def _declare(case: Case, facts: dict[str, Any], by: Any) -> str:
    return f"「{conflicts.declare_tie(case, by=by, **facts).get_answer_display()}」と申告しました。"


def _refer(case: Case, facts: dict[str, Any], by: Any) -> str:
    return f"{referring.refer(case, by=by, **facts)}を送りました。返事を待ちます。"


PAGES = {
    "join": Page("チームに加える", JoinForm, "加える", _join),
    "close": Page("チームだけに限る", CloseForm, "チームだけに限る", _close),
    "open": Page("部署の全員に開く", EndForm, "部署の全員に開く", _open),
    "keep-out": Page("案件から除外する", KeepOutForm, "除外する", _keep_out, "keepers"),
    "ask": Page("利害関係を照会する", AskForm, "照会する", _ask, "all"),
    "declare": Page("利害関係の申告", DeclareForm, "申告する", _declare, "all"),
    "refer": Page("ほかの部署へ紹介する", ReferForm, "紹介する", _refer, "all"),
}


def _case(request: HttpRequest, pk: int) -> Case:
    case = get_object_or_404(Case.objects.select_related("programme__walled_to", "company", "person"), pk=pk)
    looked_at(request.user, [case], How.RECORD)
    return case


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """A case's team and how far it is seen, on its page; who is kept out is told to the keeper."""
    if f"{app}.{name}" != CASE:
        raise Http404
    case = get_object_or_404(Case.objects.select_related("programme__walled_to"), pk=pk)
    today = localdate()
    user = user_of(request)
    context = {
        "case": case,
        "audience": teams.audience(case.programme, case),
        "team": case.team.standing_on(today).select_related("staff"),
        "enclosure": case.enclosures.standing_on(today).first(),
        "excluded": case.exclusions.standing_on(today).select_related("staff"),
        "keeps": teams.keeps(user, case.programme),
        "questions": [(one, conflicts.found_by(one)) for one in case.questions.order_by("-pk")[:5]],
        "declared": case.declarations.filter(staff__user=user).order_by("-pk").first(),
        "declarations": case.declarations.filter(answer=Answer.YES, lifted_on=None).select_related("staff"),
        "referrals": case.referrals.select_related("answered").order_by("-pk"),
        "blind": conflicts.TURN_TO_THE_KEEPER,
        "leads": user.has_perm("cases.add_teammember") and teams.may_lead(user, case),
    }
    return render(request, "cases/team.html", context)


@permission_required("cases.add_teammember", raise_exception=True)
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Add someone to the team, close the case to it, open it again, keep someone out."""
    if (page := PAGES.get(deed)) is None:
        raise Http404
    case = _case(request, pk)
    user = user_of(request)
    if not _may(page.who, user, case):
        raise PermissionDenied
    form = page.form(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, page.does(case, form.cleaned_data, user))
            still = Case.objects.filter(pk=pk).exists()  # who declared a tie sees it no more
            return redirect(table_for(Case).page("open"), pk=pk) if still else redirect("cases-case-list")
        except ValidationError as error:
            say_refused(form, error, {"joined_on": "on", "closed_on": "on", "opened_on": "on", "kept_out_on": "on"})
    context = {"case": case, "form": form, "page": page, "audience": teams.audience(case.programme, case)}
    return render(request, "cases/team_form.html", context, status=422 if form.errors else 200)


def _may(who: str, user: Any, case: Case) -> bool:
    if who == "all":
        return True
    return teams.keeps(user, case.programme) if who == "keepers" else teams.may_lead(user, case)


@require_POST
@permission_required("cases.change_teammember", raise_exception=True)
def leave(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """End someone's part in a case, from today on."""
    case = _case(request, pk)
    row = get_object_or_404(case.team.standing_on(localdate()).select_related("staff"), pk=member)
    return _ended(request, case, lambda: f"{teams.leave_team(row, by=user_of(request)).staff}をチームから外しました。")


@require_POST
@permission_required("cases.change_exclusion", raise_exception=True)
def let_in(request: HttpRequest, pk: int, exclusion: int) -> HttpResponse:
    """End an exclusion, from today on."""
    case = _case(request, pk)
    row = get_object_or_404(case.exclusions.standing_on(localdate()).select_related("staff"), pk=exclusion)
    return _ended(request, case, lambda: f"{teams.let_in_again(row, by=user_of(request)).staff}の除外を解きました。")


def _ended(request: HttpRequest, case: Case, end: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, end())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(table_for(Case).page("open"), pk=case.pk)


@require_POST
@permission_required("cases.add_tiedeclaration", raise_exception=True)
def lift(request: HttpRequest, pk: int, declaration: int) -> HttpResponse:
    """Let someone who declared a tie into the case, by its keeper."""
    case = _case(request, pk)
    row = get_object_or_404(TieDeclaration.objects.select_related("staff"), pk=declaration, case=case)
    return _ended(
        request, case, lambda: f"{conflicts.lift_declaration(row, by=user_of(request)).staff}の除外を解きました。"
    )


@permission_required("cases.change_conflictquestion", raise_exception=True)
def settle(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A keeper puts down what came of a question, her own unit's or another's."""
    model: Any = {"question": ConflictQuestion, "notice": ConflictNotice}.get(kind)
    if model is None:
        raise Http404
    row = get_object_or_404(model, pk=pk)
    looked_at(request.user, [row], How.RECORD)
    form = SettleForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            conflicts.settle(row, by=user_of(request), **form.cleaned_data)
            messages.success(request, "確認の結果を登録しました。")
            return redirect("home")
        except ValidationError as error:
            say_refused(form, error)
    context = {"row": row, "case": row.case, "form": form, "asked": kind == "notice"}
    return render(request, "cases/settle.html", context, status=422 if form.errors else 200)


@may_see
def received(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """What can be answered to a referral, or to another unit's question, on its page."""
    model: Any = {m._meta.label_lower: m for m in (ReferralReceived, ConflictNotice)}.get(f"{app}.{name}")
    if model is None:
        raise Http404
    row = get_object_or_404(model, pk=pk)
    return render(request, "cases/received.html", {"row": row, "asked": model is ConflictNotice})


@require_POST
@permission_required("cases.change_referralreceived", raise_exception=True)
def answer(request: HttpRequest, pk: int, reply: str) -> HttpResponse:
    """Take a referral, which opens a case, or decline it."""
    row = get_object_or_404(ReferralReceived.objects.select_related("programme", "company", "person"), pk=pk)
    looked_at(request.user, [row], How.RECORD)
    try:
        if reply == "take":
            case = referring.take_referral(row, by=user_of(request))
            messages.success(request, "受け入れ、案件を開きました。紹介元には「受入」とだけ伝わります。")
            return redirect(table_for(Case).page("open"), pk=case.pk)
        referring.decline_referral(row, by=user_of(request))
        messages.success(request, "辞退しました。紹介元には「辞退」とだけ伝わります。")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("cases-referralreceived-record", pk=pk)


@may_see
def audience(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """Who can see a record that is, or the one that a form is about to make (number 0): a line of the page."""
    model = _model(app, name)
    if pk:
        record: Model = get_object_or_404(model, pk=pk)
        programme, of_case = whose(record)[0], _case_of(model, pk)
    else:
        programme, of_case = _typed(request, model)
    told = teams.audience(programme, of_case) if programme is not None and programme.walled_to_id else None
    return render(request, "cases/audience.html", {"audience": told})


def _model(app: str, name: str) -> type[Model]:
    try:
        model = apps.get_model(app, name)
    except LookupError:
        raise Http404 from None
    if wall_of(model) is None:
        raise Http404
    return model


def _case_of(model: type[Model], pk: int) -> Case | None:
    way = way_to_case(model)
    if not way:
        return None
    found = model._default_manager.filter(pk=pk).values_list(way, flat=True).first()
    return Case.objects.filter(pk=found).first() if found else None


def _typed(request: HttpRequest, model: type[Model]) -> tuple[Programme | None, Case | None]:
    """The programme that is chosen in a form, or that of what the new record will belong to."""
    wall = wall_of(model)
    names = (
        [wall.programme.removesuffix("_id")]
        if wall and wall.programme
        else [k.name for k in wall.through]
        if wall
        else []
    )
    for name in names:
        typed: Any = request.POST.get(f"{name}_key") or request.POST.get(name, "").rpartition("#")[2]
        target: Any = model._meta.get_field(name).related_model
        owner = target._default_manager.filter(pk=key).first() if (key := whole_or_none(typed)) else None
        if isinstance(owner, Programme):
            return owner, None
        if owner is not None:
            return whose(owner)[0], owner if isinstance(owner, Case) else _case_of(type(owner), owner.pk)
    return None, None
