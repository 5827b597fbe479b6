"""Tables: how a kind of record is shown in a list, searched, filtered, sorted and exported. Declared once per kind.

One declaration serves the list page, the Excel and CSV exports, the records behind a figure and the picker in forms.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial, reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Model, Q, QuerySet, TextField

from .columns import Column, Kind, own_columns, relations, sort_path
from .era import parse_date
from .errors import UserError
from .fields import KanaField, KeyField, PhoneField, SpelledField
from .spelling import number_key
from .text import fold

__all__ = ["Column", "Filter", "Kind", "Table", "add_search_key", "all_tables", "table", "table_for"]

EMPTY = "未記入"
FEWEST_DIGITS = 4  # fewer would find half the register by telephone


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
        if self.path.endswith("__isnull"):
            return Q(**{self.path: text == "True"})
        if not self.is_date:
            return Q(**{self.path: text}) if self.choices else Q(**{f"{self.path}__icontains": text})
        found = Q()
        for lookup, typed in (("gte", text), ("lte", until)):
            if typed:
                try:
                    found &= Q(**{f"{self.path}__{lookup}": parse_date(typed)})
                except UserError as error:
                    raise UserError(f"{self.label}: {error}") from None
        return found

    def said(self, text: str, until: str = "", offered: Sequence[tuple[str, str]] | None = None) -> str:
        """The condition in words; `offered` are its choices where they were read before."""
        if self.choices:
            return f"{self.label}: {dict(self.choices() if offered is None else offered).get(text, text)}"
        return f"{self.label}: {text}～{until}" if self.is_date else f"{self.label}「{text}」"


@dataclass(frozen=True)
class EmptyFilter(Filter):
    """Records that lack a fact (未記入)."""

    model: type[Model] | None = None

    def condition(self, text: str, until: str = "") -> Q:
        assert self.model is not None
        if text not in dict(optional_facts(self.model)):
            raise UserError(f"{self.label}: 項目を選び直してください。")
        blank = Q(**{text: ""}) if is_text(self.model, text) else Q()
        return Q(**{f"{text}__isnull": True}) | blank


@dataclass(frozen=True)
class Table:
    """The list of one kind of record.

    `order` is the column sorted by at first, with `-` for descending; the key breaks ties, so that pages can be cut by key.
    `search` are paths of folded keys (and plain codes) that the search box looks in. `listed` is the condition of the rows
    that the list shows, where others are reached from those only. `bulk` are the facts that many records at once may be given.
    `whole` is the name of the page that shows a record with all that concerns it, where there is one beyond its own.
    `begun_at` is the address, by name and arguments, where a new record begins, where that is not its own form.
    `successor` is the link to the record that stands for a row by now, where a row can be taken into another.
    `quick` are the facts that are enough to register one beside the form of another record, where it is to be chosen.
    `kept` rows are ended, never taken back: who had access when stays said.
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
    bulk: tuple[str, ...] = ()
    whole: str = ""
    successor: str = ""
    begun_at: tuple[str, ...] = ()
    kept: bool = False
    quick: tuple[str, ...] = ()

    @property
    def app(self) -> str:
        return self.model._meta.app_label

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    def page(self, what: str) -> str:
        """The name of one of this kind's pages: list, record, new, edit; `open` is where a link to a record leads."""
        if what == "open":
            return self.whole or self.page("record")
        return f"{self.app}-{self.name}-{what}"

    def permission(self, action: str) -> str:
        return f"{self.app}.{action}_{self.name}"

    @property
    def label(self) -> str:
        """What addresses and saved lists call this kind: app and model."""
        return self.model._meta.label_lower

    @cached_property
    def available(self) -> tuple[Column, ...]:
        """Every column a user may choose: those declared, then the record's other facts."""
        shown = {column.label for column in self.columns} | {column.key.split("__")[0] for column in self.columns}
        others = (c for c in own_columns(self.model) if c.label not in shown and c.key not in shown)
        return tuple(self._sorted(column) for column in (*self.columns, *others))

    def _sorted(self, column: Column) -> Column:
        if column.sort or callable(column.value):
            return column
        return replace(column, sort=sort_path(self.model, column.value))

    def choosing(self, keys: Sequence[str]) -> "Table":
        """The same list with the columns chosen, in that order; with those declared if none of them is known."""
        by_key = {column.key: column for column in self.available}
        chosen = tuple(by_key[key] for key in dict.fromkeys(keys) if key in by_key)
        return replace(self, columns=chosen or self.available[: len(self.columns)])

    def rows(self) -> QuerySet[Any]:
        """Every record, with what the columns show of other records read along."""
        return self.along(self.model._default_manager.all())

    def standing(self, record: Any) -> Any:
        """The record that stands for this one by now: itself, unless it was taken into another."""
        return getattr(record, self.successor, None) or record if self.successor else record

    def along(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows, with what the columns show of other records read along."""
        single, several = set(self.related), set[str]()
        for column in self.columns:
            path, many = relations(self.model, column.value) if isinstance(column.value, str) else ("", False)
            if path:
                (several if many else single).add(path)
                if path == column.value and not many:
                    single |= {f"{path}__{further}" for further in self._named_by(path)}
        rows = rows.select_related(*sorted(single)) if single else rows
        return rows.prefetch_related(*sorted(several)) if several else rows

    def _named_by(self, path: str) -> tuple[str, ...]:
        """What a linked record reads of others to say its own name, as its own list declares."""
        model: Any = self.model
        for step in path.split("__"):
            model = model._meta.get_field(step).related_model
        linked = _tables.get(model)
        return linked.related if linked else ()

    @property
    def conditions(self) -> tuple[Filter, ...]:
        """The declared filters, and the one for what is not filled in."""
        if any(f.label == EMPTY for f in self.filters) or not optional_facts(self.model):
            return self.filters
        choices = partial(optional_facts, self.model)
        return (*self.filters, EmptyFilter("empty", EMPTY, "", choices, model=self.model))

    def searched(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        """Rows in which every word typed stands somewhere in the search columns, whatever its width or kana form."""
        if not self.search:
            return rows.none() if words.split() else rows
        for word in words.split():
            keys = {word, *(key(word) for key in _search_keys)}
            said = [self._says(path, key) for path in self.search for key in keys]
            rows = rows.filter(reduce(or_, [*said, *self._numbered(word)]))
        return rows

    def _numbered(self, word: str) -> list[Q]:
        """That a number stands in a search column, whatever its hyphens: a telephone, a postal code, T and a 法人番号."""
        number = number_key(word)
        if len(number) < FEWEST_DIGITS:
            return []
        paths = dict.fromkeys(["", *(path.rpartition("__")[0] for path in self.search)])
        return [found for path in paths if (found := _of_number(self.model, path, number))]

    def _says(self, path: str, key: str) -> Q:
        """That a key stands in a search column. Records that have several of what is looked into are found once all the same."""
        first, _, rest = path.partition("__")
        field: Any = self.model._meta.get_field(first)
        if not field.one_to_many:
            return Q(**{f"{path}__contains": key})
        owner = field.remote_field.attname
        found = field.related_model._default_manager.filter(**{f"{rest}__contains": key, f"{owner}__isnull": False})
        return Q(pk__in=found.values(owner))

    def sortable(self, wanted: str) -> str:
        """The order asked for, if this table can be sorted so; else its own."""
        paths = {column.sort for column in self.available if column.sort}
        return wanted if wanted.removeprefix("-") in paths else self.order


def _of_number(model: type[Model], path: str, number: str) -> Q | None:
    """That a record, or the one at the end of a path to it, has a number in one of its columns that are kept in one form."""
    for step in path.split("__") if path else ():
        field: Any = model._meta.get_field(step)
        if field.one_to_many or field.many_to_many:
            return None
        model = field.related_model
    spelled = [field for field in model._meta.concrete_fields if isinstance(field, SpelledField)]
    lookups = [
        f"{f.name}__digits" if isinstance(f, PhoneField) else f.name for f in spelled if not isinstance(f, KanaField)
    ]
    if not lookups:
        return None
    has = reduce(or_, [Q(**{f"{lookup}__contains": number}) for lookup in lookups])
    return Q(**{f"{path}__in": model._default_manager.filter(has).order_by().values("pk")}) if path else has


def optional_facts(model: type[Model]) -> list[tuple[str, str]]:
    """(name, label) of the facts a record may lack."""
    fields = [f for f in model._meta.fields if f.editable and not f.primary_key and (f.null or f.blank)]
    fields = [f for f in fields if f.null or is_text(model, f.name)]
    return [(f.name, str(f.verbose_name)) for f in [*fields, *model._meta.many_to_many] if not isinstance(f, KeyField)]


def is_text(model: type[Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), CharField | TextField)


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


def has_table(model: type[Model]) -> bool:
    return model in _tables


def named_along(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows with what they read of others to say their names, as their own list declares."""
    along = _tables[rows.model].related if rows.model in _tables else ()
    return rows.select_related(*along) if along else rows


def all_tables() -> list[Table]:
    return list(_tables.values())
