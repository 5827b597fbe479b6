"""Tables whose columns are lost, as in text copied out of a PDF: rows by their labels, numbers in the order of the headings."""

from collections.abc import Sequence

from banso.report.document import Figure

from ..numbers import base_unit
from ..plain import clean
from ..reading.draft import DraftLine
from .expected import ExpectedRow, ExpectedTable, Slot
from .fitting import fit
from .grid import Found, Numbers
from .labels import Label, alike, joined, label
from .placed import Matched, RowCount

LEAST_ROW = 0.72
LEAST_CAPTION = 0.85
LEAST_HEADING = 0.6
MOST_LINES = 2_000
LONGEST = 400
APART = "行の見出しと数値が別の行にあり、並びからは決められません。"
UNLIKE = "表の形が失われ、行数を数えられません。"


class FlowMatcher:
    """Looks for the rows still open among lines of running text."""

    def __init__(self, lines: Sequence[DraftLine], numbers: Numbers, matched: Matched, fiscal_year: int) -> None:
        self.lines, self.numbers, self.matched, self.fiscal_year = (
            list(lines)[:MOST_LINES],
            numbers,
            matched,
            fiscal_year,
        )
        self.words = [self._words(line) for line in self.lines]
        self.taken: set[int] = set()

    def run(self, open_rows: dict[ExpectedTable, dict[int, ExpectedRow]]) -> None:
        self.taken.clear()
        starts = {table: self._caption(table) for table in open_rows}
        for table, rows in open_rows.items():
            first = starts[table]
            ends = [start for other, start in starts.items() if other is not table and start > first]
            region = range(first, min(ends, default=len(self.lines)))
            self._match(table, rows, region)
            self._count(table, region)

    def _is_open(self, row: ExpectedRow) -> bool:
        return any(figure not in self.matched.found for figure in row.figures)

    def _found(self, k: int) -> list[Found]:
        line = self.lines[k]
        return [one for cell in line.cells for one in self.numbers.free(cell, in_table=len(line.cells) > 1)]

    def _words(self, line: DraftLine) -> Label:
        if len(line.text) > LONGEST:
            return label("", self.fiscal_year)
        return label(" ".join(self.numbers.reader.words(cell.text) for cell in line.cells), self.fiscal_year)

    def _caption(self, table: ExpectedTable) -> int:
        scores = [(alike(table.caption, words), -k) for k, words in enumerate(self.words) if not words.is_empty]
        score, k = max(scores, default=(0.0, 0))
        return -k if score >= LEAST_CAPTION else 0

    def _match(self, table: ExpectedTable, rows: dict[int, ExpectedRow], region: range) -> None:
        ranked = []
        for i, row in rows.items():
            for k in region if self._is_open(row) else ():
                score = self._likeness(row, k) if self._found(k) else 0.0
                if score >= LEAST_ROW:
                    ranked.append((-score, i, k))
        pairs: dict[int, int] = {}
        for _, i, k in sorted(ranked):
            if i not in pairs and k not in self.taken:
                pairs[i] = k
                self.taken.add(k)
        order, doubt = self._order(table, range(region.start, min(pairs.values(), default=region.start)))
        for i, k in pairs.items():
            self._give(rows[i], k, order, doubt)

    def _count(self, table: ExpectedTable, region: range) -> None:
        """The rows of a table that is counted, where its lines below the caption are rows and nothing else."""
        figure = table.table.row_count
        if figure is None or figure in self.matched.row_counts or not region.start:
            return
        lines = [
            k
            for k in region[1:]
            if max((alike(joined(head), self.words[k]) for head in table.heads), default=0.0) < LEAST_HEADING
        ]
        rows, is_guess = 0, False
        while lines:
            rows += 1
            wraps = [
                n
                for n in (1, 2, 3)
                if any(_alike(row, joined(self.words[k] for k in lines[:n])) >= LEAST_CAPTION for row in table.rows)
            ]
            is_guess |= not wraps
            del lines[: max(wraps, default=1)]
        if rows:
            where = self.lines[region.start].where
            self.matched.row_counts[figure] = RowCount(rows, where, UNLIKE if is_guess else "")

    def _likeness(self, row: ExpectedRow, k: int) -> float:
        """A label by its line alone, or joined with the lines around that have no numbers: cells wrap.

        What only follows a number is the next row's label.
        """
        if row.words.is_empty:
            return LEAST_ROW if self.words[k].is_empty else 0.0
        best = _alike(row, self.words[k])
        for before in (0, 1, 2, 3):
            for after in (0, 1, 2) if before or not self.words[k].is_empty else (0,):
                around = [*range(k - before, k), *range(k + 1, k + after + 1)]
                if around and all(0 <= one < len(self.lines) and not self._found(one) for one in around):
                    parts = [self.words[one] for one in sorted([k, *around])]
                    best = max(best, _alike(row, joined(parts)) - 0.01 * len(around))
        return best

    def _order(self, table: ExpectedTable, above: range) -> tuple[list[int], str]:
        """The expected columns as the headings above stand; a doubt where they name the years in another order."""
        wanted = table.figure_columns
        parts = [
            label(word, self.fiscal_year)
            for k in above[-4:]
            for cell in self.lines[k].cells
            for word in clean(cell.text).split()
        ]
        places: dict[int, int] = {}
        for x in wanted if len(table.heads) == 1 else ():
            scores = [(alike(table.columns[x], part), -n) for n, part in enumerate(parts) if n not in places.values()]
            score, n = max(scores, default=(0.0, 0))
            if score >= LEAST_HEADING:
                places[x] = -n
        if len(places) == len(wanted):
            return sorted(wanted, key=lambda x: places[x]), ""
        there = [year for part in parts for year in part.years]
        expected = [year for row in table.heads for one in row for year in one.years]
        return wanted, "見出しの年度が読み取れません。" if len(there) >= len(expected) > 0 and there[
            -len(expected) :
        ] != expected else ""

    def _give(self, row: ExpectedRow, k: int, order: list[int], doubt: str) -> None:
        slots = [slot for x in order for slot in row.slots.get(x, ()) if slot.figure not in self.matched.found]
        found = self._found(k)
        guess = APART if self.words[k].is_empty and len(found) == 1 else ""
        for figure, one in _in_order(slots, found):
            self.matched.place(figure, one, self.numbers, doubt=doubt, guess=guess)


def _alike(row: ExpectedRow, words: Label) -> float:
    return max(alike(row.label, words) if row.labels else 0.0, alike(row.words, words))


def _in_order(slots: list[Slot], found: list[Found]) -> list[tuple[Figure, Found]]:
    """A row's numbers in the order of its columns, where there are as many and of the same units."""
    units = [base_unit(slot.figure.unit)[1] for slot in slots]
    if len(slots) == len(found) and all(one.token.unit in ("", unit) for one, unit in zip(found, units, strict=True)):
        return [(slot.figure, one) for slot, one in zip(slots, found, strict=True)]
    return fit(slots, found) if len(found) > len(slots) else []
