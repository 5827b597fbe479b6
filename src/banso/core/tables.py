"""Tables: how a kind of record is shown in a list, searched, filtered, sorted and exported. Declared once per kind.

One declaration serves the list page, the Excel and CSV exports, the records behind a figure and the picker in forms.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from .era import format_date, parse_date
from .errors import UserError
from .text import fold


class Kind(Enum):
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    YEN = "yen"


@dataclass(frozen=True)
class Column:
    """A column: `value` is an attribute path (`company__name`) or a function of the record; `sort` a not-null column path."""

    label: str
    value: str | Callable[[Any], Any]
    kind: Kind = Kind.TEXT
    sort: str = ""

    def of(self, record: Any) -> Any:
        """The value as stored: text, number or date."""
        if callable(self.value):
            return self.value(record)
        for step in self.value.split("__"):
            record = getattr(record, step, None)
            if record is None:
                return None
        return record() if callable(record) else record

    def text(self, record: Any) -> str:
        """The value as shown."""
        value = self.of(record)
        if value is None or value == "":
            return ""
        if isinstance(value, date):
            return format_date(value)
        return f"{value:,}" if self.kind in (Kind.NUMBER, Kind.YEN) else str(value)


@dataclass(frozen=True)
class Filter:
    """A condition the user may set on one column. `choices` are offered as (code, label)."""

    name: str
    label: str
    path: str
    choices: Callable[[], Sequence[tuple[str, str]]] | None = None
    is_date: bool = False

    def condition(self, text: str, until: str = "") -> Q:
        """The condition for what was typed. Raises UserError, naming the field, for a date that cannot be read."""
        if not self.is_date:
            return Q(**{self.path: text})
        found = Q()
        for lookup, typed in (("gte", text), ("lte", until)):
            if typed:
                try:
                    found &= Q(**{f"{self.path}__{lookup}": parse_date(typed)})
                except UserError as error:
                    raise UserError(f"{self.label}: {error}") from None
        return found


@dataclass(frozen=True)
class Table:
    """The list of one kind of record.

    `order` is the column sorted by at first, with `-` for descending; the key breaks ties, so that pages can be cut by key.
    `search` are paths of folded keys (and plain codes) that the search box looks in. `listed` is the condition of the rows
    that the list shows, where others are reached from those only.
    """

    model: type[Model]
    group: str
    title: str
    columns: tuple[Column, ...]
    order: str
    search: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    related: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    in_menu: bool = True
    listed: Q = Q()
    fields: tuple[str, ...] = field(default=())

    @property
    def app(self) -> str:
        return self.model._meta.app_label

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    def page(self, what: str) -> str:
        """The name of one of this kind's pages: list, record, new, edit."""
        return f"{self.app}-{self.name}-{what}"

    def permission(self, action: str) -> str:
        return f"{self.app}.{action}_{self.name}"

    def rows(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows.select_related(*self.related) if self.related else rows

    def searched(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        """Rows in which every word typed stands somewhere in the search columns, whatever its width or kana form."""
        for word in words.split():
            keys = {word, *(key(word) for key in _search_keys)}
            rows = rows.filter(reduce(or_, (Q(**{f"{path}__contains": key}) for path in self.search for key in keys)))
        return rows

    def sortable(self, wanted: str) -> str:
        """The order asked for, if this table can be sorted so; else its own."""
        paths = {column.sort for column in self.columns if column.sort}
        return wanted if wanted.removeprefix("-") in paths else self.order


_tables: dict[type[Model], Table] = {}
_search_keys: list[Callable[[str], str]] = [fold]


def add_search_key(key: Callable[[str], str]) -> None:
    """Have every search also look for this key of a word, such as a company's name without its legal form."""
    _search_keys.append(key)


def table(**declaration: Any) -> Table:
    """Declare the table of a model; the last declaration of a model stands."""
    declared = Table(**declaration)
    _tables[declared.model] = declared
    return declared


def table_for(model: type[Model]) -> Table:
    """The declared table of a model. Raises KeyError if nobody declared it."""
    return _tables[model]


def all_tables() -> list[Table]:
    return list(_tables.values())
