"""One company's history (経営カルテ): every kind of work declares which of its records concern a company, on which day.

A kind adds lines to the timeline in its `pages.py`:

    history(
        code="consultations.visit", group="相談・派遣", label="相談", model=Consultation, company="company", day="held_on",
        line=lambda visit: visit.note, condition=Q(main__isnull=True),
    )

A page of the timeline is one query over all kinds (UNION ALL, each cut by its own index), and one more for each kind that
stands on it. What a wall hides is hidden by the database in every branch.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import F, IntegerField, Model, Q, QuerySet, Value

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_period
from banso.core.numbers import whole

Line = Callable[[Any], str]


@dataclass(frozen=True)
class History:
    """Records of one kind that concern a company: `company` and `day` are paths, `line` says one record in a line.

    `group` is how the office sorts its work (相談・派遣, 取引 …); `parts` are rows fetched along for the line.
    """

    code: str
    group: str
    label: str
    model: type[Model]
    company: str
    day: str
    line: Line
    condition: Q = Q()
    related: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def permission(self) -> str:
        return f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"

    def rows(self) -> QuerySet[Any]:
        return self.model._default_manager.select_related(*self.related).prefetch_related(*self.parts)


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    day: date
    history: History
    record: Any

    @property
    def text(self) -> str:
        return self.history.line(self.record)


@dataclass(frozen=True)
class Timeline:
    """A page of the timeline, the latest first, and the cursor of the next ('' at the end)."""

    entries: list[Entry]
    after: str


_histories: dict[str, History] = {}


def history(**declaration: Any) -> History:
    """Declare lines of a company's timeline; the last declaration of a code stands."""
    declared = History(**declaration)
    _histories[declared.code] = declared
    return declared


def all_histories() -> list[History]:
    """In an order that never depends on which app was read first: cursors count on it."""
    return [_histories[code] for code in sorted(_histories)]


def timeline(
    company_id: int, shown: Sequence[History], *, year: int | None = None, after: str = "", size: int = 50
) -> Timeline:
    """The company's records of the kinds shown, of one fiscal year or of all, beyond a cursor."""
    places = {declared.code: place for place, declared in enumerate(all_histories())}
    codes = tuple(sorted((declared.code for declared in shown), key=places.__getitem__))
    if not codes:
        return Timeline([], "")
    sql, params = _compiled(codes, year, _read(after), size)
    with connection.cursor() as cursor:
        cursor.execute(sql, [company_id if param == ANY_COMPANY else param for param in params])
        keys: list[Key] = cursor.fetchall()
    more = len(keys) > size
    return Timeline(_entries(keys[:size], {places[h.code]: h for h in shown}), _written(keys[size - 1]) if more else "")


ANY_COMPANY = -1  # stands for the company in a compiled query: no key and no place is negative


@lru_cache(maxsize=256)
def _compiled(codes: tuple[str, ...], year: int | None, cursor: "Key | None", size: int) -> tuple[str, tuple[Any, ...]]:
    """The query of a page. Making it takes longer than answering it, and it is the same for every company."""
    places = {declared.code: place for place, declared in enumerate(all_histories())}
    branches = [_branch(places[code], _histories[code], ANY_COMPANY, year, cursor, size) for code in codes]
    merged = branches[0]
    if len(branches) > 1:
        merged = merged.union(*branches[1:], all=True).order_by("-day_", "place_", "-key_")[: size + 1]
    sql, params = merged.query.sql_with_params()
    return sql, tuple(params)


Key = tuple[int, date, int]


def _branch(
    place: int, declared: History, company_id: int, year: int | None, cursor: Key | None, size: int
) -> QuerySet[Any, Any]:
    day = declared.day
    chosen = declared.condition & Q(**{declared.company: company_id, f"{day}__isnull": False})
    if year is not None:
        period = fiscal_year_period(year)
        chosen &= Q(**{f"{day}__gte": period.start, f"{day}__lte": period.end})
    if cursor:
        chosen &= _beyond(place, day, cursor)
    rows: QuerySet[Any, Any] = declared.model._default_manager.filter(chosen)
    rows = rows.annotate(place_=Value(place, IntegerField()), day_=F(day), key_=F("pk"))
    return rows.order_by(f"-{day}", "-pk").values_list("place_", "day_", "key_")[: size + 1]


def _beyond(place: int, day: str, cursor: Key) -> Q:
    kind, on, key = cursor
    earlier = Q(**{f"{day}__lt": on})
    if place < kind:
        return earlier
    return earlier | (Q(**{day: on}) if place > kind else Q(**{day: on, "pk__lt": key}))


def _entries(keys: list[Key], shown: dict[int, History]) -> list[Entry]:
    records: dict[tuple[int, int], Any] = {}
    for place in {place for place, _, _ in keys}:
        wanted = [key for kind, _, key in keys if kind == place]
        records |= {(place, record.pk): record for record in shown[place].rows().filter(pk__in=wanted)}
    return [Entry(on, shown[place], records[place, key]) for place, on, key in keys if (place, key) in records]


def _written(key: Key) -> str:
    place, on, pk = key
    return f"{on.isoformat()}.{place}.{pk}"


def _read(cursor: str) -> Key | None:
    try:
        on, place, pk = cursor.split(".")
        return int(place), date.fromisoformat(on), whole(pk)
    except (ValueError, UserError):
        return None  # none, or one that someone altered: begin at the latest
