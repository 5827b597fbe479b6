"""The sheet for the national body (全国本部への報告): one row a support under its pseudonym. Which columns it has, in which order and under
which headings, are terms; no name, number or address of ours is among what it can have.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import IO, Any

from banso.core.era import format_date
from banso.procedures.columns import written

from .choices import CouncilStepCode
from .yearly import Worked, reliefs_of

SHEET = "活性化協議会"


def sheet(worked: Sequence[Worked], columns: Sequence[tuple[str, str]]) -> IO[bytes]:
    """The sheet of these supports with these columns: (heading, item)."""
    return written(SHEET, list(columns), rows(worked, [item for _, item in columns]))


def rows(worked: Sequence[Worked], items: Sequence[str]) -> list[list[str | int]]:
    """What each support says of each item, in the order of the pseudonyms: that of our own numbers would tell which is which."""
    reliefs = reliefs_of(one.council.pk for one in worked)
    in_order = sorted(worked, key=lambda one: str(one.council.pseudonym))
    return [[_VALUES[item](one, reliefs.get(one.council.pk, [])) for item in items] for one in in_order]


def _day(code: str) -> Callable[[Worked, list[str]], str]:
    return lambda one, _: _text(one.day(code))


def _text(day: date | None) -> str:
    return format_date(day) if day else ""


def _decided(one: Worked, name: str) -> str:
    row: Any = one.first("decided")
    return str(getattr(row, f"get_{name}_display")()) if row else ""


def _stands(one: Worked) -> str:
    return str(CouncilStepCode(one.steps[-1].step).label) if one.steps else "受付"


def _of(one: Worked, code: str, column: str) -> str | int:
    found: Any = getattr(one.first(code), column, None)
    return "" if found is None else found


_VALUES: dict[str, Callable[[Worked, list[str]], str | int]] = {
    "pseudonym": lambda one, _: str(one.council.pseudonym),
    "route": lambda one, _: one.council.get_route_display() if one.council.route else "",
    "size": lambda one, _: one.council.get_size_display() if one.council.size else "",
    "industry": lambda one, _: str(getattr(one.council.case.company, "industry", None) or ""),
    "preliminary": _day("preliminary"),
    "first": _day("first"),
    "decided": _day("decided"),
    "product": lambda one, _: _decided(one, "product"),
    "relief": lambda one, _: _decided(one, "relief"),
    "reliefs": lambda _, reliefs: "、".join(reliefs),
    "completed": _day("completed"),
    "days": lambda one, _: "" if one.days is None else one.days,
    "jobs": lambda one, _: _of(one, "completed", "jobs"),
    "persons": lambda one, _: _of(one, "settled", "persons"),
    "monitored": lambda one, _: one.monitored,
    "stands": lambda one, _: _stands(one),
    "reason": lambda one, _: one.ended.get_reason_display() if one.ended else "",
}
