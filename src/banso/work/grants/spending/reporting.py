"""The final report (実績報告): what was spent, what was done and where the money came from, sent in as a whole."""

from datetime import date
from typing import Any

from banso.core.trail import verb
from banso.core.writing import record
from banso.procedures.offering import state_of
from banso.procedures.taking import take
from banso.registers.models import User

from ..models import Application, FinalReport
from ..procedure import GRANT


def spent_of(application: Application) -> int | None:
    """What is eligible of all expenses; None where none were entered one by one."""
    rows = list(application.expenses.filter(withdrawn_on=None).values_list("eligible", flat=True))
    return sum(amount or 0 for amount in rows) if rows else None


@verb
def report_spending(
    application: Application, *, reported_on: date, completed_on: date | None = None, by: User | None, **facts: Any
) -> FinalReport:
    """Take in the final report: the completion first, where it was not told before, then the report with the sum of the expenses, and what was done.
    What is missing hinders nothing; it is told beside. Raises ValidationError, field by field: results without a number, a step that can't be taken.
    """
    case = application.case
    state = state_of(GRANT, case)
    if completed_on is not None and state.content.uses("completed") and state.latest("completed") is None:
        take(case, "completed", {"taken_on": completed_on}, by=by)
    row = take(case, "reported", {"taken_on": reported_on}, by=by)
    return record(FinalReport, {"decision": row, **facts})
