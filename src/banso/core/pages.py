"""Pages every kind of record has: its list, one record, a new one, a correction. A kind declares; these serve."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import GeneratedField, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.views import View

from . import navigation
from .errors import UserError
from .exports import comma_separated, excel, log_export
from .forms import RecordForm, picked
from .paging import page_of
from .tables import Column, Kind, Table, table, table_for

MOST_COUNTED = 10_000
MOST_OFFERED = 12
MOST_CHILDREN = 20
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListView(PermissionRequiredMixin, View):
    """A table's page: search, filters, sort, pages by key, total, and the same as Excel or CSV."""

    table: Table
    raise_exception = True

    def get_permission_required(self) -> list[str]:
        return [self.table.permission("view")]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        context = list_context(self.table, self.table.rows().filter(self.table.listed), request)
        if request.GET.get("format") in ("xlsx", "csv"):
            return export(self.table, context["found"], context["conditions"], request)
        context["may_add"] = request.user.has_perm(self.table.permission("add")) and _has_form(self.table)
        return render(request, "banso/rows.html" if request.htmx else "banso/list.html", context)  # type: ignore[attr-defined]


def list_context(shown: Table, rows: QuerySet[Any], request: HttpRequest) -> dict[str, Any]:
    """What a list page shows of `rows` under the conditions of the request."""
    words, problems, conditions = request.GET.get("q", "").strip(), [], []
    if words:
        rows = shown.searched(rows, words)
        conditions.append(f"検索「{words}」")
    for condition in shown.filters:
        typed, until = request.GET.get(condition.name, ""), request.GET.get(f"{condition.name}_until", "")
        if typed or until:
            try:
                rows = rows.filter(condition.condition(typed, until))
                conditions.append(f"{condition.label}: {_said(condition, typed, until)}")
            except (UserError, ValueError) as error:
                problems.append(
                    str(error) if isinstance(error, UserError) else f"{condition.label}の値を確かめてください。"
                )
    order = shown.sortable(request.GET.get("sort", ""))
    page = page_of(rows, order, request.GET.get("after", ""), request.GET.get("before", ""))
    total = rows[: MOST_COUNTED + 1].count()
    return {
        "table": shown,
        "found": rows.order_by(order, "pk"),
        "page": page,
        "lines": [(record, [(column, column.text(record)) for column in shown.columns]) for record in page.rows],
        "total": f"{total:,}件" if total <= MOST_COUNTED else f"{MOST_COUNTED:,}件以上",
        "filters": [
            (f, f.choices() if f.choices else None, request.GET.get(f.name, ""), request.GET.get(f"{f.name}_until", ""))
            for f in shown.filters
        ],
        "words": words,
        "order": order,
        "conditions": "、".join(conditions),
        "problems": problems,
        "query": _query(request, without=("after", "before", "format")),
        "unsorted": _query(request, without=("after", "before", "format", "sort")),
    }


def _said(condition: Any, typed: str, until: str) -> str:
    if condition.choices:
        return str(dict(condition.choices()).get(typed, typed))
    return f"{typed}～{until}" if condition.is_date else typed


def _query(request: HttpRequest, without: tuple[str, ...]) -> str:
    kept = request.GET.copy()
    for name in without:
        kept.pop(name, None)
    return kept.urlencode()


def export(shown: Table, rows: QuerySet[Any], conditions: str, request: HttpRequest) -> StreamingHttpResponse:
    """The rows as a file, and the log of it."""
    form = request.GET["format"]
    log_export(request.user, shown.title, conditions)
    content = excel(shown, rows, conditions) if form == "xlsx" else comma_separated(shown, rows)
    response = StreamingHttpResponse(content, content_type=EXCEL if form == "xlsx" else "text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{shown.title}.{form}")
    return response


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
            "may_change": request.user.has_perm(self.table.permission("change")) and _has_form(self.table),
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
    may_add = request.user.has_perm(child.permission("add")) and _has_form(child)
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


