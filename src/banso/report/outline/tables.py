"""Faults of a matrix: each cell is looked at as row and column together will ask it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from banso.figures.cells import normalise_where

from .questions import Fault, Path, Scope, faults_of_question, faults_of_split, measure_of, unit_of
from .schema import Breakdown, Column, Matrix, Question, Row, merged
from .templates import faults_of_label, faults_of_template
from .words import one_line, with_years

OWN = ("measure", "programme", "where", "year", "since", "unit", "qualifier")


def faults_of_matrix(matrix: Matrix, scope: Scope) -> Iterator[Fault]:
    """Every fault of a matrix: names first, since everything else refers to them."""
    named = list(_names(matrix, scope))
    yield from named
    for i, column in enumerate(matrix.columns):
        where: Path = ("columns", i)
        yield from faults_of_template(column.label, column.figures, scope, where)
        yield from faults_of_label(column.group or "", scope, where)
        if column.cumulative and column.since is not None:
            yield where, f"列「{column.label}」の since は、行の since による累計(cumulative)と一緒に書けません。"
    if not named:
        yield from _Cells(matrix, scope).faults()
    for text in (matrix.caption or "", matrix.corner, *matrix.notes):
        yield from faults_of_label(text, scope, ())


def name_of(part: Row | Column) -> str:
    return part.name or one_line(part.label)


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
        if not _is_plain(row):
            return (column.year,)
        asked = merged(row, column)
        return (asked.measure, asked.programme, normalise_where(asked.where), asked.year, asked.since, asked.unit)

    def _row(self, row: Row, position: int) -> Iterator[Fault]:
        where: Path = ("rows", position)
        yield from faults_of_label(row.label, self.scope, where)
        ways = [name for name in ("breakdown", "text", "sum") if getattr(row, name) is not None]
        if len(ways) > 1 or (ways and any(getattr(row, n) not in (None, {}, 0) for n in OWN)):
            yield where, f"行「{row.label}」には measure などか、{'、'.join(ways)} の1つだけを書いてください。"
            return
        if row.figures and row.text is None:
            yield where, f"行「{row.label}」の figures は、text の中でだけ使えます。"
        if row.sum is not None:
            yield from self._sum(row, row.sum, position)
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
        for column in columns:
            if column.cumulative and row.since is None:
                yield where, f"列「{column.label}」は累計ですが、行「{row.label}」に起算年度(since)がありません。"
                continue
            twice = sorted(row.where.keys() & column.where.keys())
            if twice:
                yield where, f"条件「{twice[0]}」が行「{row.label}」と列「{column.label}」の両方にあります。"
            yield from faults_of_question(merged(row, column), self.scope, where)

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
            elif not _is_plain(above[name]) and above[name].sum is None:
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
        for column in self._columns(row):
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
    return row.breakdown is None and row.text is None and row.sum is None


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
