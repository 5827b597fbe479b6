"""The page of a facility's own: how far it is occupied on a day, room by room."""

from datetime import date

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from banso.core.era import format_date, parse_date
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_label, fiscal_year_of, is_fiscal_year

from .occupancy import standings


def _day(typed: str) -> date:
    """The day asked for. Raises UserError."""
    day = parse_date(typed)
    if not is_fiscal_year(fiscal_year_of(day)):
        raise UserError(f"{format_date(day)}に記録はありません。年を確かめてください。")
    return day


@permission_required("facilities.view_tenancy", raise_exception=True)
def occupancy(request: HttpRequest) -> HttpResponse:
    """入居の状況 on a day; today unless another is asked."""
    typed, problem, on = request.GET.get("on", "").strip(), "", localdate()
    if typed:
        try:
            on = _day(typed)
        except UserError as error:
            problem = str(error)
    context = {
        "on": on,
        "typed": typed if problem else format_date(on),
        "problem": problem,
        "year": fiscal_year_label(fiscal_year_of(on)),
        "standings": standings(on),
    }
    return render(request, "facilities/occupancy.html", context, status=422 if problem else 200)
