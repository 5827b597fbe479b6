"""削除された記録: what the trail still holds of records taken out, for those who may take records out."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from .columns import relations
from .history import events_of, history
from .kinds import kind_or_404
from .paging import page_of
from .tables import Table
from .voiding import voided_as


@dataclass(frozen=True)
class Deleted:
    """A record as it was when it was deleted, with who did so."""

    event: Any
    who: Any
    cells: list[tuple[Any, str]]


def deleted_list(request: HttpRequest, label: str) -> HttpResponse:
    """The deleted records of a kind, the latest first."""
    shown = kind_or_404(request.user, label, "delete").table
    trail = events_of(shown.model)
    if trail is None:
        raise Http404
    asked = request.GET
    page = page_of(trail.filter(pgh_label="delete"), "-pgh_id", asked.get("after", ""), asked.get("before", ""))
    context = {"table": shown, "page": page, "lines": _lines(shown, page.rows)}
    return render(request, "banso/deleted.html", context)


def _lines(shown: Table, events: list[Any]) -> list[Deleted]:
    records = [_as_it_was(shown.model, event) for event in events]
    paths = {relations(shown.model, column.value)[0] for column in shown.columns if isinstance(column.value, str)}
    prefetch_related_objects(records, *sorted({*paths, *shown.related} - {""}))
    actors = {(event.pgh_context or {}).get("actor") for event in events} - {None}
    users = get_user_model()._default_manager.in_bulk(actors)
    return [
        Deleted(event, users.get((event.pgh_context or {}).get("actor")), [(c, c.shown(row)) for c in shown.columns])
        for event, row in zip(events, records, strict=True)
    ]


def _as_it_was(model: type[Model], event: Any) -> Model:
    kept = {f.attname: getattr(event, f.attname) for f in model._meta.fields if hasattr(event, f.attname)}
    return model(**{**kept, str(model._meta.pk.attname): event.pgh_obj_id})


def deleted_record(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Everything the trail says of one deleted record."""
    shown = kind_or_404(request.user, label, "delete").table
    past = history(shown.model, pk)
    if not past or shown.model._default_manager.filter(pk=pk).exists():
        raise Http404
    context = {"table": shown, "pk": pk, "history": past, "open": True, "voided": voided_as(shown.model, pk)}
    return render(request, "banso/deleted_record.html", context)
