"""The audit trail: every insert, change and deletion, kept by database triggers.

Application code cannot skip it: bulk operations and raw SQL are seen too. What the application adds is the
context: who acted (`actor`), through which verb of the business (`verb`) and, where there is one, why (`reason`).
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pghistory
from django.db import models, transaction
from django.db.models import GeneratedField

from .fields import KeysField
from .triggers import keep_names

keep_names()

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)


def tracked(model: type[M]) -> type[M]:
    """Keep the trail of a model: a class decorator that makes its event table and triggers.

    Columns that follow from others are left out: the database derives them and refuses to have them written, or they are
    many keys for finding.
    """
    derived = [f.name for f in model._meta.fields if isinstance(f, GeneratedField | KeysField)]
    decorate = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=derived or None,
    )
    decorated: type[M] = decorate(model)
    return decorated


def tracked_links(proxy: type[M]) -> type[M]:
    """Keep the trail of a many-to-many relation: a class decorator for a proxy of the table between.

    A link is added or removed, never changed; its events name both ends and no record of their own.
    """
    decorate = pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
    decorated: type[M] = decorate(proxy)
    return decorated


_writer: ContextVar[Any] = ContextVar("writer", default=None)


def writer() -> Any:
    """The user in whose name a verb is writing at this moment; None for the system itself."""
    return _writer.get()


def verb(function: Callable[P, R]) -> Callable[P, R]:
    """Make a service a verb of the business: one transaction, with the actor in the trail.

    The service takes the acting user as keyword `by` (None only for the system itself, such as a first set-up).
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        by: Any = kwargs["by"]
        name = f"{function.__module__.removeprefix('banso.')}.{function.__name__}"
        told = _writer.set(by)
        try:
            with transaction.atomic(), pghistory.context(actor=by.pk if by else None, verb=name):
                return function(*args, **kwargs)
        finally:
            _writer.reset(told)

    return run
