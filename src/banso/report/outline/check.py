"""What a schema cannot see: that every measure, condition, programme, listing and name an outline uses exists, and fits.

An outline without a fault can be composed, printed and closed, whatever the records.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from banso.figures.conditions import resolved
from banso.figures.listings import Listing
from banso.figures.measures import ValueOf
from banso.registers.models import Programme
from banso.report.listed import listing_of

from .codes import as_codes, fault_of_codes
from .questions import (
    Fault,
    Path,
    Scope,
    faults_of_condition,
    faults_of_question,
    faults_of_ranking,
    faults_of_units,
    measure_of,
    unit_of,
    unit_of_series,
)
from .schema import Block, Bullets, Chart, Chronicle, Facts, ListingColumn, NamedFigure, Question, Records
from .tables import OWN, faults_of_matrix
from .templates import faults_of_figure, faults_of_label, faults_of_template
from .words import names_in


def scope_of(fiscal_year: int, programme: str) -> Scope:
    """What a section's blocks are checked against; its programme by code, '' for none."""
    programmes = dict(Programme.objects.values_list("code", "walled_to"))
    walled = frozenset(code for code, inside in programmes.items() if inside is not None)
    return Scope(fiscal_year, programme, frozenset(programmes), walled)


def faults_of(blocks: list[Block], scope: Scope) -> Iterator[Fault]:
    """Every fault of a section's blocks: where, and what in Japanese."""
    for position, block in enumerate(blocks):
        for where, message in _block(block, scope):
            yield (position, *where), message


def _block(block: Block, scope: Scope) -> Iterator[Fault]:
    if block.text is not None:
        yield from faults_of_template(block.text, block.figures, scope, ())
    elif block.figures:
        yield (), "figures は text と一緒に書いてください。"
    elif block.matrix:
        yield from _under("matrix", faults_of_matrix(block.matrix, scope))
    elif block.facts:
        yield from _under("facts", _facts(block.facts, scope))
    elif block.listing:
        yield from _under("listing", _records(block.listing, scope))
    elif block.bullets:
        yield from _under("bullets", _bullets(block.bullets, scope))
    elif block.chart:
        yield from _under("chart", _chart(block.chart, scope))
    elif block.chronicle:
        yield from _under("chronicle", _chronicle(block.chronicle, scope))


def _under(name: str, faults: Iterator[Fault]) -> Iterator[Fault]:
    for where, message in faults:
        yield (name, *where), message


def _facts(facts: Facts, scope: Scope) -> Iterator[Fault]:
    for text in (facts.caption or "", *facts.notes):
        yield from faults_of_label(text, scope, ())
    for i, item in enumerate(facts.items):
        where: Path = ("items", i)
        yield from faults_of_label(item.label, scope, where)
        asked = item.measure or item.target or None
        if sum(part is not None for part in (item.text, item.top, item.ratio, asked)) != 1:
            yield where, f"「{item.label}」には measure、text、top、ratio のうち、ちょうど1つを書いてください。"
        elif item.text is not None:
            yield from faults_of_template(item.text, item.figures, scope, where)
        elif item.top:
            yield from faults_of_ranking(item.top, item.top.by, scope, (*where, "top"))
        else:
            yield from faults_of_figure(item, scope, where)


def _bullets(bullets: Bullets, scope: Scope) -> Iterator[Fault]:
    for text in (bullets.caption, *bullets.items):
        yield from faults_of_label(text, scope, ())
    if bool(bullets.top) == bool(bullets.items):
        yield (), "items と top のどちらか1つを書いてください。"
    elif bullets.top:
        yield from faults_of_ranking(bullets.top, bullets.top.by, scope, ("top",))


