"""From cells to values, in as few queries as there are measures: however long the report, its tables are read once.

Cells that ask the same measure along the same dimensions share one grouped query. Distinct counts are taken by the
database in exactly the group asked, never added up from smaller ones.
"""

from collections.abc import Iterable
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import F, Q, QuerySet, Sum
from django.db.models import Value as Text
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from banso.core.errors import UserError
from banso.registers.models import Programme, ProgrammeYear

from .cells import Cell
from .measures import UNSAID, Flow, Measure, Stock, Total, ValueOf, get_measure
from .models import OpeningBalance, TallyEntry
from .periods import InYear, Since
from .tally import TALLY_COLUMNS
from .values import NOT_OFFERED, PENDING, Value, from_unit, total

Groups = dict[tuple[str, ...], Any]  # numbers; values where the amounts came with units of their own


def evaluate(cells: Iterable[Cell], *, using: str = settings.COUNTING) -> dict[Cell, Value]:
    """The values of all cells. Raises UserError for a cell that has no meaning (unknown programme, summed 実数).

    Counting goes over a connection that sees every record but may read only what counting needs: a figure is the same
    whoever asks, also where the records are behind a wall. `using` is another connection, to count what a transaction
    of its own has written and its user may see.
    """
    asked = list(dict.fromkeys(cells))
    world = _World.of(asked)
    batches = _batches(asked)
    answers = _answers_of([_counting(batch, world) for batch in batches], using)
    values: dict[Cell, Value] = {}
    for batch, rows in zip(batches, answers, strict=True):
        groups = _groups(batch, rows)
        for cell in batch.cells:
            values[cell] = _value(cell, batch, groups, world)
    return values


def _answers_of(counts: list[QuerySet[Any]], using: str) -> list[list[tuple[Any, ...]]]:
    """The rows of many queries, sent together: a report of seventy measures waits for the database once."""
    compilers = [count.query.get_compiler(using) for count in counts]
    connection = connections[using]
    connection.ensure_connection()
    with ExitStack() as stack:
        cursors = [stack.enter_context(connection.cursor()) for _ in counts]
        stack.enter_context(connection.connection.pipeline() if cursors else nullcontext())
        for cursor, compiler in zip(cursors, compilers, strict=True):
            try:
                cursor.execute(*compiler.as_sql())
            except EmptyResultSet:
                cursor.execute("SELECT WHERE false")
        found = [cursor.fetchall() for cursor in cursors]
    return [
        list(compiler.results_iter(results=[rows])) if rows else []
        for compiler, rows in zip(compilers, found, strict=True)
    ]


@dataclass
class _World:
    """What every cell needs besides its counts: programmes' keys, the years they ran, opening balances."""

    programme_ids: dict[str, int]
    years_run: set[tuple[int, int]]
    openings: dict[tuple[str, int, str, int], OpeningBalance]

    @classmethod
    def of(cls, cells: list[Cell]) -> "_World":
        codes = {cell.programme for cell in cells}
        ids = dict(Programme.objects.filter(code__in=codes).values_list("code", "pk"))
        unknown = sorted(codes - ids.keys())
        if unknown:
            raise UserError(f"事業コード「{'」「'.join(unknown)}」は登録されていません。事業台帳を確かめてください。")
        years = ProgrammeYear.objects.filter(programme__in=ids.values()).values_list("programme_id", "fiscal_year")
        openings = OpeningBalance.objects.filter(programme__in=ids.values()) if _any_since(cells) else []
        return cls(ids, set(years), {(o.measure, o.programme_id, o.conditions, o.base_year): o for o in openings})

    def opening(self, cell: Cell) -> OpeningBalance | None:
        if not isinstance(cell.period, Since):
            return None
        return self.openings.get(
            (cell.measure, self.programme_ids[cell.programme], cell.conditions, cell.period.base_year)
        )


def _any_since(cells: list[Cell]) -> bool:
    return any(isinstance(cell.period, Since) for cell in cells)


