"""A version of the plan: its figures and tests, its picture, its contents; and a bank meeting's attendance."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe

from banso.core.acting import user_of
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.procedures.terms import values_of

from .. import picture
from ..forms import AttendanceForm, ChecksForm, YearForm
from ..models import Attendance, CouncilStep, PlanYear
from ..plan_tests import findings_of
from ..services import check_plan, note_attendance, write_plan_years

may_see = permission_required("turnaround.view_councilcase", raise_exception=True)
YEARS = 10  # those a plan has at most, as it is filled in; a provisional one leaves the later ones empty


def _may_write(request: HttpRequest) -> bool:
    return request.method == "POST" and request.user.has_perm("turnaround.change_councilcase")


@may_see
def step_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What belongs to a step: to a version of the plan its figures and contents, to a bank meeting who came."""
    rows = CouncilStep.objects.in_force().filter(step__in=("planned", "met"))
    row: CouncilStep = get_object_or_404(rows.select_related("case__council", "case__terms", "case__company"), pk=pk)
    looked_at(request.user, [row], How.RECORD)
    return _plan(request, row) if row.step == "planned" else _meeting(request, row)


def _plan(request: HttpRequest, row: CouncilStep) -> HttpResponse:
    rows = {year.nth: year for year in PlanYear.objects.filter(plan=row)}
    typed = request.POST if _may_write(request) else None
    of_years = [
        YearForm(nth, typed if typed and "years" in typed else None, row=rows.get(nth)) for nth in range(YEARS + 1)
    ]
    of_checks = ChecksForm(typed if typed and "checks" in typed else None, checks=row.checks.all())
    if typed is not None and all([form.is_valid() for form in ([of_checks] if "checks" in typed else of_years)]):
        _write(request, row, of_years, of_checks)
        return redirect("council-step", pk=row.pk)
    context = {"plan": row, "years": of_years, "checks": of_checks, **_told(row, list(rows.values()))}
    return render(request, "council/plan.html", context, status=422 if typed is not None else 200)


def _write(request: HttpRequest, row: CouncilStep, of_years: list[YearForm], of_checks: ChecksForm) -> None:
    if "checks" in request.POST:
        check_plan(row, of_checks.found(), by=user_of(request))
        messages.success(request, "記載事項の確認を登録しました。")
    else:
        write_plan_years(row, {form.nth: form.given() for form in of_years}, by=user_of(request))
        messages.success(request, "計画の数値を登録しました。")


def _told(row: CouncilStep, rows: list[PlanYear]) -> dict[str, Any]:
    """How the plan stands against its tests, drawn too."""
    drawn = mark_safe(picture.draw(rows))  # noqa: S308 - drawn here, its words escaped
    return {"findings": findings_of(rows, values_of(row.case)), "picture": drawn}


def _meeting(request: HttpRequest, row: CouncilStep) -> HttpResponse:
    typed = request.POST if _may_write(request) else None
    lines = [
        AttendanceForm(one, typed)
        for one in Attendance.objects.filter(meeting=row).select_related("creditor__organisation")
    ]
    if typed is not None and all([form.is_valid() for form in lines]):
        try:
            for form in lines:
                note_attendance(form.row, by=user_of(request), **form.cleaned_data)
            messages.success(request, "出席を登録しました。")
            return redirect("council-step", pk=row.pk)
        except ValidationError as error:
            say_refused(lines[0], error)
    context = {"meeting": row, "lines": lines, "came": sum(form.row.present for form in lines)}
    return render(request, "council/meeting.html", context, status=422 if typed is not None else 200)
