"""Tables whose cells stand one below another: what is left of a table where a PDF's text is taken out cell by cell."""

import re
from collections.abc import Sequence

from ..numbers import normalise

_AMOUNT = re.compile(r"(?:延べ|のべ|約)?[△▲−-]?(?:[\d,.]+(?:\s*[^\d\s年月日()]{1,4})?|[^\d\s()]{0,3})(?:\(.*\))?")
_WIDEST = 6
_LONGEST = 40

Line = tuple[int, str]


def unstacked(lines: Sequence[Line]) -> list[Line]:
    """The lines with such tables as rows between tabs, each with the number of its first line.

    Only what can be nothing else is put together: a heading and rows of one width, a label first and an amount last in
    each. Cells in any other order stay as they are, so that the tie-out asks for them instead of guessing.
    """
    made: list[Line] = []
    start, opens = 0, True
    while start < len(lines):
        cells, ends = _cells(lines, start) if opens else ([], [])
        width, rows = _table(cells)
        if rows:
            for first in range(0, width * (rows + 1), width):
                row = cells[first : first + width]
                made.append((row[0][0], "\t".join(text for _, text in row)))
            start, opens = ends[width * (rows + 1) - 1], False
        else:
            made.append(lines[start])
            opens = bool(lines[start][1].strip()) and not _is_cell(lines[start][1])
            start += 1
    return made


def _cells(lines: Sequence[Line], start: int) -> tuple[list[Line], list[int]]:
    """Short texts between empty lines, those of neighbouring lines as one, and where each ends; up to what is no cell."""
    cells: list[Line] = []
    ends: list[int] = []
    at = start
    while at < len(lines) and _is_cell(lines[at][1]):
        end = at
        while end < len(lines) and _is_cell(lines[end][1]):
            end += 1
        parts = [normalise(text.strip()) for _, text in lines[at:end]]
        if len(parts) > 1 and any(_is_amount(part) for part in parts):
            break  # columns of one table that were taken out into each other
        cells.append((lines[at][0], "".join(text.strip() for _, text in lines[at:end])))
        ends.append(end)
        at = end
        while at < len(lines) and not lines[at][1].strip():
            at += 1
    return cells, ends


def _is_cell(text: str) -> bool:
    return 0 < len(text.strip()) <= _LONGEST and text.strip()[0] not in "【・•●○" and not text.rstrip().endswith("。")


def _table(cells: Sequence[Line]) -> tuple[int, int]:
    """How wide the table is that begins here, and how many rows it has below its heading: (0, 0) where none does."""
    texts = [normalise(text) for _, text in cells]
    first = next((at for at, text in enumerate(texts) if _is_amount(text)), 0)
    fits = {width: _rows(texts, width) for width in range(2, min(_WIDEST, first) + 1)}
    width = max(fits, key=lambda width: (width * (fits[width] + 1), -width), default=0)
    return (width, fits[width]) if width and fits[width] else (0, 0)


def _rows(texts: Sequence[str], width: int) -> int:
    """How many rows of this width follow the heading, with amounts in the same columns."""
    rows = 0
    while True:
        row = texts[width * (rows + 1) : width * (rows + 2)]
        if len(row) < width or _is_amount(row[0]) or not _holds_amount(row[-1]):
            return rows
        if [_holds_amount(text) for text in row] != [_holds_amount(text) for text in texts[width : width * 2]]:
            return rows
        rows += 1


def _is_amount(text: str) -> bool:
    return bool(_AMOUNT.fullmatch(text)) and bool(re.search(r"[\d-]", text))


def _holds_amount(text: str) -> bool:
    """Whether an amount stands anywhere in it; the numbers of a date are none."""
    return _is_amount(text) or bool(re.search(r"\d\s*[^\d\s年月日元.,/~～-]", text))
