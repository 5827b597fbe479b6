"""Measures: what a kind of work counts, declared once, in words and as a query.

A measure is one named population plus one way of counting it. The number and the list of records behind it come from
the same declaration, so they cannot disagree. Each kind of work declares its measures in its own `figures.py`:

    HELD = measure(
        code="consultations.held",
        label="相談件数",
        rule="相談日が年度内の相談記録を、1回を1件として延べで数える。",
        unit="件",
        population=lambda: Consultation.objects.all(),
        count=Rows(),
        timing=Flow(fiscal_year="fiscal_year", decided_by="相談日"),
        programme="programme_id",
        dimensions={"mode": Dimension("相談方法", "mode")},
    )
"""

import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Count, DateField, DecimalField, F, Func, Model, Q, QuerySet, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.sql.query import Query

from banso.core.fiscal import Span, fiscal_year_period

from .cells import Cell

Q_Model = TypeVar("Q_Model", bound=Model)


@dataclass(frozen=True)
class Rows:
    """延べ: every record counts once."""

    additive = True

    def expression(self) -> Combinable:
        return Count("pk")


@dataclass(frozen=True)
class Distinct:
    """実: each subject (a firm, a person) counts once in the period, however many records it has."""

    subject: str
    additive = False

    def expression(self) -> Combinable:
        return Count(self.subject, distinct=True)


@dataclass(frozen=True)
class Total:
    """The sum of a column (yen, persons) over the records. `unit` is the column of the unit each amount was given in."""

    amount: str
    unit: str = ""
    additive = True

    def expression(self) -> Combinable:
        return Coalesce(Sum(self.amount), Value(0), output_field=DecimalField())


@dataclass(frozen=True)
class TotalOf(Total):
    """The sum of what the population works out of each record, as the annotation `worked_out`, from the column `amount` (±, 返納 negative)."""

    worked_out: str = ""

    def expression(self) -> Combinable:
        return Coalesce(Sum(self.worked_out), Value(0), output_field=DecimalField())


@dataclass(frozen=True)
class ValueOf:
    """A single record's own value, such as a course's cap. More than one record is a contradiction, not a sum."""

    column: str
    additive = False


@dataclass(frozen=True)
class Days:
    """延べ日数: on how many days of the period the records stood, both ends counted. `weight` is a column each day is multiplied by (㎡).

    It goes with a timing :class:`Throughout`.
    """

    weight: str = ""
    additive = False


Counted = Rows | Distinct | Total
Counting = Counted | ValueOf | Days


@dataclass(frozen=True)
class Flow:
    """Happened within the period. `fiscal_year` is the path of the deciding date's fiscal-year column.

    `day` is the path of that date itself: a measure that names it is followed through the year on the first page.
    """

    fiscal_year: str
    decided_by: str
    day: str = ""

    def within(self, years: range) -> Q:
        return Q(**{f"{self.fiscal_year}__gte": years.start, f"{self.fiscal_year}__lte": years.stop - 1})


@dataclass(frozen=True)
class Stock:
    """Stood on the last day of the period: begun on or before it, and not ended before it."""

    starts_on: str
    ends_on: str
    decided_by: str

    def standing_on(self, day: date) -> Q:
        return Q(**{f"{self.starts_on}__lte": day}) & (
            Q(**{f"{self.ends_on}__isnull": True}) | Q(**{f"{self.ends_on}__gte": day})
        )

    def within(self, years: range) -> Q:
        return self.standing_on(fiscal_year_period(years.stop - 1).end)


@dataclass(frozen=True)
class Throughout(Stock):
    """Stood on any day of the period: begun by its last day, and not ended before its first."""

    def within(self, years: range) -> Q:
        return self.standing_in(_days_of(years))

    def standing_in(self, days: Span) -> Q:
        return Q(**{f"{self.starts_on}__lte": days.end}) & (
            Q(**{f"{self.ends_on}__isnull": True}) | Q(**{f"{self.ends_on}__gte": days.start})
        )

    def days_in(self, days: Span, weight: str = "") -> Combinable:
        """How many of these days the records stood, added up, each day multiplied by `weight`."""
        first, last = (Value(day, output_field=DateField()) for day in (days.start, days.end))
        until, since = Least(F(self.ends_on), last), Greatest(F(self.starts_on), first)  # of no end, the last day
        length: Any = Func(
            until, since, template="(%(expressions)s + 1)", arg_joiner=" - ", output_field=DecimalField()
        )
        return Coalesce(Sum(length * F(weight) if weight else length), Value(0), output_field=DecimalField())


