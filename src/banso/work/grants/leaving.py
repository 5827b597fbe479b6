"""What a founder who moved here returns on leaving early: by the programme's own table of events, months and shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from banso.core.days.counting import DAY, months_after

from .models.funds import LeavingRule


def holds(rule: LeavingRule, since: date, on: date) -> bool:
    """Whether a day lies within the months of a rule, counted from a day on."""
    begins = months_after(since, rule.from_months) if rule.from_months else since
    if rule.to_months is None:
        return begins <= on
    anniversary = months_after(since, rule.to_months)
    return begins <= on <= (anniversary if rule.to_included else anniversary - DAY)


def returned(rules: Iterable[LeavingRule], event: str, *, amount: int, since: date, on: date) -> int:
    """What is to be returned of an amount when an event happens on a day; 0 where no row of the table speaks of it."""
    rule = next((one for one in rules if one.event == event and holds(one, since, on)), None)
    return int(amount * rule.share) if rule else 0


@dataclass(frozen=True)
class Line:
    """One row of the table as it stands for a grant: from which day to which, and how much."""

    rule: LeavingRule
    begins: date
    ends: date | None
    amount: int


def table(rules: Iterable[LeavingRule], amount: int, since: date) -> list[Line]:
    """The table for one grant: with its own days and amounts."""
    found = []
    for rule in rules:
        begins = months_after(since, rule.from_months) if rule.from_months else since
        ends = months_after(since, rule.to_months) if rule.to_months else None
        if ends is not None and not rule.to_included:
            ends -= DAY
        found.append(Line(rule, begins, ends, int(amount * rule.share)))
    return found
