"""Reading the report on screen."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from banso.core.errors import UserError
from banso.core.fiscal import KNOWN_YEARS, fiscal_year_label
from banso.figures.models import FrozenYear, PublishedFigure
from banso.report.closing.freeze import has_ended
from banso.report.compose import NoOutlineError, compose
from banso.report.models import Outline, OutlineSection, ReportRun
from banso.report.secrecy import marked, telling

may_read = permission_required("report.view_outline", raise_exception=True)


def explained(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of a year's report: where the report can't be made, it says why and what to do, such as for a year without an outline."""

    @wraps(view)
    def shown(request: HttpRequest, fiscal_year: int, **rest: object) -> HttpResponseBase:
        if fiscal_year not in KNOWN_YEARS:
            raise Http404
        try:
            return view(request, fiscal_year, **rest)
        except UserError as error:
            context = {"problem": str(error), "label": fiscal_year_label(fiscal_year)}
            status = 404 if isinstance(error, NoOutlineError) else 409
            return render(request, "report/unreadable.html", context, status=status)

    return shown


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
@explained
def report(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """The whole report of a year; each figure opens its rule and its records."""
    document = compose(fiscal_year)
    small = telling(document)
    context = {
        "document": marked(document, small),
        "telling": small,
        "unread": OutlineSection.objects.filter(outline__fiscal_year=fiscal_year, unread=True).count(),
        "closed": FrozenYear.objects.filter(fiscal_year=fiscal_year).first(),
        "label": fiscal_year_label(fiscal_year),
        "ended": has_ended(fiscal_year),
    }
    return render(request, "report/report.html", context)
