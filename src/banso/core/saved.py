"""Saved lists: who sees which, and the verbs by which a user arranges her lists."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet

from .errors import UserError
from .models import ListSetting, SavedList, Sharing
from .tables import Table
from .trail import verb
from .writing import correct, record

_colleagues: list[Callable[[Any], Iterable[int]]] = []


def add_colleagues(of: Callable[[Any], Iterable[int]]) -> None:
    """Say who a user's colleagues are (as ids of users): lists shared with a unit are seen by its owner's colleagues."""
    _colleagues.append(of)


def lists_for(user: Any, shown: Table) -> QuerySet[SavedList]:
    """The saved lists of one kind that a user sees: her own, her unit's and those for everyone."""
    near = {pk for of in _colleagues for pk in of(user)}
    seen = Q(owner=user) | Q(sharing=Sharing.ALL) | Q(sharing=Sharing.UNIT, owner__in=near)
    return SavedList.objects.filter(seen, kind=shown.label).select_related("owner")


def setting_of(user: Any, shown: Table) -> ListSetting:
    """How the user likes this list; an unsaved setting if she has not said."""
    found = ListSetting.objects.filter(user=user, kind=shown.label).select_related("start").first()
    return found or ListSetting(user=user, kind=shown.label)


@verb
def choose_columns(shown: Table, columns: list[str], *, by: Any) -> None:
    """Show these columns in this order from now on; none at all brings back the usual ones."""
    known = {column.key for column in shown.available}
    chosen = [key for key in dict.fromkeys(columns) if key in known]
    usual = [column.key for column in shown.columns]
    ListSetting.objects.update_or_create(
        user=by, kind=shown.label, defaults={"columns": [] if chosen == usual else chosen}
    )


@verb
def save_list(shown: Table, *, name: str, query: str, columns: list[str], sharing: str, by: Any) -> SavedList:
    """Keep a list under a name; the user's own list of that name is replaced. Raises ValidationError."""
    facts = {"name": name.strip(), "query": query, "columns": columns, "sharing": sharing}
    mine = SavedList.objects.select_for_update().filter(owner=by, kind=shown.label, name=facts["name"]).first()
    if mine is not None:
        return correct(mine, facts)
    return record(SavedList, {"owner": by, "kind": shown.label, **facts})


@verb
def remove_list(saved: SavedList, *, by: Any) -> None:
    """Take away a list one has saved. Raises UserError for someone else's."""
    if saved.owner_id != by.pk:
        raise UserError("ほかの人が保存した一覧は削除できません。")
    saved.delete()


@verb
def start_with(shown: Table, saved: SavedList | None, *, by: Any) -> None:
    """Begin with this saved list whenever the list is opened anew; with every record if None."""
    ListSetting.objects.update_or_create(user=by, kind=shown.label, defaults={"start": saved})
