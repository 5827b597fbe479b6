"""What a cell holds: each reader turns the cells of one column, as people fill them in, into facts, or says what is wrong.

A cell comes as a spreadsheet has it (text, number, date, true or false) or as text. Empty cells never reach a reader.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import localdate

from banso.core.era import era_of, format_date, format_month, parse_date, parse_month
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label, typed_fiscal_year
from banso.core.foreign.shown import Shown
from banso.core.numbers import LONGEST_ECHO, has_marks
from banso.core.text import digits, fold

MOST_EXACT = 10**15  # a spreadsheet keeps no more digits than fifteen
_CUT_SHORT = re.compile(r"[1-9]\.\d+E\+\d{1,3}", re.IGNORECASE)
_FIRST_SERIAL = date(1899, 12, 30)  # day 0 of a spreadsheet's calendar
_SERIALS = range(20_000, 80_000)  # 1954 to 2119: a number in a column of dates
_FIRST_DAY = _FIRST_SERIAL + timedelta(days=_SERIALS[0])


@dataclass(frozen=True)
class Wrong:
    """A cell that cannot be taken, and why."""

    message: str


class Unreadable(str):
    """The place of a cell that says nothing: its formula failed (#REF!), or was never reckoned; '' for a mark that repeats nothing."""

    __slots__ = ()


class Reader:
    """How the cells of a column are read."""

    linked = False
    asks_of_texts = True  # whether a cell of plain text may be asked about or told of, too

    def unit_in(self, text: str) -> str:
        """The unit of such cells that a heading, or a cell that stands for one, names; '' for none."""
        return ""

    def refuse_heading(self, heading: str) -> None:
        """Raise UserError where a heading's unit makes its cells unreadable."""

    def read(self, cell: Any, heading: str) -> Any:
        """One cell's fact. Raises UserError. `heading` is the column's heading as written, with its unit."""
        raise NotImplementedError

    def asks(self, cell: Any, heading: str, value: Any) -> str:
        """What a person is asked about a cell that can be taken but is likelier wrong; '' for most."""
        return ""

    def tells(self, cell: Any, heading: str, value: Any) -> str:
        """What is told of a cell taken for something else than it shows; '' for most."""
        return ""

    def says(self, value: Any) -> str:
        """A value that was read, as the office writes it."""
        return str(value)

    def read_many(self, cells: Sequence[Any], heading: str) -> list[Any]:
        """The facts of many cells, Wrong where one cannot be read. Each different cell is read once."""
        known: dict[Any, Any] = {}
        found = []
        for cell in cells:
            key = (cell.__class__, cell)
            if key not in known:
                known[key] = self._one(cell, heading)
            found.append(known[key])
        return found

    def _one(self, cell: Any, heading: str) -> Any:
        try:
            return self.read(cell, heading)
        except UserError as error:
            return Wrong(str(error))


@dataclass(frozen=True)
class Text(Reader):
    """Text as typed, outer spaces taken off; a number in a column of text (a code, a telephone) is its digits.

    `only` takes everything out that is not in it, after making it half-width: digits of a postal code.
    """

    longest: int = 0
    only: str = ""
    asks_of_texts = False

    def read(self, cell: Any, heading: str) -> str:
        text = as_text(cell)
        if self.only:
            text = re.sub(f"[^{self.only}]", "", digits(text))
        if self.longest:
            text = re.sub(r"\s*[\r\n\t]+\s*", " ", text)  # a line break within a cell is no part of a name or code
            if len(text) > self.longest:
                raise UserError(f"{self.longest}文字以内にしてください(今は{len(text)}文字です)。")
            if _CUT_SHORT.fullmatch(text) or (isinstance(cell, float | int) and abs(cell) >= MOST_EXACT):
                raise UserError(
                    f"「{echo(cell)}」は桁が丸められています。Excelの列の書式を「文字列」にして入れ直してください。"
                )
        return text

    def asks(self, cell: Any, heading: str, value: str) -> str:
        if self.longest and isinstance(cell, bool | date | time | timedelta):
            return (
                f"「{value}」は文字ではなく日付や時刻になっています。「1-2」などが変わっていないか、確かめてください。"
            )
        return ""

    def tells(self, cell: Any, heading: str, value: str) -> str:
        turned = not self.longest and isinstance(cell, date | time | timedelta)
        return f"日付や時刻のセルなので「{value}」という文字にします" if turned else ""

    def read_many(self, cells: Sequence[Any], heading: str) -> list[Any]:
        if self.longest or self.only:
            return super().read_many(cells, heading)
        return [cell.strip() if cell.__class__ is str else as_text(cell) for cell in cells]


_WEEK = "月火水木金土日"
_WEEKDAY = re.compile(
    rf"\(([{_WEEK}])?(?:曜日?)?[・/,、]?(?:祝日?|休日?|振替?(?:休日)?)?\)"
    rf"|([{_WEEK}])曜日?(?:\((?:祝|休|振)[^)]*\))?$|(?<=日)([月火水木金土])$|(?<=\d)\s+([{_WEEK}])$"
    r"|\((?P<english>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\)",
    re.IGNORECASE,
)
_ENGLISH = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), _WEEK, strict=True))
FARTHEST_AHEAD, FARTHEST_BACK = 366, 100 * 366  # days from today beyond which a date is asked


