"""The first page (今日): what is due, booked and waiting, the companies used last, and the year so far."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate

from banso.core.agenda import listed
from banso.core.era import format_date
from banso.core.fiscal import KNOWN_YEARS, fiscal_year_label, fiscal_year_of
from banso.core.lists import FORMATS, export, list_context
from banso.core.tables import table_for
from banso.desk.first_days import first_things
from banso.desk.models import Draft, RecentCompany
from banso.desk.pictures import draw_progress
from banso.desk.progress import chart, latest_year_with_records
from banso.figures.cells import Cell
from banso.figures.measures import followed_measures
from banso.figures.periods import InYear
from banso.figures.tracing import records
from banso.procedures.declaring import all_procedures
from banso.registers.models import Programme, User
from banso.report.render.charts import draw

from .whose import Whose, watched_cases

SHOWN, PICTURES, COMPANIES = 5, 6, 8
IN_FULL = 500  # of one kind: more than a unit has open
may_read = permission_required("report.view_outline", raise_exception=True)


def home(request: HttpRequest) -> HttpResponse:
    """One's own matters, those of one's unit, or everybody's; one kind of them in full, on request."""
    today, user = localdate(), request.user
    assert isinstance(user, User)
    who = Whose.asked(request)
    only = request.GET.get("only", "")
    found = listed(user, today, mine=who.mine, most=IN_FULL if only else SHOWN, owners=who.logins(), only=only)
    recent = RecentCompany.objects.filter(user=user, company__merged_into=None).select_related("company__municipality")
    may_see = user.has_perm("registers.view_company")
    context = {
        "today": format_date(today),
        "day": today,
        "year": fiscal_year_label(fiscal_year_of(today)),
        "agenda": [(part.value, matters) for part, matters in found.items()],
        "who": who,
        "only": only,
        "watched": watched_cases(user) if user.has_perm("cases.view_case") and not only else [],
        "recent": recent[:COMPANIES] if may_see and not only else [],
        "first_things": [] if only else first_things(user),
        "begun": [one for one in all_procedures() if one.opens and user.has_perm(one.permission("add"))],
        "drafts": Draft.objects.filter(user=user, finished_as=None).exclude(payload={})[:SHOWN],
    }
    return render(request, "desk/home.html", context)


@may_read
def year_figures(request: HttpRequest) -> HttpResponse:
    """The year so far as pictures: a part of the first page, loaded after it, or all of them on a page of their own."""
    today = localdate()
    year, found = latest_year_with_records(request.user, today)  # type: ignore[arg-type]
    whole = not request.htmx  # type: ignore[attr-defined]
    shown = found if whole else found[:PICTURES]
    pictures = [(progress, mark_safe(draw_progress(progress))) for progress in shown]  # noqa: S308 - texts are escaped
    context = {
        "pictures": pictures,
        "more": len(found) > len(shown),
        "year": fiscal_year_label(year),
        "current": year == fiscal_year_of(today),
        "whole": whole,
    }
    return render(request, "desk/year_page.html" if whole else "desk/year.html", context)


@may_read
def followed(request: HttpRequest, fiscal_year: int, measure: str, programme: str) -> HttpResponseBase:
    """One figure through the year as lines, with its rule and the records behind it."""
    asked = next((m for m in followed_measures() if m.code == measure), None)
    if asked is None or fiscal_year not in KNOWN_YEARS:
        raise Http404
    owner = get_object_or_404(Programme, code=programme)
    shown = table_for(asked.model)
    if not request.user.has_perm(shown.permission("view")):
        raise PermissionDenied
    rows: Any = records(Cell.of(measure, programme, InYear(fiscal_year)))
    context = list_context(shown, shown.along(rows), request)
    if request.GET.get("format") in FORMATS:
        return export(context, request, f"{owner} {asked.label} {fiscal_year_label(fiscal_year)}")
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "banso/rows.html", context)
    picture = draw(chart(asked, programme, owner.name, fiscal_year, localdate()))
    context |= {"measure": asked, "owner": owner, "year": fiscal_year_label(fiscal_year)}
    return render(request, "desk/followed.html", context | {"picture": mark_safe(picture)})  # noqa: S308 - our own drawing
