"""A draft's page with its seals, the list of what waits for oneself, a draft by hand, the paper."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.errors import said
from banso.core.looking import How, looked_at
from banso.core.numbers import whole_or_none
from banso.registers.models import Staff

from . import deciding, services
from .choices import UNDER_WAY, Restriction
from .errands import get_doing
from .forms import CirculationForm, DraftForm
from .matters import get_matter
from .models import Draft, Errand, Station, Turn
from .printing import as_pdf
from .turns import whose_turn
from .ways import way_of

may_read = permission_required("approvals.view_draft", raise_exception=True)
ALONG = ("outcome", "case__company", "case__programme__walled_to", "programme__walled_to", "drafter__unit")
DEEDS: dict[str, Callable[..., Any]] = {
    "object": services.object_to,
    "send_back": services.send_back,
    "refuse": services.refuse,
    "pull_up": services.pull_up,
    "look_after": services.look_after,
}


@may_read
def draft_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft: what it asks, what its decision does, the seals so far, and what one may do about it now."""
    draft = get_object_or_404(Draft.objects.select_related(*ALONG), pk=pk)
    looked_at(request.user, [draft.case or draft], How.RECORD)
    return render(request, "approvals/draft.html", _shown(request, draft))


@may_read
def draft_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft on A4 (起案書): its seals with their days, what it asks, and its whole course."""
    draft = get_object_or_404(Draft.objects.select_related(*ALONG), pk=pk)
    looked_at(request.user, [draft.case or draft], How.RECORD)
    answer = HttpResponse(as_pdf(draft), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="kian-{draft.pk}.pdf"'
    return answer


def _shown(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    me = Staff.objects.filter(user=user_of(request), ended_on=None).first()
    version = draft.versions.order_by("-round").first()
    assert version is not None
    way = way_of(draft)
    turns = list(draft.turns.select_related("staff", "station__staff"))
    for turn in turns:
        if turn.station:
            turn.station.draft = draft
        turn.staff = whose_turn(turn)
    mine = next((turn for turn in turns if me and turn.staff_id == me.pk), None)
    order = mine.station.order if mine and mine.station else 0
    return {
        "draft": draft,
        "version": version,
        "about": about(version.payload) if (about := get_matter(draft.matter).about) else None,
        "way": way,
        "acts": draft.acts.select_related("staff", "acting_for"),
        "turns": turns,
        "mine": mine,
        "passed": [one.station for one in way if one.seal and one.station.order < order],
        "may_pull_up": me is not None
        and mine is None
        and bool(turns)
        and any(one.station.staff_id == me.pk for one in way),
        "is_drafter": me is not None and draft.drafter_id == me.pk,
        "restrictions": [Restriction(one).label for one in draft.restrictions],
        "errand": draft.errands.filter(state__in=UNDER_WAY).first(),
    }


@may_read
def turn_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits leads to its draft."""
    return redirect("draft", pk=get_object_or_404(Turn, pk=pk).draft_id)


@permission_required("approvals.add_draft", raise_exception=True)
def new_draft(request: HttpRequest) -> HttpResponse:
    """A draft by hand."""
    form = DraftForm(user_of(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.submit_draft(by=user_of(request), **form.facts())
            messages.success(request, "起案しました。")
            return redirect("draft", pk=draft.pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {"form": form, "heading": "起案する"}
    return render(request, "approvals/new.html", context, status=422 if form.errors else 200)


@permission_required("approvals.add_draft", raise_exception=True)
def new_circulation(request: HttpRequest) -> HttpResponse:
    """Something to be read by others: of a case, of a decided draft, or by itself."""
    found = {name: whole_or_none(request.GET.get(name)) for name in ("case", "draft")}
    quotes = get_object_or_404(Draft, pk=found["draft"]) if found["draft"] else None
    case = get_object_or_404(Case, pk=found["case"]) if found["case"] else quotes.case if quotes else None
    by, title = user_of(request), f"{quotes.title}の決裁について"[:120] if quotes else ""
    form = CirculationForm(by, request.POST or None, initial={"title": title}, filed=bool(case or quotes))
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.circulate(case=case, quotes=quotes, by=by, **form.facts())
            messages.success(request, "供覧を始めました。")
            return redirect("draft", pk=draft.pk)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {"form": form, "heading": "供覧する", "about": case}
    return render(request, "approvals/new.html", context, status=422 if form.errors else 200)


@require_POST
@may_read
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    """The button of approval or decision. What decides very many cases is left to a worker."""
    comment, draft = request.POST.get("comment", "")[:400], get_object_or_404(Draft, pk=pk)
    facts = {"seen": request.POST.get("seen", ""), "comment": comment}
    if not deciding.takes_long(draft, user_of(request)):
        return _done(request, pk, services.seal, **facts)
    try:
        return redirect(deciding.ask_to_decide(draft, by=user_of(request), **facts))
    except ValidationError as error:
        messages.error(request, said(error))
    return redirect("draft", pk=pk)


@may_read
def errand(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a worker is with a round that is drafted or decided, and what became of it."""
    row = get_object_or_404(Errand.objects.select_related("programme", "draft", "asked_by"), pk=pk)
    looked_at(request.user, [row], How.RECORD)
    declared = get_doing(row.what)
    context = {"errand": row, "label": declared.label, "back": declared.back(row)}
    context["percent"] = row.done * 100 // max(row.total, 1)
    part = "approvals/errand_progress.html" if request.htmx else "approvals/errand.html"  # type: ignore[attr-defined]
    return render(request, part, context)


@require_POST
@may_read
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Any other thing one may do about a draft, with its reason."""
    if deed == "take_back":
        return _done(request, pk, services.take_back)
    if deed == "resubmit":
        return _done(request, pk, services.resubmit, body=request.POST.get("body", ""))
    if deed not in DEEDS:
        raise Http404
    to = whole_or_none(request.POST.get("to")) if deed == "send_back" else None
    where = {"to": get_object_or_404(Station, pk=to, draft=pk)} if to else {}
    return _done(request, pk, DEEDS[deed], comment=request.POST.get("comment", "")[:400], **where)


def _done(request: HttpRequest, pk: int, verb: Callable[..., Any], **facts: Any) -> HttpResponse:
    draft = get_object_or_404(Draft, pk=pk)
    try:
        verb(draft, by=user_of(request), **facts)
        messages.success(request, "記録しました。")
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return redirect("draft", pk=pk)


@may_read
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """A case's drafts, on its page; of a case one may not see there is nothing to tell."""
    if (app, name) != ("cases", "case"):
        raise Http404
    case = get_object_or_404(Case, pk=pk)
    drafts = Draft.objects.about(case).select_related("outcome", "drafter")
    return render(request, "approvals/panel.html", {"drafts": drafts, "case": case})
