"""Grants of former years as lists have them: one row a grant, with its decisions, its settlement and its payment, taken as steps in their order.

What a settlement opens (報告の義務など) is opened by its step here too, so that the first year in Banso knows who owes a report.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.trail import verb
from banso.procedures.offering import state_of
from banso.procedures.taking import take
from banso.registers.models import User

from .choices import ChangeGround
from .models import Application
from .procedure import GRANT
from .services import record_application

NOTE = "過年度の一覧から"


@dataclass(frozen=True)
class Told:
    """A step as a row of a list tells it: the column of its day, those of its own facts, and the step that must come before although no list says it."""

    step: str
    on: str
    facts: tuple[tuple[str, str], ...] = ()
    before: str = ""


CHAIN = (
    Told("adopted", "adopted_on", (("amount", "adopted_amount"),)),
    Told("declined", "declined_on"),
    Told("granted", "granted_on", (("amount", "granted_amount"),)),
    Told("changed", "changed_on", (("amount", "changed_amount"),), before="change_asked"),
    Told("completed", "completed_on"),
    Told("reported", "reported_on", (("expense", "reported_expense"),)),
    Told("settled", "settled_on", (("amount", "settled_amount"),), before="reported"),
    Told("paid", "paid_on", (("amount", "paid_amount"),), before="claimed"),
    Told("finished", "finished_on"),
)


@verb
def bring_past(*, by: User | None, **said: Any) -> Application:
    """Take in a grant of a former year with every step that its row gives a day of.

    Where a list says nothing of a report before the settlement, or of a claim before the payment, they are noted on that day. Raises
    ValidationError, by the row's own columns, where a step cannot be taken as it is told, and for facts of a step without its day.
    """
    steps = {told: _facts_of(told, said) for told in CHAIN}
    _refuse_without_day(steps)
    application: Application = record_application(by=by, **said)
    for told, facts in steps.items():
        if facts["taken_on"] is not None:
            _take(application, told, facts, by)
    return application


def _facts_of(told: Told, said: dict[str, Any]) -> dict[str, Any]:
    """What a row says of a step, taken out of it."""
    facts = {name: said.pop(column, None) for name, column in told.facts}
    return {"taken_on": said.pop(told.on, None)} | {name: value for name, value in facts.items() if value is not None}


def _refuse_without_day(steps: Mapping[Told, dict[str, Any]]) -> None:
    lacking = {
        told.on: "金額があるのに日付がありません。"
        for told, facts in steps.items()
        if facts["taken_on"] is None and len(facts) > 1
    }
    if lacking:
        raise ValidationError(lacking)


def _take(application: Application, told: Told, facts: dict[str, Any], by: User | None) -> None:
    try:
        for code, before in _unsaid(application, told, facts["taken_on"]):
            take(application.case, code, before, by=by)
        take(application.case, told.step, facts | ({"note": NOTE} if told.step == "changed" else {}), by=by)
    except ValidationError as error:
        raise _by_column(told, error) from error


def _unsaid(application: Application, told: Told, on: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """The step that comes before this one, where the terms use it and no list has told it."""
    state = state_of(GRANT, application.case)
    if told.before and state.content.uses(told.before) and not state.latest(told.before):
        of_it = {"reported": {"expense": application.expense}, "change_asked": {"ground": ChangeGround.OTHER}}
        yield told.before, {"taken_on": on, "note": NOTE} | of_it.get(told.before, {})


def _by_column(told: Told, error: ValidationError) -> ValidationError:
    """What a step refuses, by the columns of the row."""
    columns = {"taken_on": told.on, **dict(told.facts)}
    if not hasattr(error, "error_dict"):
        return ValidationError({told.on: error.messages})
    refused: dict[str, Any] = {}
    for name, errors in error.error_dict.items():
        refused.setdefault(columns.get(name, told.on), []).extend(errors)
    return ValidationError(refused)
