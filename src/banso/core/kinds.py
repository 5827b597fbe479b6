"""The kinds of record that have pages: each one's table, and its form if it can be written on screen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import Http404

from .forms import RecordForm
from .tables import Table


@dataclass(frozen=True)
class Pages:
    """A kind's pages: its table, and its form if it can be written on screen."""

    table: Table
    make_form: Callable[[], type[RecordForm]] | None


_pages: dict[type[Model], Pages] = {}


def register(declared: Pages) -> None:
    _pages[declared.table.model] = declared


def all_pages() -> list[Pages]:
    return list(_pages.values())


def has_form(shown: Table) -> bool:
    return shown.model in _pages and _pages[shown.model].make_form is not None


def kind_or_404(user: Any, label: str, action: str = "view") -> Pages:
    """The kind an address names; not there for a user who may not do this to it."""
    found = next((kind for kind in _pages.values() if kind.table.label == label), None)
    if found is None or not user.has_perm(found.table.permission(action)):
        raise Http404
    return found