@dataclass(frozen=True)
class Day(Reader):
    """A date: a date cell, 西暦 or 和暦 in any width, with or without its weekday, or the number a spreadsheet keeps a date as.

    One far from today, and one whose weekday is another, is asked: it is mistyped more often than meant.
    """

    def read(self, cell: Any, heading: str) -> date:
        return self._said(cell)[0]

    def says(self, value: date) -> str:
        return format_date(value)

    def asks(self, cell: Any, heading: str, value: date) -> str:
        _, weekday = self._said(cell)
        if weekday and _WEEK[value.weekday()] != weekday:
            return f"「{echo(cell)}」は{_WEEK[value.weekday()]}曜日です。日付か曜日を確かめてください。"
        ahead = (value - localdate()).days
        if ahead > FARTHEST_AHEAD or -ahead > FARTHEST_BACK:
            how = "1年より先" if ahead > 0 else "100年より前"
            return f"「{echo(cell)}」は{how}の日付({format_date(value)})です。年を確かめてください。"
        return ""

    def _said(self, cell: Any) -> tuple[date, str]:
        """The day, and its weekday where that is written too."""
        if isinstance(cell, datetime):
            return _known(cell.date()), ""
        if isinstance(cell, date):
            return _known(cell), ""
        if isinstance(cell, Shown) and cell.day and cell.day >= _FIRST_DAY:
            return cell.day, ""
        if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
            return _FIRST_SERIAL + timedelta(days=int(cell)), ""
        if has_marks(as_text(cell)):
            return parse_date(as_text(cell)), ""
        text = re.sub(r"[\sT]+\d{1,2}:\d\d(:\d\d(\.\d+)?)?$", "", digits(as_text(cell)))
        found = _WEEKDAY.search(text)
        weekday = next((letter for letter in found.groups() if letter), "") if found else ""
        weekday = _ENGLISH.get(weekday.lower(), weekday)
        return parse_date(re.sub(r"\s+", "", _WEEKDAY.sub("", text))), weekday


def _known(day: date) -> date:
    """A date as the calendar of this office has it. Raises UserError before Meiji."""
    era_of(day)
    return day


@dataclass(frozen=True)
class Month(Day):
    """A month, by its first day: 令和6年4月, R6.4, 2024/4, or any day of it."""

    def says(self, value: date) -> str:
        return format_month(value)

    def _said(self, cell: Any) -> tuple[date, str]:
        if isinstance(cell, str):
            return parse_month(re.sub(r"\s+", "", cell)), ""
        return super()._said(cell)[0].replace(day=1), ""


@dataclass(frozen=True)
class Clock(Reader):
    """A time of day: a time cell, 13:30, 13時30分, 午後1時半, or the part of a day a spreadsheet keeps a time as."""

    def read(self, cell: Any, heading: str) -> time:
        if isinstance(cell, datetime):
            return cell.time().replace(second=0, microsecond=0)
        if isinstance(cell, time):
            return cell.replace(second=0, microsecond=0)
        if isinstance(cell, float) and 0 <= cell < 1:
            return (datetime.min + timedelta(minutes=round(cell * 24 * 60))).time()
        match = _TIME.fullmatch(re.sub(r"\s", "", digits(as_text(cell))))
        hour = int(match["hour"]) + (12 if match["half"] == "午後" and int(match["hour"]) < 12 else 0) if match else 24
        minute = (
            0 if match is None else 30 if match["rest"] == "時半" else int(match["minute"] or match["minute_"] or 0)
        )
        if hour > 23 or minute > 59:
            raise UserError(f"「{echo(cell)}」は時刻として読めません。13:30 のように入れてください。")
        return time(hour, minute)


