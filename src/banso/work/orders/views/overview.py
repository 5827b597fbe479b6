"""Where the year stands: the balance of introductions with its lists, the funnel, what waits to be done."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label, fiscal_year_of
from banso.core.lists import FORMATS, export, list_context
from banso.core.numbers import whole_or_none
from banso.core.tables import table_for
from banso.office.chasing.chases import SOON
from banso.registers.models import Programme

from ..balance import GROUPS, STATES, balance, funnel, introductions, printed, years_of
from ..chasing import INTRODUCED
from ..choices import Side
from ..models import Inquiry, Profile, ProposedChange, Registration
from ..models.profiles import STALE_AFTER
from ..services import decide_change

SHOWN = 100
may_see = permission_required("orders.view_introduction", raise_exception=True)


@may_see
def overview(request: HttpRequest) -> HttpResponse:
    """受発注の状況 of a fiscal year, programme by programme."""
    programmes = Programme.objects.filter(Exists(Inquiry.objects.filter(programme=OuterRef("pk"))))
    years = sorted({year for programme in programmes for year in years_of(programme)}, reverse=True)
    asked = whole_or_none(request.GET.get("year"))
    year = asked if asked in years else (years or [fiscal_year_of(localdate())])[0]
    today = localdate()
    context = {
        "year": year,
        "label": fiscal_year_label(year),
        "years": [(each, fiscal_year_label(each)) for each in years],
        "parts": [(p, balance(p, year), printed(p, year), funnel(p, year)) for p in programmes],
        "due": INTRODUCED.due(today + SOON).count(),
        "stale": _stale(today).count(),
        "changes": ProposedChange.objects.filter(decided_on=None).count(),
    }
    return render(request, "orders/overview.html", context)


@may_see
def balance_records(request: HttpRequest, pk: int, year: int, group: str, state: str) -> HttpResponseBase:
    """The introductions behind one number of the balance."""
    if group not in GROUPS or state not in STATES:
        raise Http404
    rows = introductions(get_object_or_404(Programme, pk=pk), year, group, state)
    title = f"{fiscal_year_label(year)} {GROUPS[group]} {STATES[state]}"
    return _listed(request, rows, title)


@may_see
def stale_profiles(request: HttpRequest) -> HttpResponseBase:
    """The current profiles of standing suppliers that are older than a year."""
    return _listed(request, _stale(localdate()), "1年以上前のプロフィール")


def _stale(today: date) -> QuerySet[Profile]:
    standing = Registration.objects.standing_on(today).filter(company=OuterRef("company"), side=Side.SUPPLIER)
    current = Profile.objects.filter(side=Side.SUPPLIER).current().values("pk")
    return Profile.objects.filter(Exists(standing), pk__in=current, told_on__lt=today - STALE_AFTER)


def _listed(request: HttpRequest, rows: QuerySet[Any], title: str) -> HttpResponseBase:
    shown = table_for(rows.model)
    context = list_context(shown, shown.along(rows), request) | {"title": title}
    if request.GET.get("format") in FORMATS:
        return export(context, request, title)
    return render(request, "banso/rows.html" if request.htmx else "orders/records.html", context)  # type: ignore[attr-defined]


@permission_required("orders.view_proposedchange", raise_exception=True)
def changes(request: HttpRequest) -> HttpResponse:
    """Changes to profiles that outcomes suggest, for someone to take over or leave."""
    rows = ProposedChange.objects.filter(decided_on=None).select_related("introduction__supplier", "process")
    return render(request, "orders/changes.html", {"rows": rows[:SHOWN]})


@permission_required("orders.change_proposedchange", raise_exception=True)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = get_object_or_404(ProposedChange, pk=pk)
    accepted = request.POST.get("accept") == "1"
    try:
        decide_change(proposal, accepted=accepted, on=localdate(), by=request.user)  # type: ignore[arg-type]
    except UserError as error:
        return render(request, "orders/changes.html", {"rows": [proposal], "problem": str(error)}, status=422)
    return redirect("orders-changes")
