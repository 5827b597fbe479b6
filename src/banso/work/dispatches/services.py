"""Every write in dispatches beside its steps, which are in :mod:`.procedure`."""

from datetime import date
from typing import Any

from banso.cases.services import open_case, take_step
from banso.core.trail import verb
from banso.core.writing import correct, record, verbs
from banso.registers.models import Company, Expert, Programme, User

from .models import Dispatch, DispatchStep, Visit

record_visit, correct_visit = verbs(Visit)


@verb
def open_dispatch(*, expert: Expert | None = None, subject: str, by: User | None, **of_case: Any) -> Dispatch:
    """Open a dispatch: its case and its own facts. Raises ValidationError, field by field, with nothing written."""
    case = open_case(procedure="dispatch", title=subject[:120], by=by, **of_case)
    return record(Dispatch, {"case": case, "expert": expert, "subject": subject})


@verb
def correct_dispatch(dispatch: Dispatch, *, by: User | None, **facts: Any) -> Dispatch:
    """Put a dispatch's own facts right; its case and its steps stay."""
    return correct(dispatch, facts)


@verb
def record_dispatch(
    *, programme: Programme, company: Company, expert: Expert, decided_on: date, subject: str, by: User | None
) -> Dispatch:
    """Note a dispatch that was decided elsewhere, as lists from before have them: accepted and decided on that day."""
    of_case = {"programme": programme, "company": company, "opened_on": decided_on}
    dispatch: Dispatch = open_dispatch(expert=expert, subject=subject, by=by, **of_case)
    take_step(DispatchStep, dispatch.case, same={"step": "decided"}, taken_on=decided_on)
    return dispatch
