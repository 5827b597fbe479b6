"""Whether a question makes sense as the engine will be asked it: whole, with what row, column and section each say of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from banso.core.fiscal import KNOWN_YEARS
from banso.figures.comparing import Way
from banso.figures.measures import UNSAID, Distinct, Flow, Measure, ValueOf, get_measure, target_choices
from banso.figures.values import RATE, YEN, suits

from .codes import SEPARATORS, as_codes, fault_of_codes
from .schema import Codes, Question, RatioOf, Series

Path = tuple[int | str, ...]
Fault = tuple[Path, str]


@dataclass(frozen=True)
class Scope:
    """What a section's questions rest on: the report's year, the section's programme ('' for none), all programmes by code."""

    fiscal_year: int
    programme: str
    programmes: frozenset[str]
    walled: frozenset[str] = frozenset()


def measure_of(question: Question) -> Measure | None:
    """The measure a question names; None if it names none, or none there is."""
    try:
        return get_measure(question.measure or "")
    except KeyError:
        return None


def unit_of(question: Question) -> str | None:
    """The unit a question's figure prints in; None where the figure brings its own."""
    measure = measure_of(question)
    if question.unit or measure is None:
        return question.unit or None
    return None if measure.brings_units or question.target else measure.unit


def unit_of_series(series: Series) -> str | None:
    """The unit a chart's series is drawn in."""
    if series.ratio is None:
        measure = measure_of(series)
        return series.unit or (measure.unit if measure else None)
    return series.ratio.comparison.unit_of(unit_of(series.ratio.of) or "") or None


def faults_of_question(question: Question, scope: Scope, where: Path) -> Iterator[Fault]:
    """Every fault of a whole question."""
    if question.target:
        yield from _target(question, scope, where)
        return
    if question.target_name:
        yield where, "target_name は、目標の数値(target: true)にだけ書けます。"
    if not question.measure:
        yield where, "measure がありません。"
        return
    measure = measure_of(question)
    if measure is None:
        yield where, f"集計項目「{question.measure}」はありません。"
        return
    programme = question.programme or scope.programme
    if not programme:
        yield where, f"「{measure.label}」をどの事業で数えるかがありません。programme を書いてください。"
    elif programme not in scope.programmes:
        yield where, f"事業「{programme}」が事業一覧にありません。"
    for name, codes in question.where.items():
        yield from faults_of_condition(measure, name, codes, programme, where)
    yield from _period(question, measure, scope, where)
    yield from _unit(question, measure, where)


def _target(question: Question, scope: Scope, where: Path) -> Iterator[Fault]:
    """Faults of a question for a target: of a measure, or one with a name."""
    if question.where and not question.target_name:
        yield where, "条件を付けた数値の目標には、登録した目標の名前(target_name)を書いてください。"
    if question.since is not None:
        yield where, "目標は累計できません。since を除いてください。"
    if not (question.measure or question.target_name):
        yield where, "どの目標かがありません。measure か target_name を書いてください。"
    elif question.measure and question.measure not in dict(target_choices()):
        yield where, f"集計項目「{question.measure}」の目標は登録できません。つづりを確かめてください。"
    programme = question.programme or scope.programme
    if not programme:
        yield where, "どの事業の目標かがありません。programme を書いてください。"
    elif programme not in scope.programmes:
        yield where, f"事業「{programme}」が事業一覧にありません。"
    if any(mark in (question.target_name or "") for mark in SEPARATORS):
        yield where, f"目標の名前に {'、'.join(SEPARATORS)} は使えません。"
    if scope.fiscal_year + question.year not in KNOWN_YEARS:
        yield where, f"year {question.year} は、数えられる年度の外になります。"


def faults_of_ratio(ratio: RatioOf, scope: Scope, where: Path) -> Iterator[Fault]:
    """Faults of two figures compared."""
    for name, question in (("of", ratio.of), ("to", ratio.to)):
        yield from faults_of_question(question, scope, (*where, "ratio", name))
    yield from faults_of_units(ratio.way, unit_of(ratio.of), unit_of(ratio.to), where)


