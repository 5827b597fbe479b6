"""Columns: what a list can show of a record. A kind declares those shown at first; its other facts can be added by the user."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    ForeignKey,
    GeneratedField,
    IntegerField,
    Model,
    TextField,
)
from django.utils.timezone import localtime

from .decimals import decimal_text
from .era import format_date, format_month
from .fields import FiscalYearField, KeyField, MonthField, YenField
from .fiscal import FiscalYearColumn, fiscal_year_label

SHOWN_OF_LONG = 60
STAMPS = ("created_at", "updated_at")


class Kind(Enum):
    TEXT = "text"
    LONG = "long"
    DATE = "date"
    YEAR = "year"
    MONTH = "month"
    NUMBER = "number"
    YEN = "yen"


@dataclass(frozen=True)
class Column:
    """A column: `value` is an attribute path (`company__name`) or a function of the record; `sort` the path it is sorted by."""

    label: str
    value: str | Callable[[Any], Any]
    kind: Kind = Kind.TEXT
    sort: str = ""

    @property
    def key(self) -> str:
        """What a saved choice of columns calls it."""
        return self.value if isinstance(self.value, str) else self.label

    def of(self, record: Any) -> Any:
        """The value as stored: text, number or date; several linked records as one text."""
        if callable(self.value):
            return self.value(record)
        for step in self.value.split("__"):
            record = getattr(record, step, None)
            if record is None:
                return None
        if hasattr(record, "all"):
            return "、".join(str(row) for row in record.all())
        return record() if callable(record) else record

    def text(self, record: Any) -> str:
        """The value as written out in full."""
        value = self.of(record)
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "はい" if value else "いいえ"
        if isinstance(value, datetime):
            return f"{format_date(localtime(value).date())}{localtime(value):%H:%M}"
        if isinstance(value, date):
            return format_month(value) if self.kind is Kind.MONTH else format_date(value)
        if isinstance(value, time):
            return f"{value:%H:%M}"
        if isinstance(value, Decimal):
            return decimal_text(value)
        if self.kind is Kind.YEAR:
            return fiscal_year_label(value)
        if isinstance(value, str):  # a choice is said in words, whatever it is stored as
            return value
        return f"{value:,}" if self.kind in (Kind.NUMBER, Kind.YEN) else str(value)

    def shown(self, record: Any) -> str:
        """The value as it stands in a list: a long text only begins."""
        text = self.text(record)
        long = self.kind is Kind.LONG and len(text) > SHOWN_OF_LONG
        return text[:SHOWN_OF_LONG] + "…" if long else text


def own_columns(model: type[Model]) -> list[Column]:
    """A column for every fact of a model that people fill in, and for when it was recorded and last changed."""
    fields = [f for f in model._meta.fields if is_fact(f) or f.name in STAMPS]
    return [_column(f) for f in fields] + [Column(str(m.verbose_name), m.name) for m in model._meta.many_to_many]


def is_fact(field: "Field[Any, Any]") -> bool:
    """Whether a column holds what people wrote down or what follows from it: no key, no time of saving."""
    if field.primary_key or isinstance(field, KeyField):
        return False
    return field.editable or isinstance(field, GeneratedField)


def _column(field: "Field[Any, Any]") -> Column:
    label, name = str(field.verbose_name), field.name
    if hasattr(field.model, f"get_{name}_display"):  # choices, and codes that have words of their own
        return Column(label, f"get_{name}_display", sort=name)
    return Column(label, name, kind_of(field), sort=sort_path(field.model, name))


def kind_of(field: "Field[Any, Any]") -> Kind:
    """What a column's values are, by its type."""
    if isinstance(field, MonthField):
        return Kind.MONTH
    if isinstance(field, DateField) and not isinstance(field, DateTimeField):
        return Kind.DATE
    if isinstance(field, FiscalYearField | FiscalYearColumn):
        return Kind.YEAR
    if isinstance(field, GeneratedField):
        field = field.output_field  # type: ignore[assignment]
    if isinstance(field, IntegerField | DecimalField):
        return Kind.YEN if isinstance(field, YenField) else Kind.NUMBER
    return Kind.LONG if isinstance(field, TextField) else Kind.TEXT


def sort_path(model: type[Model], path: str) -> str:
    """The stored column that puts records in the order of a column: a name by its reading; '' if there is none."""
    *steps, last = path.split("__")
    for step in steps:
        relation = _field(model, step)
        if relation is None or not relation.is_relation or relation.many_to_many or relation.one_to_many:
            return ""
        model = relation.related_model
    field = _field(model, last.removeprefix("get_").removesuffix("_display"))
    if field is None or field.many_to_many or field.one_to_many or isinstance(field, BooleanField | TextField):
        return ""
    if isinstance(field, ForeignKey):
        steps, model, last = [*steps, last], field.related_model, "name"
        field = _field(model, "name")
    reading = _field(model, "kana_key") if last == "name" else None
    column = reading or field
    return "__".join([*steps, column.name]) if column is not None else ""


def _field(model: Any, name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def relations(model: Any, path: str) -> tuple[str, bool]:
    """The linked records a column reads, as a path to read along with the list, and whether there may be several."""
    found: list[str] = []
    for step in path.split("__"):
        field = _field(model, step)
        if field is None or not field.is_relation:
            break
        found.append(step)
        if field.many_to_many or field.one_to_many:
            return "__".join(found), True
        model = field.related_model
    return "__".join(found), False
