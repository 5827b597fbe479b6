"""Asking for payments, letting them go, the bank's file, and what came of it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.banking import banks, zengin
from banso.core.errors import UserError
from banso.core.exports import log_export
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.core.numbers import numbers_in, whole_or_none
from banso.core.tables import table_for

from . import accounts, services
from .arithmetic import warning
from .choices import WAITING, State
from .forms import AccountForm, AccountsForm, BatchForm, RequestForm, ResultForm
from .models import Batch, Order, Slip

MOST = 300  # payments on one page
ALONG = ("payee", "account__payee", "progress", "case__company", "case__person", "case__programme", "by")
may_see = permission_required("payments.view_order", raise_exception=True)
may_ask = permission_required("payments.add_order", raise_exception=True)
may_send = permission_required("payments.add_batch", raise_exception=True)


@may_ask
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a payment for a case."""
    case = get_object_or_404(Case.objects.select_related("programme", "company", "person"), pk=pk)
    looked_at(request.user, [case], How.RECORD)
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            order = services.request_payment(case=case, by=user_of(request), **form.facts())
            messages.success(request, f"支払を依頼しました。差引支払額は{order.net:,}円です。")
            return redirect(order)
        except ValidationError as error:
            say_refused(form, error)
    context = {"form": form, "case": case, "back": reverse(table_for(Case).page("open"), args=[pk])}
    return render(request, "payments/request.html", context, status=422 if form.errors else 200)


@permission_required("payments.view_account", raise_exception=True)
def banks_page(request: HttpRequest) -> HttpResponse:
    """Banks and branches by name, reading or code; each leads to a new account there."""
    text = request.GET.get("q", "")[:80]
    found = [(bank, branch, _account_there(bank, branch)) for bank, branch in banks.search(text)]
    return render(request, "payments/banks.html", {"q": text, "found": found, "most": banks.MOST})


def _account_there(bank: banks.Bank, branch: banks.Branch | None) -> str:
    """What the form of a new account at that branch begins with, as its address takes it."""
    facts = {"bank_code": bank.code, "bank_name": bank.name}
    return urlencode(facts | ({"branch_code": branch.code, "branch_name": branch.name} if branch else {}))


@may_see
def order_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One payment: its amounts, who let it go, what came of it, and what may be done now."""
    order = get_object_or_404(Order.objects.select_related(*ALONG), pk=pk)
    looked_at(request.user, [order], How.RECORD)
    slips = Slip.objects.filter(payee=order.payee_id, year=order.progress.on.year)  # those behind walls one may see too
    context = {
        "order": order,
        "releases": order.releases.select_related("by"),
        "withdrawal": order.withdrawals.first(),
        "entry": order.entries.select_related("batch").first(),
        "result": order.results.first(),
        "anew": order.anew.first(),
        "warning": warning(sum(slips.values_list("total", flat=True))),
        "open": order.progress.state in (*WAITING, State.RELEASED),
        "failed": order.progress.state == State.FAILED,
        "form": AccountForm(),
    }
    return render(request, "payments/order.html", context)


@may_ask
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a request."""
    order = get_object_or_404(Order, pk=pk)
    _done(request, "取り下げました。", services.withdraw, order, reason=request.POST.get("reason", "")[:200])
    return redirect(order)


@may_ask
@require_POST
def anew(request: HttpRequest, pk: int) -> HttpResponse:
    """Order a failed payment once more."""
    order = get_object_or_404(Order.objects.select_related("payee"), pk=pk)
    form = AccountForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, "".join(f"{form[name].label}: {' '.join(map(str, said))}" for name, said in form.errors.items())
        )
        return redirect(order)
    made = _done(request, "依頼し直しました。", services.request_anew, order, **form.cleaned_data)
    return redirect(made or order)


@permission_required("payments.add_release", raise_exception=True)
def release_page(request: HttpRequest) -> HttpResponse:
    """What waits to be released; those ticked are shown with their total, and then let go."""
    waiting = _of_states(*WAITING).exclude(by=user_of(request)).exclude(releases__by=user_of(request))
    if request.method == "POST":
        chosen = _of_states(*WAITING).filter(pk__in=numbers_in(request.POST.getlist("order")))
        said = {name: whole_or_none(request.POST.get(name)) for name in ("count", "total")}
        _done(request, "承認しました。", services.release, chosen, **said)
        return redirect("payments-release")
    ticked = list(waiting.filter(pk__in=numbers_in(request.GET.getlist("order")))[:MOST])
    orders = ticked or list(waiting[:MOST])
    looked_at(request.user, orders, How.LIST)
    return render(request, "payments/release.html", {"orders": orders, "ticked": ticked, "sums": _sums(orders)})


