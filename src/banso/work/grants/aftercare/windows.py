"""When each report on commercialisation falls: pure functions of dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from banso.core.days.counting import day_of_month, month_end, months_from
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_of

from .terms import Window

MARCH = 3
REPORT_WITHIN = 3  # months after the end of a firm's business year


@dataclass(frozen=True)
class Span:
    """One window: from when it is open, the last day, and which of the rules made it so."""

    opens_on: date | None
    due_on: date
    said: str


def windows(rule: Window, settled_on: date, times: int, year_ends_in: int | None = None) -> list[Span]:
    """The windows of so many reports on a grant settled on a day. `year_ends_in` is the month in which the firm's business year ends.

    Settled by the end of February, the first window of April and May is the coming one; settled in March, that of a year later.
    """
    spans = {
        Window.APRIL_AND_MAY: _april_and_may,
        Window.BY_15_APRIL: _by_15_april,
        Window.BY_END_OF_APRIL: _by_end_of_april,
        Window.AFTER_BUSINESS_YEAR: lambda day, nth: _after_business_year(day, nth, year_ends_in),
        Window.A_YEAR_ON: _years_on,
    }[rule]
    return [spans(settled_on, nth) for nth in range(times)]


def numbered(spans: list[Span]) -> Iterator[tuple[int, Span]]:
    return enumerate(spans, start=1)


def _april_and_may(settled_on: date, nth: int) -> Span:
    late = settled_on.month == MARCH
    year = fiscal_year_of(settled_on) + 1 + late + nth
    line = "3月の確定なので、1年後の4月から" if late else "2月末までの確定なので、次の4月から"
    return Span(date(year, 4, 1), date(year, 5, 31), f"{line}、毎年4月1日~5月31日")


def _by_15_april(settled_on: date, nth: int) -> Span:
    year = fiscal_year_of(settled_on) + 1 + nth
    return Span(date(year, 4, 1), date(year, 4, 15), "確定の年度の翌年度から、毎年4月15日まで")


def _by_end_of_april(settled_on: date, nth: int) -> Span:
    year = fiscal_year_of(settled_on) + 1 + nth
    return Span(date(year, 4, 1), date(year, 4, 30), "確定の年度の翌年度から、毎年4月末日まで")


def _after_business_year(settled_on: date, nth: int, year_ends_in: int | None) -> Span:
    """Of a firm within three months of the end of its business year; of a person, whose year is the calendar's, by 31 March."""
    month = year_ends_in or 12
    ends = day_of_month(settled_on.year, month, None)
    ends = ends if ends >= settled_on else day_of_month(settled_on.year + 1, month, None)
    ends = day_of_month(ends.year + nth, month, None)
    opens = month_end(ends, 0).replace(day=1)
    opens = month_end(opens, 1).replace(day=1)
    said = f"{format_date(ends)}に終わる事業年度の分を、その後{REPORT_WITHIN}か月以内"
    return Span(opens, month_end(ends, REPORT_WITHIN), said)


def _years_on(settled_on: date, nth: int) -> Span:
    return Span(None, months_from(settled_on, 12 * (nth + 1)), f"確定から{nth + 1}年を経過する日まで")
