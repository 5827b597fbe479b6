"""What a schema cannot see: that every measure, dimension, listing and name an outline uses exists, and fits."""

from collections import Counter
from collections.abc import Iterator, Mapping

from banso.figures.listings import Listing, get_listing
from banso.figures.measures import Flow, get_measure

from .schema import Block, Breakdown, Facts, Matrix, Question, Records, Row, Top
from .words import names_in, one_line

Path = tuple[int | str, ...]
Fault = tuple[Path, str]


def faults_of(blocks: list[Block]) -> Iterator[Fault]:
    """Every fault of a section's blocks: where, and what in Japanese."""
    for position, block in enumerate(blocks):
        for where, message in _block(block):
            yield (position, *where), message


def _block(block: Block) -> Iterator[Fault]:
    if block.text is not None:
        yield from _template(block.text, block.figures, ())
    elif block.matrix:
        yield from _under("matrix", _matrix(block.matrix))
    elif block.facts:
        yield from _under("facts", _facts(block.facts))
    elif block.listing:
        yield from _under("listing", _records(block.listing))
    elif block.bullets and block.bullets.top:
        yield from _under("bullets", _top(block.bullets.top))
    elif block.chart:
        for i, series in enumerate(block.chart.series):
            yield from _under("chart", _question(series, ("series", i)))
    elif block.chronicle:
        for i, group in enumerate(block.chronicle.groups):
            for j, part in enumerate(group.parts):
                yield from _listing_exists(part.of, ("chronicle", "groups", i, "parts", j))


def _under(name: str, faults: Iterator[Fault]) -> Iterator[Fault]:
    for where, message in faults:
        yield (name, *where), message


def _matrix(matrix: Matrix) -> Iterator[Fault]:
    names = [row.name or one_line(row.label) for row in matrix.rows]
    for name, times in Counter(names).items():
        if times > 1:
            yield ("rows",), f"行の名前「{name}」が重なっています。name で区別してください。"
    for i, column in enumerate(matrix.columns):
        yield from _question(column, ("columns", i))
        yield from _template(column.label, column.figures, ("columns", i))
    for i, row in enumerate(matrix.rows):
        yield from _row(matrix, row, names, ("rows", i))


def _row(matrix: Matrix, row: Row, names: list[str], where: Path) -> Iterator[Fault]:
    if row.breakdown:
        yield from _breakdown(row.breakdown, (*where, "breakdown"))
    elif row.text is not None:
        yield from _template(row.text, row.figures, where)
    elif row.sum is not None:
        for name in row.sum:
            if name not in names:
                yield where, f"計に入れる行「{name}」がこの表にありません。"
            elif not _additive(matrix.rows[names.index(name)]):
                yield where, f"「{name}」は実数のため足し合わせられません。延べで数える行だけを計に入れてください。"
    elif not row.measure and not all(column.measure for column in matrix.columns):
        yield where, f"行「{row.label}」の measure がありません。"
    else:
        yield from _question(row, where)


def _additive(row: Row) -> bool:
    try:
        return row.measure is None or get_measure(row.measure).count.additive
    except KeyError:
        return True  # said elsewhere


def _breakdown(breakdown: Breakdown, where: Path) -> Iterator[Fault]:
    yield from _question(breakdown, where)
    yield from _dimension(breakdown.measure, breakdown.by, where)


def _facts(facts: Facts) -> Iterator[Fault]:
    for i, item in enumerate(facts.items):
        if item.text is not None:
            yield from _template(item.text, item.figures, ("items", i))
        elif item.top:
            yield from _top(item.top)
        elif not item.measure:
            yield ("items", i), f"「{item.label}」の measure か text がありません。"
        else:
            yield from _question(item, ("items", i))


def _records(records: Records) -> Iterator[Fault]:
    missing = list(_listing_exists(records.of, ()))
    yield from missing
    if missing:
        return
    declared = get_listing(records.of)
    for name in names_in(records.row):
        yield from _text_exists(declared, name, ())
    for i, column in enumerate(records.columns):
        where: Path = ("columns", i)
        if column.of:
            yield from _text_exists(declared, column.of, where)
        elif column.text is not None:
            for figure in column.figures.values():
                yield from _question(figure, where)
        elif column.depends_on:
            yield from _text_exists(declared, column.depends_on, where)
            for choice in column.choices.values():
                yield from _question(choice, where)
        elif not column.measure:
            yield where, f"列「{column.label}」の of、measure、text のどれもありません。"
        else:
            yield from _question(column, where)
    if records.count:
        yield from _question(Question(measure=records.count.measure), ("count",))


def _listing_exists(code: str, where: Path) -> Iterator[Fault]:
    try:
        get_listing(code)
    except KeyError:
        yield where, f"一覧「{code}」はありません。"


def _text_exists(declared: Listing, name: str, where: Path) -> Iterator[Fault]:
    if name not in declared.texts:
        yield (
            where,
            f"一覧「{declared.code}」に「{name}」という列はありません(使えるのは {'、'.join(declared.texts)})。",
        )


def _top(top: Top) -> Iterator[Fault]:
    yield from _question(top, ("top",))
    yield from _dimension(top.measure, top.by, ("top",))


def _template(text: str, figures: Mapping[str, Question], where: Path) -> Iterator[Fault]:
    for name in names_in(text):
        if name not in figures:
            yield where, f"文中の「{{{name}}}」に当たる数値が figures にありません。"
    for name, figure in figures.items():
        if name not in names_in(text):
            yield where, f"figures の「{name}」が文中で使われていません。"
        if not figure.measure:
            yield (*where, "figures", name), f"「{name}」の measure がありません。"
        yield from _question(figure, (*where, "figures", name))


def _question(question: Question, where: Path) -> Iterator[Fault]:
    if question.measure is None:
        return
    try:
        measure = get_measure(question.measure)
    except KeyError:
        yield where, f"集計項目「{question.measure}」はありません。"
        return
    for name in question.where:
        yield from _dimension(question.measure, name, where)
    if question.since and not (measure.count.additive and isinstance(measure.timing, Flow)):
        yield where, f"「{measure.label}」は実数または残高のため、累計できません。"


def _dimension(measure: str | None, name: str, where: Path) -> Iterator[Fault]:
    if measure is None:
        yield where, "measure がありません。"
        return
    try:
        known = get_measure(measure).dimensions
    except KeyError:
        return
    if name not in known:
        yield where, f"集計項目「{measure}」に条件「{name}」はありません(使えるのは {'、'.join(known) or 'なし'})。"
