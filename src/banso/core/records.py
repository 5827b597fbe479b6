"""One record's page: its facts, what belongs to it, what other apps know of it, and its history."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import GeneratedField, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views import View

from .columns import Column, Kind
from .kinds import has_form
from .tables import Table, table_for

MOST_CHILDREN = 20


@dataclass(frozen=True)
class Panel:
    """A part of every record's page that another app fills in, loaded after the page: its title and its address's name."""

    title: str
    page: str
    applies: Callable[[type[Model]], bool]


_panels: list[Panel] = []


def add_panel(panel: Panel) -> None:
    _panels.append(panel)


class RecordView(PermissionRequiredMixin, View):
    """One record: its facts, what belongs to it, the figures it counts in, and its history."""

    table: Table
    raise_exception = True

    def get_permission_required(self) -> list[str]:
        return [self.table.permission("view")]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(self.table.rows(), pk=pk)
        context = {
            "table": self.table,
            "record": record,
            "facts": facts(record),
            "children": [child for name in self.table.children if (child := _children(record, name, request))],
            "panels": [panel for panel in _panels if panel.applies(type(record))],
            "history": _history(record),
            "may_change": request.user.has_perm(self.table.permission("change")) and has_form(self.table),
        }
        return render(request, "banso/record.html", context)


def facts(record: Model) -> list[tuple[str, str, Any]]:
    """(label, text, linked record) of every column people filled in."""
    shown = []
    for field in record._meta.fields:
        if (
            field.primary_key
            or not (field.editable or isinstance(field, GeneratedField))
            or field.name.endswith("_key")
        ):
            continue
        value = getattr(record, field.name)
        display = getattr(record, f"get_{field.name}_display", None)
        kind = Kind.NUMBER if isinstance(value, int) and "年度" not in str(field.verbose_name) else Kind.TEXT
        text = display() if display else Column("", field.name, kind).text(record)
        if isinstance(value, bool):
            text = "はい" if value else "いいえ"
        shown.append((str(field.verbose_name), text, value if isinstance(value, Model) else None))
    for many in record._meta.many_to_many:
        shown.append((str(many.verbose_name), "、".join(str(row) for row in getattr(record, many.name).all()), None))
    return shown


def _children(record: Model, name: str, request: HttpRequest) -> dict[str, Any] | None:
    """A kind of record that belongs to this one, the latest of them, and where to add another."""
    relation: Any = record._meta.get_field(name)
    child = table_for(relation.related_model)
    if not request.user.has_perm(child.permission("view")):
        return None
    rows = list(child.rows().filter(**{relation.field.name: record}).order_by("-pk")[: MOST_CHILDREN + 1])
    lines = [(row, [column.text(row) for column in child.columns]) for row in rows[:MOST_CHILDREN]]
    may_add = request.user.has_perm(child.permission("add")) and has_form(child)
    add = f"{reverse(child.page('new'))}?{relation.field.name}={record.pk}" if may_add else ""
    return {"table": child, "lines": lines, "more": len(rows) > MOST_CHILDREN, "add": add}


def _history(record: Model) -> list[tuple[Any, str, Any]]:
    """(when, what, who) of each change, the latest first."""
    model: Any = getattr(type(record), "pgh_event_model", None)
    if model is None:
        return []
    events = list(model.objects.filter(pgh_obj_id=record.pk).order_by("-pgh_id")[:50])
    users = get_user_model()._default_manager.in_bulk({(e.pgh_context or {}).get("actor") for e in events} - {None})
    words = {"insert": "登録", "update": "変更", "delete": "削除"}
    return [
        (e.pgh_created_at, words.get(e.pgh_label, e.pgh_label), users.get((e.pgh_context or {}).get("actor")))
        for e in events
    ]
