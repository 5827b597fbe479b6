"""Counting of days as the Civil Code does (民法138条–143条): pure functions of dates.

The first day is not counted (初日不算入, 140条) unless a name says `from`; a period ends with its last day (141条); months and
years follow the calendar (143条): a period begun in the course of a month ends on the eve of the same day of its last
month (応当日), one begun on the 1st ends with a month, and where there is no such day, with the last day of the month.
"""

from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = 7
YEAR = 12  # months


def days_after(day: date, number: int) -> date:
    """The last of so many days, the day itself not counted: 10 days after 3 June is 13 June."""
    return day + number * DAY


def days_from(day: date, number: int) -> date:
    """The last of so many days, the day itself being the first (初日算入): 10 days from 3 June end on 12 June."""
    return day + (number - 1) * DAY


def days_before(day: date, number: int) -> date:
    """So many days earlier: what must lie open from 2 weeks before 26 June lies open from 12 June."""
    return day - number * DAY


def clear_days_after(day: date, number: int) -> date:
    """The day on which so many full days have passed since (経過した日)."""
    return day + (number + 1) * DAY


def clear_days_before(event: date, number: int) -> date:
    """The last day that leaves so many full days before an event (中N日).

    A notice due 1週間前まで for a meeting on Friday 26 June is sent on Thursday 18 June at the latest: seven days lie between.
    """
    return event - (number + 1) * DAY


def months_after(day: date, number: int) -> date:
    """The last day of so many months, the day itself not counted: 1 month after 31 January ends with February."""
    return months_from(day + DAY, number)


def months_from(day: date, number: int) -> date:
    """The last day of so many months that begin with the day: 1 month from 1 April ends on 30 April."""
    year, month = _month_later(day, number)
    last = monthrange(year, month)[1]
    # no such day in the last month: its last day ends the period itself, not the eve of it
    return date(year, month, day.day) - DAY if day.day <= last else date(year, month, last)


def months_before(day: date, number: int) -> date:
    """The same day so many months earlier; where the month is too short, its last day."""
    year, month = _month_later(day, -number)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_end(day: date, number: int) -> date:
    """The last day of the month that comes so many months after the day's own."""
    year, month = _month_later(day, number)
    return date(year, month, monthrange(year, month)[1])


def day_of_month(year: int, month: int, day: int | None) -> date:
    """A day of the calendar; no day means the last of the month."""
    return date(year, month, day or monthrange(year, month)[1])


def next_anniversary(after: date, month: int, day: int | None) -> date:
    """The first time after a day that a day of the year comes: 1 April after 1 April 2024 is 1 April 2025."""
    this_year = day_of_month(after.year, month, day)
    return this_year if this_year > after else day_of_month(after.year + 1, month, day)


def _month_later(day: date, number: int) -> tuple[int, int]:
    years, month = divmod(day.month - 1 + number, YEAR)
    return day.year + years, month + 1
