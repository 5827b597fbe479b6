"""A section's tables: each expected table with the draft's that says the same, rows by their labels, cells by heading."""

from collections.abc import Sequence

from banso.report.document import Figure

from ..numbers import base_unit
from .columns import Column, columns_of
from .expected import ExpectedRow, ExpectedTable
from .fitting import fit, says_another, says_more
from .grid import Grid, GridRow, Head, Numbers, coverage, glimpse, heads_alike, likeness, tokens_at
from .placed import Matched, RowCount

LEAST_TABLE = 0.5
LEAST_ROW = 0.62
LEAST_LEFT_ROW = 0.3
SURE_HEADS = 0.8
MOST_ROWS = 400
MOST_GRIDS = 40
OTHER_WORDS = "欄の中の語が違います。"


class TableMatcher:
    """Gives the rows of a draft's tables to expected rows, and their numbers to figures."""

    def __init__(
        self, tables: Sequence[ExpectedTable], grids: Sequence[Grid], numbers: Numbers, matched: Matched
    ) -> None:
        self.tables, self.grids, self.numbers, self.matched = tables, grids, numbers, matched
        self.open: dict[ExpectedTable, dict[int, ExpectedRow]] = {
            table: dict(enumerate(table.rows)) for table in tables
        }
        self.heads: dict[ExpectedTable, list[Head]] = {}
        self.given: dict[ExpectedTable, list[Grid]] = {table: [] for table in tables}
        self._columns: dict[tuple[int, int], dict[int, Column]] = {}

    def run(self, least: float = LEAST_TABLE) -> None:
        """Best pairs of tables first, until no table says anything of what is still open."""
        seen: set[tuple[int, int]] = set()
        near = {i: self._near(table) for i, table in enumerate(self.tables)}
        while True:
            scored = [
                (coverage(table, list(self.open[table].items()), self.grids[j]), -i, -j)
                for i, table in enumerate(self.tables)
                for j in near[i]
                if (i, j) not in seen and self.open[table]
            ]
            score, i, j = max(scored, default=(0.0, 0, 0))
            if score < least:
                return
            seen.add((-i, -j))
            self._match(self.tables[-i], self.grids[-j])

    def _near(self, table: ExpectedTable) -> list[int]:
        """The grids worth comparing closely; all of them, but for a file of very many."""
        ranked = sorted(range(len(self.grids)), key=lambda j: (-glimpse(table, self.grids[j]), j))
        return ranked[:MOST_GRIDS]

    def _match(self, table: ExpectedTable, grid: Grid) -> None:
        self.given[table].append(grid)
        for i, row, doubt in self._pairs(table, grid):
            self._take(table, i, grid, row, doubt)
        self._match_heads(table, grid)

    def _pairs(self, table: ExpectedTable, grid: Grid) -> list[tuple[int, GridRow, str]]:
        """Rows by labels, the best first; then what is left between them, as long as nothing else could be meant."""
        rows = self.open[table]
        free = grid.free_rows
        exact: dict[object, list[int]] = {}
        for j, one in enumerate(free):
            for key in {one.label, *one.labels}:
                exact.setdefault(key, []).append(j)
        ranked = []
        for i, row in rows.items():
            near = exact.get(row.label) or (range(len(free)) if len(free) <= MOST_ROWS else ())
            for j in near:
                score = likeness(row.labels, free[j].labels) + self._unit_likeness(row, free[j])
                if score >= LEAST_ROW:
                    ranked.append((-round(score, 3), abs(i - j), i, j))
        taken_i: dict[int, int] = {}
        taken_j: set[int] = set()
        for _, _, i, j in sorted(ranked):
            if i not in taken_i and j not in taken_j:
                taken_i[i] = j
                taken_j.add(j)
        pairs = [(i, free[j], "") for i, j in taken_i.items()]
        return pairs + self._left(table, free, taken_i, taken_j, headed=heads_alike(table, grid) >= SURE_HEADS)

    def _unit_likeness(self, row: ExpectedRow, found: GridRow) -> float:
        """Rows whose numbers have other units are hardly the same."""
        units = {base_unit(figure.unit)[1] for figure in row.figures}
        there = {token.unit for cell in found.line.cells for token in self.numbers.of(cell)}
        if not units:
            return -0.1 if there - {""} else 0.0
        if not there:
            return -0.3
        return 0.05 if units & there else 0.0 if "" in there else -0.1

    def _left(
        self, table: ExpectedTable, free: list[GridRow], taken: dict[int, int], taken_j: set[int], *, headed: bool
    ) -> list[tuple[int, GridRow, str]]:
        """One row left on either side, of the same units: the same row under other words, said so where they differ much."""
        open_rows = [i for i, row in self.open[table].items() if i not in taken and row.figures]
        left = [row for j, row in enumerate(free) if j not in taken_j and self._numbers_in(row)]
        if len(open_rows) != 1 or len(left) != 1 or not (taken or headed):
            return []
        i, row = open_rows[0], left[0]
        score = likeness(self.open[table][i].labels, row.labels)
        if self._unit_likeness(self.open[table][i], row) < 0:
            return []
        doubt = (
            "" if score >= LEAST_LEFT_ROW or len(table.rows) == 1 else f"行の見出しが「{row.line.cells[0].text}」です。"
        )
        return [(i, row, doubt)]

    def _numbers_in(self, row: GridRow) -> bool:
        return any(self.numbers.is_figure(cell) for cell in row.line.cells)

    def _take(self, table: ExpectedTable, i: int, grid: Grid, row: GridRow, doubt: str) -> None:
        expected = self.open[table].pop(i)
        row.taken_by = table
        columns = self._columns_for(table, grid, row.head)
        placed = not expected.slots
        for x, slots in expected.slots.items():
            column = columns.get(x)
            if column is None:
                continue
            against = f"列の見出しが「{_said(row.head, column.position)}」です。" if column.contradicts else ""
            found = tokens_at(grid, row, column.position, self.numbers)
            beside = {slot.figure: slot for slot in slots}
            for figure, one in fit(slots, found):
                slot = beside[figure]
                other = OTHER_WORDS if says_another(slot, one) or says_more(slot, one) else ""
                self.matched.place(figure, one, self.numbers, against=against, doubt=doubt or other)
                placed = True
        if placed:
            self.numbers.used_lines.add(id(row.line))

    def _columns_for(self, table: ExpectedTable, grid: Grid, head: Head) -> dict[int, Column]:
        key = (id(table), id(head))
        if key not in self._columns:
            known = self.heads.setdefault(table, [])
            inherited = next((one for one in reversed(known) if head.says_nothing and not one.says_nothing), None)
            if inherited is not None and (id(table), id(inherited)) in self._columns:
                self._columns[key] = self._columns[id(table), id(inherited)]
            else:
                self._columns[key] = columns_of(table, grid, head, self.numbers)
            known.append(head)
        return self._columns[key]

    def _match_heads(self, table: ExpectedTable, grid: Grid) -> None:
        """Figures standing in headings: in the heading cell of their column."""
        for x, slots in table.head_slots.items():
            open_slots = [slot for slot in slots if slot.figure not in self.matched.found]
            for head in grid.heads if open_slots else ():
                column = self._columns_for(table, grid, head).get(x)
                cells = [
                    line.cells[column.position] for line in head.lines if column and column.position < len(line.cells)
                ]
                found = [one for cell in cells for one in self.numbers.free(cell)]
                for figure, one in fit(open_slots, found):
                    self.matched.place(figure, one, self.numbers)

    def count_rows(self) -> None:
        """Tables whose number of rows is a figure: all rows that no other table has taken, those of a part further on too."""
        for table, grids in self.given.items():
            figure: Figure | None = table.table.row_count
            if figure is not None and grids:
                rows = [row for grid in self._parts(table, grids) for row in grid.rows if self._is_counted(table, row)]
                for row in rows:
                    row.taken_by = table
                    self.numbers.used_lines.add(id(row.line))
                where = rows[0].line.where if rows else ""
                self.matched.row_counts[figure] = RowCount(len(rows), where)

    def _parts(self, table: ExpectedTable, grids: Sequence[Grid]) -> list[Grid]:
        """The first grid of a table, and those that hold rows of it to the letter."""
        known = {row.label for row in table.rows}
        return [grid for n, grid in enumerate(grids) if n == 0 or any(row.label in known for row in grid.rows)]

    def _is_counted(self, table: ExpectedTable, row: GridRow) -> bool:
        """Whether a row is one of the table's; words across a whole table are a remark."""
        filled = sum(1 for cell in row.line.cells if cell.text)
        return row.taken_by in (None, table) and (filled > 1 or len(row.line.cells) == 1)


def _said(head: Head, column: int) -> str:
    texts = [line.cells[column].text for line in head.lines if column < len(line.cells) and line.cells[column].text]
    return " ".join(texts)
