"""The days to ask by, as every deadline is counted."""

from datetime import date

import pytest

from banso.office.chasing.days import asking_days


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2023, 12, 15), 1, date(2024, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 4, 30), 1, date(2024, 5, 31)),  # a month begun on the 1st ends with the month (民法143条)
    ],
)
def test_so_many_months_later(day: date, months: int, expected: date) -> None:
    """With the sentence that says how, each number of months once, the earliest first."""
    found = asking_days(day, "紹介", [months, months])
    assert [(one["months"], one["due_on"]) for one in found] == [(months, expected)]
    assert found[0]["sentence"].startswith("紹介の日(")