def _chart(chart: Chart, scope: Scope) -> Iterator[Fault]:
    yield from faults_of_label(chart.title, scope, ())
    units = {unit for series in chart.series if (unit := unit_of_series(series))}
    if len(units) > 1:
        yield (), f"単位の違う数値({'、'.join(sorted(units))})は1つの図に入れられません。"
    for i, series in enumerate(chart.series):
        where: Path = ("series", i)
        if series.ratio is None:
            if chart.kind == "lines" and series.year:
                yield where, "折れ線の year は使えません。years で年数を決めてください。"
            yield from _drawn(series, chart, scope, where)
            continue
        if chart.kind == "shares":
            yield where, "割合の図に、率や増減は入れられません。"
        if any(getattr(series, name) not in (None, {}, 0) for name in OWN):
            yield (
                where,
                f"「{series.label}」には ratio だけを書いてください。measure や条件は比べる数値のほうに書きます。",
            )
        if {part.programme or scope.programme for part in (series.ratio.of, series.ratio.to)} & scope.walled:
            yield where, "守秘の事業の率や増減は、図にできません。表に入れてください。"
        for name, question in (("of", series.ratio.of), ("to", series.ratio.to)):
            yield from _drawn(question, chart, scope, (*where, "ratio", name))
        yield from faults_of_units(series.ratio.way, unit_of(series.ratio.of), unit_of(series.ratio.to), where)


def _drawn(question: Question, chart: Chart, scope: Scope, where: Path) -> Iterator[Fault]:
    """Faults of a figure that is drawn over years or months, or as a share."""
    yield from faults_of_question(question, scope, where)
    measure, first = measure_of(question), scope.fiscal_year + 1 - chart.years
    if measure and isinstance(measure.count, ValueOf):
        yield where, f"「{measure.label}」は1件ごとの値のため、図にできません。"
    if measure and measure.brings_units and not question.unit:
        yield where, f"「{measure.label}」を図にするときは、その単位(unit)を書いてください。"
    if chart.kind == "months" and (question.target or question.since is not None):
        yield where, "目標や累計は、月ごとの図に描けません。"
    elif chart.kind == "months" and measure and "month" not in measure.dimensions:
        yield where, f"「{measure.label}」は月ごとに数えられません。"
    elif chart.kind == "months" and "month" in question.where:
        yield where, "月ごとの図では、条件の month は使えません。"
    if chart.kind != "lines":
        return
    if question.since is not None and question.since > first:
        yield where, f"since は図の最初の年度({first})以前にしてください。"
    earliest = {"year": question.year + 1 - chart.years, "since": None}
    yield from faults_of_question(question.model_copy(update=earliest), scope, where)


def _records(records: Records, scope: Scope) -> Iterator[Fault]:
    missing = list(_listing(records.of, records.where, scope, ()))
    yield from missing
    if missing:
        return
    declared = listing_of(records.of)
    for text in (records.caption or "", *records.notes):
        yield from faults_of_label(text, scope, ())
    for name in names_in(records.row):
        yield from _text_exists(declared, name, ())
    labels = [column.label for column in records.columns]
    for label in records.merge:
        if label not in labels:
            yield (), f"merge の「{label}」という列がこの表にありません。"
    for i, column in enumerate(records.columns):
        yield from _listing_column(records, declared, column, scope, ("columns", i))
    if records.count:
        yield from faults_of_question(Question(measure=records.count.measure), scope, ("count",))


def _listing_column(
    records: Records, declared: Listing, column: ListingColumn, scope: Scope, where: Path
) -> Iterator[Fault]:
    yield from faults_of_label(column.label, scope, where)
    ways = [name for name in ("of", "text", "depends_on", "ratio", "measure") if getattr(column, name) is not None]
    if len(ways) != 1:
        yield (
            where,
            f"列「{column.label}」には of、measure、text、ratio、depends_on のうち、ちょうど1つを書いてください。",
        )
        return
    asked: list[Question] = []
    if column.of:
        yield from _text_exists(declared, column.of, where)
    elif column.text is not None:
        yield from _listing_text(declared, column, scope, where)
        asked = [part for figure in column.figures.values() for part in _both(figure)]
    elif column.ratio:
        asked = [column.ratio.of, column.ratio.to]
        yield from faults_of_units(column.ratio.way, unit_of(column.ratio.of), unit_of(column.ratio.to), where)
    elif column.depends_on:
        yield from _text_exists(declared, column.depends_on, where)
        asked = list(column.choices.values())
        if not asked:
            yield where, f"列「{column.label}」の choices がありません。"
    else:
        asked = [column]
    for question in asked:
        yield from _of_record(records, declared, question, scope, where)


