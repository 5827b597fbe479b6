"""Fiscal years and eras."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.core.era import format_date, format_months, parse_date
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label, fiscal_year_of, fiscal_year_period, parse_fiscal_year

DAYS = st.dates(min_value=date(1868, 10, 23), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2024, 3, 31), 2023), (date(2024, 4, 1), 2024), (date(2019, 4, 1), 2019), (date(2020, 2, 29), 2019)],
)
def test_fiscal_year_turns_on_the_first_of_april(day: date, year: int) -> None:
    """31 March belongs to the year before, 1 April to the new one."""
    assert fiscal_year_of(day) == year


@given(DAYS)
def test_a_day_lies_in_its_fiscal_year(day: date) -> None:
    """Each day lies within the period of its own fiscal year."""
    period = fiscal_year_period(fiscal_year_of(day))
    assert period.start <= day <= period.end


@pytest.mark.parametrize(
    ("year", "label"),
    [(2019, "令和元年度"), (2023, "令和5年度"), (2018, "平成30年度"), (1988, "昭和63年度"), (1989, "平成元年度")],
)
def test_labels_and_their_reading(year: int, label: str) -> None:
    """A label reads back as its year, the first year of an era included."""
    assert fiscal_year_label(year) == label
    assert parse_fiscal_year(label) == year


@pytest.mark.parametrize(
    ("text", "year"), [("2023", 2023), ("R5", 2023), ("令和５年度", 2023), ("２０２３年度", 2023), ("H30", 2018)]
)
def test_fiscal_years_as_people_write_them(text: str, year: int) -> None:
    """Full-width and short forms are understood."""
    assert parse_fiscal_year(text) == year


def test_a_wrong_fiscal_year_says_how_to_write_one() -> None:
    """The message shows the forms that are understood."""
    with pytest.raises(UserError, match="令和5年度 のように"):
        parse_fiscal_year("来年")


@given(DAYS)
def test_every_date_reads_back(day: date) -> None:
    """What is printed as an era date is read as the same day."""
    assert parse_date(format_date(day)) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和6年3月31日", date(2024, 3, 31)),
        ("R6.3.31", date(2024, 3, 31)),
        ("Ｒ６．３．３１", date(2024, 3, 31)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("2024/3/1", date(2024, 3, 1)),
        ("20240301", date(2024, 3, 1)),
        ("2024年3月1日", date(2024, 3, 1)),
    ],
)
def test_dates_as_people_write_them(text: str, day: date) -> None:
    """Era and western dates in any width."""
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("平成31年5月1日", "令和元年5月1日"),
        ("昭和64年1月8日", "平成元年1月8日"),
        ("令和6年2月30日", "という日付はありません"),
        ("きのう", "日付として読めません"),
    ],
)
def test_wrong_dates_say_what_is_wrong(text: str, says: str) -> None:
    """A date of another era is named as it should be written."""
    with pytest.raises(UserError, match=says):
        parse_date(text)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2023, 5, 16), date(2024, 3, 12), "令和5年5月～令和6年3月"),
        (date(2023, 5, 1), date(2023, 6, 1), "令和5年5月～6月"),
        (date(2023, 7, 1), date(2023, 7, 31), "令和5年7月"),
        (date(2019, 4, 1), date(2019, 5, 31), "平成31年4月～令和元年5月"),
    ],
)
def test_runs_of_months(first: date, last: date, text: str) -> None:
    """The year is not said twice within one."""
    assert format_months(first, last) == text


def test_no_gap_between_fiscal_years() -> None:
    """The day after a year's last is the next year's first."""
    for year in range(1900, 2100):
        assert fiscal_year_period(year).end + timedelta(days=1) == fiscal_year_period(year + 1).start
