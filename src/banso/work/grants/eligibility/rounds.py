"""The checks of a whole call at a glance, and its letters to the police."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from banso.core.acting import user_of
from banso.core.exports import log_export
from banso.core.file_types import EXCEL
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.core.numbers import numbers_in
from banso.core.workbooks import HEAD, new_book

from ..models import Application, Call, PoliceInquiry
from . import police
from .choices import CheckKind
from .forms import AskPoliceForm, ReplyForm
from .kin import OVER
from .standing import STATES, Check, checks_of
from .views import may_see

MOST = 1_000
may_see_inquiries = permission_required("grants.view_policeinquiry", raise_exception=True)
may_ask = permission_required("grants.add_policeinquiry", raise_exception=True)


def _call(pk: int) -> Call:
    return get_object_or_404(Call.objects.select_related("course__programme"), pk=pk)


def _matrix(call: Call) -> tuple[list[CheckKind], list[tuple[Application, list[Check | None]]]]:
    """The kinds of check that any application of a call is asked for or has, and each application's."""
    rows = Application.objects.filter(call=call).exclude(case__standing__step__in=OVER)
    related = ("case__company", "case__person", "case__terms", "case__standing", "case__programme")
    found = rows.select_related("call", *related).prefetch_related("checks").order_by("case__number", "pk")[:MOST]
    day = localdate()
    made = [(one, {check.kind: check for check in checks_of(one, day, look=False)}) for one in found]
    kinds = [kind for kind in CheckKind if any(kind in checks for _, checks in made)]
    return kinds, [(one, [checks.get(kind) for kind in kinds]) for one, checks in made]


@may_see
def matrix(request: HttpRequest, pk: int) -> HttpResponse:
    """The applications of a call and their checks, each in its state."""
    call = _call(pk)
    kinds, rows = _matrix(call)
    looked_at(request.user, [one for one, _ in rows], How.LIST)
    done = sum(all(check is None or not check.asked or check.stands for check in checks) for _, checks in rows)
    context = {"call": call, "kinds": kinds, "rows": rows, "done": done, "states": STATES.values()}
    context["inquiries"] = call.police_inquiries.all()
    return render(request, "grants/checks_of_call.html", context)


@may_see
def matrix_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as an Excel file; written down as taken out."""
    call = _call(pk)
    kinds, rows = _matrix(call)
    looked_at(request.user, [one for one, _ in rows], How.EXPORT, "資格の確認")
    log_export(request.user, f"{call} 資格の確認", general="資格の確認の一覧")
    head = ["案件番号", "申請者", "事業名", *(str(kind.label) for kind in kinds)]
    lines = [
        [one.case.number, one.case.whose, one.title, *(f"{c.sign} {c.label}" if c else "" for c in checks)]
        for one, checks in rows
    ]
    return excel_answer(f"shikaku-{pk}.xlsx", "資格の確認", [head, *lines])


def excel_answer(name: str, title: str, lines: list[list[Any]]) -> HttpResponse:
    """A table as an Excel file, its first line the headings."""
    file = BytesIO()
    book = new_book(file)
    sheet, bold = book.add_worksheet(title), book.add_format(HEAD)
    for number, line in enumerate(lines):
        for column, value in enumerate(line):
            write = sheet.write_number if isinstance(value, int) else sheet.write_string
            write(number, column, value, bold if number == 0 else None)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(lines[0]), 18)
    book.close()
    answer = HttpResponse(file.getvalue(), content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@may_ask
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose officers go on a list for the police: every row as it would leave the house, before anything does."""
    call = _call(pk)
    found = police.listables(call, localdate())
    looked_at(request.user, [one.application for one in found], How.LIST)
    may = [one.application for one in found if not one.why]
    ticked = set(numbers_in(request.POST.getlist("application"))) if request.method == "POST" else {a.pk for a in may}
    form = AskPoliceForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        chosen = [one for one in may if one.pk in ticked]
        try:
            inquiry = police.ask_police(call, chosen, by=user_of(request), **form.cleaned_data)
            messages.success(request, f"{len(chosen)}件の照会を登録しました。一覧をExcelで取り出せます。")
            return redirect("grant-police", pk=inquiry.pk)
        except ValidationError as error:
            say_refused(form, error)
    context = {"call": call, "found": found, "ticked": ticked, "form": form, "may": may}
    return render(request, "grants/police_ask.html", context, status=422 if form.errors else 200)


@may_see_inquiries
def inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter to the police: who stands on its list, and the reply."""
    row = _inquiry(pk)
    looked_at(request.user, [row], How.RECORD)
    listed = Application.objects.filter(inquiries__inquiry=row).select_related("case__company", "case__person")
    form = ReplyForm(request.POST if request.method == "POST" else None, listed.order_by("case__number", "pk"))
    if request.method == "POST":
        if not user_of(request).has_perm("grants.change_policeinquiry"):
            raise PermissionDenied
        if form.is_valid() and _replied(row, form, request):
            return redirect("grant-police", pk=pk)
    rows = police.table(listed.prefetch_related("officers").order_by("inquiries__pk"))
    context = {"inquiry": row, "rows": rows, "headings": police.HEADINGS, "form": form}
    context["why"] = police.why_not_listed(row)
    return render(request, "grants/police.html", context, status=422 if form.errors else 200)


def _inquiry(pk: int) -> PoliceInquiry:
    return get_object_or_404(PoliceInquiry.objects.select_related("programme", "call__course"), pk=pk)


def _replied(row: PoliceInquiry, form: ReplyForm, request: HttpRequest) -> bool:
    said = form.cleaned_data
    hits = [one.pk for one in said["hits"]]
    try:
        police.note_reply(row, replied_on=said["replied_on"], reply_no=said["reply_no"], hits=hits, by=user_of(request))
    except ValidationError as error:
        say_refused(form, error)
        return False
    messages.success(request, "回答を登録しました。それぞれの申請の「暴力団排除」に入りました。")
    return True


@may_see_inquiries
def inquiry_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as it goes with the letter, as Excel; written down as taken out."""
    row = _inquiry(pk)
    if why := police.why_not_listed(row):
        messages.error(request, why)
        return redirect("grant-police", pk=pk)
    looked_at(request.user, [row], How.EXPORT, "役員一覧")
    log_export(request.user, f"{row} 役員一覧", general="役員一覧")
    answer = HttpResponse(police.workbook(row), content_type=EXCEL)
    answer["Content-Disposition"] = f'attachment; filename="yakuin-{pk}.xlsx"'
    return answer
