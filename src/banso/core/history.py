"""A record's history, read from its trail: each change with its day, its author, its verb, its reason, and what said what before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Field, ForeignKey, GeneratedField, ManyToManyField, Model

from .columns import STAMPS, Column, kind_of
from .fields import KeyField, KeysField
from .tables import table_for

MOST_CHANGES = 200
ROWS = {"insert": "登録", "update": "修正", "delete": "削除"}
VERBS = {
    "record": "登録",
    "open": "受付",
    "assign": "配置",
    "correct": "修正",
    "remove": "削除",
    "enter": "段階の移行",
    "take": "取消し",
    "load": "読込み",
    "build": "見本の作成",
    "import": "取込み",
    "settle": "結果の登録",
    "void": "取消し",
    "restore": "取消しを戻した",
}


@dataclass(frozen=True)
class Difference:
    """One fact that changed: its column, its label, what it said before and what since."""

    name: str
    label: str
    before: str
    after: str


@dataclass
class Change:
    """One change of a record: when, by whom, by which verb of the business, why, and what it changed."""

    at: datetime
    who: Any
    what: str
    reason: str
    verb: str = ""
    differences: list[Difference] = field(default_factory=list)


def history(model: type[Model], pk: int) -> list[Change]:
    """Every change of a record, the latest first; of a record deleted since, too. Changes of nothing shown are left out."""
    trail = events_of(model)
    events = list(trail.filter(pgh_obj_id=pk).order_by("-pgh_id")[:MOST_CHANGES])[::-1] if trail is not None else []
    links = [(m, event) for m in model._meta.many_to_many for event in link_events(m, pk)]
    names = _Names(model, events, links)
    users = get_user_model()._default_manager.in_bulk(
        {_context(e).get("actor") for e in [*events, *(event for _, event in links)]} - {None}
    )
    changes: dict[Any, Change] = {}
    for before, after in zip([None, *events], events, strict=False):
        change = _change(after, users)
        change.differences = _differences(model, before, after, names)
        if change.differences or after.pgh_label != "update":
            changes[after.pgh_id] = change
    found = list(changes.values())
    _add_links(found, links, names, users)
    return sorted(found[::-1], key=lambda change: change.at, reverse=True)


def last_change(model: type[Model], pk: int, name: str) -> Change | None:
    """The change that gave a fact its present value."""
    found = (c for c in history(model, pk) if any(d.name == name for d in c.differences))
    return next(found, None)


def events_of(model: type[Model]) -> Any:
    """The trail's rows of a kind, as a queryset. None for a kind without a trail."""
    tracked: Any = getattr(model, "pgh_event_model", None)
    return tracked.objects.all() if tracked is not None else None


def link_events(many: "ManyToManyField[Any, Any]", pk: int) -> list[Any]:
    """The trail's rows of a record's links to several others, the latest first."""
    through: Any = many.remote_field.through
    for candidate in apps.get_models():
        tracked = getattr(candidate, "pgh_tracked_model", None)
        if tracked is not None and tracked._meta.concrete_model is through:
            own = through._meta.get_field(many.m2m_field_name()).attname
            return list(candidate._default_manager.filter(**{own: pk}).order_by("-pgh_id")[:MOST_CHANGES])
    return []


def _context(event: Any) -> dict[str, Any]:
    return event.pgh_context or {}


def _change(event: Any, users: dict[int, Any]) -> Change:
    said = _context(event)
    verb = str(said.get("verb", ""))
    word = verb.rpartition(".")[2].partition("_")[0]
    what = "一括変更" if said.get("bulk") else VERBS.get(word, ROWS[event.pgh_label])
    if event.pgh_label == "delete" and word != "void":
        what = ROWS["delete"]
    return Change(event.pgh_created_at, users.get(said.get("actor") or 0), what, str(said.get("reason") or ""), verb)


def shown_fields(model: type[Model]) -> "list[Field[Any, Any]]":
    """The columns whose changes people are told of: facts, not keys for searching and times of saving."""
    return [
        f
        for f in model._meta.fields
        if not (f.primary_key or isinstance(f, KeyField | KeysField | GeneratedField) or f.name in STAMPS)
    ]


def _differences(model: type[Model], before: Any, after: Any, names: "_Names") -> list[Difference]:
    if after.pgh_label == "delete":
        before, after = after, None
    found = []
    for column in shown_fields(model):
        old, new = (getattr(event, column.attname) if event is not None else None for event in (before, after))
        if old != new and not (old in (None, "") and new in (None, "")):
            found.append(
                Difference(column.name, str(column.verbose_name), names.said(column, old), names.said(column, new))
            )
    return found


def _add_links(changes: list[Change], links: list[tuple[Any, Any]], names: "_Names", users: dict[int, Any]) -> None:
    """Put each added or removed link with the change it was part of: the one of the same moment and verb."""
    together: dict[Any, tuple[Change, list[str], list[str]]] = {}
    for many, event in links:
        change = _change(event, users)
        change, removed, added = together.setdefault((many.name, change.at, change.verb), (change, [], []))
        linked = names.of(many.related_model, getattr(event, _linked_column(many)))
        (added if event.pgh_label == "insert" else removed).append(linked)
    labels = {many.name: str(many.verbose_name) for many, _ in links}
    for (name, at, verb), (alone, removed, added) in together.items():
        change = next((c for c in reversed(changes) if (c.at, c.verb) == (at, verb)), alone)
        if change is alone:
            alone.what = ROWS["update"]
            changes.append(alone)
        change.differences.append(Difference(name, labels[name], "、".join(removed), "、".join(added)))


def _linked_column(many: Any) -> str:
    return str(many.remote_field.through._meta.get_field(many.m2m_reverse_field_name()).attname)


class _Names:
    """The names of the records that events point to, read kind by kind rather than one by one."""

    def __init__(self, model: type[Model], events: Iterable[Any], links: list[tuple[Any, Any]]) -> None:
        wanted: dict[Any, set[int]] = defaultdict(set)
        for column in shown_fields(model):
            if isinstance(column, ForeignKey):
                wanted[column.related_model] |= {getattr(event, column.attname) for event in events} - {None}
        for many, event in links:
            wanted[many.related_model].add(getattr(event, _linked_column(many)))
        self.rows = {linked: _rows(linked).in_bulk(keys) for linked, keys in wanted.items() if keys}

    def of(self, model: Any, key: int) -> str:
        row = self.rows.get(model, {}).get(key)
        return str(row) if row is not None else f"(番号{key}・表示できません)"

    def said(self, column: "Field[Any, Any]", value: Any) -> str:
        """A value in the words of the screens."""
        if value is None or value == "":
            return ""
        if isinstance(column, ForeignKey):
            return self.of(column.related_model, value)
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if hasattr(column, "said"):  # a column of codes that has words of its own
            return str(column.said(value))
        if isinstance(value, bool | date | int | Decimal):
            return Column(str(column.verbose_name), lambda _: value, kind_of(column)).text(None)
        return str(value)


def _rows(model: Any) -> Any:
    try:
        return table_for(model).rows()
    except KeyError:
        return model._default_manager.all()