def _days_of(years: range) -> Span:
    return Span(fiscal_year_period(years.start).start, fiscal_year_period(years.stop - 1).end)


Timing = Flow | Stock


@dataclass(frozen=True)
class Dimension:
    """A condition a figure may set: the Japanese label and the path of the column holding the code.

    `label_path` is the column that names a code, where `labels` does not. `of_subject` says that the code belongs to
    the subject counted (a firm's industry), so that distinct counts may be added across its codes: no subject stands
    under two of them. `is_month` counts by the month of a date. `of_service` says that the code tells what was offered (the scheme, the
    kind of paper), not who came: such a figure of a year is a total, however small. The code UNSAID stands for records that say nothing.
    """

    label: str
    path: str
    of_subject: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)
    label_path: str = ""
    is_month: bool = False
    of_service: bool = False

    @property
    def lookup(self) -> str:
        """What the code is compared with."""
        return f"{self.path}__month" if self.is_month else self.path

    def label_of(self, code: str) -> str:
        return str(self.labels.get(code, code))


@dataclass(frozen=True)
class TallyGrain:
    """The tally kept for this measure's table (see :mod:`banso.figures.tally`): its name and its dimensions, in order."""

    source: str
    dimensions: tuple[str, ...] = ()


Predicate = Callable[[Cell], bool]
UNSAID, UNSAID_LABEL = "", "未記入"  # the code of what a record does not say, and how that is called


@dataclass(frozen=True)
class Measure:
    """A declared measure. `rule` is the counting rule printed to users; `unit` the unit it prints in.

    `offered` and `pending` are asked only about a figure that came out as zero: whether the centre offered this at
    all in the period, and whether records are still to come. They ask over the counting connection (:func:`counting`),
    and `asks` names the columns they read besides those of the measure. `is_given` marks numbers that the centre sets
    itself (a target, a budget): they are no count of records, and nobody can be known by them. `most` are the measures of how many
    there are and of the most that each may come to, where a sum can be no more than the one times the other. `company` and `staff` are the ways to
    the record's company and its staff, where they are not its own links (:mod:`banso.figures.dimensions`).
    """

    code: str
    label: str
    rule: str
    unit: str
    population: Callable[[], QuerySet[Any]]
    count: Counting
    timing: Timing
    programme: str
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    qualifier: str = ""
    tally: TallyGrain | None = None
    offered: Predicate | None = None
    pending: Predicate | None = None
    asks: tuple[str, ...] = ()
    is_given: bool = False
    most: tuple[str, str] | None = None
    company: str = ""
    staff: str = ""
    declared_at: str = ""

    @cached_property
    def model(self) -> type[Model]:
        return self.population().model

    @property
    def brings_units(self) -> bool:
        """Whether each record says in which unit its number is (提供を受けた数値, その他の実績)."""
        return isinstance(self.count, Total) and bool(self.count.unit)

    def expression(self, years: range) -> Combinable:
        """What is reckoned of the records of these fiscal years."""
        if isinstance(self.count, Days):
            assert isinstance(self.timing, Throughout)
            return self.timing.days_in(_days_of(years), self.count.weight)
        assert not isinstance(self.count, ValueOf)
        return self.count.expression()

    def conditions(self, cell: Cell) -> Q:
        """The cell's own conditions, without programme and period."""
        chosen = Q()
        for name, codes in cell.where:
            path = self.dimensions[name].path
            if len(codes) > 1 and _has_several(self.model, path):  # a record with two of the codes is still one record
                rows = self.model._default_manager.filter(self.having(name, codes)).order_by()
                chosen &= Q(pk__in=rows.values("pk"))
            else:
                chosen &= self.having(name, codes)
        return chosen

    def having(self, name: str, codes: Collection[str]) -> Q:
        """The records that have one of the codes along a dimension; with UNSAID those too that have none."""
        dimension = self.dimensions[name]
        said = [code for code in codes if code != UNSAID]
        chosen = Q(**{dimension.lookup: said[0]}) if len(said) == 1 else Q(**{f"{dimension.lookup}__in": said})
        if len(said) == len(codes):
            return chosen
        unsaid = Q(**{f"{dimension.path}__isnull": True})
        if self.is_text(name):
            unsaid |= Q(**{dimension.path: ""})
        return unsaid | chosen if said else unsaid

    def is_text(self, name: str) -> bool:
        """Whether the code along a dimension is kept as a text, which may be empty."""
        return self.column(name).get_internal_type() in ("CharField", "TextField", "SlugField")

    def may_be_unsaid(self, name: str) -> bool:
        """Whether a record may say nothing along a dimension: a link on the way is open, or the column itself."""
        steps, column = self._way(name)
        open_link = any(step.m2m or getattr(step.join_field, "null", False) for step in steps)
        return bool(open_link or column.null or (column.blank and self.is_text(name)))

    def column(self, name: str) -> Any:
        """The column along a dimension (declarations are checked at start-up: there is one)."""
        return self._way(name)[1]

    def _way(self, name: str) -> tuple[Any, Any]:
        """The steps to the column of a dimension, and the column."""
        path = self.dimensions[name].path.split("__")
        steps, column, *_ = Query(self.model).names_to_path(path, self.model._meta, fail_on_missing=True)
        return steps, column


