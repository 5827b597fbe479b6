"""The first page after login."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_label, fiscal_year_of
from banso.work.consultations.models import Consultation

SHOWN = 8


def home(request: HttpRequest) -> HttpResponse:
    """今日: what is due, and the latest consultations, for those who may see them."""
    today = date.today()
    may_see = request.user.has_perm("consultations.view_consultation")
    rows = Consultation.objects.select_related("company", "person").order_by("-held_on", "-pk") if may_see else None
    due = Consultation.objects.filter(next_on__gte=today).select_related("company", "person").order_by("next_on", "pk")
    context = {
        "today": format_date(today),
        "year": fiscal_year_label(fiscal_year_of(today)),
        "latest": rows[:SHOWN] if rows is not None else [],
        "due": due[:SHOWN] if may_see else [],
    }
    return render(request, "desk/home.html", context)