@dataclass
class _Batch:
    """Cells answered by one grouped query: same measure, same dimensions, and for a stock the same day."""

    measure: Measure
    cells: list[Cell]

    @property
    def grouped_by(self) -> tuple[str, ...]:
        return () if self.cells[0].many_valued else self.cells[0].dimensions

    @property
    def tallied(self) -> bool:
        grain = self.measure.tally
        return grain is not None and not self.cells[0].many_valued and set(grain.dimensions) == set(self.grouped_by)

    @property
    def years(self) -> range:
        return range(min(c.period.years.start for c in self.cells), max(c.period.years.stop for c in self.cells))

    def codes_of(self, name: str) -> set[str]:
        """The codes asked along one of the dimensions grouped by."""
        return {dict(cell.where)[name][0] for cell in self.cells}

    def key_of(self, cell: Cell, programme_id: int, year: int) -> tuple[str, ...]:
        codes = () if cell.many_valued else tuple(values[0] for _, values in cell.where)
        return (str(programme_id), str(year) if isinstance(self.measure.timing, Flow) else "", *codes)


def _batches(cells: list[Cell]) -> list[_Batch]:
    found: dict[tuple[Any, ...], _Batch] = {}
    for cell in cells:
        declared = get_measure(cell.measure)
        if isinstance(cell.period, Since) and not (isinstance(declared.timing, Flow) and declared.count.additive):
            raise UserError(
                f"「{declared.label}」は実数または残高のため、年度をまたいで累計できません。延べで数える項目を選んでください。"
            )
        day = cell.period.fiscal_year if isinstance(declared.timing, Stock) else None
        key = (
            cell.measure,
            cell.dimensions,
            cell.where if cell.many_valued else None,
            day,
            isinstance(cell.period, Since),
        )
        found.setdefault(key, _Batch(declared, [])).cells.append(cell)
    return list(found.values())


def _counting(batch: _Batch, world: _World) -> QuerySet[Any]:
    return _tally_counts(batch, world) if batch.tallied else _record_counts(batch, world)


def _groups(batch: _Batch, rows: list[tuple[Any, ...]]) -> Groups:
    return _tallied_groups(batch, rows) if batch.tallied else _record_groups(batch, rows)


def _record_counts(batch: _Batch, world: _World) -> QuerySet[Any]:
    """(programme, fiscal year of a flow, code of each dimension, figure) of every group asked."""
    measure = batch.measure
    group = [measure.programme]
    if isinstance(measure.timing, Flow):
        group.append(measure.timing.fiscal_year)
    unsaid = {name: _with_unsaid(measure, name) for name in batch.grouped_by if UNSAID in batch.codes_of(name)}
    group += [f"by_{name}" if name in unsaid else measure.dimensions[name].lookup for name in batch.grouped_by]
    if isinstance(measure.count, Total) and measure.count.unit:
        group.append(measure.count.unit)
    found = _population(batch, world).order_by().annotate(**{f"by_{name}": code for name, code in unsaid.items()})
    rows: QuerySet[Any] = found.values_list(*group)
    if isinstance(measure.count, ValueOf):
        return rows.values_list(*group, measure.count.column)
    counted: QuerySet[Any] = rows.annotate(figure=measure.expression(batch.years)).values_list(*group, "figure")
    return counted


def _with_unsaid(measure: Measure, name: str) -> Combinable:
    """A record's code along a dimension; of a text, an empty one where there is none, so that both are one group."""
    lookup = measure.dimensions[name].lookup
    return Coalesce(lookup, Text(UNSAID)) if measure.is_text(name) else F(lookup)


def _said(code: object) -> str:
    return UNSAID if code is None else str(code)


