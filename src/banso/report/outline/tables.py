"""Faults of a matrix: each cell is looked at as row and column together will ask it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from banso.figures.cells import normalise_where
from banso.figures.measures import ValueOf

from .comparisons import Mark, Ratio
from .questions import Fault, Path, Scope, faults_of_question, faults_of_split, faults_of_units, measure_of, unit_of
from .schema import Breakdown, Column, Matrix, Question, Row, merged
from .splits import VALUE, Split
from .templates import faults_of_label, faults_of_template
from .words import in_one_line, one_line, with_years

OWN = ("measure", "programme", "where", "year", "since", "unit", "qualifier", "target")


def faults_of_matrix(matrix: Matrix, scope: Scope) -> Iterator[Fault]:
    """Every fault of a matrix: names first, since everything else refers to them."""
    named = list(_names(matrix, scope))
    yield from named
    for i, column in enumerate(matrix.columns):
        where: Path = ("columns", i)
        if column.ratio:
            yield from _ratio_column(column, column.ratio, matrix, i)
        if column.mark:
            yield from _mark_column(column, column.mark, matrix, (*where, "mark"))
        yield from faults_of_template(column.label, column.figures, scope, where)
        yield from faults_of_label(column.group or "", scope, where)
        if column.cumulative and column.since is not None:
            yield where, f"列「{column.label}」の since は、行の since による累計(cumulative)と一緒に書けません。"
    if not named:
        yield from _Cells(matrix, scope).faults()
    for text in (matrix.caption or "", matrix.corner, *matrix.notes):
        yield from faults_of_label(text, scope, ())


def _ratio_column(column: Column, ratio: Ratio, matrix: Matrix, position: int) -> Iterator[Fault]:
    """Faults of a column that compares two others."""
    where: Path = ("columns", position, "ratio")
    if column.cumulative or any(getattr(column, name) not in (None, {}, 0) for name in OWN):
        yield where, f"列「{column.label}」には ratio だけを書いてください。measure や条件は比べる列のほうに書きます。"
    names = [name_of(other) for other in matrix.columns]
    for name in (ratio.of, ratio.to):
        if name not in names:
            yield where, f"比べる列「{name}」がこの表にありません(列は {'、'.join(names)})。"
        elif matrix.columns[names.index(name)].mark:
            yield where, f"列「{name}」は評価のため、比べられません。"
        elif matrix.columns[names.index(name)].ratio and names.index(name) >= position:
            yield where, f"列「{column.label}」は、比べる列「{name}」より右に置いてください。"
    if ratio.to_row is not None:
        whole = {name_of(row): row for row in matrix.rows}.get(ratio.to_row)
        if whole is None or not _has_numbers(whole):
            yield where, f"もとにする行「{ratio.to_row}」は、この表の数値の行から選んでください。"
    elif ratio.of == ratio.to:
        yield where, f"列「{column.label}」が同じ列どうしを比べています。"


def _mark_column(column: Column, mark: Mark, matrix: Matrix, where: Path) -> Iterator[Fault]:
    """Faults of a column of evaluation marks."""
    if column.ratio or column.cumulative or any(getattr(column, name) not in (None, {}, 0) for name in OWN):
        yield where, f"列「{column.label}」には mark だけを書いてください。measure や率は評価する列のほうに書きます。"
    judged = {name_of(other) for other in matrix.columns if not other.mark}
    if mark.of not in judged:
        yield where, f"評価する列「{mark.of}」がこの表にありません(列は {'、'.join(sorted(judged))})。"
    yield from _scale(mark, where)


def _scale(mark: Mark, where: Path) -> Iterator[Fault]:
    """Faults of a scale: marks told apart, from the best down, none of them a number."""
    least = [step.at_least for step in mark.steps]
    if any(later >= before for before, later in pairwise(least)):
        yield where, "評価の基準は、よい評価から順に、数を小さくしながら書いてください。"
    marks = [step.mark for step in mark.steps] + [mark.otherwise]
    if len(set(marks)) < len(marks):
        yield where, "同じ評価が2回書かれています。"
    for one in marks:
        if any(letter.isdigit() for letter in normalize("NFKC", one)) or one in (mark.nothing, "-", "－"):
            yield where, f"評価「{one}」は使えません。◎、○、A のような、数字を含まない記号にしてください。"


def name_of(part: Row | Column) -> str:
    """What a row or column is called; rows that are split, by how each of them will be."""
    is_split = isinstance(part, Row) and part.split is not None
    return part.name or (in_one_line(part.label) if is_split else one_line(part.label))


def _names(matrix: Matrix, scope: Scope) -> Iterator[Fault]:
    for kind, what, parts in (("rows", "行", matrix.rows), ("columns", "列", matrix.columns)):
        if not parts:
            yield (kind,), f"{what}がありません。"
        names = [(getattr(part, "table", None), with_years(name_of(part), scope.fiscal_year)) for part in parts]
        for (_, name), times in Counter(names).items():
            if times > 1:
                yield (kind,), f"{what}の名前「{name}」が重なっています。name で区別してください。"
    columns = [name_of(column) for column in matrix.columns]
    for i, row in enumerate(matrix.rows):
        for name in row.only or ():
            if name not in columns:
                yield ("rows", i), f"only の「{name}」という列がこの表にありません(列は {'、'.join(columns)})。"
        if row.only == []:
            yield ("rows", i), "only が空です。数値を出す列を書くか、only を除いてください。"


@dataclass(frozen=True)
class _Cells:
    """The cells of a matrix whose rows and columns have names of their own."""

    matrix: Matrix
    scope: Scope

    def faults(self) -> Iterator[Fault]:
        asked: dict[tuple[object, ...], str] = {}
        for i, row in enumerate(self.matrix.rows):
            yield from self._row(row, i)
            question = tuple(self._asked(row, column) for column in self._columns(row))
            if _is_plain(row) and question in asked:
                yield (
                    ("rows", i),
                    f"行「{row.label}」と「{asked[question]}」は同じ数値を求めています。条件を確かめてください。",
                )
            elif _is_plain(row):
                asked[question] = row.label

    def _columns(self, row: Row) -> list[Column]:
        """The columns in which a row prints something."""
        return [c for c in self.matrix.columns if row.only is None or name_of(c) in row.only]

    def _asked(self, row: Row, column: Column) -> tuple[object, ...]:
        """What a cell asks: equal for two columns whose figures would be the same. A text or a breakdown hears the year alone."""
        if column.mark:
            return ("mark", column.mark.of, column.mark.scale)
        if column.ratio:
            return ("ratio", column.ratio.of, column.ratio.to, column.ratio.to_row, column.ratio.comparison)
        if not _is_plain(row):
            return (column.year,)
        asked = merged(row, column)
        target = (asked.target, asked.target_name)
        where = normalise_where(asked.where)
        return (asked.measure, asked.programme, where, asked.year, asked.since, asked.unit, target)

    def _row(self, row: Row, position: int) -> Iterator[Fault]:
        where: Path = ("rows", position)
        known = {VALUE} if row.split else ()
        yield from faults_of_label(row.label, self.scope, where, known)
        ways = [name for name in ("breakdown", "text", "sum", "ratio", "mark") if getattr(row, name) is not None]
        if len(ways) > 1 or (ways and any(getattr(row, n) not in (None, {}, 0) for n in OWN)):
            yield where, f"行「{row.label}」には measure などか、{'、'.join(ways)} の1つだけを書いてください。"
            return
        if row.figures and row.text is None:
            yield where, f"行「{row.label}」の figures は、text の中でだけ使えます。"
        if row.split:
            yield from self._split(row, row.split, ways, (*where, "split"))
        if row.sum is not None:
            yield from self._sum(row, row.sum, position)
            return
        if row.ratio:
            yield from self._ratio(row, row.ratio, position)
            return
        if row.mark:
            yield from self._mark(row, row.mark, position)
            return
        if row.breakdown:
            yield from _breakdown(row.breakdown, self.scope, (*where, "breakdown"))
        elif row.text is not None:
            yield from faults_of_template(row.text, row.figures, self.scope, where)
        else:
            yield from self._plain(row, where)
        yield from self._repeated(row, where)

    def _repeated(self, row: Row, where: Path) -> Iterator[Fault]:
        """Columns that print one figure twice under two names."""
        seen: dict[tuple[object, ...], Column] = {}
        for column in self._columns(row):
            first = seen.setdefault(self._asked(row, column), column)
            if first is not column:
                yield (
                    where,
                    f"行「{row.label}」は、列「{first.label}」と「{column.label}」で同じ数値になります。列に measure などを書くか、"
                    "行の only で列を限ってください。",
                )
            if column.cumulative and not _is_plain(row):
                yield (
                    where,
                    f"行「{row.label}」は累計の列「{column.label}」で数えられません。only で列を限ってください。",
                )

    def _plain(self, row: Row, where: Path) -> Iterator[Fault]:
        columns = self._columns(row)
        if row.since is not None and not any(column.cumulative for column in columns):
            yield where, f"行「{row.label}」の since は、累計の列(cumulative: true)がなければ使えません。"
        for column in (column for column in columns if not column.phase):
            if column.cumulative and row.since is None:
                yield where, f"列「{column.label}」は累計ですが、行「{row.label}」に起算年度(since)がありません。"
                continue
            twice = sorted(row.where.keys() & column.where.keys())
            if twice:
                yield where, f"条件「{twice[0]}」が行「{row.label}」と列「{column.label}」の両方にあります。"
            yield from faults_of_question(merged(row, column), self.scope, where)

    def _split(self, row: Row, split: Split, ways: list[str], where: Path) -> Iterator[Fault]:
        """Faults of rows split along a dimension."""
        if ways:
            yield where, f"行「{row.label}」は数値の行ではないため、分けられません。"
            return
        if f"{{{VALUE}}}" not in name_of(row):
            yield where, f"行「{row.label}」の見出しに {{{VALUE}}} を入れてください。分けた値の名前が入ります。"
        for asked in (merged(row, column) for column in self._columns(row) if not (column.phase or column.target)):
            measure = measure_of(asked)
            if measure is None:
                continue
            if split.by not in measure.dimensions:
                known = "、".join(measure.dimensions) or "なし"
                yield where, f"「{measure.label}」は「{split.by}」で分けられません(使えるのは {known})。"
            elif isinstance(measure.count, ValueOf):
                yield where, f"「{measure.label}」は1件ごとの値のため、分けて数えられません。"
            elif split.by in asked.where:
                yield where, f"「{split.by}」で分けるので、where に「{split.by}」は書けません。"
            elif split.codes:
                coded = asked.model_copy(update={"where": {split.by: split.codes}})
                yield from faults_of_question(coded, self.scope, where)

    def _ratio(self, row: Row, ratio: Ratio, position: int) -> Iterator[Fault]:
        """Faults of a row that compares two rows above it."""
        where: Path = ("rows", position, "ratio")
        above = {name_of(other): other for other in self.matrix.rows[:position]}
        for name in (ratio.of, ratio.to):
            if name not in {name_of(other) for other in self.matrix.rows}:
                yield where, f"比べる行「{name}」がこの表にありません。"
            elif name not in above:
                yield where, f"行「{row.label}」は、比べる行「{name}」より下に置いてください。"
            elif not _has_numbers(above[name]):
                yield where, f"「{name}」は数値の行ではないため、比べられません。"
        if ratio.of == ratio.to:
            yield where, f"行「{row.label}」が同じ行どうしを比べています。"
        if ratio.to_row is not None:
            yield where, "to_row は列の ratio にだけ書けます。"
        counted = [above[name] for name in (ratio.of, ratio.to) if name in above and _is_plain(above[name])]
        for column in self._columns(row) if len(counted) == 2 else ():
            if not column.phase:
                first, second = (unit_of(merged(other, column)) for other in counted)
                yield from faults_of_units(ratio.way, first, second, where)

    def _mark(self, row: Row, mark: Mark, position: int) -> Iterator[Fault]:
        """Faults of a row of evaluation marks."""
        where: Path = ("rows", position, "mark")
        above = {name_of(other): other for other in self.matrix.rows[:position]}
        if mark.of not in above:
            yield where, f"評価する行「{mark.of}」は、「{row.label}」より上の行から選んでください。"
        elif not _has_numbers(above[mark.of]):
            yield where, f"「{mark.of}」は数値の行ではないため、評価できません。"
        yield from _scale(mark, where)

    def _sum(self, row: Row, parts: list[str], position: int) -> Iterator[Fault]:
        where: Path = ("rows", position)
        above = {name_of(other): other for other in self.matrix.rows[:position]}
        all_rows = [name_of(other) for other in self.matrix.rows]
        if not parts:
            yield where, "計に入れる行がありません。"
        for name in parts:
            if name not in all_rows:
                yield where, f"計に入れる行「{name}」がこの表にありません。"
            elif name not in above:
                yield where, f"計「{row.label}」は、足し合わせる行「{name}」より下に置いてください。"
            elif above[name].split or (not _is_plain(above[name]) and above[name].sum is None):
                yield where, f"「{name}」は数値の行ではないため、計に入れられません。"
            elif missing := [c for c in self._columns(row) if c not in self._columns(above[name])]:
                yield (
                    where,
                    f"「{name}」は列「{missing[0].label}」に数値がないため、計に入れられません。計の only で列を限ってください。",
                )
        leaves = self._leaves(parts, above)
        for name, times in Counter(name_of(leaf) for leaf in leaves).items():
            if times > 1:
                yield where, f"「{name}」が計「{row.label}」に2回入っています。"
        yield from self._summed(row, leaves, where)

    def _leaves(self, parts: list[str], above: dict[str, Row]) -> list[Row]:
        """The counted rows a sum comes down to."""
        found: list[Row] = []
        for name in parts:
            part = above.get(name)
            if part is not None:
                found += self._leaves(part.sum, above) if part.sum is not None else [part] if _is_plain(part) else []
        return found

    def _summed(self, row: Row, leaves: list[Row], where: Path) -> Iterator[Fault]:
        for column in (column for column in self._columns(row) if not column.phase):
            asked = [(leaf, merged(leaf, column)) for leaf in leaves]
            for leaf, question in asked:
                measure = measure_of(question)
                if measure and not measure.count.additive:
                    yield (
                        where,
                        f"「{name_of(leaf)}」は実数のため足し合わせられません。延べで数える行だけを計に入れてください。",
                    )
            units = list(dict.fromkeys(unit for _, question in asked if (unit := unit_of(question))))
            if len(units) > 1:
                yield where, f"計「{row.label}」に単位の違う行({'、'.join(units)})が入っています。"
                return


def _is_plain(row: Row) -> bool:
    return not any((row.breakdown, row.text is not None, row.sum is not None, row.ratio, row.mark))


def _has_numbers(row: Row) -> bool:
    """Whether a row has one figure in each of its columns."""
    return not (row.text is not None or row.breakdown or row.split or row.mark)


def _breakdown(breakdown: Breakdown, scope: Scope, where: Path) -> Iterator[Fault]:
    yield from faults_of_split(breakdown, breakdown.by, scope, where)
    if breakdown.each.count("{figure}") != 1:
        yield where, "each には {figure} をちょうど1つ書いてください。"
    if breakdown.since is not None:
        yield where, "内訳(breakdown)は累計できません。since を除いてください。"
    if not breakdown.groups:
        yield where, "内訳の groups がありません。"
    labels = Counter(group.label for group in breakdown.groups)
    codes = Counter(str(code) for group in breakdown.groups for code in group.codes)
    for what, counted in (("内訳の名前", labels), ("内訳の値", codes)):
        for name, times in counted.items():
            if times > 1:
                yield where, f"{what}「{name}」が2回書かれています。"
    measure = measure_of(breakdown)
    for group in breakdown.groups if measure and breakdown.by in measure.dimensions else ():
        asked = Question(measure=breakdown.measure, programme=breakdown.programme, where={breakdown.by: group.codes})
        yield from faults_of_question(asked, scope, where)
