"""The menu: each app adds its entries, grouped as the office thinks of its work."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True)
class Entry:
    """A menu entry: its group, its label, the name of its page and the permission it needs ('' for everyone)."""

    group: str
    label: str
    page: str
    permission: str = ""


_entries: list[Entry] = []


def add(*entries: Entry) -> None:
    """Add entries to the menu, in order."""
    _entries.extend(entry for entry in entries if entry not in _entries)


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the groups and entries this user may open."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": {}}
    groups: dict[str, list[Entry]] = {group: [] for group in settings.MENU_GROUPS}
    for entry in _entries:
        if not entry.permission or user.has_perm(entry.permission):
            groups.setdefault(entry.group, []).append(entry)
    return {"menu": {group: entries for group, entries in groups.items() if entries}}
