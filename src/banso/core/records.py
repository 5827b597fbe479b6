"""One record's page: its facts, what belongs to it, what other apps know of it, and its history."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from .columns import Column, is_fact, kind_of
from .history import history
from .kinds import has_form
from .looking import How, looked_at
from .tables import Table, table_for
from .voiding import can_be_voided

MOST_CHILDREN = 20


@dataclass(frozen=True)
class Panel:
    """A part of every record's page that another app fills in, loaded after the page: its title and its address's name.

    `counts` says that it tells which figures count the record; `only` which records of the kind it is for. `part` is the heading under which it
    stands with others, on a page that has many; such a part is open where one in it is of use `now`, and loaded when somebody opens it.
    """

    title: str
    page: str
    applies: Callable[[type[Model]], bool]
    counts: bool = False
    only: Callable[[Any], bool] = lambda record: True
    part: str = ""
    now: Callable[[Any], bool] = lambda record: True


_panels: list[Panel] = []
_notices: list[tuple[str, Callable[[type[Model]], bool]]] = []


def add_panel(panel: Panel) -> None:
    _panels.append(panel)


def add_form_notice(page: str, applies: Callable[[type[Model]], bool]) -> None:
    """Have the forms of some kinds tell something while they are filled in: the name of a page that answers a fragment."""
    _notices.append((page, applies))


def notices_of(model: type[Model]) -> list[str]:
    return [page for page, applies in _notices if applies(model)]


def panels_of(record: Model) -> list[Panel]:
    """The parts that other apps fill in on this record's page."""
    return [panel for panel in _panels if panel.applies(type(record)) and panel.only(record)]


@dataclass(frozen=True)
class Part:
    """Panels that stand together under a heading; one without a heading is a panel by itself."""

    title: str
    panels: tuple[Panel, ...]
    open: bool


def parts_of(record: Model) -> list[Part]:
    """The panels of a record as a page with many shows them: those of one heading together; what is of use now first, what is folded last."""
    found: dict[str, list[Panel]] = {}
    for panel in panels_of(record):
        found.setdefault(panel.part or panel.page, []).append(panel)
    parts = [Part(all_[0].part, tuple(all_), any(one.now(record) for one in all_)) for all_ in found.values()]
    return sorted(parts, key=lambda part: (not part.open) - (bool(part.title) and part.open))


class RecordView(PermissionRequiredMixin, View):
    """One record: its facts, what belongs to it, the figures it counts in, and its history."""

    table: Table
    raise_exception = True

    def get_permission_required(self) -> list[str]:
        return [self.table.permission("view")]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = get_object_or_404(self.table.rows(), pk=pk)
        if (standing := self.table.standing(record)) != record:
            return redirect(request.resolver_match.view_name, pk=standing.pk)  # type: ignore[union-attr]
        noted = looked_at(request.user, [record], How.RECORD)
        context = {
            "table": self.table,
            "record": record,
            "facts": facts(record),
            "children": [child for name in self.table.children if (child := _children(record, name, request))],
            "panels": panels_of(record),
            "history": history(type(record), record.pk),
            "walled": noted,
            "may_void": can_be_voided(self.table) and request.user.has_perm(self.table.permission("delete")),
            "may_change": request.user.has_perm(self.table.permission("change")) and has_form(self.table),
        }
        return render(request, "banso/record.html", context)


def facts(record: Model) -> list[tuple[str, str, Any]]:
    """(label, text, linked record) of every column people filled in."""
    shown = []
    for field in (f for f in record._meta.fields if is_fact(f)):
        label = str(field.verbose_name)
        said = f"get_{field.name}_display"
        path = said if hasattr(field.model, said) else field.name
        value = getattr(record, field.name)
        text = Column(label, path, kind_of(field)).text(record)
        shown.append((label, text, value if isinstance(value, Model) else None))
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
    looked_at(request.user, rows[:MOST_CHILDREN], How.LIST)
    lines = [(row, [(column, column.shown(row)) for column in child.columns]) for row in rows[:MOST_CHILDREN]]
    may_add = request.user.has_perm(child.permission("add")) and has_form(child)
    add = f"{reverse(child.page('new'))}?{relation.field.name}={record.pk}" if may_add else ""
    return {"table": child, "lines": lines, "more": len(rows) > MOST_CHILDREN, "add": add}
