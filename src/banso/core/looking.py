"""Looks: pages say which records they showed; who keeps count of looks (at what is confidential) listens."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any

from django.db.models import Model, QuerySet


class How(Enum):
    RECORD = "record"
    LIST = "list"
    EXPORT = "export"


Listener = Callable[[Any, QuerySet[Any], How, str], bool]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Be told of every look: the user, the rows shown, how, and under which conditions. True says that it was noted."""
    if listener not in _listeners:
        _listeners.append(listener)


Secretive = Callable[[Any], bool]
_secretive: list[Secretive] = []


def add_secretive(secretive: Secretive) -> None:
    """Let a function say who works with what is confidential."""
    if secretive not in _secretive:
        _secretive.append(secretive)


def keeps_secrets(user: Any) -> bool:
    """Whether a user works with what is confidential, so that what they do may not be told in detail."""
    return any(secretive(user) for secretive in _secretive)


def looked(user: Any, rows: QuerySet[Any], how: How, conditions: str = "") -> bool:
    """Say that a user was shown these rows; whether someone noted it."""
    return any([listener(user, rows, how, conditions) for listener in _listeners])


def looked_at(user: Any, records: Iterable[Model], how: How, conditions: str = "") -> bool:
    """Say that a user was shown these records, which are all of one kind; whether someone noted it."""
    shown = list(records)
    if not shown:
        return False
    rows = type(shown[0])._default_manager.filter(pk__in=[record.pk for record in shown])
    return looked(user, rows, how, conditions)