def faults_of_units(way: Way, first: str | None, second: str | None, where: Path) -> Iterator[Fault]:
    """Figures of different units: one may be so many times the other, but not more or less than it."""
    alike = not first or not second or suits(first, second)
    if way in (Way.DIFFERENCE, Way.CHANGE_RATE) and not alike:
        yield where, f"{first}と{second}の数値の差は出せません。同じ単位の数値を選んでください。"


def faults_of_condition(measure: Measure, name: str, codes: Codes, programme: str, where: Path) -> Iterator[Fault]:
    """Faults of a condition along a dimension of a measure."""
    dimension = measure.dimensions.get(name)
    if dimension is None:
        known = "、".join(measure.dimensions) or "なし"
        yield where, f"集計項目「{measure.code}」に条件「{name}」はありません(使えるのは {known})。"
        return
    column = measure.column(name)
    given = as_codes(codes)
    said = [code for code in given if code != UNSAID]
    if len(said) < len(given) and not measure.may_be_unsaid(name):
        yield where, f"条件「{name}」: 値のない記録はありません。値を選んでください。"
    elif said or not given:
        wrong = fault_of_codes(column, said, dimension.labels, of=measure.model, programme=programme)
        if wrong:
            yield where, f"条件「{name}」: {wrong}"


def _period(question: Question, measure: Measure, scope: Scope, where: Path) -> Iterator[Fault]:
    year = scope.fiscal_year + question.year
    if year not in KNOWN_YEARS:
        yield where, f"year {question.year} は、数えられる年度の外になります。"
    if question.since is None:
        return
    if not (measure.count.additive and isinstance(measure.timing, Flow)):
        yield where, f"「{measure.label}」は実数または残高のため、累計できません。since を除いてください。"
    if not KNOWN_YEARS.start <= question.since <= year:
        yield where, f"since は {year} 以前の年度を西暦で書いてください(今は {question.since})。"


def _unit(question: Question, measure: Measure, where: Path) -> Iterator[Fault]:
    unit = question.unit
    if unit is None or measure.brings_units:
        return
    if (unit in YEN) != (measure.unit in YEN) or (RATE in (unit, measure.unit) and unit != measure.unit):
        yield where, f"「{measure.label}」は{measure.unit}で数えるため、{unit}では印刷できません。"


def faults_of_split(question: Question, by: str, scope: Scope, where: Path) -> Iterator[Fault]:
    """Faults of a figure asked along a dimension: the most frequent of its codes, or a number for each."""
    yield from faults_of_question(question, scope, where)
    if question.target:
        yield where, "目標は分けて数えられません。target を除いてください。"
    measure = measure_of(question)
    if measure is None:
        return
    if by not in measure.dimensions:
        known = "、".join(measure.dimensions) or "なし"
        yield where, f"集計項目「{measure.code}」に条件「{by}」はありません(使えるのは {known})。"
    elif isinstance(measure.count, ValueOf):
        yield where, f"「{measure.label}」は1件ごとの値のため、分けて数えられません。"
    elif by in question.where:
        yield where, f"「{by}」で分けるので、where に「{by}」は書けません。"


def faults_of_ranking(question: Question, by: str, scope: Scope, where: Path) -> Iterator[Fault]:
    """Faults of the most frequent labels: counts of firms are compared only along what each firm has one of."""
    yield from faults_of_split(question, by, scope, where)
    measure = measure_of(question)
    dimension = measure.dimensions.get(by) if measure and isinstance(measure.count, Distinct) else None
    if measure and dimension and not dimension.of_subject:
        yield (
            where,
            f"「{measure.label}」は実数のため、「{by}」で分けると合計に合いません。延べで数える項目にしてください。",
        )
