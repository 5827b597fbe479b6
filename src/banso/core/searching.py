"""What of a kind is found by the search box. Each kind declares it in its `searching.py`:

    searchable(model=Consultation, title=str, texts=("note", "next_step"), day="held_on", company="company_id",
               programme="programme_id")

`title` and `texts` are attribute paths or functions of the record; `company` and `programme` decide who may find it. `case`
is the text that tells of a case, by which others like it are found; few kinds have one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from .tables import Column

Of = str | Callable[[Any], Any]


@dataclass(frozen=True)
class Searchable:
    """A kind in the search: what is shown of a record, the texts it is found by, and the paths of its day, company and
    programme ('' where it has none). `names` are found by any part of them, numbers included; `condition` leaves rows out.
    """

    model: type[Model]
    title: Of
    texts: tuple[Of, ...] = ()
    names: tuple[Of, ...] = ()
    day: str = ""
    company: str = ""
    programme: str = ""
    related: tuple[str, ...] = ()
    condition: Q = Q()
    case: Of | None = None

    @property
    def kind(self) -> str:
        return self.model._meta.label_lower

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def permission(self) -> str:
        return f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"

    def rows(self) -> QuerySet[Any]:
        return self.model._default_manager.filter(self.condition).select_related(*self.related)

    def title_of(self, record: Any) -> str:
        return _text(self.title, record)

    def text_of(self, record: Any) -> str:
        return "\n".join(text for of in self.texts if (text := _text(of, record)))

    def case_of(self, record: Any) -> str:
        return _text(self.case, record) if self.case else ""

    def names_of(self, record: Any) -> list[str]:
        return [text for of in self.names if (text := _text(of, record))]

    def day_of(self, record: Any) -> date | None:
        return Column("", self.day).of(record) if self.day else None

    def company_of(self, record: Any) -> int | None:
        return Column("", self.company).of(record) if self.company else None

    def programme_of(self, record: Any) -> int | None:
        return Column("", self.programme).of(record) if self.programme else None


def _text(of: Of, record: Any) -> str:
    value = of(record) if callable(of) else Column("", of).of(record)
    return "" if value is None else str(value).strip()


_kinds: dict[str, Searchable] = {}


def searchable(**declaration: Any) -> Searchable:
    """Declare a kind for the search; the last declaration of a model stands."""
    declared = Searchable(**declaration)
    _kinds[declared.kind] = declared
    return declared


def all_searchables() -> list[Searchable]:
    """In the order of their declaration, which is that of the menu."""
    return list(_kinds.values())


def searchable_of(kind: str) -> Searchable | None:
    return _kinds.get(kind)
