"""Reading the report on screen."""

from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from banso.core.fiscal import fiscal_year_label
from banso.figures.models import FrozenYear, PublishedFigure
from banso.report.compose import compose
from banso.report.models import Outline, ReportRun
from banso.report.secrecy import marked, telling

may_read = permission_required("report.view_outline", raise_exception=True)


@may_read
def years(request: HttpRequest) -> HttpResponse:
    """The years there is an outline for, and the files made lately."""
    closed = dict(FrozenYear.objects.values_list("fiscal_year", "closed_at"))
    outlines = [
        (outline, fiscal_year_label(outline.fiscal_year), closed.get(outline.fiscal_year))
        for outline in Outline.objects.all()
    ]
    earlier = PublishedFigure.objects.values("report_year").annotate(number=Count("pk")).order_by("-report_year")
    runs = ReportRun.objects.filter(asked_by_id=request.user.pk)[:10]
    return render(request, "report/years.html", {"outlines": outlines, "runs": runs, "earlier": earlier})


@may_read
def report(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """The whole report of a year; each figure opens its rule and its records."""
    document = compose(fiscal_year)
    small = telling(document)
    context = {
        "document": marked(document, small),
        "telling": small,
        "closed": FrozenYear.objects.filter(fiscal_year=fiscal_year).first(),
        "label": fiscal_year_label(fiscal_year),
    }
    return render(request, "report/report.html", context)
