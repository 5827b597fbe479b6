"""Whether a question makes sense as the engine will be asked it: whole, with what row, column and section each say of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from banso.core.fiscal import KNOWN_YEARS
from banso.figures.figures import BORROWED
from banso.figures.measures import Distinct, Flow, Measure, ValueOf, get_measure
from banso.figures.values import RATE, YEN

from .codes import as_codes, fault_of_codes, resolved
from .schema import Codes, Question

Path = tuple[int | str, ...]
Fault = tuple[Path, str]


@dataclass(frozen=True)
class Scope:
    """What a section's questions rest on: the report's year, the section's programme ('' for none), all programmes by code."""

    fiscal_year: int
    programme: str
    programmes: frozenset[str]


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
    return None if measure is BORROWED else measure.unit


def faults_of_question(question: Question, scope: Scope, where: Path) -> Iterator[Fault]:
    """Every fault of a whole question."""
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
        yield from _condition(measure, name, codes, programme, where)
    yield from _period(question, measure, scope, where)
    yield from _unit(question, measure, where)


def _condition(measure: Measure, name: str, codes: Codes, programme: str, where: Path) -> Iterator[Fault]:
    dimension = measure.dimensions.get(name)
    if dimension is None:
        known = "、".join(measure.dimensions) or "なし"
        yield where, f"集計項目「{measure.code}」に条件「{name}」はありません(使えるのは {known})。"
        return
    column = resolved(measure.model, dimension.path)
    assert column is not None  # declarations are checked at start-up
    said = fault_of_codes(column, as_codes(codes), dimension.labels, of=measure.model, programme=programme)
    if said:
        yield where, f"条件「{name}」: {said}"


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
    if unit is None or measure is BORROWED:
        return
    if (unit in YEN) != (measure.unit in YEN) or (RATE in (unit, measure.unit) and unit != measure.unit):
        yield where, f"「{measure.label}」は{measure.unit}で数えるため、{unit}では印刷できません。"


def faults_of_split(question: Question, by: str, scope: Scope, where: Path) -> Iterator[Fault]:
    """Faults of a figure asked along a dimension: the most frequent of its codes, or a number for each."""
    yield from faults_of_question(question, scope, where)
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
