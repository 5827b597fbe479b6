"""Pages cut by key: the next page begins after the last row shown, however many rows come before it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db.models import F, Model, Q, QuerySet

from .numbers import LARGEST
from .text import clean_text

PAGE = 50


@dataclass(frozen=True)
class Page:
    """One page of rows, with the cursors that lead on and back ('' where there is nothing more)."""

    rows: list[Any]
    after: str
    before: str


def page_of(rows: QuerySet[Any], order: str, after: str = "", before: str = "", size: int = PAGE) -> Page:
    """The page after (or before) a cursor, sorted by `order` and then by key in the same direction.

    Rows without a value come last in either direction.
    """
    path = order.removeprefix("-")
    backwards = bool(before)
    cursor = _read(before or after)
    if cursor is not None:
        rows = _beyond(rows, order, cursor, backwards)
    found = _read_along(rows.order_by(*ordering(rows.model, order, backwards=backwards)), size + 1)
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next = bool(found) and (more or backwards)
    has_previous = bool(found) and ((more and backwards) or bool(after))
    return Page(found, _write(found[-1], path) if has_next else "", _write(found[0], path) if has_previous else "")


def _read_along(rows: QuerySet[Any], number: int) -> list[Any]:
    """The first of these rows. What is read along with them is asked for them alone: else the database joins it to every row
    that meets the conditions before it cuts the page.
    """
    if not rows.query.select_related:
        return list(rows[:number])
    keys = list(rows.values_list("pk", flat=True)[:number])
    found = rows.model._default_manager.none() if not keys else rows.filter(pk__in=keys).order_by()
    by_key = {row.pk: row for row in found}
    return [by_key[key] for key in keys if key in by_key]


def ordering(model: type[Model], order: str, *, backwards: bool = False) -> tuple[Any, Any]:
    """What to sort by. A column that is never empty is sorted plainly, so that its index serves."""
    path, down = order.removeprefix("-"), order.startswith("-") != backwards
    key = "-pk" if down else "pk"
    if not may_be_empty(model, path):
        return ("-" if down else "") + path, key
    nulls = {"nulls_first": True} if backwards else {"nulls_last": True}
    return (F(path).desc(**nulls) if down else F(path).asc(**nulls)), key


def may_be_empty(model: Any, path: str) -> bool:
    """Whether some row may lack the value: an optional column, or one of an optional link."""
    for step in path.split("__"):
        field = model._meta.pk if step == "pk" else model._meta.get_field(step)
        if field.null or field.auto_created and not field.concrete:
            return True
        model = field.related_model
    return False


def _beyond(rows: QuerySet[Any], order: str, cursor: tuple[Any, int], backwards: bool) -> QuerySet[Any]:
    (value, pk), path = cursor, order.removeprefix("-")
    sign = "lt" if order.startswith("-") != backwards else "gt"
    further = Q(**{f"pk__{sign}": pk})
    optional = may_be_empty(rows.model, path)
    if value is None:
        empty = Q(**{f"{path}__isnull": True}) & further
        return rows.filter(empty | Q(**{f"{path}__isnull": False}) if backwards else empty)
    beyond = Q(**{f"{path}__{sign}": value}) | Q(**{path: value}) & further
    try:
        if optional and not backwards:
            return rows.filter(beyond | Q(**{f"{path}__isnull": True}))
        return rows.filter(Q(**{f"{path}__{sign}e": value}), beyond)  # the first alone lets an index begin there
    except (ValidationError, FieldError, ValueError, TypeError):
        return rows  # a cursor someone altered: begin at the start


def _write(row: Any, path: str) -> str:
    value = row
    for step in path.split("__"):
        value = getattr(value, step, None)
    text = value.isoformat() if isinstance(value, date | datetime) else value
    return urlsafe_b64encode(json.dumps([text, row.pk], default=str).encode()).decode()


def _read(cursor: str) -> tuple[Any, int] | None:
    try:
        value, pk = json.loads(urlsafe_b64decode(cursor.encode()))
        if not isinstance(value, str | int | float | None) or abs(int(pk)) > LARGEST:
            return None
        return clean_text(value) if isinstance(value, str) else value, int(pk)
    except (ValueError, TypeError, OverflowError, Base64Error, UnicodeDecodeError):
        return None
