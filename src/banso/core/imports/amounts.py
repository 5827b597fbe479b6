"""Numbers and their units: how many, how long, how much. A number without the right unit is asked, never guessed."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from banso.core.decimals import decimal_text, parse_decimal
from banso.core.errors import UserError
from banso.core.foreign.shown import Shown
from banso.core.numbers import one_number
from banso.core.text import digits

from .readers import Reader, as_text, echo
from .units import COUNTERS, count_scale, count_unit, money_unit, time_unit, yen_scale

_NUMBER = re.compile(r"(?P<sign>[-−▲△]?)(?P<number>\d+(?:\.\d+)?)(?P<unit>\D*)")
_TIMES = "時間|分|日|週|週間|か月|ヶ月|月|年|%|歳|才"  # units that are taken only where the heading has them


@dataclass(frozen=True)
class Whole(Reader):
    """A whole number in any width, with or without commas and its unit (3名, 1,200 件)."""

    least: int | None = 0

    def unit_in(self, text: str) -> str:
        return count_unit(text)

    def read(self, cell: Any, heading: str) -> int:
        value, unit = number_of(cell)
        if unit and not re.fullmatch(COUNTERS, unit) and unit not in _asides(heading):
            raise UserError(f"「{echo(cell)}」は数として読めません。数字で入れてください。")
        _refuse_pointed(cell)
        if scaled := count_unit(heading):
            value = value * count_scale(scaled)
        _refuse_scaled(cell, value)
        if value != int(value):
            raise UserError(f"「{echo(cell)}」は整数で入れてください。")
        return self._checked(int(value))

    def _checked(self, value: int) -> int:
        if self.least is not None and value < self.least:
            raise UserError(f"{self.least}以上で入れてください(今は{value:,}です)。")
        return value


@dataclass(frozen=True)
class Exact(Whole):
    """A number with decimals and a sign, as papers write it: 12.5, △3, (0.2), 24.5 ㎡. None of its digits is lost."""

    least: int | None = None

    def read(self, cell: Any, heading: str) -> Decimal:  # type: ignore[override]
        if isinstance(cell, bool | date | time):
            raise UserError(f"「{echo(cell)}」は数として読めません。数字で入れてください。")
        _refuse_scaled(cell, getattr(cell, "value", 0))
        number, unit = parse_decimal(_SQUARE_METRES.sub("", as_text(cell)))
        if unit and not re.fullmatch(COUNTERS, unit) and unit not in _asides(heading):
            raise UserError(f"「{echo(cell)}」は数として読めません。12.5 や △3 のように数だけを入れてください。")
        return number * count_scale(count_unit(heading)) if count_unit(heading) else number

    def asks(self, cell: Any, heading: str, value: Decimal) -> str:  # type: ignore[override]
        if isinstance(cell, str) and _POINTED.fullmatch(digits(cell).strip()):
            return f"「{echo(cell)}」の . は小数点としました。桁区切りではないか、確かめてください。"
        return ""

    def says(self, value: Decimal) -> str:
        return decimal_text(value)


_SQUARE_METRES = re.compile(r"\s*(㎡|m2|m²|平米|平方メートル)\s*$")


def _asides(heading: str) -> list[str]:
    """The units a heading names in brackets, of those that are no mere counters."""
    return [unit for unit in re.findall(r"\((.*?)\)", digits(heading)) if re.fullmatch(_TIMES, unit)]


MOST_HOURS = 12  # a bare number up to this may be hours as well as minutes; what takes longer is asked
_HOURS = re.compile(
    r"(?:(?P<hours>\d+(?:\.\d+)?)(?:時間|h|hr|hrs|hours?)(?P<half>半)?)?(?:(?P<minutes>\d+)(?:分間?|m|min|mins|minutes?))?"
)
_CLOCK = re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>[0-5]\d)(?::\d\d)?")


@dataclass(frozen=True)
class Minutes(Whole):
    """How long something took, in minutes: 90, 90分, 1時間30分, 1.5時間, 1:30, or the time a spreadsheet shows.

    A number that may as well be hours is asked, and so is more than a day's work; days are no minutes.
    """

    def unit_in(self, text: str) -> str:
        return time_unit(text)

    def refuse_heading(self, heading: str) -> None:
        if (unit := time_unit(heading)) not in ("", "分", "時間"):
            raise UserError(
                f"見出し「{heading}」の単位({unit})は、分にも時間にも読めません。見出しを(分)か(時間)にしてください。"
            )

    def asks(self, cell: Any, heading: str, value: int) -> str:
        if value <= MOST_HOURS * 60:
            return ""
        hours, minutes = divmod(value, 60)
        length = f"{hours}時間{minutes}分" if minutes else f"{hours}時間"
        return f"「{echo(cell)}」は{length}になります。時刻や時間単位の数ではないか、確かめてください。"

    def tells(self, cell: Any, heading: str, value: int) -> str:
        bare = re.fullmatch(r"[\d.]+", digits(as_text(cell)).strip()) and _length(cell) is None
        return f"{echo(cell)} → {value}分(単位は時間)" if bare and time_unit(heading) == "時間" else ""

    def read(self, cell: Any, heading: str) -> int:
        length = _length(cell)
        if length is not None:
            return self._checked(length)
        if isinstance(cell, bool | date):
            raise UserError(f"「{echo(cell)}」は時間の長さとして読めません。90分 のように入れてください。")
        text = one_number(re.sub(r"(?<=[間分hm])\s+(?=\d)", "", as_text(cell))).lower()
        _refuse_scaled_length(cell)
        if re.fullmatch(r"\d+(\.\d+)?", text):
            return self._bare(cell, float(text), heading)
        found = _CLOCK.fullmatch(text) or _HOURS.fullmatch(text)
        if not found or not text:
            raise UserError(f"「{echo(cell)}」は分に直せません。90分 か 1時間30分 のように入れてください。")
        said = found.groupdict()
        hours = float(said["hours"] or 0) + (0.5 if said.get("half") else 0)
        return self._whole(cell, hours * 60 + int(said["minutes"] or 0))

    def _bare(self, cell: Any, value: float, heading: str) -> int:
        unit = time_unit(heading)
        if unit == "時間":
            return self._whole(cell, value * 60)
        self.refuse_heading(heading)
        if value != int(value) or (unit != "分" and value <= MOST_HOURS):
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


FARTHEST_YEN = 10**12  # an amount of so many yen is likelier one in another unit
_POINTED = re.compile(r"\D{0,2}\d{1,3}(?:\.\d{3})+\D{0,2}")


@dataclass(frozen=True)
class Yen(Whole):
    """An amount in yen. The unit beside the number counts, else the one of its column (千円), else yen."""

    def unit_in(self, text: str) -> str:
        return money_unit(text)

    def refuse_heading(self, heading: str) -> None:
        if (unit := money_unit(heading)) and yen_scale(unit) is None:
            raise UserError(
                f"見出し「{heading}」の金額の単位({unit})が分かりません。(円)や(千円)のように直してください。"
            )

    def read(self, cell: Any, heading: str) -> int:
        value, unit = self._said(cell, heading)
        if unit == "円":
            _refuse_pointed(cell)
        exact = value * (yen_scale(unit) or 1)
        _refuse_scaled(cell, exact)
        if abs(exact - round(exact)) > 1e-6:
            raise UserError(f"「{echo(cell)}」は1円未満の端数があります。金額を確かめてください。")
        return self._checked(round(exact))

    def asks(self, cell: Any, heading: str, value: int) -> str:
        if abs(value) < FARTHEST_YEN:
            return ""
        return f"「{echo(cell)}」は{value:,}円になります。単位を確かめてください。"

    def tells(self, cell: Any, heading: str, value: int) -> str:
        _, unit = self._said(cell, heading)
        return "" if unit == "円" else f"{echo(cell)} → {value:,}円(単位は{unit})"

    def _said(self, cell: Any, heading: str) -> tuple[float | int, str]:
        value, own = number_of(cell)
        if own and yen_scale(own) is None:
            raise UserError(f"「{echo(cell)}」は金額として読めません。数字で入れてください。")
        if not own:
            self.refuse_heading(heading)
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
    match = _NUMBER.fullmatch(re.sub(r"[¥\\]", "", one_number(as_text(cell))))
    if not match:
        raise UserError(f"「{echo(cell)}」は数として読めません。数字で入れてください。")
    value: float | int = float(match["number"]) if "." in match["number"] else int(match["number"])
    return (-value if match["sign"] else value), match["unit"]
