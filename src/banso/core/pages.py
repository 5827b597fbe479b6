"""Pages every kind of record has: its list, one record, a new one, a correction. A kind declares; the views serve."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.views import View

from . import kinds, navigation
from .forms import RecordForm
from .lists import ListView, export, list_context
from .records import Panel, RecordView, add_panel, facts
from .tables import Table, table
from .writing_pages import FormView

__all__ = ["Panel", "add_panel", "export", "facts", "list_context", "pages", "pick", "routes"]

MOST_OFFERED = 12


def pages(make_form: Callable[[], type[RecordForm]] | None = None, **declaration: Any) -> Table:
    """Declare a kind's table and form; its pages and its menu entry follow."""
    declared = table(**declaration)
    kinds.register(kinds.Pages(declared, make_form))
    if declared.in_menu:
        navigation.add(
            navigation.Entry(declared.group, declared.title, declared.page("list"), declared.permission("view"))
        )
    return declared


def routes() -> list[URLResolver]:
    """The addresses of every declared kind: /consultations/consultation/, …/12/, …/new/, …/12/edit/. By app, so that an
    address is looked for among its app's alone.
    """
    found: dict[str, list[URLPattern]] = {}
    for kind in kinds.all_pages():
        found.setdefault(kind.table.app, []).extend(_routes_of(kind))
    return [path(f"{app}/", include(addresses)) for app, addresses in found.items()]


def _routes_of(kind: kinds.Pages) -> Iterator[URLPattern]:
    shown, base = kind.table, f"{kind.table.name}/"
    yield path(base, _view(ListView, table=shown, writable=kind.make_form is not None), name=shown.page("list"))
    if kind.make_form:
        form = _view(FormView, table=shown, make_form=staticmethod(kind.make_form))
        yield path(f"{base}new/", _begun(shown) if shown.begun_at else form, name=shown.page("new"))
        yield path(f"{base}<int:pk>/edit/", form, name=shown.page("edit"))
    yield path(f"{base}<int:pk>/", _view(RecordView, table=shown), name=shown.page("record"))


def _begun(shown: Table) -> Callable[..., HttpResponseBase]:
    """A new record of a kind that begins elsewhere: its address leads there, with what was to be filled in."""

    def lead(request: HttpRequest) -> HttpResponse:
        address = reverse(shown.begun_at[0], args=shown.begun_at[1:])
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)

    return lead


def _view(base: type[View], **declared: Any) -> Callable[..., HttpResponseBase]:
    """A view class of one kind: the base with that kind's declarations."""
    made: Any = type(base.__name__, (base,), declared)
    view: Callable[..., HttpResponseBase] = made.as_view()
    return view


def pick(request: HttpRequest, label: str) -> HttpResponse:
    """Matches for a picker's box, as options; nothing from a kind the user may not see."""
    shown = kinds.kind_or_404(request.user, label).table
    words = request.GET.get("q", "").strip()
    rows = list(shown.searched(shown.rows().filter(shown.listed), words)[: MOST_OFFERED + 1]) if words else []
    make = reverse("make", args=[label]) if shown.quick and request.user.has_perm(shown.permission("add")) else ""
    context = {
        "options": rows[:MOST_OFFERED],
        "more": len(rows) > MOST_OFFERED,
        "label": shown.page("option"),
        "make": make if words else "",
        "words": words,
        "table": shown,
    }
    return render(request, "banso/options.html", context)
