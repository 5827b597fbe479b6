"""A file from outside as sheets of rows; it is read apart, by :mod:`banso.core.foreign.sheets`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from banso.core.errors import UserError

from . import Answer, read_apart

MOST_BYTES = 100 * 1024 * 1024
_WORDS = {"xlsx": "Excel(.xlsx)", "xls": "以前のExcel(.xls)", "ods": "OpenDocument(.ods)", "csv": "文字のファイル(CSV)"}
Numbered = Iterator[tuple[int, Sequence[Any]]]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its rows, each with its number as the spreadsheet shows it, and the number of the last.

    `hidden` are the numbers of the rows that the spreadsheet does not show, `hidden_columns` those of the columns, from 0;
    `visible` is whether it shows the sheet at all.
    """

    name: str
    rows: Callable[[], Numbered]
    height: int
    hidden: frozenset[int] = frozenset()
    visible: bool = True
    hidden_columns: frozenset[int] = frozenset()


@dataclass
class Book:
    """A file opened: its format, its sheets that hold anything, the visible ones first, and what its sender may like to know."""

    format: str
    sheets: list[Sheet]
    notices: list[str] = field(default_factory=list)

    def sheet(self, name: str = "") -> Sheet:
        """A sheet by its name, or the first. Raises UserError, naming the sheets there are."""
        for sheet in self.sheets:
            if not name or sheet.name == name:
                return sheet
        raise UserError(f"「{name}」というシートはありません。シート: {'、'.join(sheet.name for sheet in self.sheets)}")


def open_book(content: bytes, file_name: str = "") -> Book:
    """Open a file. Raises UserError with one message that says what is wrong and how to mend it."""
    if not content.strip():
        raise UserError("ファイルが空です。")
    if len(content) > MOST_BYTES:
        raise UserError(f"ファイルが大きすぎます({MOST_BYTES // 1024 // 1024}MBまで)。年度などで分けてください。")
    answer = read_apart("banso.core.foreign.sheets.read_book", content)
    form, sheets, notices = answer[-1]
    book = Book(form, [_sheet(told, _rows(answer, first, last)) for told, first, last in sheets], notices)
    book.sheets.sort(key=lambda sheet: not sheet.visible)
    if unseen := [sheet.name for sheet in book.sheets if not sheet.visible]:
        book.notices.append(f"隠れているシート「{'」「'.join(unseen)}」があります。選ばなければ読みません。")
    ending = PurePath(file_name).suffix.lower()
    if ending and ending not in _endings(form):
        book.notices.append(f"ファイル名は「{ending}」ですが、中身は{_WORDS[form]}なので、そのように読みました。")
    return book


def _sheet(told: Any, rows: Callable[[], Numbered]) -> Sheet:
    return Sheet(told.name, rows, told.height, frozenset(told.hidden), told.visible, frozenset(told.hidden_columns))


def _rows(answer: Answer, first: int, last: int) -> Callable[[], Numbered]:
    return lambda: (row for number in range(first, last) for row in answer[number])


def _endings(form: str) -> tuple[str, ...]:
    return (".csv", ".tsv", ".txt") if form == "csv" else (f".{form}",)
