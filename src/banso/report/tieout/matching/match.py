"""Comparing a document with a draft: each section with its lines, what is left with what is left elsewhere."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from banso.report.document import Document, Figure, FoundAs

from ..agreement import Agreements
from ..numbers import NumberReader, Token
from ..reading.draft import DraftLine
from .derived import DerivedNumbers, compare_told
from .expected import ExpectedTable, Slot, charted, expected_tables, fixed_text, sentence_slots
from .flow import FlowMatcher
from .grid import Found, Grid, GridReader, Numbers
from .mentions import Mentions
from .placed import Matched, Place
from .reshaped import reshaped
from .sections import Span
from .sentences import SentenceMatcher
from .stacked import StackedMatcher
from .tables import TableMatcher

MOST_CAPTIONS = 3
LONGEST_CAPTION = 80
MOST_LEFT = 1_500
MOST_MENTIONS = 200
SURE_TABLE = 0.66
SURE_WORDS = 0.7


def match_document(document: Document, spans: Sequence[Span], reader: NumberReader) -> list[Matched]:
    """Every section compared."""
    numbers = Numbers(reader)
    sections = [SectionMatcher(span, numbers, document.fiscal_year) for span in spans]
    tables = [table for section in sections for table in section.tables]
    worked_out = [DerivedNumbers(section.span.lines, tables, numbers) for section in sections]
    for section in sections:
        section.match_own(section.span.lines)
    lost = [section for section in sections if section.open_figures()]
    for section in lost:
        before = sections[: sections.index(section)]
        if not section.span.lines and before:
            section.match_elsewhere(_left(before[-1:], numbers))
    for section in lost:
        if section.open_figures():
            section.match_elsewhere(_left(sections, numbers))
    _check_derived(sections, worked_out, numbers)
    mentions = Mentions(document.figures(), document.fiscal_year, numbers)
    for section in sections:
        mentions.compare_beside(section.matched, (line for line in section.span.lines if line.table is not None))
        mentions.compare(section.matched, section.unexpected(section.texts)[:MOST_MENTIONS])
        section.close()
    return [section.matched for section in sections]


def _check_derived(
    sections: Sequence["SectionMatcher"], worked_out: Sequence[DerivedNumbers], numbers: Numbers
) -> None:
    """What the draft works out of its own figures, by the figures that were found."""
    agreements = Agreements(numbers.reader)
    places: dict[int, list[tuple[Figure, Place]]] = {}
    for section in sections:
        for figure, place in section.matched.found.items():
            places.setdefault(id(place.cell), []).append((figure, place))
    for section, derived in zip(sections, worked_out, strict=True):
        derived.compare(section.matched, places, agreements)
        compare_told(section.matched, section.unexpected(section.texts)[:MOST_MENTIONS], agreements, numbers)


def _left(sections: Sequence["SectionMatcher"], numbers: Numbers) -> list[DraftLine]:
    """The lines no section's own figures took."""
    lines = [line for section in sections for line in section.span.lines if id(line) not in numbers.used_lines]
    return lines[:MOST_LEFT]


