"""The way back: from a figure to its records, its rule and its arithmetic, and from a record to its figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from banso.registers.models import Programme

from .cells import Cell
from .evaluate import evaluate
from .measures import UNSAID, UNSAID_LABEL, Distinct, Flow, Measure, Rows, counting, get_measure
from .models import OpeningBalance
from .periods import InYear, Period, Since
from .values import Value


def records(cell: Cell) -> QuerySet[Any]:
    """The records behind a cell, as a queryset of the measure's own model; their count or sum is the cell's value.

    For a cumulative cell these are the records since the centre keeps them; the opening balance comes on top.
    """
    measure = get_measure(cell.measure)
    balance = opening_balance(cell)
    years = range(balance.records_from, cell.period.years.stop) if balance else cell.period.years
    programme_id = Programme.objects.values_list("pk", flat=True).get(code=cell.programme)
    chosen = Q(**{measure.programme: programme_id}) & measure.timing.within(years) & measure.conditions(cell)
    return measure.population().filter(chosen)


def number_of_records(cell: Cell) -> int:
    """How many records lie behind a cell, whoever asks."""
    return counting(records(cell)).count()


def record_ids(cell: Cell) -> set[int]:
    """The keys of the records behind a cell, whoever asks: a key opens nothing by itself."""
    return set(counting(records(cell)).order_by().values_list("pk", flat=True))


def opening_balance(cell: Cell) -> OpeningBalance | None:
    """The opening balance a cumulative cell starts from, if it has one."""
    if not isinstance(cell.period, Since):
        return None
    return OpeningBalance.objects.filter(
        measure=cell.measure,
        programme__code=cell.programme,
        conditions=cell.conditions,
        base_year=cell.period.base_year,
    ).first()


def breakdown(
    measure_code: str, programme: str, period: Period, by: str, where: Mapping[str, Any] | None = None
) -> dict[str, int]:
    """The figure split along one dimension, as {label: number}; codes without records are left out.

    Distinct counts are split only along a dimension of the subject itself, where the parts add up to the whole.
    """
    measure = get_measure(measure_code)
    dimension = measure.dimensions[by]
    if isinstance(measure.count, Distinct) and not dimension.of_subject:
        raise ValueError(f"{measure.code}: distinct counts along {by!r} do not add up")
    rows = counting(records(Cell.of(measure_code, programme, period, where)))
    named = dimension.label_path or dimension.lookup
    split = rows.order_by().values_list(named).annotate(figure=measure.expression(period.years))
    return {dimension.label_of(str(code)): number for code, number in split if code not in (None, "")}


@dataclass(frozen=True)
class Coded:
    """A code that records behind a cell have along a dimension: its name and its number; UNSAID for those that say none."""

    code: str
    label: str
    number: Any


def codes_along(cell: Cell, by: str) -> list[Coded]:
    """The codes that the records behind a cell have along a dimension."""
    measure = get_measure(cell.measure)
    dimension = measure.dimensions[by]
    named = [dimension.lookup, *([dimension.label_path] if dimension.label_path else [])]
    rows = counting(records(cell)).order_by().values_list(*named)
    found: dict[str, Coded] = {}
    for code, *names, number in rows.annotate(figure=measure.expression(cell.period.years)):
        said = UNSAID if code is None else str(code)
        label = str(names[0]) if names and said else dimension.label_of(said)
        found[said] = Coded(said, label, number + (found[said].number if said in found else 0))
    return list(found.values())


def names_of(measure: Measure, by: str, codes: Sequence[str]) -> dict[str, str]:
    """What codes along a dimension are called, whether records have them or not."""
    dimension = measure.dimensions[by]
    unsaid = {UNSAID: UNSAID_LABEL} if UNSAID in codes else {}
    if dimension.labels or not dimension.label_path:
        return {code: dimension.label_of(code) for code in codes} | unsaid
    column = measure.column(by)
    table = column.related_model if column.is_relation else column.model
    key = "pk" if column.is_relation else column.name
    named = table._default_manager.filter(**{f"{key}__in": [code for code in codes if code != UNSAID]})
    words = named.values_list(key, dimension.label_path.rpartition("__")[2])
    return {str(code): str(name) for code, name in words} | unsaid


def cells_counting(rows: Sequence[Model], cells: Iterable[Cell]) -> set[Cell]:
    """Those of the given cells in which any of these records counts."""
    known: dict[str, set[tuple[str, int | None]]] = {}
    found = set()
    for cell in set(cells):
        measure = get_measure(cell.measure)
        keys = [row.pk for row in rows if type(row) is measure.model]
        if keys and cell.measure not in known:
            known[cell.measure] = _whereabouts(measure, keys)
        near = bool(keys) and any(_may_count(cell, *place) for place in known[cell.measure])
        if near and records(cell).filter(pk__in=keys).exists():
            found.add(cell)
    return found


def _whereabouts(measure: Measure, keys: list[int]) -> set[tuple[str, int | None]]:
    """The programme and, where it decides, the fiscal year of each record a measure counts."""
    paths = [f"{measure.programme.removesuffix('_id')}__code"]
    if isinstance(measure.timing, Flow):
        paths.append(measure.timing.fiscal_year)
    rows = measure.population().filter(pk__in=keys).order_by().values_list(*paths)
    return {(row[0], row[1] if len(row) > 1 else None) for row in rows}


def _may_count(cell: Cell, programme: str, fiscal_year: int | None) -> bool:
    return cell.programme == programme and (fiscal_year is None or fiscal_year in cell.period.years)


@dataclass(frozen=True)
class Step:
    """One line of a figure's arithmetic: what it is, and its number in the measure's base unit."""

    label: str
    number: int


def arithmetic(cell: Cell) -> list[Step]:
    """How the number comes about: opening balance and each year of a cumulative figure, rows behind a distinct count."""
    if isinstance(cell.period, Since):
        return _cumulative_steps(cell)
    measure = get_measure(cell.measure)
    if isinstance(measure.count, Rows):
        return []
    return [Step("対象となる記録の数", number_of_records(cell))]


def _cumulative_steps(cell: Cell) -> list[Step]:
    balance = opening_balance(cell)
    steps = [Step(f"期首残高(出典: {balance.source})", balance.number)] if balance else []
    first = balance.records_from if balance else cell.period.years.start
    years = [
        Cell(cell.measure, cell.programme, InYear(year), cell.where) for year in range(first, cell.period.years.stop)
    ]
    values: dict[Cell, Value] = evaluate(years)
    return steps + [Step(year.period.label(), int(values[year].number or 0)) for year in years]
