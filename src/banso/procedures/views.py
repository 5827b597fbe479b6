"""The case's page, the page of a step, taking one back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banso.cases.models import Case, Party, Watch
from banso.cases.models.case import STAGED
from banso.cases.roles import role_name
from banso.core.acting import user_of
from banso.core.kinds import has_form
from banso.core.looking import How, looked_at
from banso.core.records import facts, parts_of
from banso.core.tables import has_table, table_for
from banso.office.approvals.choices import Restriction
from banso.office.approvals.models import Draft
from banso.office.deadlines.models import OpenDeadline
from banso.office.reviews.choices import OF_PANEL
from banso.registers.models import Staff

from .approving import drafted_facts, propose_step, returned_draft, waiting_drafts, waiting_steps
from .declaring import Procedure, StepKind, get_procedure
from .forms import facts_of, step_form
from .ledger import ledger
from .lettering import form_of, letters_due
from .offering import offers, state_of, why_not
from .taking import take, take_back
from .terms import approval_of


def case_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A case: who and what, where it stands, what comes next, and all that belongs to it."""
    case = _case(pk)
    if case.procedure == STAGED:
        return redirect("cases-case-record", pk=pk)
    if case.procedure == OF_PANEL:
        return redirect(case.panel_itself.panel)
    declared = _procedure(request, case, "view")
    state = state_of(declared, case)
    offered = offers(state, request.user, waiting_steps(case))
    possible = [offer for offer in offered if offer.possible]
    first = next((offer for offer in possible if offer.step.primary), None)
    letters = letters_due(state) if request.user.has_perm("papers.add_letter") else {}
    kinds = declared.step_kinds.values() if request.user.has_perm("payments.add_order") else ()
    paying = {step.code for step in kinds if step.pays}
    context = {
        "case": case,
        "declared": declared,
        "state": state,
        "first": first,
        "others": [offer for offer in possible if offer is not first],
        "hindered": [offer for offer in offered if not offer.possible and not _is_done(state, offer.step)],
        "next": OpenDeadline.objects.filter(case=case).select_related("deadline").order_by("due_on").first(),
        "facts": [*facts(case), *(fact for fact in facts(declared.root_of(case)) if fact[2] != case)],
        "drafts": waiting_drafts(case),
        "parties": _parties(declared, case),
        "ledger": ledger(state, letters, paying),
        "told": declared.tells(declared.root_of(case)),
        "parts": parts_of(case),
        "watched": Watch.objects.filter(case=case, user=user_of(request)).exists(),
        "keepers": Staff.objects.filter(ended_on=None).exclude(pk=case.keeper_id or 0),
        "may_change": request.user.has_perm(declared.permission("change")),
        "root_edit": _root_edit(declared, case),
        "noted": looked_at(request.user, [case], How.RECORD),
    }
    return render(request, "procedures/case.html", context)


def _root_edit(declared: Procedure, case: Case) -> str:
    """Where the kind's own facts of a case are put right; '' where they have no form."""
    if not has_table(declared.of) or not has_form(shown := table_for(declared.of)):
        return ""
    return reverse(shown.page("edit"), args=[declared.root_of(case).pk])


def _parties(declared: Procedure, case: Case) -> list[tuple[str, str, list[Party]]]:
    """Those concerned by role, a role that nobody has yet too: (code, role in Japanese, who)."""
    found = list(case.parties.filter(ended_on=None))
    roles = dict.fromkeys([*declared.roles, *(party.role for party in found)])
    return [(role, role_name(declared.code, role), [p for p in found if p.role == role]) for role in roles]


def step_page(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One step: its form, and the step taken."""
    case, declared = case_for(request, pk, "view")
    step = step_of(declared, code)
    state = state_of(declared, case)
    if why := why_not(state, step, request.user):
        messages.error(request, f"「{step.label}」は行えません。{why}")
        return redirect("case", pk=pk)
    approval = approval_of(case, step)
    back = returned_draft(case, step, user_of(request)) if approval else None
    form = step_form(declared, step, request.POST or None, drafted_facts(declared, back) if back else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, case, step, facts_of(form))
        except ValidationError as error:
            form.add_service_errors(error)
    context = {"case": case, "declared": declared, "step": step, "form": form, "approval": approval, "back": back}
    context |= {"restrictions": offered_restrictions(request, back), "known": step.knows(state)}
    status = 422 if form.errors else 200
    return render(request, "procedures/step.html", context, status=status)


def _done(request: HttpRequest, case: Case, step: StepKind, facts: dict[str, Any]) -> HttpResponse:
    """What pressing the button does: the step itself, or, where it waits for a decision, its draft."""
    if not approval_of(case, step):
        take(case, step.code, facts, by=user_of(request))
        messages.success(request, f"「{step.label}」を登録しました。")
        if (form := form_of(case, step)) and request.user.has_perm("papers.add_letter"):
            messages.info(request, f"続けて「{form}」を発行できます。あとで案件の画面からも発行できます。")
            return redirect("papers-issue", pk=case.pk, code=form.code)
        return redirect("case", pk=case.pk)
    body, restrictions = request.POST.get("body", ""), request.POST.getlist("restrictions")
    draft = propose_step(case, step, facts, body=body, restrictions=restrictions, by=user_of(request))
    messages.success(request, f"「{step.label}」を起案しました。決裁されると登録されます。")
    return redirect("draft", pk=draft.pk)


def case_of(model: type[Model]) -> Callable[..., HttpResponse]:
    """The view by which a kind's root record leads to the page of its case, for those who may see it."""

    @permission_required(f"{model._meta.app_label}.view_{model._meta.model_name}", raise_exception=True)
    def lead(request: HttpRequest, pk: int) -> HttpResponse:
        root: Any = get_object_or_404(model, pk=pk)
        return redirect("case", pk=root.case_id)

    return lead


@require_POST
def take_back_step(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Take back a step taken by mistake, with the reason."""
    case, declared = case_for(request, pk, "change")
    row = get_object_or_404(declared.steps, pk=step, case=case)
    try:
        take_back(case, row, reason=request.POST.get("reason", ""), by=user_of(request))
        messages.success(request, f"「{declared.label_of(row.step)}」を取り消しました。")
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return redirect("case", pk=pk)


def offered_restrictions(request: HttpRequest, back: Draft | None = None) -> list[tuple[str, str, bool]]:
    """The reasons for which a matter goes to the top (専決の制限), with those that are ticked."""
    ticked = request.POST.getlist("restrictions") if request.method == "POST" else back.restrictions if back else []
    return [(code, str(label), code in ticked) for code, label in Restriction.choices]


def case_for(request: HttpRequest, pk: int, action: str) -> tuple[Case, Procedure]:
    """The case and its procedure, for those who may. Staged cases have a page of their kind."""
    case = _case(pk)
    return case, _procedure(request, case, action)


def _case(pk: int) -> Case:
    return get_object_or_404(
        Case.objects.select_related("programme", "company", "person", "keeper", "terms", "standing"), pk=pk
    )


def _procedure(request: HttpRequest, case: Case, action: str) -> Procedure:
    declared = get_procedure(case.procedure)
    if declared is None:
        raise Http404
    if not request.user.has_perm(declared.permission(action)):
        raise PermissionDenied
    return declared


def step_of(declared: Procedure, code: str) -> StepKind:
    if code not in declared.step_kinds:
        raise Http404
    return declared.step_kinds[code]


def _is_done(state: Any, step: StepKind) -> bool:
    return not step.again and state.latest(step.code) is not None
