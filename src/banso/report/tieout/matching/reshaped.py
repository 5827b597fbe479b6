"""Tables laid out in another way than the report's: rows and columns exchanged, or one number a row with its heading beside it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, zip_longest

from ..reading.draft import DraftCell, DraftLine
from .grid import Numbers
from .labels import Label, label

MOST_ROWS = 60


def reshaped(
    lines: Sequence[DraftLine], numbers: Numbers, heads: Collection[Label], fiscal_year: int
) -> Iterator[DraftLine]:
    """The lines, with each table no row of which was taken in the report's own layout. `heads` are the columns wanted there."""
    for table, rows in groupby(lines, key=lambda line: line.table):
        group = list(rows)
        if table is None or len(group) > MOST_ROWS or any(id(line) in numbers.used_lines for line in group):
            yield from group
        else:
            yield from widened(group, numbers, heads, fiscal_year) or turned(group)


def turned(table: Sequence[DraftLine]) -> list[DraftLine]:
    columns = zip_longest(*(line.cells for line in table), fillvalue=DraftCell("", ""))
    return [DraftLine(cells, table[0].table) for cells in columns]


def widened(
    table: Sequence[DraftLine], numbers: Numbers, heads: Collection[Label], fiscal_year: int
) -> list[DraftLine]:
    """A table with one column of headings (年度) and one of numbers, as a table with a column for each heading; else nothing."""
    width = min(len(line.cells) for line in table)
    body = _filled_down(table[1:], width)
    named = [x for x in range(width) if body and all(label(row[x].text, fiscal_year) in heads for row in body)]
    counted = [
        x for x in range(width) if x not in named and all(numbers.is_figure(line.cells[x]) for line in table[1:])
    ]
    if len(named) != 1 or len(counted) != 1 or width < 3:
        return []
    others = [x for x in range(width) if x not in (*named, *counted)]
    columns: dict[Label, DraftCell] = {}
    rows: dict[tuple[str, ...], tuple[list[DraftCell], dict[Label, DraftCell]]] = {}
    for cells in body:
        head = label(cells[named[0]].text, fiscal_year)
        columns.setdefault(head, cells[named[0]])
        _, values = rows.setdefault(tuple(cells[x].text for x in others), ([cells[x] for x in others], {}))
        if head in values:
            return []
        values[head] = cells[counted[0]]
    top = DraftLine((*(table[0].cells[x] for x in others), *columns.values()), table[0].table)
    empty = DraftCell("", "")
    return [
        top,
        *(
            DraftLine((*labels, *(values.get(head, empty) for head in columns)), table[0].table)
            for labels, values in rows.values()
        ),
    ]


def _filled_down(lines: Sequence[DraftLine], width: int) -> list[list[DraftCell]]:
    """The cells, with what a merged one says in each row that it reaches over."""
    rows: list[list[DraftCell]] = []
    for line in lines:
        above = rows[-1] if rows else line.cells
        rows.append([cell if cell.text else above[x] for x, cell in enumerate(line.cells[:width])])
    return rows
