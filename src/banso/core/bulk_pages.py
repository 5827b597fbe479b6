"""Screens of a bulk change: which records, which fact, before and after, done, and taken back."""

from typing import Any

import pghistory
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from . import bulk
from .errors import UserError
from .kinds import Pages, has_form, kind_or_404
from .lists import matching
from .merging import plain
from .models import BulkChange
from .numbers import numbers_in
from .words import words_of

MOST_LISTED = 50


def _kind(request: HttpRequest, label: str) -> Pages:
    kind = kind_or_404(request.user, label, "change")
    if not kind.table.bulk or not has_form(kind.table):
        raise Http404
    return kind


def bulk_changes(request: HttpRequest, label: str) -> HttpResponse:
    """The user's own bulk changes of a kind; posting records leads to a new one, step by step."""
    kind = _kind(request, label)
    if request.method != "POST":
        done = BulkChange.objects.filter(by=request.user.pk, kind=label).select_related("undone_by", "undoes")[
            :MOST_LISTED
        ]
        lines = [(change, bulk.label_of(kind, change.field), _value(kind, change)) for change in done]
        return render(request, "banso/bulk_changes.html", {"table": kind.table, "lines": lines})
    try:
        ids, conditions = _chosen(kind, request)
    except UserError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse(kind.table.page('list'))}?{request.POST.get('query') or 'all=1'}")
    context = {"table": kind.table, "ids": ",".join(map(str, ids)), "number": len(ids), "conditions": conditions}
    return _step(request, kind, ids, context | {"query": request.POST.get("query", "")})


def _value(kind: Pages, change: BulkChange) -> str:
    return "元に戻した" if change.undoes_id else words_of(kind.table.model, change.field, change.value)


def _chosen(kind: Pages, request: HttpRequest) -> tuple[list[int], str]:
    """The ids chosen, and the conditions if they are all that were found. Raises UserError for none or too many."""
    conditions = request.POST.get("conditions", "")
    if "all" in request.POST:
        rows, conditions = matching(kind.table, request.POST.get("query", ""))
        ids = list(rows.order_by("pk").values_list("pk", flat=True)[: bulk.MOST_AT_ONCE + 1])
    else:
        ids = numbers_in(request.POST["ids"].split(",") if "ids" in request.POST else request.POST.getlist("row"))
    if not ids:
        raise UserError("まとめて直す記録を選んでください。")
    if len(ids) > bulk.MOST_AT_ONCE:
        raise UserError(f"一度に直せるのは{bulk.MOST_AT_ONCE:,}件までです。条件で絞り込んでください。")
    return ids, conditions


def _step(request: HttpRequest, kind: Pages, ids: list[int], context: dict[str, Any]) -> HttpResponse:
    """The next page: choosing the fact, filling it in, seeing what will happen, or having it done."""
    name = request.POST.get("field", "")
    fields = [(f, bulk.label_of(kind, f)) for f in kind.table.bulk]
    if name not in kind.table.bulk:
        return render(request, "banso/bulk.html", context | {"fields": fields})
    form = _form(kind, name)(request.POST if "step" in request.POST else None)
    context |= {"fields": fields, "name": name, "label": bulk.label_of(kind, name), "form": form}
    if not form.is_valid():
        return render(request, "banso/bulk.html", context, status=422 if form.is_bound else 200)
    value, reason = form.cleaned_data["value"], form.cleaned_data["reason"]
    if request.POST["step"] == "apply":
        try:
            done = bulk.change_many(
                kind, ids, name, value, seen=request.POST.get("seen", ""), reason=reason, by=request.user
            )
        except UserError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{len(done.before):,}件の「{bulk.label_of(kind, name)}」を直しました。")
            return redirect("bulk-change", label=kind.table.label, pk=done.pk)
    with pghistory.context(bulk=True):
        outcome = bulk.preview(lambda: bulk.changing(kind, ids, name, value, by=request.user))
    after = words_of(kind.table.model, name, plain(value))
    return render(request, "banso/bulk.html", context | {"outcome": outcome, "after": after})


def _form(kind: Pages, name: str) -> type[forms.Form]:
    """The form of one fact, filled in as in the record's own form, and of the reason."""
    assert kind.make_form is not None
    reason = forms.CharField(
        label="理由", required=False, max_length=200, help_text="それぞれの記録の変更の履歴に残ります。"
    )
    given: Any = kind.make_form().base_fields[name]  # type: ignore[attr-defined]
    return type("BulkForm", (forms.Form,), {"value": given, "reason": reason})


def bulk_change(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """One bulk change of one's own: what it did, and taking it back, with what will stay and why."""
    kind = _kind(request, label)
    done = get_object_or_404(BulkChange.objects.select_related("undoes"), pk=pk, kind=label, by=request.user.pk)
    if request.method == "POST":
        try:
            undone = bulk.undo_change(kind, done, seen=request.POST.get("seen", ""), by=request.user)
        except UserError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{len(undone.before):,}件を元に戻しました。")
            return redirect("bulk-change", label=label, pk=undone.pk)
    context = {"table": kind.table, "done": done, "label": bulk.label_of(kind, done.field), "value": _value(kind, done)}
    undone_by = BulkChange.objects.filter(undoes=done).first()
    if undone_by is None and done.undoes_id is None:
        context["outcome"] = bulk.preview(lambda: bulk.undoing(kind, done, by=request.user))
    return render(request, "banso/bulk_change.html", context | {"undone_by": undone_by})
