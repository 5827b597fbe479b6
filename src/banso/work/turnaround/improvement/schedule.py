"""When a plan is to be accompanied, and until when that is claimed: from the settlement month, by the edition. Pure functions of dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from banso.core.days.counting import month_end, months_after
from banso.core.era import format_date

from .choices import FollowKind
from .rules import Follow

HALF, YEAR = 6, 12  # months


@dataclass(frozen=True)
class Planned:
    """One accompaniment that is to come: of which kind, on the business year or half that ends on `ends`, held by `due_on`."""

    kind: FollowKind
    ends: date
    due_on: date

    @property
    def said(self) -> str:
        return f"{format_date(self.ends)}の{self.kind.label}から数えて"


def planned(rule: Follow, agreed_on: date, settlement_month: int) -> Iterator[Planned]:
    """Every accompaniment an edition plans after a plan stands: at each settlement, and half-way where it is half-yearly."""
    first = month_end(date(agreed_on.year, settlement_month, 1), 0)
    first = first if first > agreed_on else month_end(first, YEAR)
    yearly, interim = FollowKind.YEARLY, FollowKind.INTERIM
    if not rule.half_yearly:
        yearly = FollowKind.SETTLEMENT
    for nth in range(rule.years):
        ends = month_end(first, YEAR * nth)
        half = month_end(ends, -HALF)
        if rule.half_yearly and half > agreed_on:
            yield Planned(interim, half, month_end(half, rule.months_after))
        yield Planned(yearly, ends, month_end(ends, rule.months_after))


def claimed_until(rule: Follow, held_on: date) -> date | None:
    """The last day on which an accompaniment may be claimed; None where the edition sets none."""
    return months_after(held_on, rule.claim_months) if rule.claim_months else None
