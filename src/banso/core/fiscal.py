"""Fiscal years (年度): 1 April to 31 March, named by the calendar year they begin in (2023 = 令和5年度)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import GeneratedField, IntegerField, SmallIntegerField
from django.db.models.expressions import Case, Func, Value, When
from django.db.models.lookups import LessThan
from django.utils.timezone import localdate

from .era import era_of, era_year_text, parse_era_year
from .errors import UserError
from .fields import PlainInDatabase
from .numbers import has_marks
from .text import digits

FIRST_MONTH = 4
KNOWN_YEARS = range(1900, 2100)  # the fiscal years people write and pages open
LONGEST_YEAR = 20  # characters of 令和8年度 and its like
FARTHEST = 2  # years ahead that a bare number may mean: 「18」 is likelier 平成18年度 than one ten years from now


@dataclass(frozen=True)
class Span:
    """A run of days, both ends included."""

    start: date
    end: date


def is_fiscal_year(number: int) -> bool:
    """Whether a number can be a fiscal year of a centre's records."""
    return number in KNOWN_YEARS


def fiscal_year_of(day: date) -> int:
    """The fiscal year a day belongs to: 31 March 2024 → 2023, 1 April 2024 → 2024."""
    return day.year - (day.month < FIRST_MONTH)


def fiscal_year_period(fiscal_year: int) -> Span:
    return Span(date(fiscal_year, FIRST_MONTH, 1), date(fiscal_year + 1, FIRST_MONTH - 1, 31))


def months_of(fiscal_year: int) -> list[date]:
    """The first days of the twelve months of a fiscal year, April first."""
    numbers = (*range(FIRST_MONTH, 13), *range(1, FIRST_MONTH))
    return [date(fiscal_year + (number < FIRST_MONTH), number, 1) for number in numbers]


def fiscal_year_label(fiscal_year: int) -> str:
    """令和5年度. A fiscal year takes the era of its last day: the one begun in April 2019 is 令和元年度.

    A year that no calendar here has, as an older record may name, is only its number.
    """
    if not is_fiscal_year(fiscal_year):
        return f"{fiscal_year}年度"
    era = era_of(date(fiscal_year, 12, 31))
    return f"{era.name}{era_year_text(fiscal_year - era.start.year + 1)}年度"


def short_fiscal_year(fiscal_year: int) -> str:
    """R5, as numbers of papers and cases begin: the era's letter and its year."""
    era = era_of(date(fiscal_year, 12, 31))
    return f"{era.letter}{fiscal_year - era.start.year + 1}"


def parse_fiscal_year(text: str) -> int:
    """A fiscal year as people write it: 2023, 令和5年度, R5, 令和元年度. Raises UserError."""
    clean = _without_suffix(text)
    if re.fullmatch(r"(19|20)\d\d", clean):
        return int(clean)
    year = parse_era_year(clean)
    if year is None or year not in KNOWN_YEARS:
        raise UserError(f"「{text}」は年度として読めません。2023 または 令和5年度 のように書いてください。")
    return year


def _without_suffix(text: str) -> str:
    """A year as typed, half-width and without 年度; of ① and ² nothing, which are marks."""
    return "" if has_marks(text) else digits(text).strip().removesuffix("度").removesuffix("年").strip()


def asked_fiscal_year(text: str | None) -> int | None:
    """The fiscal year that an address asks for, as a person types one; None if it names none."""
    try:
        return typed_fiscal_year(text) if text and len(text) <= LONGEST_YEAR else None
    except UserError:
        return None


def typed_fiscal_year(text: str, today: date | None = None) -> int:
    """A fiscal year as a person types it: also a bare 8, which is of the era of today. Raises UserError."""
    clean = _without_suffix(text)
    if not re.fullmatch(r"[0-9]{1,2}", clean):
        return parse_fiscal_year(text)
    now = fiscal_year_of(today or localdate())
    era = era_of(date(now, 12, 31))
    year = era.start.year + int(clean) - 1
    if clean.strip("0") == "" or year > now + FARTHEST:
        raise UserError(
            f"「{text}」は年度として読めません。平成{clean}年度 や 2018 のように、元号か西暦を付けてください。"
        )
    return year


def FiscalYear(column: str) -> Any:  # noqa: N802 - reads as an expression, like Django's own
    """The fiscal year of a date column, as an expression a generated column may hold."""
    year, month = (
        Func(Value(part), column, function="date_part", output_field=IntegerField()) for part in ("year", "month")
    )
    before_april: Any = LessThan(month, FIRST_MONTH)
    return year - Case(When(before_april, then=Value(1)), default=Value(0), output_field=IntegerField())


class FiscalYearColumn(PlainInDatabase, GeneratedField):
    """The stored fiscal year of a date column, `of` which it is."""

    of = ""


def fiscal_year_column(date_column: str, label: str = "年度") -> FiscalYearColumn:
    """The stored fiscal year of a date column: kept by the database, so that it can never disagree with the date.

    A kind with several days that decide a year gives each its own `label`.
    """
    column = FiscalYearColumn(
        expression=FiscalYear(date_column), output_field=SmallIntegerField(label), db_persist=True, verbose_name=label
    )
    column.of = date_column
    return column


def deciding_days(model: Any) -> list[str]:
    """The dates of a kind that decide its fiscal years."""
    return [field.of for field in model._meta.fields if isinstance(field, FiscalYearColumn)]
