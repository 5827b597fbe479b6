"""A plan's grid as an Excel sheet: as it goes out it comes in again, items down and years across."""

from io import BytesIO
from typing import Any

from banso.core.errors import UserError
from banso.core.workbooks import HEAD, new_book

from ..models import PlanVersion
from .grid import NAMES, items_of, label_of

CORNER = "項目"
EMPTY = 5  # so many years stand ready where there is no plan yet


def plan_as_excel(plan: PlanVersion | None) -> bytes:
    """The newest grid, or an empty one to be filled in."""
    file = BytesIO()
    book = new_book(file)
    bold, wrapped = book.add_format(HEAD | {"text_wrap": True}), book.add_format({"text_wrap": True, "border": 1})
    sheet = book.add_worksheet("計画表")
    heads, lines = items_of(plan)
    sheet.write_string(0, 0, CORNER, bold)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, max(len(heads), EMPTY), 14)
    for place, head in enumerate(heads or [""] * EMPTY, start=1):
        sheet.write_string(0, place, head, bold)
    for number, line in enumerate(lines, start=1):
        sheet.write_string(number, 0, line.label, bold)
        for place, text in enumerate(line.cells or ("",) * EMPTY, start=1):
            sheet.write_string(number, place, text, wrapped)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    book.close()
    return file.getvalue()


def grid_in(rows: list[list[Any]]) -> tuple[list[str], dict[str, list[str]]]:
    """The heads and cells of a sheet that came back. Raises UserError where the items are not those of the grid."""
    if not rows or str(rows[0][0] or "").strip() != CORNER:
        raise UserError(f"計画表の形ではありません。左上の欄が「{CORNER}」の、こちらから出した表を使ってください。")
    names = {label_of(name): name for name in NAMES}
    heads = [_text(cell) for cell in rows[0][1:]]
    cells: dict[str, list[str]] = {}
    for number, row in enumerate(rows[1:], start=2):
        label = _text(row[0]) if row else ""
        if label and label not in names:
            raise UserError(f"{number}行目の項目「{label[:40]}」は計画表にありません。項目の名前は変えないでください。")
        if label:
            cells[names[label]] = [_text(cell) for cell in row[1:]]
    return heads, cells


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
