"""The table of creditors on screen, a version written anew, its Excel file, and what each creditor says of the plan."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.errors import UserError
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.procedures.offering import State, state_of
from banso.registers.models import Organisation

from .. import creditors_excel
from ..agreeing import completed_on, stands_on, targets_of
from ..creditor_tables import record_consent, record_table
from ..forms import ConsentForm, TableForm
from ..models import CouncilCase, CreditorTable
from ..procedure import COUNCIL

may_see = permission_required("turnaround.view_councilcase", raise_exception=True)
may_change = permission_required("turnaround.change_councilcase", raise_exception=True)
RELATED = ("case__programme", "case__terms", "case__company", "case__person")


def council_or_404(**by: Any) -> CouncilCase:
    return get_object_or_404(CouncilCase.objects.select_related(*RELATED), **by)


def latest_table(council: CouncilCase) -> CreditorTable | None:
    return CreditorTable.objects.filter(council=council).order_by("-version").first()


def table_told(council: CouncilCase) -> dict[str, Any]:
    """The latest table with its sums, as templates show it."""
    table = latest_table(council)
    if table is None:
        return {"table": None}
    lines = list(table.lines.select_related("creditor__organisation").prefetch_related("reliefs"))
    rows = [(line, f"{line.share / 10_000:.2f}%") for line in lines]
    total = sum(line.balance for line in lines)
    sums = {"total": total, "unsecured": sum(line.unsecured for line in lines), "differs": total - table.told}
    return {"table": table, "rows": rows, **sums}


@may_see
def creditors(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of creditors as it stands, and where each stands on the latest plan."""
    council = council_or_404(pk=pk)
    looked_at(request.user, [council.case], How.RECORD)
    return _page(request, council, None)


def _page(request: HttpRequest, council: CouncilCase, form: ConsentForm | None) -> HttpResponse:
    state = state_of(COUNCIL, council.case)
    plan = state.latest("planned")
    stands = stands_on(plan, council) if plan else []
    context = table_told(council) | {
        "council": council,
        "plan": plan,
        "stands": stands,
        "form": (form or ConsentForm(targets_of(council))) if plan else None,
        "versions": council.tables.order_by("-version"),
        **_completion(state, bool(stands)),
    }
    return render(request, "council/creditors.html", context, status=422 if form else 200)


def _completion(state: State, asked: bool) -> dict[str, Any]:
    """The day the plan comes about by what has been said so far, or who is missing."""
    day, why = completed_on(state) if asked else (None, "")
    return {"complete_on": day, "waiting": why}


@may_change
@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what a creditor said of the latest plan."""
    council = council_or_404(pk=pk)
    plan = state_of(COUNCIL, council.case).latest("planned")
    if plan is None:
        raise Http404
    form = ConsentForm(targets_of(council), request.POST)
    if form.is_valid():
        try:
            said = record_consent(plan, by=user_of(request), **form.cleaned_data)
            messages.success(request, f"{said.creditor.organisation}の「{said.get_state_display()}」を登録しました。")
            return redirect("council-creditors", pk=pk)
        except ValidationError as error:
            say_refused(form, error)
    return _page(request, council, form)


@may_change
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of the table: typed, or copied from an Excel file into the form first."""
    council = council_or_404(pk=pk)
    looked_at(request.user, [council.case], How.RECORD)
    if request.method != "POST":
        return _form(request, council, TableForm(table=latest_table(council)))
    if "copy" in request.POST:
        return _copied(request, council)
    form = TableForm(request.POST)
    if "more" in request.POST or not form.is_valid():
        return _form(request, council, form, status=200 if "more" in request.POST else 422)
    try:
        table = record_table(council, form.owed(), by=user_of(request), **form.cleaned_data)
    except ValidationError as error:
        say_refused(form, error)
        return _form(request, council, form, status=422)
    messages.success(request, f"債権者一覧の第{table.version}版を登録しました。")
    return redirect("council-creditors", pk=pk)


def _copied(request: HttpRequest, council: CouncilCase) -> HttpResponse:
    """The form with what an Excel file says."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise UserError("Excelファイルを選んでください。")
        typed = creditors_excel.read(file.read(), str(file.name), request.POST)
    except UserError as error:
        form = TableForm(request.POST)
        form.is_valid()
        return _form(request, council, form, status=422, wrong=str(error))
    messages.info(request, "Excelの内容を写しました。確かめてから保存してください。")
    return _form(request, council, TableForm(typed))


def _form(
    request: HttpRequest, council: CouncilCase, form: TableForm, status: int = 200, wrong: str = ""
) -> HttpResponse:
    banks = Organisation.objects.filter(kind="bank", ended_on=None).values_list("name", flat=True)
    context = {"council": council, "form": form, "banks": banks, "wrong": wrong}
    return render(request, "council/creditors_form.html", context, status=status)


@may_see
def creditors_file(request: HttpRequest, pk: int) -> FileResponse:
    """The latest table as an Excel file, which can be filled in and brought back."""
    council = council_or_404(pk=pk)
    looked_at(request.user, [council.case], How.EXPORT, creditors_excel.SHEET)
    file = creditors_excel.written(TableForm(table=latest_table(council)))
    return FileResponse(file, as_attachment=True, filename=f"債権者一覧_{council.case.number or council.pk}.xlsx")


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """What belongs to a support, on its case's page: creditors, plans, meetings, team, the supports before and after."""
    if (app, name) != ("cases", "case"):
        raise Http404
    key = CouncilCase.objects.filter(case=get_object_or_404(Case, pk=pk)).values_list("pk", flat=True).first()
    if key is None:
        return render(request, "council/panel.html", {})
    council = council_or_404(pk=key)
    state = state_of(COUNCIL, council.case)
    context = table_told(council) | {
        "council": council,
        "plans": [row for row in state.taken if row.step == "planned"],
        "meetings": [row for row in state.taken if row.step == "met"],
        "team": council.commissions.select_related("expert"),
        "followers": council.followed_by.select_related("case__company", "case__person"),
    }
    return render(request, "council/panel.html", context)
