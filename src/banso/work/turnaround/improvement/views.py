"""The pages beside a plan's case: its edition and costs, its papers, its banks."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.core.numbers import whole_or_none

from . import eligibility, services
from .choices import Line, ReceiptKind
from .claims import COST_OF, accepted, decisions, quoted
from .forms import PaperCheckForm, bank_form, consent_form, quote_form
from .models import PlanCase, Quote, Receipt
from .papers import Checklist, check_paper, checklist, confirm_complete
from .pinning import said_of
from .procedure import banks_lacking

may_see = permission_required("turnaround.view_plancase", raise_exception=True)
CHANGE = "turnaround.change_plancase"


def plan_of(request: HttpRequest, pk: int, *, note: bool = True) -> PlanCase:
    """A plan with what its pages read of others; the look at it is written down."""
    found = PlanCase.objects.select_related(
        "case__programme", "case__company", "case__person", "case__terms", "case__standing", "edition", "adviser"
    )
    plan: PlanCase = get_object_or_404(found, pk=pk)
    if note:
        looked_at(request.user, [plan], How.RECORD)
    return plan


def _of_case(request: HttpRequest, app: str, name: str, pk: int) -> PlanCase | None:
    """The plan of the case on whose page a panel stands; None for a case of another kind."""
    if (app, name) != ("cases", "case"):
        raise Http404
    key = PlanCase.objects.filter(case=get_object_or_404(Case, pk=pk)).values_list("pk", flat=True).first()
    return plan_of(request, key, note=False) if key else None


@may_see
def costs_panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The edition, whether the firm may use it, and what each line costs and was granted; loaded into the case's page."""
    plan = _of_case(request, app, name, pk)
    context = {"plan": plan, **_costs(plan)} if plan else {}
    return render(request, "turnaround/costs_panel.html", context)


def _costs(plan: PlanCase) -> dict[str, Any]:
    rules = plan.edition.said if plan.edition else None
    held, asked, made = accepted(plan), quoted(plan), decisions(plan)
    size = eligibility.size_of(plan)
    lines = []
    for line in Line:
        name = COST_OF[line]
        granted = sum(row.granted or 0 for row in made if row.claim and row.claim.kind.startswith(_PREFIX[line]))
        cost = (getattr(held, name) if held else None), asked.get(name)
        if any(cost) or granted:
            lines.append((line.label, *cost, rules.caps.get(line) if rules else None, granted))
    whole = sum(asked.values())
    guide = rules.guide.of(size) if rules and rules.guide and size else None
    return {
        "edition": said_of(plan),
        "rules": rules,
        "findings": eligibility.findings(plan, localdate()) if plan.edition else [],
        "lines": lines,
        "guide": guide,
        "above": guide is not None and whole > guide,
        "decisions": made,
    }


_PREFIX = {Line.DILIGENCE: "dd_", Line.PLAN: "claim", Line.TALKS: "talks_", Line.FOLLOW: "follow_"}


@may_see
def quotes(request: HttpRequest, pk: int) -> HttpResponse:
    """What the advisers ask, line by line, and one more."""
    plan = plan_of(request, pk)
    form = quote_form()(request.POST or None, initial={"adviser": plan.adviser_id})
    if request.method == "POST":
        _may_change(request)
        if dropped := whole_or_none(request.POST.get("drop")):
            row = get_object_or_404(Quote, pk=dropped, case=plan, dropped_on=None)
            services.drop_quote(row, by=user_of(request))
            messages.success(request, f"見積「{row}」を外しました。")
            return redirect("plan-quotes", pk=pk)
        if _written(form, request, case=plan):
            messages.success(request, "見積を登録しました。")
            return redirect("plan-quotes", pk=pk)
    rows = list(plan.quotes.filter(dropped_on=None).select_related("adviser"))
    context = {"plan": plan, "form": form, "rows": rows, "sum": sum(row.amount for row in rows)}
    context["edition"] = said_of(plan)
    return render(request, "turnaround/quotes.html", context, status=422 if form.errors else 200)


def _may_change(request: HttpRequest) -> None:
    if not user_of(request).has_perm(CHANGE):
        raise PermissionDenied


def _written(form: Any, request: HttpRequest, **of: Any) -> bool:
    """Write what was typed; False with the form's errors filled if the rules refuse."""
    if not form.is_valid():
        return False
    try:
        with form.days_confirmed():
            type(form).save_new(**of, by=user_of(request), **form.cleaned_data)
    except ValidationError as error:
        form.add_service_errors(error)
        return False
    return True


