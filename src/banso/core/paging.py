"""Pages cut by key: the next page begins after the last row shown, however many rows come before it."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db.models import Q, QuerySet

PAGE = 50


@dataclass(frozen=True)
class Page:
    """One page of rows, with the cursors that lead on and back ('' where there is nothing more)."""

    rows: list[Any]
    after: str
    before: str


def page_of(rows: QuerySet[Any], order: str, after: str = "", before: str = "", size: int = PAGE) -> Page:
    """The page after (or before) a cursor, sorted by `order` and then by key in the same direction."""
    path, descending = order.removeprefix("-"), order.startswith("-")
    backwards = bool(before)
    cursor = _read(before or after)
    if cursor is not None:
        rows = _beyond(rows, path, cursor, up=descending == backwards)
    signs = ("-" if descending != backwards else "") + path, ("-" if descending != backwards else "") + "pk"
    found = list(rows.order_by(*signs)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next = bool(found) and (more or backwards)
    has_previous = bool(found) and ((more and backwards) or bool(after))
    return Page(found, _write(found[-1], path) if has_next else "", _write(found[0], path) if has_previous else "")


def _beyond(rows: QuerySet[Any], path: str, cursor: tuple[Any, int], *, up: bool) -> QuerySet[Any]:
    value, pk = cursor
    sign = "gt" if up else "lt"
    try:
        return rows.filter(Q(**{f"{path}__{sign}": value}) | Q(**{path: value, f"pk__{sign}": pk}))
    except (ValidationError, FieldError, ValueError, TypeError):
        return rows  # a cursor someone altered: begin at the start


def _write(row: Any, path: str) -> str:
    value = row
    for step in path.split("__"):
        value = getattr(value, step)
    text = value.isoformat() if isinstance(value, date | datetime) else value
    return urlsafe_b64encode(json.dumps([text, row.pk]).encode()).decode()


def _read(cursor: str) -> tuple[Any, int] | None:
    try:
        value, pk = json.loads(urlsafe_b64decode(cursor.encode()))
        return value, int(pk)
    except (ValueError, TypeError, Base64Error, UnicodeDecodeError):
        return None
