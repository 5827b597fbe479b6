"""Tables of rows by columns: each cell asks what its row and its column say together."""

from itertools import groupby

from banso.report.document import BodyCell, Figure, FoundAs, HeadCell, Runs, Table
from banso.report.outline import schema
from banso.report.outline.comparisons import Ratio
from banso.report.outline.words import fill, one_line

from .notes import comparing_notes, rounding_notes, taken_from
from .section import Namer, SectionContext, is_nothing
from .splitting import rows_of

BLANK = "-"
Cells = dict[tuple[str, int], Figure]


def compose_matrix(matrix: schema.Matrix, context: SectionContext) -> Table:
    matrix = matrix.model_copy(update={"rows": rows_of(matrix, context)})
    figures: Cells = {}
    runs = _runs(matrix, figures, context)
    body = []
    for row, cells in zip(matrix.rows, runs, strict=True):
        label = BodyCell((context.words(row.label),), is_label=True)
        body.append((label, *map(BodyCell, cells)))
    caption = f"【{matrix.name}】" if matrix.caption is None else context.words(matrix.caption)
    notes = tuple(context.words(note) for note in matrix.notes)
    notes += rounding_notes(figures.values()) + _comparing(matrix, figures, context) + taken_from(figures.values())
    return Table(matrix.name, caption, _head(matrix, context), tuple(body), notes)


def _comparing(matrix: schema.Matrix, figures: Cells, context: SectionContext) -> tuple[str, ...]:
    """How the rates of a table are rounded, each by the label of its column or row."""
    found = []
    for (row, position), figure in figures.items():
        column = matrix.columns[position]
        label = one_line(column.label) if column.phase else row
        found.append((context.words(label), figure))
    return comparing_notes(found)


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


def _runs(matrix: schema.Matrix, figures: Cells, context: SectionContext) -> list[list[Runs]]:
    """Every row's cells; columns that compare others are made after those, when every row has its figures there."""
    columns = matrix.columns
    runs: dict[tuple[int, int], Runs] = {}
    for phase in range(3):
        for number, row in enumerate(matrix.rows):
            for position, column in enumerate(columns):
                if column.phase == phase:
                    runs[number, position] = _cell(matrix, row, position, figures, context)
    return [[runs[number, position] for position in range(len(columns))] for number in range(len(matrix.rows))]


def _cell(matrix: schema.Matrix, row: schema.Row, position: int, figures: Cells, context: SectionContext) -> Runs:
    column = matrix.columns[position]
    table, name, of = _place(matrix, row, column)
    if row.only is not None and of not in row.only:
        return (BLANK,)
    if row.breakdown:
        return _breakdown(row.breakdown, column, table, of, context) if not column.phase else (BLANK,)
    if row.text is not None:
        if column.phase:
            return (BLANK,)
        asked = {key: in_later_year(figure, column.year) for key, figure in row.figures.items()}
        return fill(row.text, context.fiscal_year, Namer(context, asked, (table, "", of), FoundAs.CELL))
    figure = _figure(matrix, row, position, figures, context)
    if figure is None:
        return (BLANK,)
    figures[name, position] = figure
    return (figure,)


def _figure(
    matrix: schema.Matrix, row: schema.Row, position: int, figures: Cells, context: SectionContext
) -> Figure | None:
    """The figure of a cell; None where a sum, a ratio or a mark lacks what it is made of."""
    column = matrix.columns[position]
    table, name, of = place = _place(matrix, row, column)
    if column.phase:
        return _of_columns(matrix, row, column, figures, context)
    if row.mark:
        earned = None if column.target else figures.get((row.mark.of, position))
        return context.marked(row.mark.scale, earned, *place) if earned else None
    if row.split and column.target:
        return None
    if row.ratio and column.target:
        if not row.target_name:
            return None
        asked = schema.Question(target=True, target_name=row.target_name, year=row.year + column.year, unit=row.unit)
        return context.figure(asked, *place, FoundAs.CELL)
    if row.ratio:
        pair = figures.get((row.ratio.of, position)), figures.get((row.ratio.to, position))
        return _compared(row.ratio, pair, place, context)
    if row.sum is not None:
        return context.sum(tuple(figures[part, position] for part in row.sum), table, name, of)
    return context.figure(schema.merged(row, column), *place, FoundAs.CELL)


def _of_columns(
    matrix: schema.Matrix, row: schema.Row, column: schema.Column, figures: Cells, context: SectionContext
) -> Figure | None:
    """The figure of a column that compares others, or judges one."""
    place = _place(matrix, row, column)
    at = {_name(other): position for position, other in enumerate(matrix.columns)}
    if row.mark:
        return None
    if column.mark:
        earned = figures.get((place[1], at[column.mark.of]))
        return context.marked(column.mark.scale, earned, *place) if earned else None
    assert column.ratio is not None
    whole = column.ratio.to_row or place[1]
    pair = figures.get((place[1], at[column.ratio.of])), figures.get((whole, at[column.ratio.to]))
    return _compared(column.ratio, pair, place, context)


def _compared(
    ratio: Ratio, pair: tuple[Figure | None, Figure | None], place: tuple[str, str, str], context: SectionContext
) -> Figure | None:
    first, second = pair
    if first is None or second is None:
        return None
    return context.compared(ratio.comparison, first, second, *place, FoundAs.CELL)


def in_later_year(figure: schema.NamedFigure, years: int) -> schema.NamedFigure:
    """The same question, asked so many years later, of both its parts where it compares two."""
    later: dict[str, object] = {"year": figure.year + years}
    if figure.ratio:
        parts = {name: getattr(figure.ratio, name) for name in ("of", "to")}
        moved = {name: part.model_copy(update={"year": part.year + years}) for name, part in parts.items()}
        later["ratio"] = figure.ratio.model_copy(update=moved)
    return figure.model_copy(update=later)


def _name(part: schema.Row | schema.Column) -> str:
    return part.name or one_line(part.label)


def _place(matrix: schema.Matrix, row: schema.Row, column: schema.Column) -> tuple[str, str, str]:
    return column.table or matrix.name, _name(row), _name(column)


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
