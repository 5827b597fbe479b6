"""What can be done about several records of a list at once, beside putting a fact right: each app declares its own.

A deed's page is posted what the list's own bulk change is: `row` for each record ticked, or `all` with the list's `query`.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Deed:
    """One deed: for which kind, its label, the name of its page, and the permission it needs."""

    model: type[Model]
    label: str
    page: str
    permission: str


_deeds: list[Deed] = []


def add_deed(deed: Deed) -> None:
    _deeds.append(deed)


def deeds_of(model: type[Model], user: Any) -> list[Deed]:
    """What a user may do about several records of a kind."""
    return [deed for deed in _deeds if deed.model is model and user.has_perm(deed.permission)]