@dataclass(frozen=True)
class Year(Reader):
    """A fiscal year: 2023, 令和5年度, R5, 5."""

    def read(self, cell: Any, heading: str) -> int:
        return typed_fiscal_year(as_text(cell))

    def says(self, value: int) -> str:
        return fiscal_year_label(value)


@dataclass(frozen=True)
class Choice(Reader):
    """One of a few codes, written as its label or as the code itself. `others` are further spellings of a code."""

    choices: Sequence[tuple[str, str]]
    others: tuple[tuple[str, str], ...] = ()

    def read(self, cell: Any, heading: str) -> str:
        known = {fold(str(word)): code for code, label in self.choices for word in (code, label)}
        known |= {fold(word): code for word, code in self.others}
        code = known.get(fold(as_text(cell)))
        if code is None:
            offered = "、".join(label for _, label in self.choices)
            raise UserError(f"「{echo(cell)}」は選択肢にありません。{offered} のどれかにしてください。")
        return code

    def says(self, value: str) -> str:
        return str(dict(self.choices).get(value, value))


_YES = {
    fold(word)
    for word in ("1", "true", "yes", "y", "○", "〇", "◯", "◎", "レ", "✓", "✔", "有", "あり", "はい", "該当", "済")
}
_NO = {
    fold(word) for word in ("0", "false", "no", "n", "×", "✕", "-", "－", "無", "なし", "いいえ", "非該当", "未")
}  # an empty cell says nothing, neither yes nor no


@dataclass(frozen=True)
class Flag(Reader):
    """Yes or no, as lists write it: ○ and ×, 有 and 無, 1 and 0."""

    def read(self, cell: Any, heading: str) -> bool:
        if isinstance(cell, bool):
            return cell
        text = as_text(cell)
        key = fold(text) or text
        if key in _YES or text in ("○", "〇", "◯"):
            return True
        if key in _NO or text in ("×", "-"):
            return False
        raise UserError(f"「{echo(cell)}」は ○ か × で入れてください。")


Finder = Callable[[list[str]], Mapping[str, Any]]


@dataclass(frozen=True)
class Linked(Reader):
    """Another record, found by what is written. `find` is asked once for all texts and answers those it knows, or Wrong.

    `what` is what is sought, for the message of a text that nobody knows; `offers` are the words a form lets one choose from.
    """

    find: Finder
    what: str
    offers: Callable[[], list[str]] | None = None
    linked = True

    def read(self, cell: Any, heading: str) -> Any:
        found = self.read_many([cell], heading)[0]
        if isinstance(found, Wrong):
            raise UserError(found.message)
        return found

    def read_many(self, cells: Sequence[Any], heading: str) -> list[Any]:
        texts = [as_text(cell) for cell in cells]
        found = self.find(sorted(set(texts)))
        unknown = f"という{self.what}は登録されていません。書き方を確かめるか、先に登録してください。"
        return [found[text] if text in found else Wrong(f"「{echo(text)}」{unknown}") for text in texts]


@dataclass(frozen=True)
class Several(Reader):
    """Several things in one cell, parted by 、 ・ , / or a line break; each is read by `each`.

    Where each is words of one's own, as choices of a question are, ・ and / may be part of them: `marks` says what parts.
    """

    each: Reader
    marks: str = "、,，・/／;；\n"
    linked = True

    def read_many(self, cells: Sequence[Any], heading: str) -> list[Any]:
        parts = [[part for part in re.split(f"[{self.marks}]+", as_text(cell)) if part.strip()] for cell in cells]
        flat = [part.strip() for row in parts for part in row]
        read = iter(self.each.read_many(flat, heading))
        return [_together([next(read) for _ in row]) for row in parts]


def _together(values: list[Any]) -> Any:
    wrong = [value.message for value in values if isinstance(value, Wrong)]
    return Wrong("".join(wrong)) if wrong else values


def as_text(cell: Any) -> str:
    """What a cell says, as a person reads it: whole numbers without a point, dates in ISO form."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell == int(cell) else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if not (cell.hour or cell.minute or cell.second) else str(cell)
    return "" if cell is None else str(cell)


def is_empty(cell: Any) -> bool:
    return cell is None or (cell.__class__ is str and not cell.strip())


_TIME = re.compile(
    r"(?P<half>午前|午後)?(?P<hour>\d{1,2})(?P<rest>:(?P<minute>\d\d)(:\d\d)?|時((?P<minute_>\d{1,2})分)?|時半)"
)


def echo(cell: Any) -> str:
    text = as_text(cell)
    return text if len(text) <= LONGEST_ECHO else text[:LONGEST_ECHO] + "…"
