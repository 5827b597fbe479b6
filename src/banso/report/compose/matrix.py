"""Tables of rows by columns: each cell asks what its row and its column say together."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import groupby

from banso.figures.values import in_unit
from banso.report.document import BodyCell, Figure, FoundAs, HeadCell, Runs, Table
from banso.report.outline import schema
from banso.report.outline.words import fill, one_line

from .section import Namer, SectionContext, is_nothing

BLANK = "-"
Cells = dict[tuple[str, int], Figure]


def compose_matrix(matrix: schema.Matrix, context: SectionContext) -> Table:
    figures: Cells = {}
    body = []
    for row in matrix.rows:
        label = BodyCell((context.words(row.label),), is_label=True)
        cells = [_cell(matrix, row, position, figures, context) for position in range(len(matrix.columns))]
        body.append((label, *(BodyCell(runs) for runs in cells)))
    caption = f"【{matrix.name}】" if matrix.caption is None else context.words(matrix.caption)
    notes = tuple(context.words(note) for note in matrix.notes)
    notes += rounding_notes(figures.values()) + _taken_from(figures)
    return Table(matrix.name, caption, _head(matrix, context), tuple(body), notes)


def rounding_notes(figures: Iterable[Figure]) -> tuple[str, ...]:
    """A note (端数) where a printed total, rounded from the unrounded sum, is not the sum of its printed parts."""
    for figure in figures:
        total = in_unit(figure.value, figure.unit)
        parts = [in_unit(part.value, part.unit) for part in figure.parts]
        counted = [part for part in parts if part is not None]
        if (
            total is not None
            and counted
            and 0 < abs(Fraction(total) - sum(counted, start=Fraction(0))) * 2 <= len(counted) + 1
        ):
            return ("※端数を四捨五入しているため、計は内訳の合計と一致しないことがあります。",)
    return ()


def _taken_from(figures: Cells) -> tuple[str, ...]:
    """A note for each column whose figures, or some of them, were taken from an earlier printed report."""
    notes = []
    for column in dict.fromkeys(figure.key.column for figure in figures.values()):
        there = [figure for figure in figures.values() if figure.key.column == column]
        for title in dict.fromkeys(source.title for figure in there for source in figure.prints):
            rows = [figure.key.row for figure in there if title in {source.title for source in figure.prints}]
            which = "" if len(rows) == len(there) else f"の{'、'.join(rows)}"
            notes.append(f"「{column}」{which}は「{title}」に印刷された数値。")
    return tuple(notes)


def _head(matrix: schema.Matrix, context: SectionContext) -> tuple[tuple[HeadCell, ...], ...]:
    labels = [_head_label(matrix, column, context) for column in matrix.columns]
    if not any(column.group for column in matrix.columns):
        return ((HeadCell((matrix.corner,)), *(HeadCell(runs) for runs in labels)),)
    groups = [
        (group, len(list(columns))) for group, columns in groupby(matrix.columns, key=lambda column: column.group)
    ]
    top = (
        HeadCell((matrix.corner,), rowspan=2),
        *(HeadCell((context.words(group or ""),), colspan=width) for group, width in groups),
    )
    return (top, tuple(HeadCell(runs) for runs in labels))


def _head_label(matrix: schema.Matrix, column: schema.Column, context: SectionContext) -> Runs:
    defaults = (matrix.name, "", column.name or one_line(column.label))
    namer = Namer(context, column.figures, defaults, FoundAs.HEADING)
    return fill(column.label, context.fiscal_year, namer)


def _cell(matrix: schema.Matrix, row: schema.Row, position: int, figures: Cells, context: SectionContext) -> Runs:
    column = matrix.columns[position]
    table, name, of = _place(matrix, row, column)
    if row.only is not None and of not in row.only:
        return (BLANK,)
    if row.breakdown:
        return _breakdown(row.breakdown, column, table, of, context)
    if row.text is not None:
        asked = {
            key: figure.model_copy(update={"year": figure.year + column.year}) for key, figure in row.figures.items()
        }
        return fill(row.text, context.fiscal_year, Namer(context, asked, (table, "", of), FoundAs.CELL))
    if row.sum is not None:
        figure = context.sum(tuple(figures[part, position] for part in row.sum), table, name, of)
    else:
        figure = context.figure(schema.merged(row, column), table, name, of, FoundAs.CELL)
    figures[name, position] = figure
    return (figure,)


def _place(matrix: schema.Matrix, row: schema.Row, column: schema.Column) -> tuple[str, str, str]:
    return column.table or matrix.name, row.name or one_line(row.label), column.name or one_line(column.label)


def _breakdown(
    breakdown: schema.Breakdown, column: schema.Column, table: str, of: str, context: SectionContext
) -> Runs:
    runs: list[str | Figure] = []
    for group in breakdown.groups:
        asked = schema.Question(
            measure=breakdown.measure,
            programme=breakdown.programme,
            where={**breakdown.where, breakdown.by: group.codes},
            year=breakdown.year + column.year,
            unit=breakdown.unit,
        )
        figure = context.figure(asked, breakdown.table or table, group.label, of, FoundAs.CELL)
        if is_nothing(figure.value):
            continue
        before, after = breakdown.each.replace("{label}", group.label).split("{figure}")
        runs += [("、" if runs else "") + before, figure, after]
    return tuple(run for run in runs if run != "") or (BLANK,)
