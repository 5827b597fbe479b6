"""What is one user's own: drafts, settings. The database shows such rows to that user alone."""

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
