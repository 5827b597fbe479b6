"""Lists as files: Excel and CSV of exactly what is shown, with the conditions on top of the Excel. Every export is logged."""

import csv
import ctypes
import gc
import tempfile
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.timezone import localtime

from .decimals import decimal_text
from .era import format_date
from .looking import keeps_secrets
from .models import Access, AccessKind
from .tables import Column, Kind, Table
from .text import not_a_formula
from .workbooks import HEAD, new_book

CHUNK = 500
DATE_FORMAT = '[$-411]ggge"年"m"月"d"日"'
HARMLESS = str.maketrans("", "", "\t\r")
SAME_LOOKS = str.maketrans({"〜": "～", "−": "－", "—": "―", "‖": "∥"})  # twins of which cp932 knows only the second
MISSING = "〓"
CONCEALED = "守秘の部署の職員による書き出し(内容は本人の記録にあります)"


_libc = ctypes.CDLL(None)


def let_go(number: int) -> None:
    """Give back what so many records took, if they were many: else a web process stays as large as its largest export made it.

    The collector comes to what holds itself only much later, and the allocator (glibc's) keeps free pages that lie between used ones.
    """
    if number <= CHUNK:
        return
    gc.collect()
    if hasattr(_libc, "malloc_trim"):
        _libc.malloc_trim(0)


@dataclass(frozen=True)
class Head:
    """What stands above an exported or printed list: its conditions, how many records, who made it and when."""

    title: str
    conditions: str
    total: int
    who: str
    at: datetime

    def lines(self) -> list[str]:
        at = localtime(self.at)
        return [
            self.title,
            f"条件: {self.conditions or 'なし(すべて)'}",
            f"件数: {self.total:,}件",
            f"作成: {format_date(at.date())} {at:%H:%M} {self.who}",
        ]


def log_export(user: Any, subject: str, conditions: str = "", *, general: str = "") -> None:
    """Write down that someone took records out; `general` is what kind of thing, where the subject names a record.

    Whoever is inside a wall is written down in general terms for all, whatever they took out, and exactly for themselves:
    else the page of exports would name walled records to everyone, or tell by its silence that there are some.
    """
    exact = {"subject": subject[:120], "conditions": conditions[:400]}
    if keeps_secrets(user):
        Access.objects.create(
            kind=AccessKind.EXPORT, user=user, subject=(general or subject)[:120], conditions=CONCEALED
        )
    Access.objects.create(kind=AccessKind.EXPORT, user=user, own=keeps_secrets(user), **exact)


def excel(table: Table, rows: QuerySet[Any], head: Head) -> IO[bytes]:
    """An Excel file of all rows, written row by row to disk so that a million need no memory."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book = new_book(file, in_memory=False, constant_memory=True)
    _sheet(book, table, rows, head)
    book.close()
    let_go(head.total)
    file.seek(0)
    return file


def _sheet(book: Any, table: Table, rows: QuerySet[Any], head: Head) -> None:
    sheet = book.add_worksheet(table.title[:31])
    bold = book.add_format(HEAD)
    formats = {
        Kind.DATE: book.add_format({"num_format": DATE_FORMAT}),
        Kind.NUMBER: book.add_format({"num_format": "#,##0"}),
    }
    formats[Kind.YEN] = formats[Kind.NUMBER]
    for top, line in enumerate(head.lines()):
        sheet.write_string(top, 0, line)
    top = len(head.lines())
    for position, column in enumerate(table.columns):
        sheet.write_string(top, position, column.label, bold)
        sheet.set_column(position, position, 16)
    _for_paper(sheet, top)
    for number, record in enumerate(rows.iterator(chunk_size=CHUNK), start=top + 1):
        for position, column in enumerate(table.columns):
            _write(sheet, number, position, column, record, formats.get(column.kind))


def _for_paper(sheet: Any, headings: int) -> None:
    sheet.freeze_panes(headings + 1, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(headings)
    sheet.set_footer("&P / &N")


def _write(sheet: Any, row: int, position: int, column: Column, record: Any, style: Any) -> None:
    value = column.of(record)
    if value is None or value == "":
        return
    if column.kind is Kind.DATE:
        sheet.write_datetime(row, position, value, style)
    elif column.kind in (Kind.NUMBER, Kind.YEN):
        sheet.write_number(row, position, value, None if isinstance(value, Decimal) else style)  # with all its decimals
    else:
        sheet.write_string(row, position, column.text(record)[:32000])


@dataclass(frozen=True)
class Unwritable:
    """A cell with characters the chosen encoding does not know: which record, which column, which characters."""

    number: int
    record: str
    column: str
    characters: str


def comma_separated(
    table: Table, rows: QuerySet[Any], encoding: str = "utf-8-sig", *, replacing: bool = False
) -> tuple[IO[bytes], list[Unwritable]]:
    """A CSV of all rows, and the cells that `encoding` cannot hold, whose characters become 〓 if `replacing`.

    UTF-8 comes with a byte-order mark, which Excel needs to read it.
    """
    file = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - the response closes it
    # a cell that cannot be written is found below and named; nothing is dropped silently
    text = open(file.fileno(), "w", encoding=encoding, newline="", closefd=False, errors="strict")  # noqa: SIM115, PTH123
    writer, found, number = csv.writer(text, lineterminator="\r\n"), [], 0
    writer.writerow([column.label for column in table.columns])
    for number, record in enumerate(rows.iterator(chunk_size=CHUNK), start=1):
        cells = []
        for column in table.columns:
            cell = _harmless(column, record)
            if encoding == "cp932":
                cell, strange = _fitting(cell)
                if strange:
                    found.append(Unwritable(number, str(record), column.label, strange))
            cells.append(cell)
        writer.writerow(cells)
    text.close()
    let_go(number)
    file.seek(0)
    return file, [] if replacing else found


def _fitting(cell: str) -> tuple[str, str]:
    """The cell as cp932 can hold it, and the characters it cannot."""
    cell = cell.translate(SAME_LOOKS)
    try:
        cell.encode("cp932")
    except UnicodeEncodeError:
        strange = "".join(dict.fromkeys(character for character in cell if not _known(character)))
        return "".join(character if _known(character) else MISSING for character in cell), strange
    return cell, ""


def _known(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _harmless(column: Column, record: Any) -> str:
    """A cell that no spreadsheet will take for a formula."""
    value = column.of(record)
    if value is None:
        return ""
    if column.kind in (Kind.NUMBER, Kind.YEN):
        return decimal_text(value).replace(",", "") if isinstance(value, Decimal) else str(value)
    text = (str(value) if column.kind is Kind.DATE else column.text(record)).translate(HARMLESS)
    return not_a_formula(text)