@may_send
def make_page(request: HttpRequest) -> HttpResponse:
    """Make the bank's file of released payments."""
    orders = _of_states(State.RELEASED)
    form = BatchForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        chosen = orders.filter(pk__in=numbers_in(request.POST.getlist("order")))
        try:
            batch = services.make_batch(chosen, by=user_of(request), **form.cleaned_data)
            messages.success(request, "振込データを作りました。銀行に渡す前に、件数と合計を確かめてください。")
            return redirect(batch)
        except ValidationError as error:
            say_refused(form, error)
    shown = list(orders[:MOST])
    looked_at(request.user, shown, How.LIST)
    context = {"orders": shown, "sums": _sums(shown), "form": form}
    return render(request, "payments/make.html", context, status=422 if form.errors else 200)


def _of_states(*states: State) -> QuerySet[Order]:
    return Order.objects.filter(progress__state__in=states).select_related(*ALONG)


def _sums(orders: list[Order]) -> dict[str, int]:
    sums = {name: sum(getattr(order, name) for order in orders) for name in ("gross", "withheld", "net")}
    return sums | {"count": len(orders)}


@permission_required("payments.view_batch", raise_exception=True)
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that was made, its totals, and the result of each transfer."""
    batch = get_object_or_404(Batch.objects.select_related("sender", "by"), pk=pk)
    orders = list(Order.objects.filter(entries__batch=batch).select_related(*ALONG))
    looked_at(request.user, orders, How.LIST)
    unknown = any(order.progress.state == State.SENT for order in orders)
    context = {"batch": batch, "orders": orders, "open": unknown, "whole": len(orders) == batch.count}
    return render(request, "payments/batch.html", context)


@may_send
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was made. Nobody takes home a file with payments she may not see."""
    batch = get_object_or_404(Batch, pk=pk)
    orders = list(Order.objects.filter(entries__batch=batch).select_related("case__programme"))
    if len(orders) != batch.count:
        raise Http404
    looked_at(request.user, orders, How.LIST)
    answer = HttpResponse(batch.content.encode(zengin.CODING), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="furikomi-{batch.fiscal_year}-{batch.number:03}.txt"'
    return answer


@permission_required("payments.add_result", raise_exception=True)
@require_POST
def result(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Note what the bank made of one transfer."""
    order = get_object_or_404(Order, pk=pk)
    if what not in ("paid", "failed"):
        raise Http404
    form = ResultForm(request.POST)
    if form.is_valid():
        _done(request, "結果を登録しました。", services.note_result, order, paid=what == "paid", **form.cleaned_data)
    else:
        messages.error(request, "日付を、令和6年3月31日のように入れてください。")
    return redirect(order)


@permission_required("payments.add_result", raise_exception=True)
@require_POST
def all_paid(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that all transfers of a file whose result is not known yet were paid on its day."""
    batch = get_object_or_404(Batch, pk=pk)
    _done(request, "残りをすべて支払済にしました。", services.note_all_paid, batch, on=batch.pay_on)
    return redirect(batch)


@may_send
def accounts_page(request: HttpRequest) -> HttpResponse:
    """What was paid in a time, its sums, and the same as a file for accounting software or the papers of the year."""
    form = AccountsForm(request.GET) if request.GET else AccountsForm()
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        orders = accounts.paid_between(given["start"], given["end"])
        if "file" in request.GET:
            try:
                return _for_accounts(request, given, orders)
            except UserError as error:
                messages.error(request, str(error))
        context |= {"sums": _sums(list(orders)), "asked": request.GET.urlencode()}
    return render(request, "payments/accounts.html", context, status=422 if form.errors else 200)


def _for_accounts(request: HttpRequest, given: dict[str, Any], orders: QuerySet[Order]) -> HttpResponse:
    profile = accounts.known().profiles.get(given["profile"])
    content = accounts.as_file(profile, orders) if profile else accounts.workbook(*accounts.year_of_payees(orders))
    looked_at(request.user, orders, How.EXPORT)
    log_export(request.user, "payments.order", f"{given['start']}..{given['end']} {given['profile']}")
    ending = profile.format if profile else "xlsx"
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="shiharai-{given["start"]}-{given["end"]}.{ending}"'
    return answer


def _done(request: HttpRequest, said: str, verb: Callable[..., Any], *about: Any, **facts: Any) -> Any:
    """Do it in the user's name and say so; None and the reason if the rules refuse."""
    try:
        made = verb(*about, by=user_of(request), **facts)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return None
    messages.success(request, said)
    return made


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """A case's payments, on its page."""
    if (app, name) != ("cases", "case"):
        raise Http404
    orders = Order.objects.filter(case=pk).select_related("payee", "progress")
    return render(request, "payments/panel.html", {"orders": orders, "case": get_object_or_404(Case, pk=pk)})
