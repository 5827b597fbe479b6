"""Exporting everything on the screen: asking, watching, fetching. Only what the one who asks may see is in it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from banso.core.errors import UserError
from banso.core.exports import log_export
from banso.registers.seeing import hidden_from

from .contents import LEFT_OUT
from .making import KEPT_FOR, SUBJECT, ask
from .models import ExportState, FullExport

may_export = permission_required("archive.add_fullexport", raise_exception=True)
SHOWN = 20


@may_export
def overview(request: HttpRequest) -> HttpResponse:
    """What an export holds, the button, and who exported before."""
    user: Any = request.user
    if request.method == "POST":
        try:
            return redirect("full-export-run", pk=ask(by=user).pk)
        except UserError as error:
            messages.error(request, str(error))
            return redirect("full-export")
    context = {
        "runs": FullExport.objects.select_related("asked_by")[:SHOWN],
        "left_out": LEFT_OUT.values(),
        "hides": bool(hidden_from(user)),
        "days": KEPT_FOR.days,
    }
    return render(request, "archive/overview.html", context)


@may_export
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far an export is; asks again by itself until it is done."""
    found = get_object_or_404(FullExport, pk=pk, asked_by_id=request.user.pk)
    page = "archive/progress.html" if request.htmx else "archive/run.html"  # type: ignore[attr-defined]
    return render(request, page, {"run": found, "days": KEPT_FOR.days})


@may_export
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(FullExport, pk=pk, asked_by_id=request.user.pk)
    if found.state != ExportState.DONE or not found.file:
        raise Http404
    try:
        file = found.file.open()
    except FileNotFoundError:
        raise Http404 from None
    log_export(request.user, f"{SUBJECT} {found.file_name}")
    return FileResponse(file, as_attachment=True, filename=found.file_name)
