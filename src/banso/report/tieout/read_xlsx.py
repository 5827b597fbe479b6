"""Drafts as Excel workbooks: every sheet, row by row."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from banso.core.errors import UserError

from .draft import Draft, DraftCell, DraftLine
from .safe_zip import refuse_hostile

MOST_ROWS = 100_000


def read_xlsx(path: Path) -> Draft:
    """Read an Excel draft. Raises UserError if it is no workbook, or a hostile one."""
    refuse_hostile(path, "Excel")
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        sheets = [(name, workbook.get_sheet_by_name(name)) for name in workbook.sheet_names]
        lines = [line for number, (name, sheet) in enumerate(sheets) for line in _lines(name, number, sheet)]
    except UserError:
        raise
    except Exception as error:  # calamine's own errors share no base class
        raise UserError(
            "Excelのブックとして読み取れません。Excelで開いて「名前を付けて保存」し直してください。"
        ) from error
    return Draft(lines)


def _lines(name: str, sheet_number: int, sheet: Any) -> Iterator[DraftLine]:
    if sheet.total_height > MOST_ROWS:
        raise UserError(f"シート「{name}」に{sheet.total_height:,}行あります。報告書の草案ではないようです。")
    table = sheet_number * MOST_ROWS
    in_table = False
    for row_number, values in enumerate(sheet.iter_rows(), start=(sheet.start or (0, 0))[0] + 1):
        texts = [_text(value) for value in values]
        filled = sum(1 for text in texts if text)
        if not filled:
            in_table = False
            continue
        is_row = filled > 1 or in_table
        table += is_row and not in_table
        in_table = is_row
        first = (sheet.start or (0, 0))[1]
        cells = [DraftCell(text, f"シート「{name}」{_column(first + i)}{row_number}") for i, text in enumerate(texts)]
        yield DraftLine(tuple(cells), table) if is_row else DraftLine(tuple(c for c in cells if c.text))


def _text(value: Any) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}" if value != int(value) else str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split())


def _column(index: int) -> str:
    """The letters Excel shows over a column, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