class SectionMatcher:
    """One section's figures, looked for in lines of the draft."""

    def __init__(self, span: Span, numbers: Numbers, fiscal_year: int) -> None:
        self.span, self.numbers, self.fiscal_year = span, numbers, fiscal_year
        self.matched = Matched(span.section)
        self.tables = expected_tables(span.section, fiscal_year)
        self.slots = sentence_slots(span.section)
        self.sentences = SentenceMatcher(numbers, self.matched, fiscal_year)
        self.known = {
            token.text for text in fixed_text(span.section).split("\n") for token in numbers.reader.tokens(text)
        }
        self.charted = charted(span.section)

    def match_own(self, lines: Sequence[DraftLine]) -> None:
        """The section's figures in its own lines: tables, then text that was a table, then sentences."""
        matcher = self._match_tables(lines, least=0.5)
        matcher.count_rows()
        texts = [line for line in lines if line.table is None]
        StackedMatcher(texts, self.numbers, self.matched, self.fiscal_year).run(matcher.open)
        self.sentences.match(self._open(self.slots), self.sentences.near(texts), least=SURE_WORDS)
        flow = FlowMatcher(texts, self.numbers, self.matched, self.fiscal_year)
        flow.run(matcher.open)
        told = [
            slot
            for table in self.tables
            for row in table.rows
            for slots in row.slots.values()
            for slot in slots
            if slot.before
        ]
        self.sentences.match(self._open(told), self.sentences.near(texts), least=SURE_WORDS)
        flow.run(matcher.open)
        self.sentences.match(self._open(self.slots), self.sentences.near(texts))
        # A row that was taken has its columns' words: what it says besides is no figure's.
        untaken = [line for line in lines if id(line) not in self.numbers.used_lines]
        self.sentences.match_written_out(self.open_figures(), self.sentences.near(untaken))
        doubted = frozenset(
            id(cell)
            for line in lines
            if line.table is not None and id(line) not in self.numbers.used_lines
            for cell in line.cells
        )
        self.sentences.match_only_ones(self.open_figures(), self.sentences.near(lines), doubted)

    def match_elsewhere(self, lines: Sequence[DraftLine]) -> None:
        """What the section's heading did not lead to, by its labels among lines that nothing else has taken."""
        matcher = self._match_tables(lines, least=SURE_TABLE)
        matcher.count_rows()
        texts = [line for line in lines if line.table is None]
        self.sentences.match(self._open(self.slots), self.sentences.near(texts), least=SURE_WORDS)

    def _match_tables(self, lines: Sequence[DraftLine], least: float) -> TableMatcher:
        open_tables = [table for table in self.tables if self._is_open(table)]
        reader = GridReader(self.numbers, open_tables, self.fiscal_year)
        matcher = TableMatcher(open_tables, list(_grids(lines, reader)), self.numbers, self.matched)
        matcher.run(least)
        lost = [
            table for table in open_tables if table.figures and not any(f in self.matched.found for f in table.figures)
        ]
        if lost:
            heads = {one for table in lost for one in table.columns.values()}
            others = list(reshaped(lines, self.numbers, heads, self.fiscal_year))
            TableMatcher(lost, list(_grids(others, reader)), self.numbers, self.matched).run(SURE_TABLE)
        return matcher

    def _is_open(self, table: ExpectedTable) -> bool:
        counted = table.table.row_count
        return any(figure not in self.matched.found for figure in table.figures) or (
            counted is not None and counted not in self.matched.row_counts
        )

    def _open(self, slots: Iterable[Slot]) -> list[Slot]:
        return [slot for slot in slots if slot.figure not in self.matched.found]

    def open_figures(self) -> list[Figure]:
        in_tables = [figure for table in self.tables for figure in table.figures]
        wanted = dict.fromkeys([*in_tables, *(slot.figure for slot in self.slots)])
        return [f for f in wanted if f not in self.matched.found and f.found_as is not FoundAs.ROWS]

    def close(self) -> None:
        """What is missing, and what nobody expected."""
        counted = [table.table.row_count for table in self.tables if table.table.row_count]
        self.matched.missing = [*self.open_figures(), *(f for f in counted if f not in self.matched.row_counts)]
        self.matched.extra = self.unexpected(self.span.lines)

    @property
    def texts(self) -> list[DraftLine]:
        return [line for line in self.span.lines if line.table is None]

    def unexpected(self, lines: Iterable[DraftLine]) -> list[Found]:
        """Numbers left over that are neither the report's own fixed text nor its charts', nor idle words (一人ひとり)."""
        return [one for one in self.sentences.free(lines) if one.token.unit and not self._is_known(one.token)]

    def _is_known(self, token: Token) -> bool:
        in_chart = (token.amount, token.unit) in self.charted
        return token.text in self.known or in_chart or (token.is_kanji and token.amount < 10)


def _grids(lines: Sequence[DraftLine], reader: GridReader) -> Iterable[Grid]:
    """The tables among lines, each with the short lines just above it."""
    captions: list[str] = []
    for table, rows in groupby(lines, key=lambda line: line.table):
        if table is None:
            captions = [line.text for line in rows if len(line.text) <= LONGEST_CAPTION][-MOST_CAPTIONS:]
        else:
            yield reader.grid(list(rows), captions)
            captions = []
