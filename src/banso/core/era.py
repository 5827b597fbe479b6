"""Japanese eras (和暦): dates written and read as people do."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from .errors import UserError
from .numbers import has_marks


@dataclass(frozen=True)
class Era:
    name: str
    letter: str
    start: date


ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 10, 23)),
)

_ERA = r"(?P<era>令和|平成|昭和|大正|明治|[RHSTMrhstm])\.?\s*(?P<year>元|\d{1,2})"
_SEPARATOR = r"\s*[年./-]\s*"
_ERA_DATE = re.compile(rf"{_ERA}{_SEPARATOR}(?P<month>\d{{1,2}})\s*[月./-]\s*(?P<day>\d{{1,2}})日?")
_WESTERN_DATE = re.compile(rf"(?P<year>\d{{4}}){_SEPARATOR}(?P<month>\d{{1,2}})\s*[月./-]\s*(?P<day>\d{{1,2}})日?")
_ERA_MONTH = re.compile(rf"{_ERA}{_SEPARATOR}(?P<month>\d{{1,2}})月?")
_WESTERN_MONTH = re.compile(rf"(?P<year>\d{{4}}){_SEPARATOR}(?P<month>\d{{1,2}})月?")
_COMPACT_DATE = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")


def era_of(day: date) -> Era:
    """The era of a day. Raises UserError before Meiji."""
    for era in ERAS:
        if day >= era.start:
            return era
    raise UserError(f"{day.year}年{day.month}月{day.day}日は明治より前の日付です。年を確かめてください。")


def era_year_text(year: int) -> str:
    return "元" if year == 1 else str(year)


def format_year(day: date) -> str:
    """令和5年, 令和元年."""
    era = era_of(day)
    return f"{era.name}{era_year_text(day.year - era.start.year + 1)}年"


def format_date(day: date | None) -> str:
    """令和6年3月31日; nothing for no date."""
    return f"{format_year(day)}{day.month}月{day.day}日" if day else ""


def format_moment(at: datetime | None) -> str:
    """令和6年3月31日 9:05, by the clock here; nothing for no moment."""
    here = localtime(at) if at else None
    return f"{format_date(here.date())} {here.hour}:{here:%M}" if here else ""


def format_month(day: date) -> str:
    """令和5年7月."""
    return f"{format_year(day)}{day.month}月"


def parse_month(text: str) -> date:
    """The first day of a month as people write it: 令和6年4月, R6.4, 2024/4, 2024年4月分, or any day of it. Raises UserError."""
    clean = unicodedata.normalize("NFKC", text).strip().removesuffix("分")
    match = _ERA_MONTH.fullmatch(clean) or _WESTERN_MONTH.fullmatch(clean)
    if match is None or has_marks(text):
        try:
            return parse_date(text).replace(day=1)
        except UserError:
            raise UserError(
                f"「{text}」は月として読めません。令和6年4月、R6.4、2024/4 のように入力してください。"
            ) from None
    era_name = match.groupdict().get("era")
    year = _western_year(era_name, match["year"]) if era_name else int(match["year"])
    try:
        first = date(year, int(match["month"]), 1)
    except ValueError:
        raise UserError(f"「{text}」という月はありません。年と月を確かめてください。") from None
    last = first + timedelta(days=monthrange(year, first.month)[1] - 1)
    if era_name and _era(era_name) not in (era_of(first), era_of(last)):
        raise UserError(f"「{text}」は{format_month(first)}です。元号を確かめてください。")
    era_of(first)
    return first


def format_months(first: date, last: date) -> str:
    """令和5年5月～令和6年3月, 令和5年5月～6月, or one month: the year is not repeated within one."""
    if (first.year, first.month) == (last.year, last.month):
        return format_month(first)
    tail = f"{last.month}月" if format_year(first) == format_year(last) else format_month(last)
    return f"{format_month(first)}～{tail}"


def parse_era_year(text: str) -> int | None:
    """The calendar year of 令和5 or R5; None if it is no era year."""
    match = re.fullmatch(_ERA, text.strip())
    return _western_year(match["era"], match["year"]) if match else None


def parse_date(text: str) -> date:
    """A date as people write it: 令和6年3月31日, R6.3.31, 2024/3/31, 20240331, full-width or not.

    Raises UserError, which names the right era where a date of another one is written.
    """
    clean = unicodedata.normalize("NFKC", text).strip()
    match = _ERA_DATE.fullmatch(clean) or _WESTERN_DATE.fullmatch(clean) or _COMPACT_DATE.fullmatch(clean)
    if not match or has_marks(text):
        raise UserError(
            f"「{text}」は日付として読めません。令和6年3月31日、R6.3.31、2024/3/31 のように入力してください。"
        )
    era_name = match.groupdict().get("era")
    year = _western_year(era_name, match["year"]) if era_name else int(match["year"])
    try:
        day = date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        raise UserError(f"「{text}」という日付はありません。月と日を確かめてください。") from None
    era = era_of(day)
    if era_name and era is not _era(era_name):
        raise UserError(f"「{text}」は{format_date(day)}です。元号を確かめてください。")
    return day


def _era(name: str) -> Era:
    return next(era for era in ERAS if name == era.name or name.upper() == era.letter)


def _western_year(era: str, year: str) -> int:
    return _era(era).start.year + (1 if year == "元" else int(year)) - 1
