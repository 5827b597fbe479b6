"""Listings: records a report prints one by one, such as a year's seminars, with figures of each in its row.

A listing names the records of a programme in a year and the texts it can print of each. Figures in a row are ordinary
measures restricted to that record by `dimension`, a dimension whose code is the record's key.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from .measures import DeclarationError, Measure, called_from

Text = Callable[[Any], str]


@dataclass(frozen=True)
class Listing:
    """A declared listing. `texts` are the columns it can print, by name, each a function of the record.

    `fiscal_year` is the path of the column that decides the year, `order` the printed order within it, `related` what
    to fetch along with each record so that printing needs no further query. `measure` is one whose dimensions its records may
    be chosen by, `labels` what its texts are called in Japanese.
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
    measure: Measure | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    declared_at: str = ""

    @property
    def model(self) -> type[Model]:
        return self.population().model

    def label_of(self, text: str) -> str:
        """What one of the texts is called."""
        return self.labels.get(text, text)

    def rows(self, programme: str, fiscal_year: int, where: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """The records of one programme (by code) in one fiscal year, in printed order.

        `where` are codes, one or several, along the measure's dimensions, or for columns of the record.
        """
        chosen = Q(**{f"{self.programme}__code": programme, self.fiscal_year: fiscal_year})
        for name, given in (where or {}).items():
            chosen &= self._having(name, given)
        rows = self.population().filter(chosen).order_by(*self.order).prefetch_related(*self.related)
        return list(dict.fromkeys(rows))  # a record with two of the codes is still one record

    def _having(self, name: str, given: Any) -> Q:
        if self.measure and name in self.measure.dimensions:
            return self.measure.having(name, [str(code) for code in given] if isinstance(given, list) else [str(given)])
        return Q(**{f"{name}__in" if isinstance(given, list) else name: given})


_listings: dict[str, Listing] = {}


def listing(**declaration: Any) -> Listing:
    """Declare a listing. Raises DeclarationError, naming file and line, if it is incomplete or its code is taken."""
    where = called_from()
    try:
        declared = Listing(**declaration, declared_at=where)
    except TypeError as error:
        raise DeclarationError(f"{where}: {error}") from error
    unnamed = sorted(declared.texts.keys() - declared.labels.keys())
    if unnamed:
        raise DeclarationError(f"{where}: listing {declared.code!r} has no label for {', '.join(unnamed)}")
    if declared.code in _listings and _listings[declared.code].declared_at != where:
        raise DeclarationError(f"{where}: listing {declared.code!r} is already declared")
    _listings[declared.code] = declared
    return declared


def get_listing(code: str) -> Listing:
    """The listing of that code. Raises KeyError if nobody declared it."""
    return _listings[code]


def all_listings() -> list[Listing]:
    return sorted(_listings.values(), key=lambda declared: declared.code)
