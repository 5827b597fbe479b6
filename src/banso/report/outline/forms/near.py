"""What stands near a field and decides what it offers: the section's year and programme, the measure beside it, the listing around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, Field, ForeignKey, Model

from banso.core.fiscal import KNOWN_YEARS, fiscal_year_label
from banso.figures.conditions import Choice, first_values, values
from banso.figures.listings import Listing
from banso.figures.measures import Measure, all_measures
from banso.registers.models import Programme, ProgrammeYear
from banso.report.listed import all_listed, listing_of
from banso.report.models import OutlineSection

MOST_SHOWN = 12
YEARS = range(2, -21, -1)
NEXT = {0: "この報告書の年度", -1: "前年度", 1: "翌年度"}


class Register:
    """What is read once for a whole form: programmes, measures by kind of work, and the values of conditions."""

    def __init__(self, fiscal_year: int) -> None:
        self.fiscal_year = fiscal_year
        self._values: dict[tuple[str, str, str], list[Choice] | None] = {}

    @cached_property
    def programmes(self) -> list[Choice]:
        """The year's programmes first, by their names then; of others the latest name."""
        rows = ProgrammeYear.objects.filter(fiscal_year=self.fiscal_year).select_related("programme").order_by("pk")
        own = {row.programme.code: row.name for row in rows}
        return [*own.items(), *((p.code, p.name) for p in Programme.objects.order_by("pk") if p.code not in own)]

    @cached_property
    def measures(self) -> list[tuple[str, list[Choice]]]:
        """What can be counted, under the names of the kinds of work."""
        groups: dict[str, list[Choice]] = {}
        for measure in all_measures():
            groups.setdefault(work_of(measure.model), []).append((measure.code, f"{measure.label}({measure.unit})"))
        return list(groups.items())

    @cached_property
    def listings(self) -> list[Choice]:
        return [(declared.code, declared.label) for declared in all_listed()]

    @cached_property
    def years(self) -> list[Choice]:
        known = [away for away in YEARS if self.fiscal_year + away in KNOWN_YEARS]
        return [(str(away), f"{_away(away)}({fiscal_year_label(self.fiscal_year + away)})") for away in known]

    def values(self, measure: Measure, name: str, programme: str) -> list[Choice] | None:
        """The values of a condition with their names; None where they are typed, for any may come."""
        key = (measure.code, name, programme)
        if key not in self._values:
            self._values[key] = values(measure, name, programme)
        return self._values[key]


def listing_called(code: Any) -> Listing | None:
    try:
        return listing_of(code) if isinstance(code, str) and code else None
    except KeyError:
        return None


def _away(years: int) -> str:
    """A year by how far it is from the report's own."""
    return NEXT.get(years) or f"{abs(years)}年{'後' if years > 0 else '前'}"


def work_of(model: type[Model]) -> str:
    """The kind of work a model belongs to, by its name."""
    return str(model._meta.app_config.verbose_name)


@dataclass(frozen=True)
class Counted:
    """A measure in words: its conditions, each with its values, and whether there are more than are shown."""

    measure: Measure
    conditions: list[tuple[str, list[str], bool]]


def catalogue_of_measures() -> list[tuple[str, list[Counted]]]:
    """Every measure, under the names of the kinds of work."""
    works: dict[str, list[Counted]] = {}
    columns: dict[Any, list[str]] = {}
    for measure in all_measures():
        conditions = []
        for name, dimension in measure.dimensions.items():
            key = _asked(measure, name)
            if key not in columns:
                found = first_values(measure, name, None, MOST_SHOWN) or ()
                columns[key] = list(dict.fromkeys(label for _, label in found))
            conditions.append((dimension.label, columns[key][:MOST_SHOWN], len(columns[key]) > MOST_SHOWN))
        works.setdefault(work_of(measure.model), []).append(Counted(measure, conditions))
    return list(works.items())


def _asked(measure: Measure, name: str) -> Any:
    """What the values of a condition are looked up by: where kinds of records lead to one register's column, once for all of them."""
    dimension = measure.dimensions[name]
    if dimension.labels:
        return measure.code, name
    column = measure.column(name)
    named_by = dimension.label_path.rpartition("__")[2]
    if isinstance(column, ForeignKey):
        return column.related_model, named_by
    return column, named_by, column.model is measure.model


@dataclass(frozen=True)
class Near:
    """What decides about a field. `measures` are those its conditions belong to.

    The others are parts of the same table, by name: the rows `above`, the `columns`, the `rows` with numbers; `beside` those that a row or column can be
    worked out of, and for a column the rows that can be its `wholes`.
    """

    register: Register
    programme: str
    measures: tuple[Measure, ...] = ()
    by: str = ""
    listing: Listing | None = None
    above: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    wholes: tuple[str, ...] = ()

    @classmethod
    def section(cls, section: OutlineSection) -> "Near":
        return cls(Register(section.outline.fiscal_year), section.programme.code if section.programme else "")

    def within(self, data: Mapping[str, Any]) -> "Near":
        """What stands near the fields of a part that says this."""
        measure = next((m for m in all_measures() if m.code == data.get("measure")), None)
        listing = listing_called(data.get("of"))
        return replace(
            self,
            measures=(measure,) if measure else self.measures,
            programme=str(data.get("programme") or self.programme),
            by=str(data.get("by") or self.by),
            listing=listing or self.listing,
        )

    @property
    def dimensions(self) -> dict[str, Measure]:
        """The conditions there are, each with the first measure that has it."""
        return {name: m for m in reversed(self.measures) for name in m.dimensions}

    def label_of(self, name: str) -> str:
        found = self.dimensions.get(name)
        return found.dimensions[name].label if found else name

    def values(self, name: str) -> list[Choice] | None:
        found = self.dimensions.get(name)
        return self.register.values(found, name, self.programme) if found else []

    def listed_columns(self) -> Iterator[tuple[str, str, "Field[Any, Any]"]]:
        """The columns by which a listing's records may be chosen: (path, label, column)."""
        if self.listing is None:
            return
        for path, label, column in _columns(self.listing.model, deep=True):
            if path != self.listing.programme and (column.flatchoices or isinstance(column, ForeignKey | BooleanField)):
                yield path, label, column


def _columns(model: type[Model], *, deep: bool, before: str = "", said: str = "") -> Iterator[tuple[str, str, Any]]:
    for column in model._meta.concrete_fields:
        yield f"{before}{column.name}", f"{said}{column.verbose_name}", column
        if deep and isinstance(column, ForeignKey):
            label = f"{column.verbose_name}の"
            yield from _columns(column.related_model, deep=False, before=f"{column.name}__", said=label)  # type: ignore[arg-type]
