"""Every write in dispatches beside its steps, which are in :mod:`.procedure`."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from banso.cases.models import Party
from banso.cases.services import add_party, correct_party, open_case, take_step
from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.procedures.terms import refuse_undecided
from banso.registers.models import Company, Expert, Programme, User

from .models import Dispatch, DispatchStep, Visit

record_visit, correct_visit = verbs(Visit)


@verb
def open_dispatch(*, expert: Expert | None = None, subject: str, by: User | None, **of_case: Any) -> Dispatch:
    """Open a dispatch: its case and its own facts, and the expert as one of its parties. Raises ValidationError, field by field."""
    dispatch = _open(expert, subject, by, of_case)
    _note_expert(dispatch, by)
    return dispatch


def _open(expert: Expert | None, subject: str, by: User | None, of_case: dict[str, Any]) -> Dispatch:
    case = open_case(procedure="dispatch", title=subject[:120], by=by, **of_case)
    return record(Dispatch, {"case": case, "expert": expert, "subject": subject})


@verb
def correct_dispatch(dispatch: Dispatch, *, by: User | None, **facts: Any) -> Dispatch:
    """Put a dispatch's own facts right; its case and its steps stay. Another expert takes the place of the one before."""
    corrected = correct(dispatch, facts)
    _note_expert(corrected, by)
    return corrected


def _note_expert(dispatch: Dispatch, by: User | None) -> None:
    """The expert is the case's party in that role, reached as the register says; whoever was before has no part any more."""
    expert = dispatch.expert
    standing = list(Party.objects.filter(case=dispatch.case_id, role="expert", ended_on=None).exclude(expert=None))
    for party in standing:
        if party.expert_id != dispatch.expert_id:
            correct_party(party, ended_on=localdate(), by=by)
    if expert is not None and all(party.expert_id != expert.pk for party in standing):
        reached = {"name": expert.name, "email": expert.email, "phone": expert.phone}
        add_party(dispatch.case, role="expert", expert=expert, **reached, by=by)


@verb
def record_dispatch(
    *, programme: Programme, company: Company, expert: Expert, decided_on: date, subject: str, by: User | None
) -> Dispatch:
    """Note a dispatch that was decided elsewhere, as lists from before have them: accepted and decided on that day.

    Raises ValidationError where the terms of that day have it decided here: then it is drafted.
    """
    of_case = {"programme": programme, "company": company, "opened_on": decided_on}
    dispatch = _open(expert, subject, by, of_case)
    refuse_undecided(dispatch.case, "decided")
    take_step(DispatchStep, dispatch.case, same={"step": "decided"}, taken_on=decided_on)
    return dispatch
