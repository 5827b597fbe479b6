"""The report as a document: one tree, whatever it is rendered to (screen, Word, PDF, Excel, JSON) or compared with.

Composing turns an outline and the records into this tree; renderers and the tie-out only read it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2s

from banso.figures.cells import Cell
from banso.figures.comparing import Comparison
from banso.figures.formulas import Compared, Formula, Marked, Sum, cells_of, identity_of
from banso.figures.marks import Scale
from banso.figures.values import Value


@dataclass(frozen=True)
class Listed:
    """A record of a listing: its key, and the texts printed of it."""

    pk: int
    texts: Mapping[str, str]


class FoundAs(Enum):
    """Where in the printed report a figure stands."""

    CELL = "cell"  # in a table cell
    SENTENCE = "sentence"  # in the narrative
    HEADING = "heading"  # in a column heading
    ROWS = "rows"  # it is the number of rows of a table


@dataclass(frozen=True)
class FigureKey:
    """A figure's name: unique in a report, and the same words as in the centre's list of published figures.

    `period` is `FY2023` or `cumulative`. `programme` is the official name in that year.
    """

    section: str
    programme: str
    table: str
    row: str
    column: str
    period: str


@dataclass(frozen=True)
class Print:
    """Where a figure was printed before the centre's records began: the row that keeps it, and document and page in words."""

    pk: int
    title: str
    page: str = ""

    @property
    def words(self) -> str:
        return f"{self.title} {self.page}".strip()


@dataclass(frozen=True)
class Figure:
    """One figure of the report: its name, the question it answers, its value and the text printed.

    A sum has no cell of its own but `parts`; what is worked out of two figures (率・増減) has those two as its parts, and the
    `comparison` of them; an evaluation mark has the figure that earns it, and the `scale`. `printed` is what stands on paper:
    for a closed year, what was printed then.
    `taken_from` is the earlier printed report the figure was taken from; it is then not counted from the records.
    """

    key: FigureKey
    cell: Cell | None
    value: Value
    unit: str
    qualifier: str
    printed: str
    found_as: FoundAs
    parts: tuple["Figure", ...] = ()
    taken_from: Print | None = None
    comparison: Comparison | None = None
    scale: Scale | None = None

    @property
    def prints(self) -> tuple[Print, ...]:
        """The earlier reports that the figure, or a part of the sum it is, was taken from; none if all is counted."""
        own = (self.taken_from,) if self.taken_from else tuple(p for part in self.parts for p in part.prints)
        return tuple(dict.fromkeys(own))

    @property
    def is_sum(self) -> bool:
        """Whether its parts add up to it."""
        return bool(self.parts) and self.comparison is None and self.scale is None

    @property
    def formula(self) -> Formula:
        """What the figure asks: what is counted, added up and compared."""
        if self.cell:
            return self.cell
        parts = tuple(part.formula for part in self.parts)
        if self.scale:
            return Marked(self.scale, parts[0], self.parts[0].unit)
        if self.comparison:
            return Compared(self.comparison, parts[0], parts[1], self.unit)
        return Sum(parts)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The counted cells it comes down to."""
        return cells_of(self.formula)

    @property
    def identity(self) -> str:
        """What the figure asks, independent of where it is printed: how a closed year's figure is found again."""
        return identity_of(self.formula)

    @property
    def anchor(self) -> str:
        """A short, stable identifier for links within one report."""
        words = "/".join([self.key.section, self.key.table, self.key.row, self.key.column])
        return "f" + blake2s(words.encode(), digest_size=6).hexdigest()


Run = str | Figure
Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True)
class Bullets:
    """A short list with a caption, such as the main consultation themes of the year."""

    caption: str
    items: tuple[Runs, ...]


@dataclass(frozen=True)
class HeadCell:
    runs: Runs
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class BodyCell:
    runs: Runs
    rowspan: int = 1
    is_label: bool = False  # a row label (left-aligned, a row header for screen readers)


@dataclass(frozen=True)
class Table:
    """A printed table. Cells covered by a rowspan above are absent from their row, as in HTML.

    `name` is the table part of its figures' keys, `caption` what is printed above it. `row_count` is the figure that is
    this table's number of rows, where the report has one. `dated` marks a table of events: label, date, matter.
    """

    name: str
    caption: str
    head: tuple[tuple[HeadCell, ...], ...]
    body: tuple[tuple[BodyCell, ...], ...]
    notes: tuple[str, ...] = ()
    row_count: Figure | None = None
    dated: bool = False

    @property
    def rows(self) -> "list[tuple[HeadCell | BodyCell, ...]]":
        """Head and body rows, from the top."""
        return [*self.head, *self.body]


class ChartKind(Enum):
    LINES = "lines"
    BARS = "bars"
    SHARES = "shares"


@dataclass(frozen=True)
class Series:
    label: str
    values: tuple[int | float | None, ...]  # one per category; None where there is nothing to show


@dataclass(frozen=True)
class Chart:
    """A picture of figures: categories along the axis (years, or shares' labels) and one or more series."""

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str


Block = Paragraph | Bullets | Table | Chart


@dataclass(frozen=True)
class Section:
    """A numbered section. `number` names it ('' for headings without figures), `mark` is the printed numbering.

    `programme` is the official name of its programme, `heading` what is printed. A chapter has a sheet of its own in Excel.
    """

    number: str
    mark: str
    heading: str
    level: int
    programme: str = ""
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    is_chapter: bool = False

    @property
    def title(self) -> str:
        """Numbering and heading, as printed."""
        return f"{self.mark} {self.heading}".strip()

    @property
    def anchor(self) -> str:
        """A short, stable identifier for links within one report."""
        return "s" + blake2s(f"{self.number}/{self.title}".encode(), digest_size=6).hexdigest()

    def walk(self) -> Iterator["Section"]:
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Document:
    """A whole report of one fiscal year; its top sections are chapters. `listed` are the rows of each listing, by what it lists."""

    fiscal_year: int
    title: str
    centre: str
    chapters: tuple[Section, ...] = ()
    made_at: str = field(default="", compare=False)
    listed: "tuple[tuple[str, Sequence[Listed]], ...]" = field(default=(), compare=False, repr=False)

    def walk(self) -> Iterator[Section]:
        for chapter in self.chapters:
            yield from chapter.walk()

    def figures(self) -> list[Figure]:
        """Every figure once, in printed order."""
        found: dict[FigureKey, Figure] = {}
        for section in self.walk():
            for figure in section_figures(section):
                found.setdefault(figure.key, figure)
        return list(found.values())


def section_figures(section: Section) -> Iterator[Figure]:
    """The figures of one section's own blocks, in printed order, sub-sections left out."""
    for block in section.blocks:
        yield from _block_figures(block)


def _block_figures(block: Block) -> Iterator[Figure]:
    if isinstance(block, Paragraph):
        yield from _run_figures(block.runs)
    elif isinstance(block, Bullets):
        for item in block.items:
            yield from _run_figures(item)
    elif isinstance(block, Table):
        if block.row_count:
            yield block.row_count
        for row in block.rows:
            for cell in row:
                yield from _run_figures(cell.runs)


def _run_figures(runs: Runs) -> Iterator[Figure]:
    for run in runs:
        if isinstance(run, Figure):
            yield run