def _both(figure: NamedFigure) -> list[Question]:
    """What a figure asks: itself, or the two it compares."""
    return [figure.ratio.of, figure.ratio.to] if figure.ratio else [figure]


def _listing_text(declared: Listing, column: ListingColumn, scope: Scope, where: Path) -> Iterator[Fault]:
    yield from faults_of_label(column.text or "", scope, where, {*declared.texts, *column.figures})
    for name, figure in column.figures.items():
        if name in declared.texts:
            yield where, f"figures の「{name}」は、一覧の列と同じ名前です。別の名前にしてください。"
        elif name not in names_in(column.text or ""):
            yield where, f"figures の「{name}」が文中で使われていません。"
        for part in (figure.table or "", figure.row or ""):
            yield from faults_of_label(part, scope, where, declared.texts)


def _of_record(records: Records, declared: Listing, question: Question, scope: Scope, where: Path) -> Iterator[Fault]:
    """Faults of a figure of each record of a listing."""
    yield from faults_of_question(question, scope, where)
    measure = measure_of(question)
    if measure and (not declared.dimension or declared.dimension not in measure.dimensions):
        yield where, f"「{measure.label}」は、一覧「{declared.code}」の1行ごとには数えられません。"
    elif declared.dimension in question.where:
        yield where, f"条件「{declared.dimension}」は行ごとに決まるため、書けません。"
    elif question.target:
        yield where, "目標は1行ごとには決まっていないため、一覧に入れられません。"
    named = isinstance(question, NamedFigure) and (question.row or names_in(question.table or ""))
    if not records.row and not named:
        yield (
            where,
            '行ごとの数値には名前が要ります。一覧の row に行の呼び名を書いてください(例 row: "{dates} {place}")。',
        )


def _text_exists(declared: Listing, name: str, where: Path) -> Iterator[Fault]:
    if name not in declared.texts:
        known = "、".join(declared.texts)
        yield where, f"一覧「{declared.code}」に「{name}」という列はありません(使えるのは {known})。"


def _listing(code: str, conditions: Mapping[str, Any], scope: Scope, where: Path) -> Iterator[Fault]:
    """Faults of a listing's name and of the conditions its records are chosen by."""
    try:
        declared = listing_of(code)
    except KeyError:
        yield where, f"一覧「{code}」はありません。"
        return
    if not scope.programme:
        yield where, "一覧は、事業のある節にだけ置けます。節に programme を書いてください。"
    elif scope.programme in scope.walled:
        yield where, "守秘の事業の記録は、報告書に一覧を載せられません。"
    dimensions = declared.measure.dimensions if declared.measure else {}
    for name, codes in conditions.items():
        if name in dimensions:
            assert declared.measure is not None
            yield from faults_of_condition(declared.measure, name, codes, scope.programme, where)
            continue
        column = resolved(declared.model, name)
        if column is None:
            yield where, f"一覧「{code}」を「{name}」という条件では選べません。記録の項目名を書いてください。"
            continue
        said = fault_of_codes(column, as_codes(codes), {}, of=declared.model, programme=scope.programme)
        if said:
            yield where, f"条件「{name}」: {said}"


def _chronicle(chronicle: Chronicle, scope: Scope) -> Iterator[Fault]:
    for text in chronicle.head:
        yield from faults_of_label(text, scope, ())
    for i, group in enumerate(chronicle.groups):
        for j, part in enumerate(group.parts):
            where: Path = ("groups", i, "parts", j)
            missing = list(_listing(part.of, part.where, scope, where))
            yield from missing
            if not missing:
                for name in ("date", "matter"):
                    yield from _text_exists(listing_of(part.of), name, where)
