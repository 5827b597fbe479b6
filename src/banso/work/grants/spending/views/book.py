"""Staff's pages of what was spent: the book of an application, one expense with its papers, one paper."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.errors import UserError, said
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.office.guests.services import address_part
from banso.procedures.offering import state_of

from ...models import Application, Decision, Expense, ExpensePaper, FinalReport, ProgressReport
from ...procedure import GRANT
from ...seeing import application_on, application_or_404
from .. import services
from ..asking import asked_expenses
from ..checks import book_of, findings
from ..choices import Proof
from ..forms import PaperForm, SendBackForm, expense_form, given_of, read_form
from ..lacking import lacking, lines_of, wanted_papers
from ..progress import progress_on

may_see = permission_required("grants.view_expense", raise_exception=True)
may_add = permission_required("grants.add_expense", raise_exception=True)
may_change = permission_required("grants.change_expense", raise_exception=True)


def expense_or_404(pk: int) -> Expense:
    found = Expense.objects.select_related("application__case__programme", "application__case__company", "category")
    return get_object_or_404(found, pk=pk)


@may_see
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """The book of an application (支出管理表): every expense with what it lacks and what was found."""
    application = application_or_404(pk)
    looked_at(request.user, [application.case], How.RECORD)
    read = book_of(application)
    lines = lines_of(read)
    context = {
        "application": application,
        "lines": lines,
        "spent": sum(line.expense.eligible or 0 for line in lines),
        "there": sum(line.papers for line in lines),
        "wanted": sum(line.wanted for line in lines),
        "unsound": [line for line in lines if not line.is_sound],
        "returned": services.returned_of(application, read.state),
        "progress": _bars(application),
        "reports": _reports(application),
        "final": FinalReport.objects.filter(decision=read.state.latest("reported")).first(),
        "inspections": application.inspections.select_related("first", "second"),
        "withdrawn": application.expenses.exclude(withdrawn_on=None),
        "may_inspect": read.state.latest("granted") is not None and read.state.latest("settled") is None,
    }
    return render(request, "grants/spending.html", context)


def _reports(application: Application) -> list[ProgressReport]:
    """The reports on the way that stand, the last first."""
    rows = ProgressReport.objects.filter(decision__in=Decision.objects.in_force().filter(case=application.case_id))
    return list(rows.select_related("decision").prefetch_related("lines__category").order_by("-base_on", "-pk"))


def _bars(application: Application) -> list[dict[str, Any]]:
    """How far each category is today, and the whole of which its bar is a part."""
    found = []
    for one in progress_on(application, localdate()):
        most = max(one.planned, one.ordered, 1)
        found.append({"line": one, "most": most})
    return found


@may_see
def expense(request: HttpRequest, pk: int) -> HttpResponse:
    """One expense: its facts, its papers in their order, what is missing and what was found."""
    return _expense_page(request, expense_or_404(pk))


def _expense_page(request: HttpRequest, row: Expense, **more: Any) -> HttpResponse:
    looked_at(request.user, [row], How.RECORD)
    read = book_of(row.application)
    own = next((one for one in read.expenses if one.pk == row.pk), None)
    wanted = wanted_papers(read, own) if own else []
    forms_given: dict[str, forms.Form] = {
        "paper_form": PaperForm(wanted=[(one.proof, one.title, one.there) for one in wanted]),
        "back_form": SendBackForm(label_suffix="", prefix="back"),
    }
    context = {
        "row": row,
        "papers": in_chain(read.papers.get(row.pk, []) if own else row.papers.select_related("file")),
        "wanted": [one for one in wanted if not one.there],
        "lacks": lacking(read, own) if own else [],
        "found": findings(read, own) if own else [],
        "returned": services.returned_of(row.application, read.state).get(row.pk),
        "may_return": read.state.latest("reported") is not None and read.state.latest("settled") is None,
        "asked": asked_expenses(row.application.case),
        "assets": row.assets.all(),
        **forms_given,
        **more,
    }
    wrong = any(getattr(context[name], "errors", None) for name in forms_given)
    return render(request, "grants/expense.html", context, status=422 if wrong else 200)


def in_chain(papers: Any) -> list[ExpensePaper]:
    """Papers in the order of their chain."""
    return sorted(
        papers, key=lambda paper: (Proof.values.index(paper.proof), paper.dated_on is None, paper.dated_on, paper.pk)
    )


@may_add
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new expense of an application."""
    application = application_or_404(pk)
    form = expense_form(application, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with form.days_confirmed():
                made = services.record_expense(application=application, by=user_of(request), **given_of(form))
            messages.success(request, f"証ひょう番号{made.number}として登録しました。続けて書類を付けてください。")
            return redirect(made)
        except ValidationError as error:
            form.add_service_errors(error)
    context = {"application": application, "form": form, "back": reverse("grants-spending", args=[pk])}
    return render(request, "grants/expense_form.html", context, status=422 if form.errors else 200)


@may_change
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """An expense put right."""
    row = expense_or_404(pk)
    form = expense_form(row.application, request.POST or None, row)
    if request.method == "POST" and form.is_valid():
        try:
            with form.days_confirmed():
                services.correct_expense(row, by=user_of(request), **given_of(form))
            messages.success(request, "支出を直しました。")
            return redirect(row)
        except ValidationError as error:
            row.refresh_from_db()
            form.add_service_errors(error)
    context = {"application": row.application, "row": row, "form": form, "back": row.get_absolute_url()}
    return render(request, "grants/expense_form.html", context, status=422 if form.errors else 200)


@require_POST
@may_change
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """A paper is hung on an expense, it goes back or is withdrawn, or the address for photographs is shown."""
    row = expense_or_404(pk)
    acts = {"paper": _hang, "back": _send_back, "withdraw": _withdraw, "address": _address}
    if what not in acts:
        raise Http404
    return acts[what](request, row)


def _hang(request: HttpRequest, row: Expense) -> HttpResponse:
    read = book_of(row.application)
    own = next((one for one in read.expenses if one.pk == row.pk), None)
    wanted = wanted_papers(read, own) if own else []
    offered = [(str(one.proof), one.title, one.there) for one in wanted]
    form = PaperForm(request.POST, request.FILES, wanted=offered)
    if form.is_valid():
        try:
            services.hang_paper(row, form.cleaned_data["file"], by=user_of(request), **form.said)
            messages.success(request, "書類を登録しました。")
            return redirect(row)
        except UserError as error:
            form.add_error("file", str(error))
        except ValidationError as error:
            say_refused(form, error, {"proof": "what"})
    return _expense_page(request, row, paper_form=form)


def _send_back(request: HttpRequest, row: Expense) -> HttpResponse:
    form = SendBackForm(request.POST, label_suffix="", prefix="back")
    if form.is_valid():
        try:
            services.send_expense_back(row, by=user_of(request), **form.cleaned_data)
            messages.success(request, "この支出だけを差し戻しました。申請者の専用ページで直せるようになりました。")
            return redirect(row)
        except ValidationError as error:
            say_refused(form, error)
    return _expense_page(request, row, back_form=form)


def _withdraw(request: HttpRequest, row: Expense) -> HttpResponse:
    try:
        services.withdraw_expense(row, reason=request.POST.get("reason", ""), by=user_of(request))
        messages.success(request, f"証ひょう番号{row.number}を取り下げました。番号は欠番になります。")
        return redirect("grants-spending", pk=row.application_id)
    except ValidationError as error:
        messages.error(request, said(error))
        return redirect(row)


def _address(request: HttpRequest, row: Expense) -> HttpResponse:
    asked = asked_expenses(row.application.case)
    if asked is None:
        messages.error(
            request, "先に、案件の画面の「外部の方へのお願い」から「支出と証拠書類の入力」を頼んでください。"
        )
        return redirect(row)
    try:
        part = address_part(asked, by=user_of(request))
    except ValidationError as error:
        messages.error(request, said(error))
        return redirect(row)
    import segno

    address = request.build_absolute_uri(reverse("guest-expense", args=[part, asked.pk, row.pk]))
    return _expense_page(request, row, address=address, picture=segno.make(address).svg_data_uri(scale=4))


@may_see
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper: what was read on it, beside the file."""
    found = ExpensePaper.objects.select_related("expense__application__case", "file")
    row = get_object_or_404(found, pk=pk)
    looked_at(request.user, [row], How.RECORD)
    posted = request.POST if request.method == "POST" and request.user.has_perm("grants.change_expensepaper") else None
    form = read_form(row, posted)
    if posted is not None and form.is_valid():
        try:
            services.correct_paper(row, by=user_of(request), **form.cleaned_data)
            messages.success(request, "書類から読み取ったことを保存しました。")
            return redirect(row.expense)
        except ValidationError as error:
            row.refresh_from_db()
            form.add_service_errors(error)
    return render(request, "grants/paper.html", {"row": row, "form": form}, status=422 if form.errors else 200)


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """What was spent, on the page of the case."""
    application = application_on(app, name, pk)
    if application is None:  # another kind's case has no book
        return HttpResponse()
    state = state_of(GRANT, application.case)
    lines = lines_of(book_of(application))
    context = {
        "application": application,
        "lines": lines,
        "unsound": sum(not line.is_sound for line in lines),
        "spent": sum(line.expense.eligible or 0 for line in lines),
        "granted": state.latest("granted"),
    }
    return render(request, "grants/spending_panel.html", context)
