"""Comparing one section: its expected rows and sentences with the draft's.

Rows are paired in order by their labels, cells by column, figures within a cell by unit and the words around them. What
is left over is looked for once more in the whole section, since a clerk may have moved it into a sentence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rapidfuzz import fuzz

from banso.figures.values import in_unit
from banso.report.document import Figure, FoundAs, Section

from .align import align
from .draft import DraftCell, DraftLine
from .numbers import NumberReader, Token, normalise
from .places import ExpectedRow, expected_rows, fixed_text, sentence_figures
from .sections import Span

LEAST_ROW = 0.45
LEAST_CONTEXT = 0.35


@dataclass(frozen=True)
class Found:
    """A figure of the draft: its number and where it stands."""

    token: Token
    cell: DraftCell


@dataclass
class Matched:
    """A section compared: the place of each figure found, figures without a place, numbers nobody expected."""

    section: Section
    found: dict[Figure, Found] = field(default_factory=dict)
    row_counts: dict[Figure, tuple[int, str]] = field(default_factory=dict)
    missing: list[Figure] = field(default_factory=list)
    extra: list[Found] = field(default_factory=list)


def match_section(span: Span, reader: NumberReader) -> Matched:
    return _SectionMatch(span, reader).run()


class _SectionMatch:
    def __init__(self, span: Span, reader: NumberReader) -> None:
        self.section = span.section
        self.rows = [line for line in span.lines if line.table is not None]
        self.texts = [line for line in span.lines if line.table is None]
        self.reader = reader
        self.matched = Matched(span.section)
        self.tokens = {id(cell): reader.tokens(cell.text) for line in span.lines for cell in line.cells}
        self.used: set[int] = set()

    def run(self) -> Matched:
        expected = expected_rows(self.section)
        pairs = align(expected, self.rows, self._row_likeness, LEAST_ROW)
        for i, j in pairs.items():
            self._match_row(expected[i], self.rows[j])
        self._count_rows(expected, pairs)
        self._match_loose(self._unplaced(expected), self._leftovers())
        self.matched.extra = self._unexpected()
        return self.matched

    def _row_likeness(self, expected: ExpectedRow, line: DraftLine) -> float:
        """Rows are alike by their words first, then by the units standing in them."""
        words = _label_likeness(expected.label, self._label(line))
        units = [figure.unit for figure in expected.figures]
        found = [token.unit for cell in line.cells for token in self.tokens[id(cell)]]
        if not units:
            return words if not found or not expected.is_head else words * 0.8
        if not found:
            return 0.0
        same = sum(1 for a, b in zip(units, found, strict=False) if a == b or not b) / max(len(units), len(found))
        return 0.75 * words + 0.25 * same

    def _label(self, line: DraftLine) -> str:
        texts = []
        for cell in line.cells:
            text = normalise(cell.text)
            for token in self.tokens[id(cell)]:
                text = text.replace(token.text, "", 1)
            texts.append(text.strip())
        return " ".join(text for text in texts if text and text != "-")

    def _match_row(self, expected: ExpectedRow, line: DraftLine) -> None:
        for cell in expected.cells:
            if cell.figures and line.cells and cell.column < max(len(line.cells), expected.width):
                self._assign(cell.figures, self._free([_cell_at(line, cell.column, expected.width)]), least=0.0)

    def _free(self, cells: Iterable[DraftCell]) -> list[Found]:
        return [Found(t, cell) for cell in cells for t in self.tokens[id(cell)] if id(t) not in self.used]

    def _assign(self, figures: Sequence[Figure], candidates: Sequence[Found], least: float) -> None:
        """Give each figure the candidate that suits it best, best pairs first."""
        ranked = sorted(
            (
                (_suits(figure, found, order), i, order)
                for i, figure in enumerate(figures)
                for order, found in enumerate(candidates)
            ),
            key=lambda pair: (-pair[0], pair[1], pair[2]),
        )
        for score, i, order in ranked:
            found = candidates[order]
            if score > least and figures[i] not in self.matched.found and id(found.token) not in self.used:
                self.matched.found[figures[i]] = found
                self.used.add(id(found.token))

    def _count_rows(self, expected: list[ExpectedRow], pairs: dict[int, int]) -> None:
        for counted in dict.fromkeys(row.table for row in expected if row.table.row_count):
            figure = counted.row_count
            assert figure is not None
            mine = [j for i, j in pairs.items() if expected[i].table is counted]
            tables = {self.rows[j].table for j in mine}
            heads = sum(1 for i in pairs if expected[i].table is counted and expected[i].is_head)
            lines = [line for line in self.rows if line.table in tables]
            if lines:
                self.matched.row_counts[figure] = (len(lines) - heads, lines[0].where)

    def _unplaced(self, expected: list[ExpectedRow]) -> list[Figure]:
        in_tables = [figure for row in expected for figure in row.figures]
        wanted = [*in_tables, *sentence_figures(self.section)]
        return [f for f in dict.fromkeys(wanted) if f not in self.matched.found and f.found_as is not FoundAs.ROWS]

    def _leftovers(self) -> list[Found]:
        return self._free(cell for line in [*self.texts, *self.rows] for cell in line.cells)

    def _match_loose(self, figures: list[Figure], candidates: list[Found]) -> None:
        self._assign(figures, candidates, least=1 + LEAST_CONTEXT)
        self._pair_the_only_ones([f for f in figures if f not in self.matched.found], self._leftovers())
        self.matched.missing = [f for f in figures if f not in self.matched.found]
        counted = {row.table.row_count for row in expected_rows(self.section) if row.table.row_count}
        self.matched.missing += [f for f in counted if f not in self.matched.row_counts]

    def _pair_the_only_ones(self, figures: list[Figure], candidates: list[Found]) -> None:
        """A figure and a number that are the only ones left of their unit belong together, however the sentence goes."""
        for figure in figures:
            same = [found for found in candidates if found.token.unit == figure.unit]
            if len(same) == 1 and [f.unit for f in figures].count(figure.unit) == 1:
                self.matched.found[figure] = same[0]
                self.used.add(id(same[0].token))

    def _unexpected(self) -> list[Found]:
        known = {token.text for token in self.reader.tokens(fixed_text(self.section))}
        return [found for found in self._leftovers() if found.token.unit and found.token.text not in known]


def _cell_at(line: DraftLine, column: int, width: int) -> DraftCell:
    """The cell in a column of the expected grid; a row with too few cells lacks its leading ones."""
    return line.cells[column if len(line.cells) >= width else max(0, len(line.cells) - (width - column))]


def _label_likeness(expected: str, found: str) -> float:
    if not expected and not found:
        return 1.0
    if not expected or not found:
        return 0.3
    a, b = _bare(expected), _bare(found)
    return max(fuzz.ratio(a, b), 0.9 * fuzz.token_sort_ratio(expected, found)) / 100


def _bare(text: str) -> str:
    return "".join(normalise(text).split())


def _suits(figure: Figure, found: Found, order: int) -> float:
    """How well a number of the draft suits a figure: its unit, the words of its name around it, then reading order."""
    unit = 1.0 if found.token.unit == figure.unit else 0.5 if not found.token.unit else 0.0
    around = normalise(found.token.before + found.token.after)
    name = max(fuzz.partial_ratio(figure.key.row, around), fuzz.token_set_ratio(figure.key.row, around)) / 100
    last_words = fuzz.partial_ratio(_bare(figure.key.row)[-8:], _bare(found.token.before)[-14:]) / 100
    return unit + 0.6 * max(name, last_words) + 0.4 * last_words - 0.001 * order


def agrees(figure: Figure, token: Token) -> bool:
    """Whether the draft prints this figure: same number in the same unit; 「-件」 only where nothing was offered."""
    expected = in_unit(figure.value, figure.unit)
    if token.unit and token.unit != figure.unit:
        return False
    if expected is None or token.value is None:
        return expected is None and token.value is None
    return Fraction(expected) == Fraction(token.value)
