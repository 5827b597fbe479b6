"""The menu: each app adds its entries, grouped as the office thinks of its work."""

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """A menu entry: its group, its label, the name of its page with what stands in its address, and the permission it needs ('' for everyone)."""

    group: str
    label: str
    page: str
    permission: str = ""
    args: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return reverse(self.page, args=self.args)


_entries: list[Entry] = []


def add(*entries: Entry) -> None:
    """Add entries to the menu, in order."""
    _entries.extend(entry for entry in entries if entry not in _entries)


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the groups and entries this user may open, drawn where a page shows them."""
    user = getattr(request, "user", None)
    return {"menu": partial(_menu_of, user) if user is not None and user.is_authenticated else ""}


def _menu_of(user: Any) -> str:
    return _drawn(tuple(entry for entry in _entries if not entry.permission or user.has_perm(entry.permission)))


@lru_cache(maxsize=64)
def _drawn(entries: tuple[Entry, ...]) -> str:
    """A menu of a hundred entries is a tenth of what a page costs: drawn once for all who may open the same."""
    groups: dict[str, list[Entry]] = {group: [] for group in settings.MENU_GROUPS}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    shown = {group: found for group, found in groups.items() if found}
    return render_to_string("banso/menu.html", {"menu": shown})
