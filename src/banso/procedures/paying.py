"""Asking for the payment that a step in force makes due: its amount follows from the terms and is typed by nobody."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from banso.cases.models import Case, Step
from banso.core.acting import user_of
from banso.core.forms import say_refused
from banso.core.numbers import whole_or_none
from banso.core.trail import verb
from banso.office.payments.forms import TreatmentForm
from banso.office.payments.models import Account, Order
from banso.office.payments.services import request_payment
from banso.registers.models import Company, Expert, Organisation, Person, User

from .declaring import Owed, Procedure
from .views import case_for


@verb
def request_owed(declared: Procedure, case: Case, row: Step, *, amount: int, by: User, **facts: Any) -> Order:
    """Ask for what a step makes due. `amount` is what was shown. Raises ValidationError where it is another by now, or asked for."""
    owed = owed_by(declared, case, row)
    if owed is None:
        raise ValidationError("この手続からの支払はありません。取り消された手続でないか、確かめてください。")
    if owed.amount != amount:
        raise ValidationError(
            f"開いているあいだに、支払う額が{owed.amount:,}円に変わりました。もう一度確かめてください。"
        )
    said: dict[str, Any] = {
        "purpose": owed.purpose[:120],
        "amount": owed.amount,
        "basis": f"{row._meta.label_lower}:{row.pk}",
    }
    return request_payment(case=case, by=by, **said, **facts)


def owed_by(declared: Procedure, case: Case, row: Step) -> Owed | None:
    """What a step of a case makes due: nothing if it is no longer in force, or where the terms give no amount."""
    kind = declared.step_kinds.get(row.step)  # type: ignore[attr-defined]
    if kind is None or kind.pays is None or not declared.steps._default_manager.in_force().filter(pk=row.pk).exists():
        return None
    owed = kind.pays(declared.root_of(case), row)
    return owed if owed and owed.amount else None


def account_of(owed_to: Expert | Company | Person | Organisation | None) -> Account | None:
    """The account that someone of the registers is paid into today, the latest if there are several; None where none is known."""
    if owed_to is None:
        return None
    today, payee = localdate(), f"payee__{owed_to._meta.model_name}"
    found = Account.objects.filter(**{payee: owed_to}, payee__ended_on=None, valid_from__lte=today)
    return found.filter(Q(ended_on=None) | Q(ended_on__gte=today)).order_by("valid_from", "pk").last()


def pay_page(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """What a step makes due, and into which account it goes."""
    case, declared = case_for(request, pk, "view")
    if not request.user.has_perm("payments.add_order"):
        raise PermissionDenied
    row = get_object_or_404(declared.steps._default_manager, pk=step, case=case)
    owed = owed_by(declared, case, row)
    if owed is None:
        messages.error(
            request,
            "この手続からの支払は、いまはありません。請求が出ているか、取扱条件に額が定められているかを確かめてください。",
        )
        return redirect("case", pk=pk)
    account = account_of(owed.to)
    form = TreatmentForm(request.POST or None, initial={"account": account})
    if request.method == "POST" and form.is_valid():
        try:
            seen = whole_or_none(request.POST.get("amount")) or 0
            order = request_owed(declared, case, row, amount=seen, by=user_of(request), **form.facts())
            messages.success(request, f"支払を依頼しました。差引支払額は{order.net:,}円です。")
            return redirect(order)
        except ValidationError as error:
            say_refused(form, error)
    context = {"form": form, "case": case, "back": reverse("case", args=[pk]), "owed": owed, "lines": owed.lines}
    context["without_account"] = owed.to if account is None else None
    context["as_payee"] = owed.to._meta.model_name if owed.to else ""
    return render(request, "payments/request.html", context, status=422 if form.errors else 200)
