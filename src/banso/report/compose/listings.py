"""Tables with a row for each record: seminars, prizes, projects, and the board's year."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from banso.figures.listings import Listing
from banso.figures.tracing import names_of
from banso.report.document import BodyCell, Figure, FoundAs, HeadCell, Listed, Runs, Table
from banso.report.listed import listing_of
from banso.report.outline import schema
from banso.report.outline.codes import as_codes
from banso.report.outline.words import fill, names_in

from .section import VALUE, Namer, SectionContext

Q = TypeVar("Q", bound=schema.Question)


def compose_listing(records: schema.Records, context: SectionContext) -> Table:
    declared = listing_of(records.of)
    rows = _rows(declared, records.where, texts_used(records, declared), records.name, context)
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
        notes=(*(context.words(note) for note in records.notes), *_conditions(records, declared)),
        row_count=_count(records.count, context),
    )


def _rows(
    declared: Listing, where: Mapping[str, Any], texts: Sequence[str], table: str, context: SectionContext
) -> Sequence[Listed]:
    """The records a table lists, with the texts it prints of them: of a closed year, as it printed them.

    Of a walled programme none, whoever asks: a list would tell who they are.
    """
    if context.is_walled:
        return ()
    asked = [context.section, context.words(table), declared.code, context.programme, dict(where), sorted(texts)]
    identity = json.dumps(asked, ensure_ascii=False, sort_keys=True)
    return context.answers.rows_listed(context.fiscal_year, identity, lambda: _found(declared, where, texts, context))


def _found(
    declared: Listing, where: Mapping[str, Any], texts: Sequence[str], context: SectionContext
) -> Iterator[Listed]:
    for record in declared.rows(context.programme, context.fiscal_year, where):
        yield Listed(record.pk, {name: declared.texts[name](record) for name in texts})


def texts_used(records: schema.Records, declared: Listing) -> list[str]:
    """The texts of a listing that a table prints, or names its figures by."""
    named = names_in(records.row)
    for column in records.columns:
        named += [column.of or "", column.depends_on or "", *names_in(column.text or "")]
        named += [name for f in column.figures.values() for name in names_in(f"{f.table or ''}{f.row or ''}")]
    return [name for name in dict.fromkeys(named) if name in declared.texts]


def _conditions(records: schema.Records, declared: Listing) -> tuple[str, ...]:
    """The conditions that the records are chosen by, in words, where the table is to say them."""
    measure = declared.measure
    if not (records.tells_conditions and measure):
        return ()
    told = []
    for name, given in records.where.items():
        codes = as_codes(given)
        if name in measure.dimensions:
            words = names_of(measure, name, codes)
            told.append(f"{measure.dimensions[name].label}は{'・'.join(words.get(code, code) for code in codes)}")
    return (f"※{'、'.join(told)}の記録。",) if told else ()


def _row(
    records: schema.Records,
    declared: Listing,
    record: Listed,
    names: Counter[frozenset[tuple[str, str]]],
    context: SectionContext,
) -> tuple[BodyCell, ...]:
    """A record's cells. Of two rows that read alike, the second one's figures are named apart."""
    texts = dict(record.texts)
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
    record: Listed,
    texts: dict[str, str],
    row: str,
    context: SectionContext,
) -> Runs:
    if column.of:
        return (texts[column.of],)
    mine = {declared.dimension: str(record.pk)}
    if column.text is not None:
        asked = {name: _named_of_record(figure, mine, texts) for name, figure in column.figures.items()}
        text = _filled(column.text, texts)
        return fill(text, context.fiscal_year, Namer(context, asked, (records.name, row, VALUE), FoundAs.CELL))
    if column.ratio:
        ratio = _ratio_of_record(column.ratio, mine)
        return (context.ratio(ratio, records.name, row, column.name or column.label, FoundAs.CELL),)
    asked_of: schema.Question | None = column.choices.get(texts[column.depends_on]) if column.depends_on else column
    if asked_of is None:
        return ("-",)
    return (context.figure(_of_record(asked_of, mine), records.name, row, column.name or column.label, FoundAs.CELL),)


def _of_record(question: Q, mine: Mapping[str, str]) -> Q:
    return question.model_copy(update={"where": {**question.where, **mine}})


def _ratio_of_record(ratio: schema.RatioOf, mine: Mapping[str, str]) -> schema.RatioOf:
    return ratio.model_copy(update={"of": _of_record(ratio.of, mine), "to": _of_record(ratio.to, mine)})


def _named_of_record(
    figure: schema.NamedFigure, mine: Mapping[str, str], texts: Mapping[str, str]
) -> schema.NamedFigure:
    """A figure of a text, of one record, its name filled in from the record's texts."""
    named: dict[str, Any] = {
        part: _filled(getattr(figure, part), texts) for part in ("table", "row") if getattr(figure, part)
    }
    if figure.ratio:
        named["ratio"] = _ratio_of_record(figure.ratio, mine)
    return _of_record(figure, mine).model_copy(update=named)


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
            declared = listing_of(part.of)
            label = f"{group.label}\n{part.label}" if part.label else group.label
            for record in _rows(declared, part.where, ("date", "matter"), "", context):
                date, matter = record.texts["date"], record.texts["matter"]
                rows.append((BodyCell((label,), is_label=True), BodyCell((date,)), BodyCell((matter,))))
    return Table("", "", (tuple(HeadCell((label,)) for label in chronicle.head),), merge_down(rows, [0]), dated=True)
