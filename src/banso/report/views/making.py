"""Making files in the background, with progress."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banso.core.exports import log_export
from banso.report.making import ask
from banso.report.models import ReportRun, RunState

from .reading import explained, may_read


@may_read
@require_POST
@explained
def make(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    run = ask(fiscal_year, request.POST.get("format", ""), hides_telling="hide" in request.POST, by=request.user)  # type: ignore[arg-type]
    return redirect("report-run", pk=run.pk)


@may_read
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a file is; asks again by itself until it is done."""
    found = get_object_or_404(ReportRun, pk=pk, asked_by_id=request.user.pk)
    context = {"run": found, "busy": found.state in (RunState.WAITING, RunState.RUNNING)}
    return render(request, "report/progress.html" if request.htmx else "report/run.html", context)  # type: ignore[attr-defined]


@may_read
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(ReportRun, pk=pk, asked_by_id=request.user.pk)
    if found.state != RunState.DONE:
        raise Http404
    log_export(request.user, f"事業報告書 {found.file_name}")
    try:
        return FileResponse(found.file.open(), as_attachment=True, filename=found.file_name)
    except FileNotFoundError:
        messages.error(request, "ファイルが見つかりません。もう一度作ってください。")
        return redirect("report-home")
