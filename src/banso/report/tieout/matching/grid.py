"""A draft's table as a clerk sees it: heading rows, columns with their labels, rows with theirs, numbers with their units."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..numbers import NumberReader, Said, Token, base_unit
from ..plain import clean
from ..reading.draft import DraftCell, DraftLine
from .expected import ExpectedTable
from .labels import Label, alike, alike_words, joined, label

MOST_COMPARED = 40
MOST_GLIMPSED = 200
_YEAR = re.compile(r"\s*(?:19|20)\d\d\s*")


@dataclass(frozen=True)
class Found:
    """A number of the draft, and where it stands."""

    token: Token
    cell: DraftCell


class Numbers:
    """The numbers of a draft's cells, read once each, and which of them have been given to a figure."""

    def __init__(self, reader: NumberReader) -> None:
        self.reader = reader
        self._tokens: dict[int, list[Token]] = {}
        self.used: set[int] = set()
        self.used_lines: set[int] = set()
        self._aside: set[int] = set()

    def set_aside(self, cell: DraftCell) -> None:
        """Give no figure this cell's numbers: others of the draft make them."""
        self._aside.add(id(cell))
        self.used.update(id(token) for token in self.of(cell))

    def use_up(self, lines: Sequence[DraftLine]) -> None:
        """Give no other figure what stands in these lines."""
        self.used.update(id(token) for line in lines for cell in line.cells for token in self.of(cell))
        self.used_lines.update(id(line) for line in lines)

    def of(self, cell: DraftCell, *, in_table: bool = True) -> list[Token]:
        if id(cell) not in self._tokens:
            self._tokens[id(cell)] = self.reader.cell(cell.text) if in_table else self.reader.tokens(cell.text)
        return self._tokens[id(cell)]

    def free(self, cell: DraftCell, *, in_table: bool = True) -> list[Found]:
        return [Found(token, cell) for token in self.of(cell, in_table=in_table) if id(token) not in self.used]

    def is_figure(self, cell: DraftCell) -> bool:
        """Whether the cell holds a number (or the sign for none), rather than words."""
        return id(cell) not in self._aside and bool(self.of(cell)) and not _YEAR.fullmatch(cell.text)


@dataclass(eq=False)
class GridRow:
    """A row of a draft's table: its line, its cells' labels, and the heading that stands over it."""

    line: DraftLine
    labels: tuple[Label, ...]
    head: "Head"
    taken_by: ExpectedTable | None = None

    @property
    def label(self) -> Label:
        return joined(self.labels)


@dataclass(eq=False)
class Head:
    """A table's heading rows as labels by column, and the units said in them."""

    columns: dict[int, Label] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    lines: list[DraftLine] = field(default_factory=list)

    @property
    def says_nothing(self) -> bool:
        return all(one.is_empty for one in self.columns.values())


@dataclass(eq=False)
class Grid:
    """A table of a draft. `captions` are the lines just above it."""

    rows: list[GridRow]
    heads: list[Head]
    captions: tuple[Label, ...]
    unit: str

    @property
    def free_rows(self) -> list[GridRow]:
        return [row for row in self.rows if row.taken_by is None]


class GridReader:
    """Makes grids of a section's table rows, knowing what tables to expect there."""

    def __init__(self, numbers: Numbers, expected: Sequence[ExpectedTable], fiscal_year: int) -> None:
        self.numbers, self.expected, self.fiscal_year = numbers, expected, fiscal_year
        self._heads = [row for table in expected for row in table.heads]
        self._bodies = {one for table in expected for row in table.rows for one in row.labels}

    def grid(self, lines: Sequence[DraftLine], captions: Sequence[str]) -> Grid:
        head = Head()
        grid = Grid([], [head], tuple(self._label(text) for text in captions), self._unit(captions))
        above: dict[int, Label] = {}
        for position, line in enumerate(lines):
            if self._is_head(line, is_first=position == 0, is_below_head=bool(head.lines) and not grid.rows):
                if head.lines and (not grid.heads or grid.rows and grid.rows[-1].head is head):
                    head = Head()
                    grid.heads.append(head)
                head.lines.append(line)
                self._head(head)
            else:
                grid.rows.append(GridRow(line, self._labels(line, above), head))
        return grid

    def _label(self, text: str) -> Label:
        return label(text, self.fiscal_year)

    def _unit(self, captions: Sequence[str]) -> str:
        return next(
            (unit for text in reversed(captions) if "単位" in text and (unit := self.numbers.reader.unit_in(text))), ""
        )

    def _is_head(self, line: DraftLine, *, is_first: bool, is_below_head: bool) -> bool:
        cells = [cell for cell in line.cells if cell.text]
        has_numbers = any(self.numbers.is_figure(cell) for cell in cells)
        likeness = self._head_likeness(cells)
        if has_numbers:
            return likeness >= 0.75 and not self._is_body(cells)
        if is_first:
            return bool(self._heads or len(cells) > 1) and not self._is_body(cells)
        return likeness >= (0.5 if is_below_head else 0.7) and not self._is_body(cells)

    def _head_likeness(self, cells: list[DraftCell]) -> float:
        """How much of the row are headings that are expected here, whatever years they name."""
        if not self._heads or not cells:
            return 0.0
        words = [self._label(cell.text).words for cell in cells]
        wanted = [[one.words for one in row] for row in self._heads]
        return max(max(_covered(words, row), _covered(row, words) if len(row) > 2 else 0.0) for row in wanted)

    def _is_body(self, cells: list[DraftCell]) -> bool:
        return bool(cells) and self._label(cells[0].text) in self._bodies and not self._label(cells[0].text).years

    def _head(self, head: Head) -> None:
        """Read the heading rows: a merged heading reaches over the empty cells to its right."""
        width = max(len(line.cells) for line in head.lines)
        parts: dict[int, list[str]] = {column: [] for column in range(width)}
        for line in head.lines:
            said = ""
            for column in range(width):
                text = line.cells[column].text if column < len(line.cells) else ""
                said = text or said
                parts[column].append(said)
        head.columns = {column: joined(self._label(text) for text in texts) for column, texts in parts.items()}
        head.units = {column: self._said_unit(texts) for column, texts in parts.items()}

    def _said_unit(self, texts: list[str]) -> str:
        return next((unit for text in reversed(texts) if (unit := self.numbers.reader.unit_in(text))), "")

    def _labels(self, line: DraftLine, above: dict[int, Label]) -> tuple[Label, ...]:
        """A row's words, with those of merged cells above; cells of numbers and units are none."""
        labels = []
        for column, cell in enumerate(line.cells):
            if not cell.text:
                if column in above and column < len(line.cells) - 1:
                    labels.append(above[column])
                continue
            own = self._words(cell)
            if own.is_empty:
                above.pop(column, None)
            else:
                labels.append(own)
                above[column] = own
        return tuple(dict.fromkeys(labels))

    def _words(self, cell: DraftCell) -> Label:
        """What a cell says besides its numbers."""
        if self.numbers.reader.unit_in(cell.text) == clean(cell.text).strip():
            return label("", self.fiscal_year)
        return self._label(self.numbers.reader.words(cell.text))