@may_see
def papers_panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """How far the papers of the application and of each claim are; loaded into the case's page."""
    plan = _of_case(request, app, name, pk)
    lists = _lists(plan) if plan and plan.edition else []
    return render(request, "turnaround/papers_panel.html", {"plan": plan, "lists": lists})


def _lists(plan: PlanCase) -> list[Checklist]:
    """The checklists of what was received, the application's first."""
    claims = Receipt.objects.standing().filter(case=plan).exclude(kind=ReceiptKind.APPLICATION)
    rows = claims.order_by("received_on", "pk")
    return [checklist(plan, ReceiptKind.APPLICATION), *(checklist(plan, row.kind, row.round) for row in rows)]


@may_see
def papers(request: HttpRequest, pk: int, kind: str, nth: int) -> HttpResponse:
    """The papers of one application or claim: what is asked for, what came, and one more as it came."""
    plan = plan_of(request, pk)
    if kind not in ReceiptKind.values or not 1 <= nth <= MOST_ROUNDS:
        raise Http404
    if plan.edition is None:
        messages.error(request, "利用申請を受け付けると、受付日の版の書類の一覧が出ます。")
        return redirect("case", pk=plan.case_id)
    found = checklist(plan, kind, nth)
    form = PaperCheckForm(request.POST if request.method == "POST" else None, found)
    if request.method == "POST":
        _may_change(request)
        if form.is_valid() and _checked(plan, found, form, request):
            return redirect("plan-papers", pk=pk, kind=kind, nth=nth)
    context = {"plan": plan, "found": found, "form": form, "edition": said_of(plan), "form_set": plan.edition.form_set}
    context["hindered"] = found.why_not_complete()
    return render(request, "turnaround/papers.html", context, status=422 if form.errors else 200)


MOST_ROUNDS = 99


def _checked(plan: PlanCase, found: Checklist, form: PaperCheckForm, request: HttpRequest) -> bool:
    try:
        row = check_paper(plan, found.kind, round=found.round, by=user_of(request), **form.cleaned_data)
    except ValidationError as error:
        say_refused(form, error)
        return False
    messages.success(request, f"書類を「{row.get_result_display()}」と登録しました。")
    return True


@may_see
@require_POST
def complete(request: HttpRequest, pk: int, kind: str, nth: int) -> HttpResponse:
    """A second person finds all papers there."""
    plan = plan_of(request, pk)
    if kind not in ReceiptKind.values:
        raise Http404
    _may_change(request)
    try:
        confirm_complete(plan, kind, round=nth, by=user_of(request))
        messages.success(request, "書類がすべてそろっていることを登録しました。")
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return redirect("plan-papers", pk=pk, kind=kind, nth=nth)


@may_see
def banks_panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The firm's banks and what each said; loaded into the case's page."""
    plan = _of_case(request, app, name, pk)
    context = {"plan": plan, "rows": _banks(plan), "lacking": banks_lacking(plan)} if plan else {}
    return render(request, "turnaround/banks_panel.html", context)


def _banks(plan: PlanCase) -> list[Any]:
    return list(plan.banks.filter(ended_on=None).select_related("bank").prefetch_related("consents"))


@may_see
def banks(request: HttpRequest, pk: int) -> HttpResponse:
    """The firm's banks: one more of them, and what one says."""
    plan = plan_of(request, pk)
    what = request.POST.get("what", "") if request.method == "POST" else ""
    form = bank_form()(request.POST if what == "bank" else None, prefix="bank")
    said = consent_form()(request.POST if what == "consent" else None, prefix="consent")
    offered: Any = said.fields["bank"]
    if hasattr(offered, "queryset"):
        offered.queryset = plan.banks.filter(ended_on=None).select_related("bank")
    if request.method == "POST":
        _may_change(request)
        if what == "bank" and _written(form, request, case=plan):
            messages.success(request, "金融機関を登録しました。")
            return redirect("plan-banks", pk=pk)
        if what == "consent" and _of_this(plan, said) and _written(said, request):
            messages.success(request, "金融機関の回答を登録しました。")
            return redirect("plan-banks", pk=pk)
    rows = _banks(plan)
    context: dict[str, Any] = {"plan": plan, "form": form, "said": said if rows else None, "rows": rows}
    context |= {"edition": said_of(plan), "lacking": banks_lacking(plan)}
    return render(request, "turnaround/banks.html", context, status=422 if form.errors or said.errors else 200)


def _of_this(plan: PlanCase, form: Any) -> bool:
    """Whether what was typed is about a bank of this plan."""
    if not form.is_valid():
        return False
    if form.cleaned_data["bank"].case_id == plan.pk:
        return True
    form.add_error("bank", "この案件の金融機関から選んでください。")
    return False
