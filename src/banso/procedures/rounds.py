"""The page on which one step is drafted for many cases of a programme at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.looking import How, looked_at
from banso.core.numbers import numbers_in

from .approving import MOST, propose_round, waiting_cases
from .declaring import Procedure, StepKind
from .forms import facts_of, row_form
from .offering import State, states_of, why_not
from .terms import approval_of
from .views import case_for, offered_restrictions, step_of


def round_page(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The cases of a programme that could take a step now, each with what it asks; those ticked go into one draft."""
    case, declared = case_for(request, pk, "change")
    step = step_of(declared, code)
    if not approval_of(case, step):
        messages.error(request, f"「{step.label}」は決裁が要らないので、案件ごとに登録してください。")
        return redirect("case-step", pk=pk, code=code)
    data = request.POST or None
    ticked = numbers_in(request.POST.getlist("case"))
    states = _possible(declared, step, case, request.user)
    looked_at(request.user, [state.case for state in states], How.LIST)
    rows = [
        (
            state,
            row_form(declared, step, state.case, data if state.case.pk in ticked else None),
            state.case.pk in ticked,
        )
        for state in states
    ]
    context: dict[str, Any] = {"case": case, "step": step, "rows": rows, "most": MOST}
    if data is not None:
        try:
            if len(ticked) != sum(row[2] for row in rows):
                raise ValidationError("選んだ案件の一部は、もうこの手続に進めません。選び直してください。")
            if draft := _drafted(request, step, rows):
                messages.success(
                    request, f"{len(ticked)}件の「{step.label}」を起案しました。決裁されると登録されます。"
                )
                return redirect("draft", pk=draft.pk)
            context["refused"] = ["選んだ案件の欄を直してください。"]
        except ValidationError as error:
            context["refused"] = error.messages
    context["restrictions"] = offered_restrictions(request)
    return render(request, "procedures/round.html", context, status=422 if "refused" in context else 200)


def _drafted(request: HttpRequest, step: StepKind, rows: list[Any]) -> Any:
    """The draft of what was ticked; None where a case's own fields are to be mended first."""
    chosen = [(state.case, form) for state, form, ticked in rows if ticked]
    if not all([form.is_valid() for _, form in chosen]):
        return None
    body, restrictions = request.POST.get("body", ""), request.POST.getlist("restrictions")
    facts = [(case, facts_of(form)) for case, form in chosen]
    return propose_round(facts, step, body=body, restrictions=restrictions, by=user_of(request))


def _possible(declared: Procedure, step: StepKind, case: Case, user: Any) -> list[State]:
    """Where the open cases of the same programme stand that could take the step now, the case at hand first."""
    alike = Case.objects.filter(programme=case.programme, procedure=case.procedure, standing__closed=False)
    cases = alike.select_related("programme", "company", "person", "terms", declared.root).order_by("opened_on", "pk")
    free = cases.prefetch_related(*(f"{declared.root}__{name}" for name in declared.beside)).exclude(
        pk__in=waiting_cases(step)
    )[: MOST * 10]
    found = [state for state in states_of(declared, list(free)) if not why_not(state, step, user)]
    return sorted(found, key=lambda state: state.case.pk != case.pk)[:MOST]
