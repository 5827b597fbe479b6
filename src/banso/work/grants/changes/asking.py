"""The applicant changes the plan by her own link: the same form and meter as staff have."""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.office.guests.asks import Offer, ask
from banso.office.guests.models import Invitation
from banso.procedures.offering import state_of, why_not
from banso.registers.models import User

from ..models import Application, Decision
from ..moving import decided_sheet, meter_now
from ..procedure import GRANT, waits_for_answer
from .forms import PlanForm
from .services import NO_PLAN, change_plan
from .views import drawn


def _application(invitation: Invitation) -> Application:
    return Application.objects.select_related("call", "case__terms").get(case=invitation.case)


def _submit(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> Decision:
    application = _application(invitation)
    form = PlanForm(application, {name: "" if value is None else str(value) for name, value in facts.items()})
    form.is_valid()
    return change_plan(application, taken_on=localdate(), anew=form.anew(), by=by, **form.said())


def _hinders(invitation: Invitation) -> str:
    state = state_of(GRANT, _application(invitation).case)
    if decided_sheet(state) is None:
        return NO_PLAN
    return waits_for_answer(state) or why_not(state, GRANT.step_kinds["change_asked"])


def _offers(case: Case) -> Iterable[Offer]:
    """The change of a plan that was decided, while the work goes on."""
    if case.procedure != GRANT.code or case.standing.closed:
        return
    state = state_of(GRANT, case)
    if state.latest("granted") and decided_sheet(state) and not why_not(state, GRANT.step_kinds["change_asked"]):
        yield Offer("計画の変更(変更承認申請・流用の届出)", "applicant")


ask(
    code="grant-change",
    label="計画の変更",
    about=lambda invitation: f"{_application(invitation)} 計画の変更",
    permission="grants.change_application",
    form=lambda invitation, data: PlanForm(_application(invitation), data),
    submit=_submit,
    template="grants/moves.html",
    shown=lambda invitation: drawn(meter_now(state_of(GRANT, _application(invitation).case))),
    hinders=_hinders,
    again=True,
    offers=_offers,
)
