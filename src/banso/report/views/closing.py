"""Closing a year, and what differs from a closed one."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label
from banso.figures.models import FrozenFigure
from banso.report.closing.changes import record_changes
from banso.report.closing.differences import accept_correction, differences
from banso.report.closing.freeze import close_year

from .reading import explained, may_read


@permission_required("figures.add_frozenyear", raise_exception=True)
@require_POST
@explained
def close(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    try:
        year = close_year(fiscal_year, early="early" in request.POST, by=request.user)  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, f"{fiscal_year_label(fiscal_year)}を締めました。{year.figures.count():,}個の数値を記録しました。"
        )
    return redirect("report", fiscal_year=fiscal_year)


@may_read
@explained
def differing(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """What the records of a closed year now say differently."""
    try:
        found = differences(fiscal_year)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("report", fiscal_year=fiscal_year)
    context = {
        "found": found,
        "changed": record_changes(fiscal_year),
        "label": fiscal_year_label(fiscal_year),
        "fiscal_year": fiscal_year,
    }
    return render(request, "report/differences.html", context)


@permission_required("figures.add_correction", raise_exception=True)
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    figure = get_object_or_404(FrozenFigure.objects.select_related("year"), pk=pk)
    try:
        accept_correction(figure, reason=request.POST.get("reason", ""), by=request.user)  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "訂正として記録しました。印刷した数値はそのまま残ります。")
    return redirect("report-differences", fiscal_year=figure.year.fiscal_year)
