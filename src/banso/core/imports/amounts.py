"""Numbers and their units: how many, how long, how much. A number without the right unit is asked, never guessed."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from banso.core.errors import UserError
from banso.core.foreign.shown import Shown
from banso.core.text import digits

from .readers import Reader, as_text, echo

_NUMBER = re.compile(r"(?P<sign>[-−▲△]?)(?P<number>\d+(?:\.\d+)?)(?P<unit>\D*)")
_COUNTERS = "名|人|件|社|者|回|個|台|本|枚|部|校|団体|事業所|箇所|か所|ヶ所|番目|番|位|点"
_TIMES = "時間|分|日|週|週間|か月|ヶ月|月|年|%|歳|才"  # units that are taken only where the heading has them
_LARGE = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "億": 100_000_000}
_SCALE = re.compile(rf"\((?:単位:?)?(千|百万|万|億)(?:{_COUNTERS})\)")


@dataclass(frozen=True)
class Whole(Reader):
    """A whole number in any width, with or without commas and its unit (3名, 1,200 件)."""

    least: int | None = 0

    def read(self, cell: Any, heading: str) -> int:
        value, unit = number_of(cell)
        if unit and not re.fullmatch(_COUNTERS, unit) and unit not in _asides(heading):
            raise UserError(f"「{echo(cell)}」は数として読めません。数字で入れてください。")
        _refuse_pointed(cell)
        scale = _SCALE.search(digits(heading))
        if scale:
            value = value * _LARGE[scale[1]]
        _refuse_scaled(cell, value)
        if value != int(value):
            raise UserError(f"「{echo(cell)}」は整数で入れてください。")
        return self._checked(int(value))

    def _checked(self, value: int) -> int:
        if self.least is not None and value < self.least:
            raise UserError(f"{self.least}以上で入れてください(今は{value:,}です)。")
        return value


def _asides(heading: str) -> list[str]:
    """The units a heading names in brackets, of those that are no mere counters."""
    return [unit for unit in re.findall(r"\((.*?)\)", digits(heading)) if re.fullmatch(_TIMES, unit)]


MOST_HOURS = 12  # a bare number up to this may be hours as well as minutes
_HOURS = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?)(?:時間|h|hr|hrs|hours?)(?P<half>半)?)?(?:(?P<minutes>\d+)(?:分間?|m|min|mins|minutes?))?"
)
_CLOCK = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::\d\d)?")


@dataclass(frozen=True)
class Minutes(Whole):
    """How long something took, in minutes: 90, 90分, 1時間30分, 1.5時間, 1:30, or the time a spreadsheet shows.

    A number that may as well be hours is asked, and days are no minutes.
    """

    def read(self, cell: Any, heading: str) -> int:
        length = _length(cell)
        if length is not None:
            return self._checked(length)
        if isinstance(cell, bool | date):
            raise UserError(f"「{echo(cell)}」は時間の長さとして読めません。90分 のように入れてください。")
        text = re.sub(r"[,\s]", "", digits(as_text(cell))).lower()
        _refuse_scaled_length(cell)
        if re.fullmatch(r"\d+(\.\d+)?", text):
            return self._bare(cell, float(text), digits(heading))
        found = _CLOCK.fullmatch(text) or _HOURS.fullmatch(text)
        if not found or not text:
            raise UserError(f"「{echo(cell)}」は分に直せません。90分 か 1時間30分 のように入れてください。")
        said = found.groupdict()
        hours = float(said["hours"] or 0) + (0.5 if said.get("half") else 0)
        return self._whole(cell, hours * 60 + int(said["minutes"] or 0))

    def _bare(self, cell: Any, value: float, heading: str) -> int:
        if re.search(r"\((?:時間|h|hours?)\)|単位:時間", heading, re.IGNORECASE):
            return self._whole(cell, value * 60)
        in_minutes = bool(re.search(r"\(.*分.*\)|分$", heading))
        if value != int(value) or (not in_minutes and value <= MOST_HOURS):
            raise UserError(f"「{echo(cell)}」は分か時間か分かりません。90分 か 1.5時間 のように単位を付けてください。")
        return self._checked(int(value))

    def _whole(self, cell: Any, minutes: float) -> int:
        if abs(minutes - round(minutes)) > 1e-6:
            raise UserError(f"「{echo(cell)}」は1分未満の端数があります。分で入れてください。")
        return self._checked(round(minutes))


def _refuse_scaled_length(cell: Any) -> None:
    if isinstance(cell, Shown) and cell.scaled:
        raise UserError(
            f"セルの表示は「{echo(cell)}」ですが、値は{cell.value:,.15g}です。90分 のように入れ直してください。"
        )


def _length(cell: Any) -> int | None:
    """The minutes of a cell that a spreadsheet keeps as a time or a length of time."""
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 60)
    if (
        isinstance(cell, datetime) and cell.year < 1901
    ):  # a length of a day and more counts from the calendar's first day
        return round((cell - datetime(1899, 12, 31)).total_seconds() / 60)
    return cell.hour * 60 + cell.minute if isinstance(cell, time) else None


_SCALES = {"百万円": 1_000_000, "千円": 1_000, "万円": 10_000, "億円": 100_000_000, "円": 1}
_UNIT = re.compile("百万円|千円|万円|億円|円")
_BARE_UNIT = re.compile(r"\((?:単位[:は]?)?(百万|千|万|億)\)")
_POINTED = re.compile(r"\D{0,2}\d{1,3}(?:\.\d{3})+\D{0,2}")
_ROUNDING = re.compile(r"(?:\d+|百万|千|万|億)?円(?:未満|以下|以上|超|単位(?:で|に|の|、)?(?=[切四]))[^、,()]*")
_THOUSANDS = re.compile(r"1,?000(?=円)")


def money_unit(text: str) -> str:
    """The unit of money that a heading names, '' for none: 「円、千円未満切捨て」 is in 円."""
    clean = _ROUNDING.sub("", _THOUSANDS.sub("千", digits(text)))
    found = _UNIT.findall(clean)
    bare = _BARE_UNIT.search(clean)
    return found[-1] if found else f"{bare[1]}円" if bare else ""


@dataclass(frozen=True)
class Yen(Whole):
    """An amount in yen. The unit beside the number counts, else the one of its column (千円), else yen."""

    def read(self, cell: Any, heading: str) -> int:
        value, unit = self._said(cell, heading)
        if unit == "円":
            _refuse_pointed(cell)
        exact = value * _SCALES[unit]
        _refuse_scaled(cell, exact)
        if abs(exact - round(exact)) > 1e-6:
            raise UserError(f"「{echo(cell)}」は1円未満の端数があります。金額を確かめてください。")
        return self._checked(round(exact))

    def tells(self, cell: Any, heading: str, value: int) -> str:
        _, unit = self._said(cell, heading)
        return "" if unit == "円" else f"{echo(cell)} → {value:,}円(単位は{unit})"

    def _said(self, cell: Any, heading: str) -> tuple[float | int, str]:
        value, own = number_of(cell)
        if own and own not in _SCALES:
            raise UserError(f"「{echo(cell)}」は金額として読めません。数字で入れてください。")
        return value, own or money_unit(heading) or "円"


def _refuse_pointed(cell: Any) -> None:
    """Refuse 25.000: twenty-five, or twenty-five thousand as it is written abroad."""
    if isinstance(cell, str) and _POINTED.fullmatch(digits(cell).strip()):
        raise UserError(f"「{echo(cell)}」の . が小数点か桁区切りか分かりません。25,000 か 25 のように入れてください。")


def _refuse_scaled(cell: Any, taken: float | int) -> None:
    """Refuse a number that its cell shows scaled or rounded, unless what is shown, with its unit, is just what the cell holds."""
    if not isinstance(cell, Shown) or "%" in cell.text:
        return
    number, _ = number_of(cell)
    if not (cell.scaled and taken == cell.value) and number != abs(cell.value) and -number != abs(cell.value):
        raise UserError(
            f"セルの表示は「{echo(cell)}」ですが、値は{cell.value:,.15g}です。どちらか決められないので、"
            "見出しに単位を書くか、Excelの表示形式を「標準」に直してください。"
        )


def number_of(cell: Any) -> tuple[float | int, str]:
    """A cell's number and what is written behind it. Raises UserError."""
    if isinstance(cell, bool | date | time):
        raise UserError(f"「{echo(cell)}」は数として読めません。数字で入れてください。")
    if isinstance(cell, int | float):
        return cell, ""
    if isinstance(cell, Shown) and re.fullmatch(r"0\d+", cell.text):
        return cell.value, ""  # a number with zeros in front
    clean = re.sub(r"[\s¥\\]", "", digits(as_text(cell)))
    if "," in clean and not re.match(r"\D?\d{1,3}(,\d{3})+(?!\d)", clean):
        raise UserError(f"「{echo(cell)}」は桁区切りの位置がおかしいので、数として読めません。確かめてください。")
    match = _NUMBER.fullmatch(clean.replace(",", ""))
    if not match:
        raise UserError(f"「{echo(cell)}」は数として読めません。数字で入れてください。")
    value: float | int = float(match["number"]) if "." in match["number"] else int(match["number"])
    return (-value if match["sign"] else value), match["unit"]
