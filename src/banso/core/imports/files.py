"""A file from outside as sheets of rows: what it is is told by its content, and what is dangerous or broken is refused in words."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from python_calamine import CalamineWorkbook

from banso.core.decoding import decode
from banso.core.errors import UserError

from .guarding import look_into_zip

MOST_BYTES = 100 * 1024 * 1024
MOST_ROWS = 300_000
MOST_COLUMNS = 300
LONGEST_CELL = 32_767
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "写真(JPEG)"),
    (b"\x89PNG", "画像(PNG)"),
    (b"\x1f\x8b", "圧縮ファイル"),
    (b"7z\xbc\xaf", "圧縮ファイル"),
    (b"Rar!", "圧縮ファイル"),
    (b"{\\rtf", "文書(RTF)"),
)
_WORDS = {"xlsx": "Excel(.xlsx)", "xls": "以前のExcel(.xls)", "ods": "OpenDocument(.ods)", "csv": "文字のファイル(CSV)"}
_SAVE_AGAIN = "Excelで開いて「名前を付けて保存」で .xlsx か CSV にし直してください。"
Numbered = Iterator[tuple[int, Sequence[Any]]]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its rows, each with its number as the spreadsheet shows it, and the number of the last."""

    name: str
    rows: Callable[[], Numbered]
    height: int


@dataclass
class Book:
    """A file opened: its format, its sheets that hold anything, and what its sender may like to know."""

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
    form = _format(content)
    book = Book(form, _text_sheets(content) if form == "csv" else _sheets(content))
    if not book.sheets:
        raise UserError("中身のあるシートがありません。")
    ending = PurePath(file_name).suffix.lower()
    if ending and ending not in _endings(form):
        book.notices.append(f"ファイル名は「{ending}」ですが、中身は{_WORDS[form]}なので、そのように読みました。")
    return book


def _endings(form: str) -> tuple[str, ...]:
    return (".csv", ".tsv", ".txt") if form == "csv" else (f".{form}",)


def _format(content: bytes) -> str:
    for mark, name in _OTHERS:
        if content.startswith(mark):
            raise UserError(f"{name}のファイルです。Excelの表かCSVを選んでください。")
    if content.startswith(b"PK"):
        return look_into_zip(content)
    if content.startswith(_OLE):
        return _old_format(content)
    head = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise UserError(f"Webページか XML として保存されたファイルです。{_SAVE_AGAIN}")
    return "csv"


def _old_format(content: bytes) -> str:
    """An OLE container: the Excel of before 2007, or what Excel puts a file with a password into."""
    if _wide("EncryptedPackage") in content:
        raise UserError("パスワードのかかったファイルです。Excelでパスワードを外して保存し直してください。")
    if _wide("_VBA_PROJECT") in content:
        raise UserError("マクロを含むExcelのファイルは読み込めません。マクロなしの形式(.xlsx)で保存し直してください。")
    if _wide("WordDocument") in content:
        raise UserError("Wordの文書です。Excelの表かCSVを選んでください。")
    return "xls"


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _sheets(content: bytes) -> list[Sheet]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [sheet for name in workbook.sheet_names if (sheet := _sheet(workbook, name))]
    except UserError:
        raise
    except Exception as error:  # calamine's errors share no base class
        if "assword" in str(error) or "ncrypted" in str(error):
            raise UserError(
                "パスワードのかかったファイルです。Excelでパスワードを外して保存し直してください。"
            ) from error
        raise UserError(f"Excelのファイルとして読めません。途中で切れているか、壊れています。{_SAVE_AGAIN}") from error


def _sheet(workbook: Any, name: str) -> Sheet | None:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.start is None:
        return None
    row, column = sheet.start
    if sheet.total_height > MOST_ROWS:
        raise UserError(
            f"シート「{name}」は{sheet.total_height:,}行目まで値があります。{MOST_ROWS:,}行までに分けてください。"
        )
    if sheet.total_width > MOST_COLUMNS:
        raise UserError(f"シート「{name}」は列が多すぎます({sheet.total_width:,}列)。要らない列を消してください。")
    return Sheet(
        name,
        lambda: ((n, [None] * column + cells) for n, cells in enumerate(sheet.iter_rows(), row + 1)),
        sheet.total_height,
    )


def _text_sheets(content: bytes) -> list[Sheet]:
    rows = _cells(decode(content))
    if len(rows) > MOST_ROWS:
        raise UserError(f"行が多すぎます({len(rows):,}行)。{MOST_ROWS:,}行までに分けてください。")
    return [Sheet("", lambda: iter(enumerate(rows, 1)), len(rows))]


def _cells(text: str) -> list[list[str]]:
    """The rows of a CSV or of a block copied from a sheet, whichever mark parts its cells."""
    head = [line for line in text[:20_000].splitlines() if line.strip()][:10]
    delimiter = max("\t,;", key=lambda mark: sum(line.count(mark) for line in head))
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UserError(
            f'CSVとして読めません。引用符(")が閉じていないか、1つの欄が長すぎます。{_SAVE_AGAIN}'
        ) from error
    if any(re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", cell) for row in rows[:50] for cell in row):
        raise UserError(f"文字のファイルではないようです。{_SAVE_AGAIN}")
    return rows
