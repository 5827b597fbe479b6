"""Two at once: what one person typed is laid over what another saved meanwhile, field by field, and nobody overwrites unseen.

A form carries what its record said when it was opened. On saving, the record is locked and each field compared three ways:
as opened, as saved now, as typed. Only a field that both changed, to different values, is a conflict.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pghistory
from django.core.signing import BadSignature, dumps, loads
from django.db import models, transaction

SALT = "banso.opened"
Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Merged:
    """The outcome of a merge, as names of fields: typed now, changed meanwhile by others and kept, and changed by both."""

    mine: frozenset[str]
    theirs: frozenset[str]
    conflicts: frozenset[str]


def merge(opened: Plain, saved: Plain, typed: Plain) -> Merged:
    """Compare three states of a record, field by field. A field not known as opened counts as changed by both if they differ."""
    mine, theirs, conflicts = set(), set(), set()
    for name, value in typed.items():
        now = saved[name]
        if value == now:
            continue
        if name in opened and opened[name] == now:
            mine.add(name)
        elif name in opened and opened[name] == value:
            theirs.add(name)
        else:
            conflicts.add(name)
    return Merged(frozenset(mine), frozenset(theirs), frozenset(conflicts))


def plain(value: Any) -> Any:
    """A value as it can be carried in a page and compared: links as keys, dates as text, line ends and outer spaces alike."""
    if isinstance(value, models.Model):
        return value.pk
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, models.Manager):
        value = value.all()
    if isinstance(value, models.QuerySet):
        return sorted(row.pk for row in value)
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)
    return str(value)


def state(record: models.Model, names: list[str]) -> dict[str, Any]:
    """What a record says now in these fields."""
    return {name: plain(_value(record, name)) for name in names}


def _value(record: models.Model, name: str) -> Any:
    column = record._meta.get_field(name)
    return getattr(record, column.attname if isinstance(column, models.ForeignKey) else name)


def seal(record: models.Model, names: list[str]) -> str:
    """The record as opened, for the form to carry."""
    return dumps({"pk": record.pk, "facts": state(record, names)}, salt=SALT, compress=True)


def unseal(text: str, pk: int) -> Plain:
    """What the form carried; nothing if it is not of this record or was altered, so that every difference will be asked about."""
    try:
        carried = loads(text, salt=SALT)
    except BadSignature:
        return {}
    return dict(carried["facts"]) if carried["pk"] == pk else {}


class GoneError(Exception):
    """The record was deleted meanwhile."""


class ConflictError(Exception):
    """Both changed the same facts. `saved` is the record as it is now."""

    def __init__(self, merged: Merged, saved: models.Model) -> None:
        super().__init__("conflict")
        self.merged, self.saved = merged, saved


@dataclass(frozen=True)
class Written:
    """A merged record: what came of it."""

    record: models.Model
    merged: Merged


def write_over(
    model: type[models.Model],
    pk: int,
    *,
    opened: Plain,
    typed: Mapping[str, Any],
    change: Callable[..., Any],
    reason: str,
    by: Any,
) -> Written:
    """Save what was typed over a record that may have changed since it was opened, by the kind's own verb.

    The row is locked from the comparison to the saving. Raises GoneError, ConflictError with nothing written, or what the verb raises.
    """
    with transaction.atomic(), pghistory.context(**({"reason": reason} if reason else {})):
        row = model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None:
            raise GoneError
        merged = merge(opened, state(row, list(typed)), {name: plain(value) for name, value in typed.items()})
        if merged.conflicts:
            raise ConflictError(merged, row)
        if not merged.mine:
            return Written(row, merged)
        facts = {name: value if name not in merged.theirs else _kept(row, name) for name, value in typed.items()}
        return Written(change(row, by=by, **facts), merged)


def _kept(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    return list(value.all()) if isinstance(value, models.Manager) else value