def _record_groups(batch: _Batch, rows: list[tuple[Any, ...]]) -> Groups:
    measure = batch.measure
    groups: Groups = {}
    padding = () if isinstance(measure.timing, Flow) else ("",)
    if measure.brings_units:
        return _given_groups(rows, padding)
    for programme_id, *codes, number in rows:
        key = (str(programme_id), *padding, *map(_said, codes))
        if groups.setdefault(key, number) != number:
            raise UserError(
                f"「{measure.label}」に、同じ年度の違う値が登録されています。1つになるように直してください。"
            )
    return groups


def _given_groups(rows: list[tuple[Any, ...]], padding: tuple[str, ...]) -> Groups:
    """Sums of amounts that were given in units of their own; amounts of units that do not go together stay unsummed."""
    found: dict[tuple[str, ...], list[Value]] = {}
    for programme_id, *codes, unit, number in rows:
        key = (str(programme_id), *padding, *map(_said, codes))
        found.setdefault(key, []).append(replace(from_unit(number, unit), given_in=unit))
    return {key: total(values) for key, values in found.items()}


def _population(batch: _Batch, world: _World) -> QuerySet[Any]:
    measure = batch.measure
    ids = {world.programme_ids[cell.programme] for cell in batch.cells}
    chosen = Q(**{f"{measure.programme}__in": ids}) & measure.timing.within(batch.years)
    if batch.cells[0].many_valued:
        chosen &= measure.conditions(batch.cells[0])
    else:
        for name in batch.grouped_by:
            chosen &= measure.having(name, batch.codes_of(name))
    return measure.population().filter(chosen)


def _tally_counts(batch: _Batch, world: _World) -> QuerySet[Any]:
    grain = batch.measure.tally
    assert grain is not None
    years = batch.years
    entries = TallyEntry.objects.filter(
        source=grain.source,
        programme_id__in={world.programme_ids[cell.programme] for cell in batch.cells},
        fiscal_year__gte=years.start,
        fiscal_year__lt=years.stop,
        cell__in={_tally_cell(batch.measure, cell) for cell in batch.cells},
    )
    column = TALLY_COLUMNS[type(batch.measure.count)]
    return entries.values_list("programme_id", "fiscal_year", "cell").annotate(n=Sum(column))


def _tallied_groups(batch: _Batch, rows: list[tuple[Any, ...]]) -> Groups:
    grain = batch.measure.tally
    assert grain is not None
    groups: Groups = {}
    for programme_id, year, codes, number in rows:
        by_name = dict(zip(grain.dimensions, codes.split("|"), strict=False))
        groups[(str(programme_id), str(year), *(by_name[name] for name in batch.grouped_by))] = number
    return groups


def _tally_cell(measure: Measure, cell: Cell) -> str:
    assert measure.tally is not None
    codes = {name: values[0] for name, values in cell.where}
    return "|".join(codes[name] for name in measure.tally.dimensions)


def _value(cell: Cell, batch: _Batch, groups: Groups, world: _World) -> Value:
    opening = world.opening(cell)
    years = range(opening.records_from, cell.period.years.stop) if opening else cell.period.years
    programme_id = world.programme_ids[cell.programme]
    found = [groups.get(batch.key_of(cell, programme_id, year)) for year in years]
    present = [number for number in found if number is not None]
    if batch.measure.brings_units and present:
        return total([*present, *([Value.counted(opening.number)] if opening else [])])
    number = sum(present, start=0) + (opening.number if opening else 0)
    if number:
        return Value.counted(number)
    return _value_of_nothing(
        cell, batch.measure, world, none_found=not present and isinstance(batch.measure.count, ValueOf)
    )


def _value_of_nothing(cell: Cell, measure: Measure, world: _World, *, none_found: bool) -> Value:
    """Zero, not offered and not yet counted are different answers; which one is asked only here."""
    ran = (world.programme_ids[cell.programme], cell.period.fiscal_year) in world.years_run
    if isinstance(cell.period, InYear) and not ran:
        return NOT_OFFERED
    if measure.offered and not measure.offered(cell):
        return NOT_OFFERED
    if none_found or (measure.pending and measure.pending(cell)):
        return PENDING
    return Value.counted(0)
