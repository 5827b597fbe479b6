"""What is asked of the expert and of the company during a dispatch, beside the steps they take once: the visits, one after another."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.forms import RecordForm, record_form
from banso.office.guests.asks import Offer, ask
from banso.office.guests.models import Invitation
from banso.procedures.offering import state_of, why_not
from banso.procedures.taking import take
from banso.registers.models import User

from .models import DispatchStep
from .procedure import DISPATCH, unconfirmed

# what an expert does about a visit, in the order in which it is asked; the columns each fills in
VISITING = {
    "visited": ("started_at", "ended_at", "travel"),
    "visit_reported": ("advice", "next_step"),
    "arrived": ("place",),
}


def _next(case: Case) -> str:
    """What the expert is to do next: to end the visit that has begun, to report one, to begin one; '' where nothing is left."""
    state = state_of(DISPATCH, case)
    last = next((row.step for row in reversed(state.taken) if row.step in ("arrived", "visited")), "")
    order = ("visited", "visit_reported", "arrived") if last == "arrived" else ("visit_reported", "arrived")
    return next((code for code in order if not why_not(state, DISPATCH.step_kinds[code])), "")


class MadeFor(forms.HiddenInput):
    """The step a form was made for: what was typed before and not sent, for another one, does not change it."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self.step = step

    def format_value(self, value: Any) -> str:
        return self.step


def _case(invitation: Invitation) -> Case:
    assert invitation.case is not None
    return invitation.case


def _visit_form(invitation: Invitation, data: Any) -> RecordForm:
    case = _case(invitation)
    step = data.get("step") if data is not None else _next(case)
    step = step if step in VISITING else "arrived"
    verb = DISPATCH.step_kinds[step].verb
    form = record_form(DispatchStep, VISITING[step], verb, verb)()(data)
    form.fields["step"] = forms.CharField(widget=MadeFor(step))
    if step == "visited" and data is None:
        arrived = DispatchStep.objects.in_force().filter(case=case, step="arrived").last()
        form.initial["started_at"] = arrived.started_at if arrived else None
    return form


def _take_visit(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> Any:
    """Begin, end or report a visit. Raises ValidationError where another was taken since the page was opened."""
    case, step = _case(invitation), facts.pop("step")
    if step != _next(case):
        raise ValidationError("画面を開いたあとに手続が進みました。開き直してから、もう一度入力してください。")
    given = {name: value for name, value in facts.items() if value not in (None, "")}
    return take(case, step, given | {"taken_on": _day(case, step)}, by=by)


def _day(case: Case, step: str) -> date:
    """A visit is of the day it began on, however late its end is noted."""
    arrived = DispatchStep.objects.in_force().filter(case=case, step="arrived").last() if step == "visited" else None
    return arrived.taken_on if arrived else localdate()


def _visit_offers(case: Case) -> Iterable[Offer]:
    if case.procedure == DISPATCH.code and not why_not(state_of(DISPATCH, case), DISPATCH.step_kinds["arrived"]):
        yield Offer("訪問の開始・終了・報告", "expert")


def _labelled(invitation: Invitation) -> dict[str, Any]:
    step = _next(_case(invitation))
    visits = DispatchStep.objects.in_force().filter(case=invitation.case, step="visited").order_by("taken_on", "pk")
    return {"now": DISPATCH.label_of(step) if step else "", "visits": visits}


def _about(invitation: Invitation) -> str:
    case = _case(invitation)
    return f"{case.whose} {case.dispatch.subject}"


ask(
    code="dispatch-visits",
    label="専門家派遣の訪問",
    about=_about,
    permission="dispatches.change_dispatch",
    form=_visit_form,
    submit=_take_visit,
    hinders=lambda invitation: "" if _next(_case(invitation)) else "いま行っていただくことはありません。",
    again=True,
    template="dispatches/visits_asked.html",
    shown=_labelled,
    offers=_visit_offers,
)


def _confirm_form(invitation: Invitation, data: Any) -> RecordForm:
    verb = DISPATCH.step_kinds["confirmed"].verb
    form = record_form(DispatchStep, ("confirmed_by",), verb, verb)()(data, initial={"confirmed_by": invitation.name})
    form.fields["confirmed_by"].required = True
    return form


def _confirm(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> Any:
    return take(_case(invitation), "confirmed", facts | {"taken_on": localdate()}, by=by)


def _to_confirm(invitation: Invitation) -> dict[str, Any]:
    return {"visits": unconfirmed(state_of(DISPATCH, _case(invitation)))}


def _confirm_offers(case: Case) -> Iterable[Offer]:
    if case.procedure == DISPATCH.code and state_of(DISPATCH, case).latest("decided"):
        yield Offer("訪問を受けたことの確認", "company")


ask(
    code="dispatch-confirm",
    label="専門家の訪問の確認",
    about=_about,
    permission="dispatches.change_dispatch",
    form=_confirm_form,
    submit=_confirm,
    hinders=lambda invitation: why_not(state_of(DISPATCH, _case(invitation)), DISPATCH.step_kinds["confirmed"]),
    again=True,
    button="訪問を受けたことを確認する",
    template="dispatches/confirm_asked.html",
    shown=_to_confirm,
    offers=_confirm_offers,
)
