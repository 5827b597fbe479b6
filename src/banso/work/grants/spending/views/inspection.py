"""Staff's pages of the inspection and the settlement."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.errors import said
from banso.core.exports import log_export
from banso.core.file_types import EXCEL, WORD
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at

from ...models import Inspection
from ...seeing import application_or_404
from .. import inspecting, printing, settlement
from ..forms import InspectionForm, SheetForm

may_see = permission_required("grants.view_inspection", raise_exception=True)
may_add = permission_required("grants.add_inspection", raise_exception=True)
may_change = permission_required("grants.change_inspection", raise_exception=True)
PDF = "application/pdf"
PAPERS = {
    "expenses.xlsx": ("支出管理表", printing.book_as_excel, EXCEL),
    "settlement.xlsx": ("収支決算書", settlement.as_excel, EXCEL),
    "settlement.docx": ("収支決算書", settlement.as_word, WORD),
}


@may_add
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of an inspection is drawn up: who, when, where."""
    application = application_or_404(pk)
    form = InspectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = inspecting.draw_up_inspection(application, by=user_of(request), **form.cleaned_data)
            messages.success(request, "検査調書を作りました。支出ごとに、認定額と確認したことを入れてください。")
            return redirect(made)
        except ValidationError as error:
            say_refused(form, error)
    context = {"application": application, "form": form}
    return render(request, "grants/inspection_new.html", context, status=422 if form.errors else 200)


@may_see
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of an inspection, expense by expense; filled in until both have confirmed it."""
    found = Inspection.objects.select_related(
        "application__case__company", "application__case__person", "first", "second"
    )
    row = get_object_or_404(found, pk=pk)
    looked_at(request.user, [row], How.RECORD)
    if request.method == "POST" and not request.user.has_perm("grants.change_inspection"):
        raise PermissionDenied
    form = SheetForm(row, request.POST if request.method == "POST" else None)
    problems: list[str] = []
    if request.method == "POST":
        problems = _noted(request, row, form)
        if not problems:
            messages.success(request, "検査調書を保存しました。")
            return redirect(row)
    lines = list(row.lines.select_related("expense"))
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "problems": problems,
        "claimed": sum(one.expense.eligible or 0 for one in lines),
        "accepted": sum(one.accepted for one in lines),
        "mine": user_of(request).pk in (row.first.user_id, row.second.user_id),
    }
    return render(request, "grants/inspection.html", context, status=422 if problems else 200)


def _noted(request: HttpRequest, row: Inspection, form: SheetForm) -> list[str]:
    """What of the filled-in sheet is wrong; nothing where it was kept."""
    if not form.is_valid():
        return list(form.errors) or ["入力を確かめてください。"]
    try:
        opinion = form.opinion.cleaned_data["opinion"]
        inspecting.note_inspected(row, form.said, opinion=opinion, by=user_of(request))
    except ValidationError as error:
        return error.messages
    return []


@require_POST
@may_change
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the two confirms the sheet."""
    row = get_object_or_404(Inspection, pk=pk)
    try:
        done = inspecting.confirm_inspection(row, by=user_of(request))
        waits = "" if done.is_confirmed else "もう一人の確認を待っています。"
        messages.success(request, f"確認を記録しました。{waits}")
    except ValidationError as error:
        messages.error(request, said(error))
    return redirect(row)


@may_see
def record_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of the inspection (検査調書) as a paper."""
    row = get_object_or_404(Inspection, pk=pk)
    looked_at(request.user, [row], How.EXPORT, "検査調書")
    return _handed(request, printing.inspection_paper(row), f"検査調書_{row.application.case.number}.pdf", PDF)


@permission_required("grants.view_expense", raise_exception=True)
def settlement_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The settlement by category: planned, after moves, spent, accepted, and the difference."""
    application = application_or_404(pk)
    looked_at(request.user, [application.case], How.RECORD)
    context = {
        "application": application,
        "settlement": settlement.settlement_of(application),
        "income": settlement.income_of(application),
        "amount": settlement.settled_by_category(application),
        "sheet": inspecting.confirmed_sheet(application),
    }
    return render(request, "grants/settlement.html", context)


@permission_required("grants.view_expense", raise_exception=True)
def paper(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """The book or the settlement as a file; written down as taken out."""
    application = application_or_404(pk)
    if what not in PAPERS:
        raise Http404
    title, make, kind = PAPERS[what]
    looked_at(request.user, [application.case], How.EXPORT, title)
    ending = what.partition(".")[2]
    return _handed(request, make(application), f"{title}_{application.case.number}.{ending}", kind)


def _handed(request: HttpRequest, content: bytes, name: str, kind: str) -> HttpResponse:
    log_export(request.user, name, general="補助事業の支出")
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
