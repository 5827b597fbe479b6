"""What is one user's own (drafts, settings), which the database shows to that user alone; and what is nobody's to read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model

M = TypeVar("M", bound=type[Model])


@dataclass(frozen=True)
class Private:
    """A kind whose rows are for the user in `column`; `shared` is the SQL condition of rows others may see too."""

    model: type[Model]
    column: str
    shared: str


_private: list[Private] = []


def private_to(column: str, *, shared: str = "false") -> Callable[[M], M]:
    """Declare that a kind's rows are for the user in a column: a class decorator."""

    def declare(model: M) -> M:
        _private.append(Private(model, column, shared))
        return model

    return declare


def all_private() -> list[Private]:
    return list(_private)


@dataclass(frozen=True)
class AskedFor:
    """A kind whose rows ask for something, or say what someone did: the columns that say who, and those the worker alone writes."""

    model: type[Model]
    who: tuple[str, ...]
    made: tuple[str, ...]


_asked_for: list[AskedFor] = []


def asked_for_by(*who: str, made: tuple[str, ...] = ()) -> Callable[[M], M]:
    """Declare that a row asks for something, or says what was done, in the name of the user in a column: a class decorator.

    The database keeps such a column to who acts, for good, and the columns in `made` to the worker, who carries out what is asked.
    """

    def declare(model: M) -> M:
        _asked_for.append(AskedFor(model, who, made))
        return model

    return declare


def all_asked_for() -> list[AskedFor]:
    return list(_asked_for)


_secrets: dict[type[Model], dict[str, str]] = {}


def keeps_secret(column: str, *, instead: str) -> Callable[[M], M]:
    """Declare that a column opens doors (a password, the key of a link) and never leaves the system: a class decorator.

    `instead` is the SQL of what stands there in a system restored from an export: something that opens nothing.
    """

    def declare(model: M) -> M:
        _secrets.setdefault(model, {})[column] = instead
        return model

    return declare


def secrets_of(model: type[Model]) -> dict[str, str]:
    """{column: SQL of what stands in its place} of a kind, or of the kind whose history it is."""
    return _secrets.get(getattr(model, "pgh_tracked_model", model), {})
