"""Screens of 取消し: what goes is shown first, then taken out for a reason; and put back from the deleted records."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from .errors import UserError
from .kinds import Pages, kind_or_404
from .looking import How, looked_at
from .records import panels_of
from .voiding import can_be_voided, restore, void, what_goes


def _kind(request: HttpRequest, label: str) -> Pages:
    kind = kind_or_404(request.user, label, "delete")
    if not can_be_voided(kind.table):
        raise Http404
    return kind


def void_record(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """What would go with a record and the figures it counts in; a POST with a reason takes it out."""
    table = _kind(request, label).table
    record: Any = get_object_or_404(table.rows(), pk=pk)
    looked_at(request.user, [record], How.RECORD)
    problem = ""
    if request.method == "POST":
        try:
            void(record, reason=request.POST.get("reason", ""), seen=request.POST.get("seen", ""), by=request.user)
        except UserError as error:
            problem = str(error)
        else:
            messages.success(request, f"{table.model._meta.verbose_name}を取り消しました。この画面から元に戻せます。")
            return redirect("deleted-record", label=label, pk=pk)
    context = {"table": table, "record": record, "going": what_goes(record, by=request.user), "problem": problem}
    context |= {"panels": panels_of(record), "reason": request.POST.get("reason", "")}
    return render(request, "banso/void.html", context, status=422 if problem else 200)


@require_POST
def restore_record(request: HttpRequest, label: str, pk: int) -> HttpResponse:
    """Put a voided record back."""
    table = _kind(request, label).table
    try:
        row = restore(table.model, pk, by=request.user)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("deleted-list", label=label)
    messages.success(request, f"{table.model._meta.verbose_name}を元に戻しました。")
    return redirect(table.page("record"), pk=row.pk)
