"""Which column of a draft's table is which of the report's: by heading, and by position only where no heading says."""

from dataclasses import dataclass

from .expected import ExpectedTable
from .grid import Grid, Head, Numbers
from .labels import Label, alike, contradict

LEAST = 0.55


@dataclass(frozen=True)
class Column:
    """A draft's column for an expected one; `contradicts` where its heading names another year."""

    position: int
    contradicts: bool = False


def columns_of(table: ExpectedTable, grid: Grid, head: Head, numbers: Numbers) -> dict[int, Column]:
    """Expected grid column → the draft's."""
    wanted = table.figure_columns
    there = _numeric(grid, head, numbers)
    if head.says_nothing:
        return _by_position(table, grid, head, there)
    paired = _by_label({x: table.columns[x] for x in wanted}, head, there)
    left = [x for x in wanted if x not in paired]
    free = [c for c in there if c not in {column.position for column in paired.values()}]
    if len(left) == len(free):
        for x, c in zip(left, free, strict=True):
            paired[x] = Column(c, contradict(table.columns[x], head.columns.get(c, Label("", (), ""))))
    return paired


def _numeric(grid: Grid, head: Head, numbers: Numbers) -> list[int]:
    """The columns that hold numbers with a unit somewhere, or at least are no running number."""
    rows = [row for row in grid.rows if row.head is head][:60]
    width = max((len(row.line.cells) for row in rows), default=0)
    found = []
    for column in range(width):
        cells = [row.line.cells[column] for row in rows if column < len(row.line.cells)]
        figures = [cell for cell in cells if cell.text and numbers.is_figure(cell)]
        if figures and not (column == 0 and _is_counting([cell.text for cell in cells if cell.text])):
            found.append(column)
    return found


def _is_counting(texts: list[str]) -> bool:
    """Whether a first column only numbers the rows."""
    bare = [text.strip("().（）．") for text in texts]
    numbers = [int(text) for text in bare if text.isdecimal()]
    return (
        2 <= len(numbers) == len(bare)
        and all(b - a == 1 for a, b in zip(numbers, numbers[1:], strict=False))
        and numbers[:1] <= [1]
    )


def _by_label(wanted: dict[int, Label], head: Head, there: list[int]) -> dict[int, Column]:
    ranked = sorted(
        (
            (-alike(expected, head.columns[c]), c not in there, abs(i - (there.index(c) if c in there else 0)), x, c)
            for i, (x, expected) in enumerate(wanted.items())
            for c in head.columns
        ),
    )
    paired: dict[int, Column] = {}
    for score, is_wordy, _, x, c in ranked:
        taken = {column.position for column in paired.values()}
        if -score >= LEAST and not is_wordy and x not in paired and c not in taken:
            paired[x] = Column(c)
    return paired


def _by_position(table: ExpectedTable, grid: Grid, head: Head, there: list[int]) -> dict[int, Column]:
    """Without headings: as many columns of numbers as figures, from the right; else the same places."""
    wanted = table.figure_columns
    if len(there) >= len(wanted):
        return {x: Column(c) for x, c in zip(wanted, there[-len(wanted) :], strict=True)}
    return {x: Column(x) for x in wanted}