def _has_several(model: type[Model], path: str) -> bool:
    """Whether a record may have several of what a path leads to."""
    steps = Query(model).names_to_path(path.split("__"), model._meta, fail_on_missing=True)[0]
    return any(step.m2m for step in steps)


def counting(rows: QuerySet[Q_Model]) -> QuerySet[Q_Model]:
    """The same rows over the connection that counts: all of them, for their keys and numbers only."""
    return rows.using(settings.COUNTING)


class DeclarationError(Exception):
    """A measure declared wrongly: the message says where, and what is missing."""


def called_from() -> str:
    """The file and line that called the caller. Only that frame is looked at: the whole stack costs every start of a command seconds."""
    frame = sys._getframe(2)
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


_measures: dict[str, Measure] = {}


def measure(**declaration: Any) -> Measure:
    """Declare a measure. Raises DeclarationError, naming file and line, if it is incomplete or its code is taken."""
    where = called_from()
    try:
        declared = Measure(**declaration, declared_at=where)
    except TypeError as error:
        raise DeclarationError(f"{where}: {error}") from error
    if isinstance(declared.count, Days) is not isinstance(declared.timing, Throughout):
        raise DeclarationError(
            f"{where}: measure {declared.code!r}: Days are counted Throughout a period, and nothing else is"
        )
    from .dimensions import usual_dimensions

    declared = replace(declared, dimensions={**declared.dimensions, **_others(declared, usual_dimensions(declared))})
    for name in ("code", "label", "rule", "unit"):
        if not getattr(declared, name):
            raise DeclarationError(f"{where}: measure {declared.code!r} has no {name}")
    if declared.code in _measures and _measures[declared.code].declared_at != where:
        raise DeclarationError(
            f"{where}: measure {declared.code!r} is already declared at {_measures[declared.code].declared_at}"
        )
    _measures[declared.code] = declared
    return declared


def _others(measure: Measure, usual: Mapping[str, Dimension]) -> dict[str, Dimension]:
    """Those of the usual dimensions that a measure has not declared itself."""
    return {name: dimension for name, dimension in usual.items() if name not in measure.dimensions}


def get_measure(code: str) -> Measure:
    """The measure of that code. Raises KeyError if nobody declared it."""
    return _measures[code]


def all_measures() -> list[Measure]:
    return sorted(_measures.values(), key=lambda m: m.code)


def measures_as_declared() -> list[Measure]:
    """Every measure in the order in which its kind of work declares them, the usual one first."""
    return list(_measures.values())


def followed_measures() -> list[Measure]:
    """The measures followed through the year."""
    return [m for m in all_measures() if isinstance(m.timing, Flow) and m.timing.day]


def followed_choices() -> list[tuple[str, str]]:
    """What a target could be set for at first; the first migration knows it by this name."""
    return [(m.code, f"{m.label}({m.unit})") for m in followed_measures()]


def target_choices() -> list[tuple[str, str]]:
    """What a target may be set for: whatever records are counted by."""
    counted = (
        m for m in measures_as_declared() if isinstance(m.count, Counted) and not m.is_given and not m.brings_units
    )
    return [(m.code, f"{m.label}({m.unit})") for m in counted]


class MeasureLabels(Mapping[str, str]):
    """The label of every measure by its code, whenever it is declared."""

    def __getitem__(self, code: str) -> str:
        return _measures[code].label

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(_measures))

    def __len__(self) -> int:
        return len(_measures)


def measures_of(model: type[Model]) -> list[Measure]:
    """The measures that count records of this model."""
    return [m for m in all_measures() if m.model is model]
