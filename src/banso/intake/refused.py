"""Refused rows back to their sender: the same sheet, its title and headings as they were, the rows refused, and why in a column.

Mended, the file can be brought in again as it is.
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from banso.core.exports import DATE_FORMAT
from banso.core.foreign.books import open_book
from banso.core.imports import import_kind
from banso.core.imports.headings import REASONS
from banso.core.workbooks import new_book

from .models import Import
from .services.bringing import layout_of

LONGEST = 32_000  # characters a cell of a spreadsheet holds


def refused_rows(brought: Import, refused: Iterable[tuple[int, Sequence[str]]]) -> bytes:
    """An Excel file of the rows with these numbers, each with its reasons: a row that says several records may have been
    refused more than once."""
    why: dict[int, list[str]] = defaultdict(list)
    for number, reasons in refused:
        why[number] += reasons
    with brought.file.open() as file:
        book = open_book(file.read(), brought.file_name)
    layout = layout_of(
        import_kind(brought.kind), book.sheet(brought.sheet), brought.chosen, brought.given, brought.answers
    )
    last = max(heading.position for heading in layout.headings) + 1
    target = io.BytesIO()
    workbook = new_book(target)
    sheet = workbook.add_worksheet(brought.sheet[:31] or "Sheet1")
    day = workbook.add_format({"num_format": DATE_FORMAT})
    wrap = workbook.add_format({"text_wrap": True, "font_color": "#B00020"})
    sheet.set_column(0, last - 1, 14)
    sheet.set_column(last, last, 60)
    sheet.freeze_panes(layout.first - 1, 0)
    place = layout.first - 1
    for number, cells in book.sheet(brought.sheet).rows():
        if number < layout.first:
            _write(sheet, number - 1, cells, day)
        elif number in why:
            _write(sheet, place, cells, day)
            sheet.write_string(place, last, "\n".join(why[number])[:LONGEST], wrap)
            place += 1
    sheet.write_string(layout.first - 2, last, REASONS, workbook.add_format({"bold": True}))
    workbook.close()
    return target.getvalue()


def _write(sheet: Any, row: int, cells: Sequence[Any], day: Any) -> None:
    for position, cell in enumerate(cells):
        if isinstance(cell, bool):
            sheet.write_boolean(row, position, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(row, position, cell)
        elif isinstance(cell, datetime | date):
            sheet.write_datetime(row, position, cell, day)
        elif cell:
            sheet.write_string(row, position, str(cell)[:LONGEST])
