"""The year of a kind of case (1年の実績): what came in, how far cases came and in how many days, by what they are; one row a case for a national body.

A case counts in the year of each step's day, as reports count it. Everything is worked out of steps in force.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.crypto import salted_hmac

from banso.cases.models import Case
from banso.core.era import format_date

from .declaring import Procedure, known_procedure
from .offering import State, states_of
from .standing_now import Middle
from .terms import latest_terms

MOST = 5_000  # cases of one sheet


@dataclass(frozen=True)
class Reached:
    """A step in a year: how many cases took it for the first time, and after how many days from their acceptance (the median)."""

    label: str
    cases: int
    days: int
    closes: bool


@dataclass(frozen=True)
class Year:
    """A fiscal year of the cases of one procedure."""

    opened: int
    reached: list[Reached]
    by_fact: list[tuple[str, list[tuple[str, int]]]]

    @property
    def most(self) -> int:
        """The longest bar of the picture."""
        return max([self.opened, 1, *(one.cases for one in self.reached)])


def year_of(declared: Procedure, fiscal_year: int) -> Year:
    """What came in and how far cases came in a fiscal year; of what is hidden from who asks, nothing."""
    opened = Case.objects.filter(procedure=declared.code, fiscal_year=fiscal_year)
    return Year(opened.count(), _reached(declared, fiscal_year), _by_fact(declared, fiscal_year))


def _reached(declared: Procedure, fiscal_year: int) -> list[Reached]:
    rows = declared.steps._default_manager.in_force().filter(fiscal_year=fiscal_year, round=1).order_by()
    waited = F("taken_on") - F("case__opened_on")
    counted = rows.values_list("step").annotate(number=Count("case", distinct=True), middle=Middle(waited))
    found = {step: (number, middle.days) for step, number, middle in counted}
    steps = [step for step in declared.step_kinds.values() if step.code in found]
    return [Reached(step.label, *found[step.code], step.closes) for step in steps]


def _by_fact(declared: Procedure, fiscal_year: int) -> list[tuple[str, list[tuple[str, int]]]]:
    """What came in by each fact with choices, the most frequent first."""
    found = []
    for name in declared.reported:
        column: Any = declared.of._meta.get_field(name)
        if not column.choices:
            continue
        rows = declared.of._default_manager.filter(case__fiscal_year=fiscal_year).order_by()
        numbers = Counter(dict(rows.values_list(name).annotate(number=Count("pk"))))
        labels = dict(column.flatchoices)
        pairs = [(str(labels.get(code, "記入なし")), number) for code, number in numbers.most_common()]
        found.append((str(column.verbose_name), pairs))
    return found


Says = Callable[[State], str | int]


def _says(declared: Procedure) -> dict[str, tuple[str, Says]]:
    """Every item that the sheet of a kind may have: its name, and what a case says of it."""
    found: dict[str, tuple[str, Says]] = {
        "number": ("報告番号", lambda state: pseudonym(state.case)),
        "opened": ("受付日", lambda state: format_date(state.case.opened_on)),
        "stands": ("現在の段階", lambda state: state.label),
        "days": ("終結までの日数", _days),
    }
    for name in declared.reported:
        column: Any = declared.of._meta.get_field(name)
        found[name] = (str(column.verbose_name), _fact(name))
    for step in declared.step_kinds.values():
        found[f"on-{step.code}"] = (f"{step.label}の日", _day(step.code))
    return found


def _fact(name: str) -> Says:
    def said(state: State) -> str | int:
        shown = getattr(state.root, f"get_{name}_display", None)
        value = shown() if shown else getattr(state.root, name)
        if isinstance(value, date):
            return format_date(value)
        return value if isinstance(value, int) and not isinstance(value, bool) else str(value or "")

    return said


def _day(code: str) -> Says:
    return lambda state: next((format_date(row.taken_on) for row in state.taken if row.step == code), "")


def _days(state: State) -> str | int:
    return (state.taken[-1].taken_on - state.case.opened_on).days if state.closed else ""


def items_of(code: str) -> Mapping[str, str]:
    """The items that the sheet of a procedure may have, by name."""
    return {item: label for item, (label, _) in _says(known_procedure(code)).items()}


def pseudonym(case: Case) -> str:
    """Under which a case is told of outside: the same every year, and nothing of ours follows from it."""
    return str(salted_hmac("banso.yearly", str(case.pk)).hexdigest())[:10]


def columns_of(declared: Procedure, states: Sequence[State], fiscal_year: int) -> list[tuple[str, str]]:
    """The columns by the terms of the first case's programme in that year; all there are where these say nothing."""
    terms = latest_terms(declared, states[0].case.programme, fiscal_year) if states else None
    said = (terms.content.get("values") or {}).get("national") if terms else None
    return [
        (heading, item) for heading, item in said or [(label, item) for item, label in items_of(declared.code).items()]
    ]


def reported_in(declared: Procedure, fiscal_year: int) -> list[State]:
    """The cases that came in or took a step in a fiscal year, in the order of their pseudonyms: that of ours would tell which is which."""
    steps = declared.steps._default_manager.in_force().filter(case=OuterRef("pk"), fiscal_year=fiscal_year)
    rows = Case.objects.filter(Q(fiscal_year=fiscal_year) | Exists(steps), procedure=declared.code)
    rows = rows.select_related("programme", "terms", *declared.along).order_by("pk")
    return sorted(states_of(declared, list(rows[:MOST])), key=lambda state: pseudonym(state.case))


def rows_of(declared: Procedure, states: Sequence[State], items: Sequence[str]) -> list[list[str | int]]:
    """What each case says of each item."""
    says = _says(declared)
    return [[says[item][1](state) for item in items] for state in states]
