"""On which days the house is open: the calendar that business days and moved deadlines are counted over."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from .counting import DAY

WEEKEND = {5: "土曜日", 6: "日曜日"}


@dataclass(frozen=True)
class OpenDays:
    """Closed are Saturdays, Sundays and the days of `closed` (each with its name), unless `opened` says otherwise."""

    closed: Mapping[date, str] = field(default_factory=dict)
    opened: frozenset[date] = frozenset()

    def why_closed(self, day: date) -> str:
        """What the day is that the house is closed on: 土曜日, 昭和の日, 年末年始の休業日. Empty for an open day."""
        if day in self.opened:
            return ""
        return self.closed.get(day) or WEEKEND.get(day.weekday(), "")

    def is_open(self, day: date) -> bool:
        return not self.why_closed(day)

    def open_or_next(self, day: date) -> date:
        """The day itself, or the first open day after it (翌開所日)."""
        return next(one for one in _days(day, 1) if self.is_open(one))

    def open_or_previous(self, day: date) -> date:
        """The day itself, or the last open day before it (前開所日)."""
        return next(one for one in _days(day, -1) if self.is_open(one))

    def business_days_after(self, day: date, number: int) -> date:
        """The last of so many open days (開所日), the day itself not counted."""
        return self._walk(day, number, 1)

    def business_days_from(self, day: date, number: int) -> date:
        """The last of so many open days, the day itself being the first if it is one."""
        return self._walk(day - DAY, number, 1)

    def business_days_before(self, day: date, number: int) -> date:
        """So many open days earlier."""
        return self._walk(day, number, -1)

    def _walk(self, day: date, number: int, step: int) -> date:
        for _ in range(number):
            day = next(one for one in _days(day + step * DAY, step) if self.is_open(one))
        return day


def _days(first: date, step: int) -> Iterator[date]:
    while True:
        yield first
        first += step * DAY
