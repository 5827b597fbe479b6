"""A step that an outsider takes by their own link: whatever step names a party, on a case of theirs, when it may be taken."""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.forms import RecordForm, record_form
from banso.office.guests.asks import Offer, ask
from banso.office.guests.models import Invitation
from banso.registers.models import User

from .declaring import Procedure, StepKind, get_procedure, tells_nothing
from .forms import say_needs
from .handing_in import hand_in_for, paper_field
from .offering import offers, state_of, why_not
from .taking import take


def _step_of(invitation: Invitation) -> tuple[Procedure, StepKind, Case]:
    case = invitation.case
    declared = get_procedure(case.procedure) if case else None
    assert declared is not None and case is not None
    return declared, declared.step_kinds[invitation.detail], case


def _about(invitation: Invitation) -> str:
    declared, step, case = _step_of(invitation)
    return f"{declared.label}({case.number or case.whose}) {step.label}"


def _names(invitation: Invitation) -> str:
    return _step_of(invitation)[1].label


def _form(invitation: Invitation, data: Any) -> RecordForm:
    declared, step, _ = _step_of(invitation)
    form = say_needs(step, record_form(declared.steps, (*step.asks, "note"), step.verb, step.verb)()(data))
    if step.evidence:
        form.fields["evidence"] = paper_field(label=step.evidence, required=False)
    return form


def _submit(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> Any:
    _, step, case = _step_of(invitation)
    evidence = facts.pop("evidence", None)
    given = {name: value for name, value in facts.items() if value is not None}
    taken = take(case, step.code, given | {"taken_on": localdate()}, by=by)
    if evidence is not None:
        hand_in_for(invitation, evidence, title=step.evidence, step=step.code, by=by)
    return taken


def _shown(invitation: Invitation) -> dict[str, Any]:
    """What the guest should have in view."""
    declared, step, case = _step_of(invitation)
    return {"known": step.knows(state_of(declared, case))} if step.knows is not tells_nothing else {}


def _hinders(invitation: Invitation) -> str:
    declared, step, case = _step_of(invitation)
    return why_not(state_of(declared, case), step)


def _offers(case: Case) -> Iterable[Offer]:
    """The steps that a party of the case may take now."""
    declared = get_procedure(case.procedure)
    if declared is None or not any(step.party for step in declared.step_kinds.values()):
        return []
    return [
        Offer(offer.step.label, offer.step.party, offer.step.code)
        for offer in offers(state_of(declared, case))
        if offer.possible and offer.step.party
    ]


ask(
    code="step",
    label="手続のお願い",
    about=_about,
    names=_names,
    permission="cases.change_case",
    form=_form,
    submit=_submit,
    template="procedures/known.html",
    shown=_shown,
    hinders=_hinders,
    offers=_offers,
)
