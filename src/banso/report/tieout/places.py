"""Where a section's figures are expected: rows of tables and sentences, flattened for comparison."""

from dataclasses import dataclass

from banso.report.document import BodyCell, Bullets, Figure, HeadCell, Paragraph, Runs, Section, Table


@dataclass(frozen=True)
class ExpectedCell:
    """A cell of an expected row: its grid column, the figures it prints and its text without them."""

    column: int
    figures: tuple[Figure, ...]
    label: str


@dataclass(frozen=True)
class ExpectedRow:
    """A row of an expected table, head rows included."""

    table: Table
    cells: tuple[ExpectedCell, ...]
    width: int
    is_head: bool

    @property
    def label(self) -> str:
        return " ".join(cell.label for cell in self.cells if cell.label)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(figure for cell in self.cells for figure in cell.figures)


def expected_rows(section: Section) -> list[ExpectedRow]:
    return [row for block in section.blocks if isinstance(block, Table) for row in _rows(block)]


def sentence_figures(section: Section) -> list[Figure]:
    """The figures standing in running text, in order."""
    runs: list[Runs] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            runs.append(block.runs)
        elif isinstance(block, Bullets):
            runs.extend(block.items)
    return [run for line in runs for run in line if isinstance(run, Figure)]


def fixed_text(section: Section) -> str:
    """All of the section's text that is no figure: numbers in it are no figures either."""
    texts = [
        run for block in section.blocks if isinstance(block, Paragraph) for run in block.runs if isinstance(run, str)
    ]
    texts += [note for block in section.blocks if isinstance(block, Table) for note in block.notes]
    texts += [row.label for row in expected_rows(section)]
    return " ".join([section.heading, *texts])


def _rows(table: Table) -> list[ExpectedRow]:
    width = (
        sum(cell.colspan for cell in table.head[0]) if table.head else max((len(row) for row in table.body), default=0)
    )
    covered: dict[int, int] = {}
    rows = []
    for position, cells in enumerate(table.rows):
        rows.append(ExpectedRow(table, _placed(cells, covered), width, is_head=position < len(table.head)))
    return rows


def _placed(cells: tuple[HeadCell | BodyCell, ...], covered: dict[int, int]) -> tuple[ExpectedCell, ...]:
    """Give each cell its grid column; `covered` counts, by column, the rows a merged cell still reaches down."""
    placed = []
    column = 0
    pending = dict(covered)
    for cell in cells:
        while pending.get(column):
            column += 1
        placed.append(_expected(cell.runs, column))
        for position in range(column, column + getattr(cell, "colspan", 1)):
            covered[position] = cell.rowspan
        column += getattr(cell, "colspan", 1)
    for position in list(covered):
        covered[position] -= 1
        if covered[position] <= 0:
            del covered[position]
    return tuple(placed)


def _expected(runs: Runs, column: int) -> ExpectedCell:
    figures = tuple(run for run in runs if isinstance(run, Figure))
    return ExpectedCell(column, figures, "".join(run for run in runs if isinstance(run, str)).strip())
