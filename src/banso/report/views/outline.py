"""Programmes on screen: added, renamed, ended, and a new year with its outline made from them, without code."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.errors import UserError
from banso.core.fiscal import asked_fiscal_year, fiscal_year_label, fiscal_year_of, typed_fiscal_year
from banso.registers.models import Organisation, Programme, ProgrammeYear, Unit
from banso.report.models import Outline, OutlineSection
from banso.report.outline import editing
from banso.report.outline.first import first_outline

may_see = permission_required("registers.view_programme", raise_exception=True)
may_change = permission_required(["registers.change_programme", "report.change_outline"], raise_exception=True)


@may_see
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes of a year: the latest known unless another is asked for."""
    years = list(ProgrammeYear.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct())
    year = asked_fiscal_year(request.GET.get("year")) or (years[0] if years else 0)
    rows = (
        ProgrammeYear.objects.filter(fiscal_year=year)
        .select_related("programme__parent", "unit", "funder")
        .order_by("pk")
    )
    outlines = Outline.objects.all()
    context = {
        "rows": rows,
        "year": year,
        "label": fiscal_year_label(year) if year else "",
        "years": [(y, fiscal_year_label(y)) for y in years],
        "outlines": outlines,
        "is_bare": bool(rows) and not OutlineSection.objects.filter(outline__fiscal_year=year).exists(),
    }
    return render(request, "report/programmes.html", context)


@may_change
def add(request: HttpRequest) -> HttpResponse:
    """A new programme."""
    if request.method == "POST":
        return _saved(request, lambda: editing.add_programme(by=request.user, **_typed(request)), None)  # type: ignore[arg-type]
    return _programme_page(request, None, {})


@may_change
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """A programme in one year: renamed, handed to another unit, or ended."""
    year = get_object_or_404(ProgrammeYear.objects.select_related("programme"), pk=pk)
    if request.method == "POST":
        ends = request.POST.get("ends") == "on"
        typed = _typed(request) | {"ends": ends}
        for fixed in ("code", "fiscal_year", "started_in", "parent", "walled"):
            typed.pop(fixed)
        return _saved(request, lambda: editing.change_programme(year, by=request.user, **typed), year)  # type: ignore[arg-type]
    return _programme_page(request, year, {})


def _typed(request: HttpRequest) -> dict[str, str]:
    names = ("code", "fiscal_year", "started_in", "name", "printed_name", "unit", "funder", "parent", "walled")
    return {name: request.POST.get(name, "").strip() for name in names}


def _saved(request: HttpRequest, save: Callable[[], ProgrammeYear], year: ProgrammeYear | None) -> HttpResponse:
    try:
        saved = save()
    except UserError as error:
        return _programme_page(request, year, {"problem": str(error), "typed": request.POST}, status=422)
    messages.success(request, f"「{saved.name}」を保存しました。")
    if "next" in request.POST:
        response = redirect("programme-add")
        response["Location"] += f"?{urlencode({'unit': saved.unit_id or '', 'funder': saved.funder or ''})}"
        return response
    response = redirect("programmes")
    response["Location"] += f"?year={saved.fiscal_year}"
    return response


def _as_it_stands(year: ProgrammeYear) -> dict[str, str]:
    return {
        "name": year.name,
        "printed_name": year.printed_name,
        "unit": str(year.unit_id or ""),
        "funder": str(year.funder or ""),
    }


def _begun(request: HttpRequest) -> dict[str, str]:
    """What a new programme's form says at first: this year, and the unit and funder of the one typed before it."""
    label = fiscal_year_label(fiscal_year_of(localdate()))
    return {"fiscal_year": label} | {name: request.GET.get(name, "") for name in ("unit", "funder")}


def _programme_page(
    request: HttpRequest, year: ProgrammeYear | None, more: dict[str, object], status: int = 200
) -> HttpResponse:
    context = {
        "year": year,
        "typed": _as_it_stands(year) if year else _begun(request),
        "units": Unit.objects.filter(ended_on__isnull=True),
        "funders": Organisation.objects.filter(ended_on__isnull=True),
        "parents": Programme.objects.filter(ended_in__isnull=True),
        **more,
    }
    return render(request, "report/programme.html", context, status=status)


@may_change
@require_POST
def copy(request: HttpRequest) -> HttpResponse:
    """Copy a year's programmes and outline to the next."""
    try:
        outline = editing.copy_forward(typed_fiscal_year(request.POST.get("fiscal_year", "")), by=request.user)  # type: ignore[arg-type]
    except UserError as error:
        messages.error(request, str(error))
        return redirect("programmes")
    messages.success(request, f"{fiscal_year_label(outline.fiscal_year)}の事業と報告書の構成を作りました。")
    return redirect("outline", fiscal_year=outline.fiscal_year)


@may_change
@require_POST
def first(request: HttpRequest) -> HttpResponse:
    """Make a year's first outline from its programmes."""
    try:
        outline = first_outline(typed_fiscal_year(request.POST.get("fiscal_year", "")), by=user_of(request))
    except UserError as error:
        messages.error(request, str(error))
        return redirect("programmes")
    messages.success(
        request, f"{fiscal_year_label(outline.fiscal_year)}の構成を作りました。節ごとに文章と表を直せます。"
    )
    return redirect("outline", fiscal_year=outline.fiscal_year)
