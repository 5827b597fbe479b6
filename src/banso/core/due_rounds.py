"""What many owe for a year (使用料, 会費), noted by one button: seen beforehand, done wholly or not at all, and each due once.

A kind of due declares who owes what in a fiscal year, and by which day; the page follows.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from .dues import Due
from .errors import UserError
from .trail import verb


@dataclass(frozen=True)
class Owed:
    """What one owes: the facts of each due that is not yet noted, what that is in words, how many are, and why none can be.

    `note` tells what to look at before it is done.
    """

    who: Model
    rows: Sequence[Mapping[str, Any]] = ()
    said: str = ""
    noted: int = 0
    why_not: str = ""
    note: str = ""

    @property
    def total(self) -> int:
        return sum(row["amount"] for row in self.rows)


@dataclass(frozen=True)
class Plan:
    """What would be noted for a year."""

    owed: Sequence[Owed] = field(default_factory=tuple)

    @cached_property
    def new(self) -> list[Owed]:
        return [one for one in self.owed if one.rows]

    @cached_property
    def left(self) -> list[Owed]:
        return [one for one in self.owed if one.why_not]

    @cached_property
    def rows(self) -> list[Mapping[str, Any]]:
        return [row for one in self.new for row in one.rows]

    @property
    def noted(self) -> int:
        return sum(one.noted for one in self.owed)

    @property
    def total(self) -> int:
        return sum(one.total for one in self.new)

    @property
    def seen(self) -> str:
        """A digest of what was shown before confirming: anything else must not be done under that confirmation."""
        said = [[f"{name}={_plain(value)}" for name, value in sorted(row.items())] for row in self.rows]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, Model) else value


@dataclass(frozen=True)
class Round:
    """A kind of due that is owed year by year: who owes what in a fiscal year, by which day, and the verb that writes many.

    `by_when` is the field that asks for the day, `due_on` the day of one due by what was answered.
    """

    model: type[Due]
    owed: Callable[[int], Iterable[Owed]]
    by_when: Callable[[], forms.Field]
    due_on: Callable[[Mapping[str, Any], Any], date]
    write: Callable[..., list[Any]]

    def plan(self, fiscal_year: int, answer: Any) -> Plan:
        """What is owed for a year and not yet noted, each due with its day."""
        return Plan(tuple(replace(one, rows=self._dated(one.rows, answer)) for one in self.owed(fiscal_year)))

    def _dated(self, rows: Iterable[Mapping[str, Any]], answer: Any) -> list[Mapping[str, Any]]:
        return [{**row, "due_on": self.due_on(row, answer)} for row in rows]


_rounds: dict[type[Model], Round] = {}


def due_round(**declaration: Any) -> Round:
    """Declare that a kind of due is noted for a whole year at once."""
    declared = Round(**declaration)
    _rounds[declared.model] = declared
    return declared


def round_of(model: type[Model]) -> Round | None:
    return _rounds.get(model)


@verb
def note_dues(round: Round, fiscal_year: int, answer: Any, *, seen: str, by: Any) -> int:
    """Note what is owed for a year, as it was shown; how many dues that made.

    Raises UserError with nothing written where what is owed is no longer what was shown, or one of the dues is refused.
    """
    plan = round.plan(fiscal_year, answer)
    if not plan.rows:
        raise UserError("登録するものがありません。この年度の分はすべて登録されています。")
    if plan.seen != seen:
        raise UserError("見ているあいだに内容が変わりました。下の内容をもう一度確かめてから、ボタンを押してください。")
    refused = [one for one in round.write([dict(row) for row in plan.rows], by=by) if isinstance(one, ValidationError)]
    if refused:
        raise UserError(f"登録していません。{''.join(refused[0].messages)}")
    return len(plan.rows)
