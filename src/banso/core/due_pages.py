"""The page on which what many owe for a year is noted: the year and the day, what will be noted, and one button."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from .acting import user_of
from .due_rounds import Round, note_dues, round_of
from .errors import UserError
from .fiscal import fiscal_year_label, fiscal_year_of
from .forms import FiscalYearField
from .kinds import kind_or_404

MOST_LISTED = 300


def noting(request: HttpRequest, label: str) -> HttpResponse:
    """Without a question the form; with one what would be noted; posted, it is."""
    table = kind_or_404(request.user, label, "add").table
    round = round_of(table.model)
    if round is None:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    form = _form(round)(asked if "fiscal_year" in asked else None)
    context: dict[str, Any] = {"table": table, "form": form}
    if not form.is_valid():
        return render(request, "banso/due_round.html", context, status=422 if form.is_bound else 200)
    year, answer = form.cleaned_data["fiscal_year"], form.cleaned_data["by_when"]
    status = 200
    if request.method == "POST":
        try:
            many = note_dues(round, year, answer, seen=request.POST.get("seen", ""), by=user_of(request))
        except UserError as error:
            context["problem"], status = str(error), 409
        else:
            messages.success(request, f"{fiscal_year_label(year)}の{table.title}を{many:,}件登録しました。")
            return redirect(table.page("list"))
    plan = round.plan(year, answer)
    context |= {
        "year": fiscal_year_label(year),
        "plan": plan,
        "shown": plan.new[:MOST_LISTED],
        "more": max(0, len(plan.new) - MOST_LISTED),
        "stands": _standing(round, year),
    }
    return render(request, "banso/due_round.html", context, status=status)


def _form(round: Round) -> type[forms.Form]:
    year = FiscalYearField(label="年度", initial=fiscal_year_of(localdate()), help_text="令和6年度、R6、2024 のように")
    return type("DueForm", (forms.Form,), {"fiscal_year": year, "by_when": round.by_when()})


def _standing(round: Round, fiscal_year: int) -> dict[str, Any]:
    """How far a year has come: how many dues are noted, how many of them paid, and how much is open."""
    kept: Any = round.model.objects
    unpaid = Q(paid_on__isnull=True)
    counted: dict[str, Any] = kept.filter(fiscal_year=fiscal_year).aggregate(
        noted=Count("pk"), paid=Count("pk", filter=~unpaid), open=Sum("amount", filter=unpaid, default=0)
    )
    return counted
