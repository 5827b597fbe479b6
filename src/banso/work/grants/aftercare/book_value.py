"""What an asset is worth, until when it is restricted, and what its disposal gives back: whole yen, pure functions."""

from datetime import date, timedelta
from fractions import Fraction

LEAST = 1  # yen that stay in the books (備忘価額)


def restricted_until(acquired_on: date, life: int, longest: int | None = None) -> date:
    """The last day of the restriction: acquired on 15 June 2022 with a life of 7 years, 14 June 2029."""
    year = min(acquired_on.year + (min(life, longest) if longest else life), date.max.year)
    try:
        end = acquired_on.replace(year=year)
    except ValueError:  # 29 February
        end = date(year, 3, 1)
    return end - timedelta(days=1)


def straight_line(life: int) -> Fraction:
    """The yearly rate of the straight line, as the table has it: to three places, rounded up (7 years: 0.143)."""
    return Fraction(-(-1000 // life), 1000)


def months_between(start: date, end: date) -> int:
    """Full months from one day to another; none before the first."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(months, 0)


def book_value(price: int, life: int, acquired_on: date, on: date) -> int:
    """What is left of a price by the straight line after the full months since; never less than one yen."""
    worn = price * straight_line(life) * months_between(acquired_on, on) / 12
    return max(price - int(worn), min(LEAST, price))


def share_of(value: int, grant: int, price: int) -> int:
    """The part of a value that the grant paid for, at most the grant."""
    return min(value * grant // price, grant) if price > 0 else 0
