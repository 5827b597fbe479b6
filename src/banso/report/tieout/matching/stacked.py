"""Tables whose cells stand one below another, as text taken out of a PDF: a row is its own cells, one after another.

Only what can be nothing else is taken: the headings to the letter in their order, and below them a row's labels to the
letter with as many numbers between them as the row has figures. What reads otherwise is left to other ways of looking.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from banso.report.document import BodyCell, HeadCell

from ..numbers import Said, base_unit
from ..reading.draft import DraftCell, DraftLine
from .expected import ExpectedRow, ExpectedTable, Slot, fixed, slots_of
from .fitting import fit
from .grid import Found, Numbers
from .labels import Label, alike, label
from .placed import Matched

MOST_WRAPPED = 6
MOST_LINES = 2_000
LEAST_CAPTION = 0.85
CAPTION_LINES = 3


@dataclass(frozen=True)
class StackedCell:
    """A cell to look for: all it says but for its figures, and their places. A merged one may stand anywhere beside its rows."""

    words: Label
    slots: tuple[Slot, ...]
    is_merged: bool


@dataclass(frozen=True)
class Read:
    """Where a run of cells ends, and the lines each of them was read from."""

    end: int
    lines: tuple[tuple[DraftLine, ...], ...]


class StackedMatcher:
    """Looks for a section's tables among lines of running text."""

    def __init__(self, lines: Sequence[DraftLine], numbers: Numbers, matched: Matched, fiscal_year: int) -> None:
        self.lines = list(lines)[:MOST_LINES]
        self.numbers, self.matched, self.fiscal_year = numbers, matched, fiscal_year

    def run(self, open_rows: dict[ExpectedTable, dict[int, ExpectedRow]]) -> None:
        heads = {table: read for table in open_rows if (read := self._head(table, list(open_rows))) is not None}
        for table, read in heads.items():
            self._give(self._head_cells(table)[0], read)
            end = min((other.end for other in heads.values() if other.end > read.end), default=len(self.lines))
            self._match(table, open_rows[table], range(read.end, end))

    def _label(self, text: str) -> Label:
        return label(text, self.fiscal_year)

    def _cells(self, row: Sequence[HeadCell | BodyCell]) -> list[StackedCell]:
        cells = [StackedCell(self._label(fixed(one.runs)), slots_of(one.runs), one.rowspan > 1) for one in row]
        return [cell for cell, one in zip(cells, row, strict=True) if cell.slots or fixed(one.runs).strip()]

    def _head(self, table: ExpectedTable, tables: Sequence[ExpectedTable]) -> Read | None:
        """A table's headings; where others have the same ones, its caption decides."""
        cells, merged = self._head_cells(table)
        twins = sum(other.heads == table.heads for other in tables) > 1
        for k in range(len(self.lines)):
            read = self._read(cells, k, merged)
            if read is not None and (not twins or self._is_captioned(table, k)):
                return read
        return None

    def _head_cells(self, table: ExpectedTable) -> tuple[list[StackedCell], list[StackedCell]]:
        """Those of one row, and those that reach over several."""
        cells = [cell for row in table.table.head for cell in self._cells(row)]
        return [cell for cell in cells if not cell.is_merged], [cell for cell in cells if cell.is_merged]

    def _is_captioned(self, table: ExpectedTable, k: int) -> bool:
        above = (self._label(line.text) for line in self.lines[max(0, k - CAPTION_LINES) : k])
        return any(alike(table.caption, one) >= LEAST_CAPTION for one in above)

    def _match(self, table: ExpectedTable, rows: dict[int, ExpectedRow], region: range) -> None:
        """Rows that are found once; of rows with the same cells, as many times as there are such rows."""
        bodies = {i: self._cells(table.table.body[i]) for i in rows}
        merged = [cell for cells in bodies.values() for cell in cells if cell.is_merged]
        twins: dict[object, list[list[StackedCell]]] = {}
        for cells in bodies.values():
            own = [cell for cell in cells if not cell.is_merged]
            twins.setdefault(self._said(own), []).append(own)
        found: list[tuple[list[StackedCell], Read]] = []
        for same in twins.values():
            reads = list(self._occurrences(same[0], region, merged))
            if len(reads) == len(same):
                found += zip(same, reads, strict=True)
        known = {id(own) for own, _ in found}
        left = [own for same in twins.values() for own in same if id(own) not in known]
        end = max((read.end for _, read in found), default=region.start)
        others = self._others(range(region.start, end + 1), [read for _, read in found])
        if others and len(left) == 1:
            last = self._last(left[0], region, [read for _, read in found])
            found, others = ([*found, (left[0], last)], []) if last else (found, others)
        for own, read in found if not others else ():
            self._give(own, read)

    def _last(self, cells: Sequence[StackedCell], region: range, found: Sequence[Read]) -> Read | None:
        """The one row whose amounts stand before its label: all that the others leave."""
        labels, wanted = [c for c in cells if not c.slots], [c for c in cells if c.slots]
        said = [(k, read) for k in region if labels and (read := self._read(labels, k, [])) is not None]
        if len(said) != 1:
            return None
        k, label_read = said[0]
        before = self.lines[k - len(wanted) : k]
        if self._others(range(region.start, label_read.end + 1), found) != before:
            return None
        if not all(self._holds(cell, [line]) for cell, line in zip(wanted, before, strict=True)):
            return None
        lines = {id(cell): (line,) for cell, line in zip(wanted, before, strict=True)}
        return Read(label_read.end, tuple(lines.get(id(cell), ()) for cell in cells))

    def _others(self, region: range, found: Sequence[Read]) -> list[DraftLine]:
        """The amounts among lines that no row found has: rows stand in another order where there are any."""
        taken = {id(line) for read in found for lines in read.lines for line in lines}
        return [
            line for line in self.lines[region.start : region.stop] if id(line) not in taken and self._is_amount(line)
        ]

    def _is_amount(self, line: DraftLine) -> bool:
        reader = self.numbers.reader
        tokens = reader.cell(line.text)
        return (
            bool(tokens)
            and not reader.words(line.text).strip()
            and all(t.unit or t.said is not Said.NUMBER for t in tokens)
        )

    def _said(self, cells: Sequence[StackedCell]) -> tuple[object, ...]:
        return tuple((cell.words, tuple(base_unit(slot.figure.unit)[1] for slot in cell.slots)) for cell in cells)

    def _occurrences(
        self, cells: Sequence[StackedCell], region: range, merged: Sequence[StackedCell]
    ) -> Iterator[Read]:
        if any(cell.slots for cell in cells):
            k = region.start
            while k < region.stop:
                read = self._read(cells, k, merged)
                if read is not None and read.end <= region.stop:
                    yield read
                k = k + 1 if read is None else read.end

    def _read(self, cells: Sequence[StackedCell], k: int, merged: Sequence[StackedCell]) -> Read | None:
        """The cells one after another from a line on, merged ones between them passed over."""
        taken = []
        for n, cell in enumerate(cells):
            end = self._end(cell, k)
            if end is None and n:
                k = next((after for one in merged if (after := self._end(one, k)) is not None), k)
                end = self._end(cell, k)
            if end is None:
                return None
            taken.append(tuple(self.lines[k:end]))
            k = end
        return Read(k, tuple(taken)) if taken else None

    def _end(self, cell: StackedCell, k: int) -> int | None:
        """The line after a cell that begins here, be it broken into several lines."""
        if cell.slots:
            return next((k + n for n in range(1, MOST_WRAPPED) if self._holds(cell, self.lines[k : k + n])), None)
        said = ""
        for n, line in enumerate(self.lines[k : k + MOST_WRAPPED], start=k + 1):
            said += line.text
            if self._label(said) == cell.words:
                return n
        return None

    def _holds(self, cell: StackedCell, lines: Sequence[DraftLine]) -> bool:
        """Whether the lines are a cell with such figures and words."""
        text = "".join(line.text for line in lines)
        tokens = self.numbers.reader.cell(text)
        units = [base_unit(slot.figure.unit)[1] for slot in cell.slots]
        if len(tokens) != len(units) or self._label(self.numbers.reader.words(text)).letters != cell.words.letters:
            return False
        return all(
            token.unit == unit or token.said is not Said.NUMBER for token, unit in zip(tokens, units, strict=True)
        )

    def _give(self, cells: Sequence[StackedCell], read: Read) -> None:
        for cell, lines in zip(cells, read.lines, strict=True):
            if cell.slots:
                joined = DraftCell("".join(line.text for line in lines), lines[0].where)
                for figure, one in fit(cell.slots, [Found(token, joined) for token in self.numbers.of(joined)]):
                    self.matched.place(figure, one, self.numbers)
                self.numbers.use_up(lines)
