"""The simple blocks: text, bullets, facts and charts. Tables of records and matrices have rooms of their own."""

from fractions import Fraction

from django.utils.timezone import localdate

from banso.core.fiscal import months_of
from banso.figures.comparing import compare
from banso.figures.dimensions import MONTHS
from banso.figures.periods import InYear
from banso.figures.tracing import breakdown
from banso.figures.values import Value, in_unit, suits
from banso.report.document import (
    Block as DocumentBlock,
)
from banso.report.document import (
    BodyCell,
    Bullets,
    Chart,
    ChartKind,
    Figure,
    FoundAs,
    HeadCell,
    Paragraph,
    Runs,
    Series,
    Table,
)
from banso.report.outline import schema
from banso.report.outline.questions import unit_of_series
from banso.report.outline.words import fill, one_line

from .listings import compose_chronicle, compose_listing
from .matrix import compose_matrix
from .notes import comparing_notes
from .section import CUMULATIVE, VALUE, Namer, SectionContext, in_text


def compose_block(block: schema.Block, context: SectionContext) -> DocumentBlock | None:
    """One block of the document; None for a block with nothing to show."""
    if block.text is not None:
        return Paragraph(fill(block.text, context.fiscal_year, in_text(context, block.figures)))
    if block.matrix:
        return compose_matrix(block.matrix, context)
    if block.facts:
        return _facts(block.facts, context)
    if block.listing:
        return compose_listing(block.listing, context)
    if block.bullets:
        return _bullets(block.bullets, context)
    if block.chart:
        return _chart(block.chart, context)
    assert block.chronicle is not None
    return compose_chronicle(block.chronicle, context)


def caption_of(name: str, caption: str | None) -> str:
    return f"【{name}】" if caption is None else caption


def _facts(facts: schema.Facts, context: SectionContext) -> Table:
    labels = [context.words(item.label) for item in facts.items]
    values = [_fact(facts.name, item, context) for item in facts.items]
    head: tuple[tuple[HeadCell, ...], ...] = ()
    if facts.layout == "across":
        head = (tuple(HeadCell((label,)) for label in labels),)
        body: tuple[tuple[BodyCell, ...], ...] = (tuple(BodyCell(runs) for runs in values),)
    else:
        body = tuple(
            (BodyCell((label,), is_label=True), BodyCell(runs)) for label, runs in zip(labels, values, strict=True)
        )
    notes = tuple(context.words(note) for note in facts.notes)
    notes += comparing_notes((run.key.row, run) for runs in values for run in runs if isinstance(run, Figure))
    return Table(facts.name, caption_of(facts.name, facts.caption), head, body, notes)


def _fact(table: str, item: schema.Item, context: SectionContext) -> Runs:
    if item.top:
        return ("、".join(_most_frequent(item.top, context)),)
    if item.text is not None:
        namer = Namer(context, item.figures, (table, "", VALUE), FoundAs.CELL)
        return fill(item.text, context.fiscal_year, namer)
    column = CUMULATIVE if item.since else VALUE
    return (context.asked(item, table, item.name or one_line(item.label), column, FoundAs.CELL),)


def _bullets(bullets: schema.Bullets, context: SectionContext) -> Bullets | None:
    labels = _most_frequent(bullets.top, context) if bullets.top else bullets.items
    if not labels:
        return None
    return Bullets(context.words(bullets.caption), tuple((context.words(label),) for label in labels))


def _most_frequent(top: schema.Top, context: SectionContext) -> list[str]:
    if context.answers.collecting:
        return []
    cell = context.cell(top)
    found = breakdown(cell.measure, cell.programme, cell.period, top.by, dict(cell.where))
    return sorted(found, key=lambda label: (-found[label], label))[: top.most]


def _chart(chart: schema.Chart, context: SectionContext) -> Chart | None:
    if chart.kind == "shares":
        values = tuple(_number(series, 0, context) for series in chart.series)
        labels = tuple(series.label for series in chart.series)
        shown = Chart(
            ChartKind.SHARES, context.words(chart.title), labels, (Series("", values),), _unit(chart, context)
        )
        return shown if sum(value or 0 for value in values) and min(value or 0 for value in values) >= 0 else None
    if chart.kind == "months":
        return _months(chart, context)
    years = range(1 - chart.years, 1)
    lines = [Series(s.label, tuple(_number(s, year, context) for year in years)) for s in chart.series]
    first = next((i for i in range(chart.years) if any(line.values[i] is not None for line in lines)), chart.years)
    if chart.years - first < 2:
        return None
    labels = tuple(InYear(context.fiscal_year + year).label() for year in years)[first:]
    shown_lines = tuple(Series(line.label, line.values[first:]) for line in lines)
    kind = ChartKind.LINES if len(labels) > 2 else ChartKind.BARS
    return Chart(kind, context.words(chart.title), labels, shown_lines, _unit(chart, context))


def _months(chart: schema.Chart, context: SectionContext) -> Chart | None:
    """The months of the year, those to come left out."""
    begun = sum(first <= localdate() for first in months_of(context.fiscal_year))
    months = list(MONTHS)[:begun]
    if len(months) < 2:
        return None
    lines = tuple(Series(s.label, tuple(_number(s, 0, context, month) for month in months)) for s in chart.series)
    labels = tuple(MONTHS[month] for month in months)
    return Chart(ChartKind.LINES, context.words(chart.title), labels, lines, _unit(chart, context))


def _number(series: schema.Series, years: int, context: SectionContext, month: str = "") -> int | float | None:
    """A series' number in the unit the chart is drawn in, so many years away or of a month of the year."""
    unit = unit_of_series(series) or ""
    if series.ratio is None:
        value = _value(series, years, month, context)
    else:
        first, second = (_value(part, years, month, context) for part in (series.ratio.of, series.ratio.to))
        value = compare(series.ratio.comparison, first, second, unit)[0]
    number = in_unit(value, unit) if suits(unit, value.given_in) else None
    return float(number) if isinstance(number, Fraction) else number


def _value(question: schema.Question, years: int, month: str, context: SectionContext) -> Value:
    asked = {"year": question.year + years, "where": question.where | ({"month": month} if month else {})}
    return context.answers.value(context.cell(question.model_copy(update=asked)))


def _unit(chart: schema.Chart, context: SectionContext) -> str:
    return unit_of_series(chart.series[0]) or ""
