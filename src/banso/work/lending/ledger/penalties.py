"""Penalties for delay (違約金・遅延損害金): exact fractions, cut where the contract says so."""

from calendar import isleap
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import floor

from banso.core.days.counting import DAY, YEAR, months_from

from .rules import Counting, Cut, DayCount, NotAgreedError, Rate


def penalty(base: int, after: date, until: date, rates: Sequence[Rate], counting: Counting) -> int:
    """What `base` yen cost that are paid on `until` and ran from the day after `after`: days = until - after, in whole yen.

    The period is cut where the rate changes. Raises NotAgreedError where no rate is told for a day of it.
    """
    if base <= 0 or until <= after:
        return 0
    parts = [
        base * rate * share
        for first, last, rate in _by_rate(after + DAY, until, rates)
        for share in _shares(first, last, counting.day_count)
    ]
    return sum(floor(part) for part in parts) if counting.cut == Cut.EACH else floor(sum(parts))


def _by_rate(first: date, last: date, rates: Sequence[Rate]) -> Iterator[tuple[date, date, Fraction]]:
    """The stretches of a period, both days counted, on each of which one rate holds."""
    ordered = sorted(rates, key=lambda rate: rate.since)
    if not ordered or ordered[0].since > first:
        raise NotAgreedError(first)
    for place, rate in enumerate(ordered):
        follows = ordered[place + 1].since - DAY if place + 1 < len(ordered) else last
        begins, ends = max(first, rate.since), min(last, follows)
        if begins <= ends:
            yield begins, ends, rate.yearly


def _shares(first: date, last: date, day_count: DayCount) -> Iterator[Fraction]:
    """The parts of a year that a stretch comes to."""
    if day_count == DayCount.ACT_365:
        yield Fraction((last - first).days + 1, 365)
        return
    if day_count == DayCount.YEARS_AND_DAYS:
        years = 0
        while (end := months_from(first, YEAR)) <= last:
            years, first = years + 1, end + DAY
        yield Fraction(years)
    yield from _by_kind_of_year(first, last)


def _by_kind_of_year(first: date, last: date) -> Iterator[Fraction]:
    days = {365: 0, 366: 0}
    for year in range(first.year, last.year + 1):
        begins, ends = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        days[366 if isleap(year) else 365] += max((ends - begins).days + 1, 0)
    for length, number in days.items():
        yield Fraction(number, length)
