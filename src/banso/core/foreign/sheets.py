"""What a reader of sheets does, in a process of its own: what a file is is told by its content, and what is dangerous or broken is
refused in words."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from banso.core.decoding import Reading, readings
from banso.core.errors import UserError

from .guarding import look_into_zip
from .shown import Shown
from .unsaid import Told, Unsaid, unsaid_of
from .unsaid_in_ods import unsaid_in_ods
from .unsaid_in_xls import unsaid_in_xls

MOST_ROWS = 300_000
MOST_COLUMNS = 300
LONGEST_CELL = 32_767
ROWS_IN_A_PIECE = 1_000
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
_SAVE_AGAIN = "Excelで開いて「名前を付けて保存」で .xlsx か CSV にし直してください。"
_UNUSUAL = ("EUC-JP", "UTF-16")
_UNSAID = {"xlsx": unsaid_of, "xls": unsaid_in_xls, "ods": unsaid_in_ods}
_FIRST = date(1904, 1, 1)
_MOST_DAYS = 80_000  # to the year 2123
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
Sheet = tuple[Told, Iterator[tuple[int, list[Any]]]]


def read_book(content: bytes) -> Iterator[Any]:
    """Every sheet's rows, so many at a time; at the end the format, what is told of each sheet with its pieces, and of the file."""
    form = _format(content)
    told: list[tuple[Told, int, int]] = []
    pieces = 0
    texts = readings(content) if form == "csv" else []
    for sheet, rows in _text_sheets(texts) if texts else _sheets(content, form):
        first = pieces
        while some := list(islice(rows, ROWS_IN_A_PIECE)):
            yield some
            pieces += 1
        told.append((sheet, first, pieces))
    if not told:
        raise UserError("中身のあるシートがありません。")
    yield form, told, _told_of(texts)


def _told_of(texts: list[Reading]) -> list[str]:
    """What is said of a text's encoding: nothing where it is one of those that every program reads."""
    if len(texts) > 1:
        return [
            f"文字コードが{'か'.join(one.encoding for one in texts)}か決められません。文字が正しく見えるほうを選んでください。"
        ]
    return [
        f"文字コードは{one.encoding}として読みました。" for one in texts if not one.marked and one.encoding in _UNUSUAL
    ]


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


def _sheets(content: bytes, form: str) -> Iterator[Sheet]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        unsaid = _UNSAID[form](content)
        for one in workbook.sheets_metadata:
            shown = one.visible is SheetVisibleEnum.Visible
            yield from _sheet(workbook, one.name, unsaid.get(one.name, Unsaid()), visible=shown)
    except (UserError, MemoryError):
        raise
    except Exception as error:  # calamine's errors share no base class
        if "assword" in str(error) or "ncrypted" in str(error):
            raise UserError(
                "パスワードのかかったファイルです。Excelでパスワードを外して保存し直してください。"
            ) from error
        raise UserError(f"Excelのファイルとして読めません。途中で切れているか、壊れています。{_SAVE_AGAIN}") from error


def _sheet(workbook: Any, name: str, unsaid: Unsaid, *, visible: bool) -> Iterator[Sheet]:
    """A sheet, unless it is empty."""
    sheet = workbook.get_sheet_by_name(name)
    if sheet.start is None:
        return
    row, column = sheet.start
    if sheet.total_height > MOST_ROWS:
        raise UserError(
            f"シート「{name}」は{sheet.total_height:,}行目まで値があります。{MOST_ROWS:,}行までに分けてください。"
        )
    if sheet.total_width > MOST_COLUMNS:
        raise UserError(f"シート「{name}」は列が多すぎます({sheet.total_width:,}列)。要らない列を消してください。")
    hidden = tuple(sorted(number for number in unsaid.hidden if number > row))
    columns = tuple(sorted(place for place in unsaid.hidden_columns if place <= sheet.total_width))
    yield Told(name, sheet.total_height, hidden, visible, columns), _rows(sheet, row, column, unsaid)


def _rows(sheet: Any, row: int, column: int, unsaid: Unsaid) -> Iterator[tuple[int, list[Any]]]:
    """The rows with their numbers; a cell that failed says so, where the reader says nothing at all, and one that shows another
    number than it holds says both."""
    before = [None] * column
    for number, read in enumerate(sheet.iter_rows(), row + 1):
        cells = before + (list(map(_from_1904, read)) if unsaid.from_1904 else read)
        for place, text in unsaid.instead.get(number - 1, {}).items():
            if place < len(cells):
                cells[place] = text
        yield number, cells


def _from_1904(cell: Any) -> Any:
    """A cell of a workbook that counts its days from 1904: a bare number may be one of them, which nobody could tell later."""
    if cell.__class__ in (int, float) and 0 < cell < _MOST_DAYS:
        return Shown(f"{cell:.15g}", float(cell), day=_FIRST + timedelta(days=int(cell)))
    return cell


def _text_sheets(texts: list[Reading]) -> Iterator[Sheet]:
    """A text is one sheet without a name; read in two ways, each is one by the name of its encoding."""
    for one in texts:
        yield from _text_sheet(one.encoding if len(texts) > 1 else "", one.text)


def _text_sheet(name: str, text: str) -> Iterator[Sheet]:
    rows = _cells(text)
    if len(rows) > MOST_ROWS:
        raise UserError(f"行が多すぎます({len(rows):,}行)。{MOST_ROWS:,}行までに分けてください。")
    widest = max(map(len, rows), default=0)
    if widest > MOST_COLUMNS:
        raise UserError(f"列が多すぎます({widest:,}列)。要る列だけにして、{MOST_COLUMNS}列までで保存し直してください。")
    yield Told(name, len(rows)), iter(enumerate(rows, 1))


def _cells(text: str) -> list[list[str]]:
    """The rows of a CSV or of a block copied from a sheet, whichever mark parts its cells.

    A block copied from a sheet has tabs between its cells; commas in it are of its numbers.
    """
    if len(_CONTROLS.findall(text[:20_000])) * 50 > len(text[:20_000]):
        raise UserError(f"文字のファイルではないようです。{_SAVE_AGAIN}")
    head = [line for line in text[:20_000].splitlines() if line.strip()][:10]
    tabs = sum("\t" in line for line in head) * 2 > len(head)
    delimiter = "\t" if tabs else max(",;", key=lambda mark: sum(line.count(mark) for line in head))
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UserError(
            f'CSVとして読めません。引用符(")が閉じていないか、1つの欄が長すぎます。{_SAVE_AGAIN}'
        ) from error
    return rows
