"""Tables with a row for each record: seminars, prizes, projects, and the board's year."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from banso.figures.listings import Listing, get_listing
from banso.report.document import BodyCell, Figure, FoundAs, HeadCell, Runs, Table
from banso.report.outline import schema
from banso.report.outline.words import fill

from .section import VALUE, Namer, SectionContext


def compose_listing(records: schema.Records, context: SectionContext) -> Table:
    declared = get_listing(records.of)
    rows = _rows(declared, records.where, context)
    names: Counter[frozenset[tuple[str, str]]] = Counter()
    body = [_row(records, declared, record, names, context) for record in rows]
    labels = [context.words(column.label) for column in records.columns]
    merged = [position for position, column in enumerate(records.columns) if column.label in records.merge]
    caption = f"【{records.name}】" if records.caption is None else context.words(records.caption)
    return Table(
        name=records.name,
        caption=caption,
        head=(tuple(HeadCell((label,)) for label in labels),),
        body=merge_down(body, merged),
        notes=tuple(context.words(note) for note in records.notes),
        row_count=_count(records.count, context),
    )


def _rows(declared: Listing, where: Mapping[str, Any], context: SectionContext) -> Sequence[Any]:
    lookups = {name: value for name, value in where.items() if not isinstance(value, list)}
    lookups |= {f"{name}__in": value for name, value in where.items() if isinstance(value, list)}
    key = (declared.code, context.programme, context.fiscal_year, repr(lookups))
    if key not in context.answers.listings:
        context.answers.listings[key] = declared.rows(context.programme, context.fiscal_year, lookups)
    return context.answers.listings[key]


def _row(
    records: schema.Records,
    declared: Listing,
    record: Any,
    names: Counter[frozenset[tuple[str, str]]],
    context: SectionContext,
) -> tuple[BodyCell, ...]:
    """A record's cells. Of two rows that read alike, the second one's figures are named apart."""
    texts = {name: text(record) for name, text in declared.texts.items()}
    row = _filled(records.row, texts)
    named = _named(records, row, texts)
    names[named] += 1
    row = f"{row} ({names[named]})" if names[named] > 1 else row
    return tuple(BodyCell(_cell(records, column, declared, record, texts, row, context)) for column in records.columns)


def _named(records: schema.Records, row: str, texts: dict[str, str]) -> frozenset[tuple[str, str]]:
    """The (table, row) names that a record's figures go by: those its columns give them, else the listing's own."""
    figures = [figure for column in records.columns for figure in column.figures.values()]
    given = {(_filled(f.table or records.name, texts), _filled(f.row, texts) if f.row else row) for f in figures}
    return frozenset(given or {(records.name, row)})


def _cell(
    records: schema.Records,
    column: schema.ListingColumn,
    declared: Listing,
    record: Any,
    texts: dict[str, str],
    row: str,
    context: SectionContext,
) -> Runs:
    if column.of:
        return (texts[column.of],)
    mine = {declared.dimension: str(record.pk)}
    if column.text is not None:
        asked = {
            name: figure.model_copy(
                update={
                    "where": {**figure.where, **mine},
                    **{
                        part: _filled(getattr(figure, part), texts)
                        for part in ("table", "row")
                        if getattr(figure, part)
                    },
                }
            )
            for name, figure in column.figures.items()
        }
        text = _filled(column.text, texts)
        return fill(text, context.fiscal_year, Namer(context, asked, (records.name, row, VALUE), FoundAs.CELL))
    asked_of: schema.Question | None = column.choices.get(texts[column.depends_on]) if column.depends_on else column
    if asked_of is None:
        return ("-",)
    question = asked_of.model_copy(update={"where": {**asked_of.where, **mine}})
    return (context.figure(question, records.name, row, column.name or column.label, FoundAs.CELL),)


def _filled(template: str, texts: Mapping[str, str]) -> str:
    """A template with a record's texts in the places of their names; a listing's own text names only."""
    for name, text in texts.items():
        template = template.replace("{" + name + "}", text)
    return " ".join(template.split(" ")).strip()


def _count(count: schema.Count | None, context: SectionContext) -> Figure | None:
    if count is None:
        return None
    return context.figure(schema.Question(measure=count.measure), count.table, count.row, count.column, FoundAs.ROWS)


def merge_down(rows: list[tuple[BodyCell, ...]], columns: list[int]) -> tuple[tuple[BodyCell, ...], ...]:
    """Join equal cells of consecutive rows in the given columns, the later columns only within the earlier."""
    spans = [[1] * len(row) for row in rows]
    for position in range(len(rows) - 1, 0, -1):
        for column in columns:
            if rows[position][column].runs != rows[position - 1][column].runs:
                break
            spans[position - 1][column] += spans[position][column]
            spans[position][column] = 0
    return tuple(
        tuple(BodyCell(cell.runs, span, cell.is_label) for cell, span in zip(row, row_spans, strict=True) if span)
        for row, row_spans in zip(rows, spans, strict=True)
    )


def compose_chronicle(chronicle: schema.Chronicle, context: SectionContext) -> Table:
    rows: list[tuple[BodyCell, ...]] = []
    for group in chronicle.groups:
        for part in group.parts:
            declared = get_listing(part.of)
            label = f"{group.label}\n{part.label}" if part.label else group.label
            for record in _rows(declared, part.where, context):
                date, matter = declared.texts["date"](record), declared.texts["matter"](record)
                rows.append((BodyCell((label,), is_label=True), BodyCell((date,)), BodyCell((matter,))))
    return Table("", "", (tuple(HeadCell((label,)) for label in chronicle.head),), merge_down(rows, [0]), dated=True)