class FormView(PermissionRequiredMixin, View):
    """A new record or a correction, through the kind's service. What was typed stays when something is wrong."""

    table: Table
    make_form: Callable[[], type[RecordForm]]
    raise_exception = True

    def get_permission_required(self) -> list[str]:
        return [self.table.permission("change" if "pk" in self.kwargs else "add")]

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        initial = {name: int(str(v)) for name, v in request.GET.items() if str(v).isdigit()} if pk is None else None
        form = type(self).make_form()(instance=self._instance(pk), initial=initial)
        return self._page(request, form)

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        form = type(self).make_form()(request.POST, instance=self._instance(pk))
        written = form.write(by=request.user) if form.is_valid() else None
        if written is None:
            return self._page(request, form, status=422)
        messages.success(request, f"{self.table.model._meta.verbose_name}を保存しました。")
        return redirect(self.table.page("record"), pk=written.pk)

    def _instance(self, pk: int | None) -> Model | None:
        return get_object_or_404(self.table.model, pk=pk) if pk else None

    def _page(self, request: HttpRequest, form: RecordForm, status: int = 200) -> HttpResponse:
        return render(request, "banso/form.html", {"table": self.table, "form": form}, status=status)


@dataclass(frozen=True)
class Panel:
    """A part of every record's page that another app fills in, loaded after the page: its title and its address's name."""

    title: str
    page: str
    applies: Callable[[type[Model]], bool]


_panels: list[Panel] = []


def add_panel(panel: Panel) -> None:
    _panels.append(panel)


@dataclass(frozen=True)
class Pages:
    """A kind's pages: its table, and its form if it can be written on screen."""

    table: Table
    make_form: Callable[[], type[RecordForm]] | None


_pages: dict[type[Model], Pages] = {}


def pages(make_form: Callable[[], type[RecordForm]] | None = None, **declaration: Any) -> Table:
    """Declare a kind's table and form; its pages and its menu entry follow."""
    declared = table(**declaration)
    _pages[declared.model] = Pages(declared, make_form)
    if declared.in_menu:
        navigation.add(
            navigation.Entry(declared.group, declared.title, declared.page("list"), declared.permission("view"))
        )
    return declared


def _has_form(shown: Table) -> bool:
    return shown.model in _pages and _pages[shown.model].make_form is not None


def routes() -> list[URLPattern]:
    """The addresses of every declared kind: /consultations/consultation/, …/12/, …/new/, …/12/edit/."""
    found: list[URLPattern] = []
    for kind in _pages.values():
        shown, base = kind.table, f"{kind.table.app}/{kind.table.name}/"
        found.append(path(base, _view(ListView, table=shown), name=shown.page("list")))
        if kind.make_form:
            form = _view(FormView, table=shown, make_form=staticmethod(kind.make_form))
            found.append(path(f"{base}new/", form, name=shown.page("new")))
            found.append(path(f"{base}<int:pk>/edit/", form, name=shown.page("edit")))
        found.append(path(f"{base}<int:pk>/", _view(RecordView, table=shown), name=shown.page("record")))
    return found


def _view(base: type[View], **declared: Any) -> Callable[..., HttpResponseBase]:
    """A view class of one kind: the base with that kind's declarations."""
    made: Any = type(base.__name__, (base,), declared)
    view: Callable[..., HttpResponseBase] = made.as_view()
    return view


def pick(request: HttpRequest, label: str) -> HttpResponse:
    """Matches for a picker's box, as options; nothing from a kind the user may not see."""
    shown = next((t.table for t in _pages.values() if t.table.model._meta.label_lower == label), None)
    if shown is None or not request.user.has_perm(shown.permission("view")):
        raise Http404
    words = next((str(value) for value in request.GET.values() if str(value).strip()), "")
    rows = shown.searched(shown.rows(), words)[:MOST_OFFERED] if words else []
    return render(request, "banso/options.html", {"options": [picked(row) for row in rows]})
