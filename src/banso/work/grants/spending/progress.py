"""How far the spending is (遂行状況): by category, as of a base day that the terms set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.core.days import Facts, read_rule
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_of
from banso.core.money import yen_text
from banso.core.writing import record
from banso.procedures.offering import State, state_of
from banso.procedures.terms import values_of
from banso.registers.models import User
from banso.registers.services.closed_days import open_days

from ..budgeting import by_category, sheet_on
from ..models import Application, CostCategory, Decision, Expense, ProgressLine, ProgressReport
from ..procedure import GRANT, taken

STOPPED = ("retracted", "revoked", "abandoned")


@dataclass
class Progress:
    """A category on a day: planned, ordered, delivered and paid of what is eligible."""

    category: CostCategory
    planned: int = 0
    ordered: int = 0
    delivered: int = 0
    paid: int = 0

    @property
    def left(self) -> int:
        """What of the plan is not ordered yet."""
        return max(self.planned - self.ordered, 0)


def base_day(state: State, reported_on: date) -> date:
    """The day as of which is reported: by the terms' rule where it has come, else the day of the report."""
    said = values_of(state.case).progress_base
    if not said:
        return reported_on
    facts = Facts(state.dates(), open_days(), {}, fiscal_year_of(state.case.opened_on))
    due = read_rule(said).due(facts)
    return due.on if due else reported_on


def progress_on(application: Application, day: date) -> list[Progress]:
    """How far each category is on a day, by the days of its expenses and the plan of that day."""
    sheet = sheet_on(application, day)
    planned = by_category(sheet) if sheet else dict.fromkeys(application.call.categories.all(), 0)
    found = {category.pk: Progress(category, amount) for category, amount in planned.items()}
    for one in application.expenses.filter(withdrawn_on=None).select_related("category"):
        _add(found.setdefault(one.category_id, Progress(one.category)), one, day)
    return list(found.values())


def _add(line: Progress, expense: Expense, day: date) -> None:
    amount = expense.eligible if expense.eligible is not None else expense.net or 0
    for name in ("ordered", "delivered", "paid"):
        on = getattr(expense, f"{name}_on")
        if on is not None and on <= day:
            setattr(line, name, getattr(line, name) + amount)


def in_words(lines: Sequence[Progress]) -> list[tuple[str, str]]:
    """How far each category is, as (category, words)."""
    return [
        (
            str(one.category),
            f"計画{yen_text(one.planned)} 発注済{yen_text(one.ordered)} 納品済{yen_text(one.delivered)} "
            f"支払済{yen_text(one.paid)} 残り{yen_text(one.left)}",
        )
        for one in lines
    ]


def _known(state: State) -> list[tuple[str, str]]:
    base = base_day(state, localdate())
    return [("基準日", format_date(base)), *in_words(progress_on(state.root, base))]


GRANT.deadline("progress", "遂行状況報告書の提出", who="applicant", met_by=("progressed", "reported", *STOPPED))


@GRANT.step(
    "progressed",
    "遂行状況報告",
    after=("granted",),
    never_after=(*STOPPED, "reported", "settled"),
    again=True,
    primary=False,
    party="applicant",
    asks=("done", "issues", "coming"),
    needs={
        "done": "進捗率を入れてください。",
        "issues": "課題を入れてください。ないときは「なし」と入れます。",
        "coming": "今後の予定を入れてください。",
    },
    knows=_known,
)
def report_progress(application: Application, *, taken_on: date, by: User | None, **facts: Any) -> Decision:
    """How far the work is, as of the base day: what of it is done, what is difficult, what comes next; the amounts are those of the expenses
    entered. Raises ValidationError without each of these, and before the base day.
    """
    base = base_day(state_of(GRANT, application.case), taken_on)
    if taken_on < base:
        raise ValidationError({"taken_on": f"基準日({format_date(base)})より前です。その日以後に報告してください。"})
    row = taken(application, "progressed", facts | {"taken_on": taken_on})
    report = record(ProgressReport, {"decision": row, "base_on": base})
    for one in progress_on(application, base):
        amounts = {name: getattr(one, name) for name in ("planned", "ordered", "delivered", "paid")}
        record(ProgressLine, {"report": report, "category": one.category, **amounts})
    return row
