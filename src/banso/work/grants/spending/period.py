"""When expenses of a grant may arise (補助事業の期間): from its grant, or an approval to begin early, until the work has to be complete."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from banso.core.era import format_date
from banso.office.deadlines.models import Deadline
from banso.procedures.offering import State

# the days of an expense that lie within the period, and what each is called
IN_PERIOD = {"ordered_on": "発注日", "delivered_on": "納品日", "accepted_on": "検収日", "paid_on": "支払日"}


@dataclass(frozen=True)
class Period:
    """The first and the last day of a grant's work; `early_on` is the day from which it was allowed to begin before the grant."""

    granted_on: date | None
    early_on: date | None = None
    ends_on: date | None = None

    @property
    def starts_on(self) -> date | None:
        days = [day for day in (self.granted_on, self.early_on) if day is not None]
        return min(days) if days else None


def early_start_of(state: State) -> date | None:
    """The day on which an early start (事前着手) was approved; None where it was not."""
    return getattr(state.latest("early"), "taken_on", None)


def period_of(state: State) -> Period:
    """The period of a case, as its decisions and its deadline, moved ones too, say now."""
    last = Deadline.objects.filter(case=state.case, code="completion", replaced_by=None).order_by("pk").last()
    granted = state.latest("granted")
    return Period(
        granted.taken_on if granted else None, early_start_of(state), last.due_on if last is not None else None
    )


def outside(period: Period, facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each day of an expense that lies outside the period: its column, and the words that say how to mend it."""
    for name, label in IN_PERIOD.items():
        day = facts.get(name)
        if day is None:
            continue
        if period.starts_on is None or day < period.starts_on:
            yield name, _too_early(period, label, day)
        elif period.ends_on is not None and day > period.ends_on:
            yield (
                name,
                f"{label}({format_date(day)})が、完了の期限({format_date(period.ends_on)})より後です。"
                "期限の延長が承認されていなければ、対象額を0円にしてください。",
            )


def _too_early(period: Period, label: str, day: date) -> str:
    if period.granted_on is None:
        return f"{label}({format_date(day)})の時点で、交付決定がありません。"
    start = f"事前着手の承認({format_date(period.early_on)})" if period.early_on else "交付決定"
    begun = "" if period.early_on else f"({format_date(period.granted_on)})"
    return (
        f"{label}({format_date(day)})が、{start}{begun}より前です。日付が正しければ補助の対象になりません。"
        "対象額を0円にするか、事前着手の承認を確かめてください。"
    )
