"""Lists as files: Excel and CSV of exactly what is shown, with the conditions on top. Every export is logged."""

import csv
import tempfile
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.db.models import QuerySet

from .models import Access, AccessKind
from .tables import Column, Kind, Table

CHUNK = 2000
DATE_FORMAT = '[$-411]ggge"年"m"月"d"日"'
HARMLESS = str.maketrans("", "", "\t\r")


def log_export(user: Any, subject: str, conditions: str = "") -> None:
    """Write down that someone took records out."""
    Access.objects.create(kind=AccessKind.EXPORT, user=user, subject=subject[:120], conditions=conditions[:400])


def excel(table: Table, rows: QuerySet[Any], conditions: str) -> Iterator[bytes]:
    """An Excel file of all rows, written row by row to disk so that a million need no memory, then sent in pieces."""
    with tempfile.TemporaryFile() as file:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        book = xlsxwriter.Workbook(file, options)
        _sheet(book, table, rows, conditions)
        book.close()
        file.seek(0)
        while piece := file.read(1 << 16):
            yield piece


def _sheet(book: Any, table: Table, rows: QuerySet[Any], conditions: str) -> None:
    sheet = book.add_worksheet(table.title[:31])
    bold = book.add_format({"bold": True, "bg_color": "#E8EDF5", "border": 1})
    formats = {
        Kind.DATE: book.add_format({"num_format": DATE_FORMAT}),
        Kind.NUMBER: book.add_format({"num_format": "#,##0"}),
    }
    formats[Kind.YEN] = formats[Kind.NUMBER]
    sheet.write_string(0, 0, f"{table.title} {conditions}")
    for position, column in enumerate(table.columns):
        sheet.write_string(1, position, column.label, bold)
        sheet.set_column(position, position, 16)
    sheet.freeze_panes(2, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&P / &N")
    for number, record in enumerate(rows.iterator(chunk_size=CHUNK), start=2):
        for position, column in enumerate(table.columns):
            _write(sheet, number, position, column, record, formats.get(column.kind))


def _write(sheet: Any, row: int, position: int, column: Column, record: Any, style: Any) -> None:
    value = column.of(record)
    if value is None or value == "":
        return
    if column.kind is Kind.DATE:
        sheet.write_datetime(row, position, value, style)
    elif column.kind in (Kind.NUMBER, Kind.YEN):
        sheet.write_number(row, position, value, style)
    else:
        sheet.write_string(row, position, str(value)[:32000])


class _Echo:
    def write(self, text: str) -> str:
        return text


def comma_separated(table: Table, rows: QuerySet[Any]) -> Iterator[bytes]:
    """A CSV of all rows in UTF-8 with a byte-order mark, which Excel needs to read it."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield b"\xef\xbb\xbf" + writer.writerow([column.label for column in table.columns]).encode()
    for record in rows.iterator(chunk_size=CHUNK):
        yield writer.writerow([_harmless(column, record) for column in table.columns]).encode()


def _harmless(column: Column, record: Any) -> str:
    """A cell that no spreadsheet will take for a formula."""
    value = column.of(record)
    if value is None:
        return ""
    if column.kind in (Kind.NUMBER, Kind.YEN):
        return str(value)
    text = str(value).translate(HARMLESS)
    return "'" + text if text[:1] in ("=", "+", "-", "@") else text
