"""Listings: records a report prints one by one, such as a year's seminars, with figures of each in its row.

A listing names the records of a programme in a year and the texts it can print of each. Figures in a row are ordinary
measures restricted to that record by `dimension`, a dimension whose code is the record's key.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from .measures import DeclarationError

Text = Callable[[Any], str]


@dataclass(frozen=True)
class Listing:
    """A declared listing. `texts` are the columns it can print, by name, each a function of the record.

    `fiscal_year` is the path of the column that decides the year, `order` the printed order within it, `related` what
    to fetch along with each record so that printing needs no further query.
    """

    code: str
    label: str
    population: Callable[[], QuerySet[Any]]
    programme: str
    fiscal_year: str
    order: tuple[str, ...]
    texts: Mapping[str, Text]
    dimension: str = ""
    related: tuple[str, ...] = ()
    declared_at: str = ""

    @property
    def model(self) -> type[Model]:
        return self.population().model

    def rows(self, programme: str, fiscal_year: int, where: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """The records of one programme (by code) in one fiscal year, in printed order. `where` are ORM lookups."""
        chosen = {f"{self.programme}__code": programme, self.fiscal_year: fiscal_year, **(where or {})}
        return list(self.population().filter(**chosen).order_by(*self.order).prefetch_related(*self.related))


_listings: dict[str, Listing] = {}


def listing(**declaration: Any) -> Listing:
    """Declare a listing. Raises DeclarationError, naming file and line, if it is incomplete or its code is taken."""
    caller = inspect.stack()[1]
    where = f"{caller.filename}:{caller.lineno}"
    try:
        declared = Listing(**declaration, declared_at=where)
    except TypeError as error:
        raise DeclarationError(f"{where}: {error}") from error
    if declared.code in _listings and _listings[declared.code].declared_at != where:
        raise DeclarationError(f"{where}: listing {declared.code!r} is already declared")
    _listings[declared.code] = declared
    return declared


def get_listing(code: str) -> Listing:
    """The listing of that code. Raises KeyError if nobody declared it."""
    return _listings[code]


def all_listings() -> list[Listing]:
    return sorted(_listings.values(), key=lambda declared: declared.code)