def _covered(words: Sequence[str], there: Sequence[str]) -> float:
    """How much of these words stands among those."""
    return sum(max((alike_words(word, one) for one in there), default=0.0) for word in words) / len(words)


def tokens_at(grid: Grid, row: GridRow, column: int, numbers: Numbers) -> list[Found]:
    """The numbers of a cell not yet given away, with the unit that stands beside, in the row's label or over the column."""
    if column >= len(row.line.cells):
        return []
    cell = row.line.cells[column]
    return [replace(found, token=_with_unit(found.token, grid, row, column, numbers)) for found in numbers.free(cell)]


def _with_unit(token: Token, grid: Grid, row: GridRow, column: int, numbers: Numbers) -> Token:
    if token.unit or token.said is not Said.NUMBER:
        return token
    unit = _unit_beside(row, column, numbers) or row.head.units.get(column, "") or grid.unit
    if not unit:
        return token
    scale, base = base_unit(unit)
    return replace(token, unit=base, amount=token.amount * scale, step=token.step * scale, scale=scale)


def _unit_beside(row: GridRow, column: int, numbers: Numbers) -> str:
    """The unit in the next cell, in the row's label, or in a column of units."""
    cells = row.line.cells
    beside = cells[column + 1].text if column + 1 < len(cells) else ""
    alone = [beside, *(cell.text for cell in cells)]
    for text in alone:
        unit = numbers.reader.unit_in(text)
        if unit and unit == clean(text).strip():
            return unit
    return next((unit for cell in cells if (unit := numbers.reader.unit_in(cell.text))), "")


def glimpse(table: ExpectedTable, grid: Grid) -> int:
    """How many of a table's rows, headings and caption stand in a grid to the letter: quick, to leave out the many others."""
    there = {one for row in grid.rows[:MOST_GLIMPSED] for one in row.labels} | {
        one for head in grid.heads for one in head.columns.values()
    }
    wanted = [*(one for row in table.rows for one in row.labels), *table.columns.values()]
    return sum(one in there for one in wanted) + 3 * (table.caption in grid.captions)


def coverage(table: ExpectedTable, rows: Sequence[tuple[int, object]], grid: Grid) -> float:
    """How much of the expected rows still open stands in a grid: rows by their labels, then caption and headings."""
    open_rows = [table.rows[i] for i, _ in rows][:MOST_COMPARED]
    free = grid.free_rows
    if not open_rows or not free:
        return 0.0
    exact = {row.label for row in free} | {one for row in free for one in row.labels}
    near = free[:MOST_COMPARED]
    scores = [1.0 if row.label in exact else max(likeness(row.labels, one.labels) for one in near) for row in open_rows]
    body = sum(scores) / len(scores)
    caption = max([0.4, *(alike(table.caption, one) for one in grid.captions)])
    heads = heads_alike(table, grid)
    weight = 0.6 if table.figures else 0.2  # a table of names only is known by its caption and headings
    return weight * body + (1 - weight) / 2 * (caption + heads)


def heads_alike(table: ExpectedTable, grid: Grid) -> float:
    wanted = [one.words for one in table.columns.values() if not one.is_empty]
    there = {one.words for head in grid.heads for one in head.columns.values()}
    if not wanted or not there:
        return 0.5
    return sum(max(alike_words(word, one) for one in there) for word in wanted) / len(wanted)


def likeness(expected: tuple[Label, ...], found: tuple[Label, ...]) -> float:
    """How much a row's labels are those expected: each label by its best counterpart, or all of them together."""
    if not expected:
        return 0.6 if not found else 0.5
    if not found:
        return 0.2
    single = sum(max(alike(one, other) for other in found) for one in expected) / len(expected)
    return max(single, alike(joined(expected), joined(found)))
