"""Where a section's figures are expected: tables as grids of labelled cells, and sentences with the words around."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from banso.report.document import BodyCell, Bullets, Chart, Figure, HeadCell, Paragraph, Runs, Section, Table

from .labels import Label, joined, label

NOTHING = "-"
_AROUND = 24


@dataclass(frozen=True)
class Slot:
    """One figure's place: the words just before and after it in its cell or sentence."""

    figure: Figure
    before: str
    after: str


@dataclass(frozen=True, eq=False)
class ExpectedRow:
    """A body row: its labels (those of merged cells above included), its figures by grid column, all its words in a line."""

    labels: tuple[Label, ...]
    slots: dict[int, tuple[Slot, ...]]
    words: Label

    @property
    def label(self) -> Label:
        return joined(self.labels)

    @property
    def figures(self) -> list[Figure]:
        return [slot.figure for slots in self.slots.values() for slot in slots]


@dataclass(frozen=True, eq=False)
class ExpectedTable:
    """A table: what its columns are headed, its rows, the figures standing in its headings."""

    table: Table
    caption: Label
    heads: tuple[tuple[Label, ...], ...]
    columns: dict[int, Label]
    rows: tuple[ExpectedRow, ...]
    head_slots: dict[int, tuple[Slot, ...]]

    @property
    def figure_columns(self) -> list[int]:
        return sorted({column for row in self.rows for column in row.slots})

    @property
    def figures(self) -> list[Figure]:
        in_heads = [slot.figure for slots in self.head_slots.values() for slot in slots]
        return [*in_heads, *(figure for row in self.rows for figure in row.figures)]


def expected_tables(section: Section, fiscal_year: int) -> list[ExpectedTable]:
    return [_table(block, fiscal_year) for block in section.blocks if isinstance(block, Table) and not block.dated]


def sentence_slots(section: Section) -> list[Slot]:
    """The figures standing in running text, in order."""
    runs: list[Runs] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            runs.append(block.runs)
        elif isinstance(block, Bullets):
            runs.extend(block.items)
    return [slot for line in runs for slot in slots_of(line)]


def slots_in(section: Section) -> list[Slot]:
    """The figures standing anywhere in a section, each with the words beside it in its cell or sentence."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    cells = [cell for table in tables for row in table.rows for cell in row]
    return [*sentence_slots(section), *(slot for cell in cells for slot in slots_of(cell.runs))]


def slots_of(runs: Runs) -> tuple[Slot, ...]:
    found = []
    for position, run in enumerate(runs):
        if isinstance(run, Figure):
            before = runs[position - 1] if position else ""
            after = runs[position + 1] if position + 1 < len(runs) else ""
            found.append(Slot(run, _words(before)[-_AROUND:], _words(after)[:_AROUND]))
    return tuple(found)


def _words(run: str | Figure) -> str:
    return "" if isinstance(run, Figure) else run


def fixed_text(section: Section) -> str:
    """All of the section's text that is no figure: numbers in it are no figures either."""
    texts = [section.heading]
    for block in section.blocks:
        if isinstance(block, Paragraph):
            texts.append("".join(_words(run) for run in block.runs))
        elif isinstance(block, Bullets):
            texts += [block.caption, *("".join(_words(run) for run in item) for item in block.items)]
        elif isinstance(block, Table):
            texts += [block.caption, *block.notes]
            texts += ["".join(_words(run) for run in cell.runs) for row in block.rows for cell in row]
    return "\n".join(texts)


def charted(section: Section) -> set[tuple[Fraction, str]]:
    """The numbers a section's charts show, with their unit."""
    charts = [block for block in section.blocks if isinstance(block, Chart)]
    return {
        (Fraction(str(value)), chart.unit)
        for chart in charts
        for one in chart.series
        for value in one.values
        if value is not None
    }


def _table(table: Table, fiscal_year: int) -> ExpectedTable:
    placed = list(_grid(table))
    heads, body = placed[: len(table.head)], placed[len(table.head) :]
    figure_columns = {x for row in body for x, cell in row.items() if slots_of(cell.runs)}
    above: dict[int, list[Label]] = {}
    for row in heads:
        for x, cell in row.items():
            above.setdefault(x, []).append(label(fixed(cell.runs), fiscal_year))
    return ExpectedTable(
        table=table,
        caption=label(table.caption, fiscal_year),
        heads=tuple(tuple(label(fixed(c.runs), fiscal_year) for c in dict.fromkeys(row.values())) for row in heads),
        columns={x: joined(above.get(x, ())) for x in sorted(figure_columns)},
        rows=tuple(_row(row, figure_columns, fiscal_year) for row in body),
        head_slots={x: slots for row in heads for x, cell in row.items() if (slots := slots_of(cell.runs))},
    )


def _row(row: dict[int, HeadCell | BodyCell], figure_columns: set[int], fiscal_year: int) -> ExpectedRow:
    texts = [fixed(cell.runs) for x, cell in row.items() if x not in figure_columns or not slots_of(cell.runs)]
    labels = [label(text, fiscal_year) for text in texts if text.strip() != NOTHING]
    slots = {x: found for x, cell in row.items() if (found := slots_of(cell.runs))}
    words = label(" ".join(fixed(cell.runs) for cell in row.values()), fiscal_year)
    return ExpectedRow(tuple(one for one in labels if not one.is_empty), slots, words)


def fixed(runs: Runs) -> str:
    return "".join(_words(run) for run in runs)


def _grid(table: Table) -> Iterator[dict[int, HeadCell | BodyCell]]:
    """Each row's cells by grid column; a merged cell stands in every place it covers."""
    reaching: dict[int, tuple[int, HeadCell | BodyCell]] = {}
    for row in table.rows:
        placed: dict[int, HeadCell | BodyCell] = {x: cell for x, (left, cell) in reaching.items() if left > 0}
        column = 0
        for cell in row:
            while column in placed:
                column += 1
            for x in range(column, column + getattr(cell, "colspan", 1)):
                placed[x] = cell
                reaching[x] = (cell.rowspan, cell)
        reaching = {x: (left - 1, cell) for x, (left, cell) in reaching.items()}
        yield dict(sorted(placed.items()))
