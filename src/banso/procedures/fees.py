"""What reviewers are paid (審査の謝金): by the panel's own table, from who took part and what was judged; paid as any payment is."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.cases.services import open_case
from banso.core.acting import user_of
from banso.core.era import format_date
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.core.numbers import whole_or_none
from banso.core.records import Panel as Part
from banso.core.records import add_panel
from banso.core.trail import verb
from banso.core.writing import hold, record
from banso.office.payments.choices import State
from banso.office.payments.forms import TreatmentForm
from banso.office.payments.models import Order
from banso.office.payments.services import request_payment
from banso.office.reviews.choices import OF_PANEL, TAKES_PART
from banso.office.reviews.models import Panel, PanelCase, Reviewer
from banso.office.reviews.standing import Standing
from banso.registers.models import Staff, User

from .declaring import Owed
from .paying import account_of


@dataclass(frozen=True)
class Fee:
    """A reviewer's fee: what is owed, why it cannot be asked for just now ('' where it can), and the payment once it was."""

    reviewer: Reviewer
    owed: Owed | None
    why: str
    order: Order | None


def fees_of(panel: Panel) -> list[Fee]:
    """What each reviewer of a panel is owed, in the order of the panel."""
    standing = Standing(panel)
    asked = _asked(panel)
    return [_fee(standing, who, asked.get(basis_of(who))) for who in standing.reviewers]


def basis_of(reviewer: Reviewer) -> str:
    """What a fee is paid for, as its payment names it: that is paid once."""
    return f"{reviewer._meta.label_lower}:{reviewer.pk}"


def _asked(panel: Panel) -> dict[str, Order]:
    """The payments asked for, by what they are for; those withdrawn left out."""
    rows = Order.objects.filter(case__panel_itself__panel=panel).exclude(progress__state=State.WITHDRAWN)
    return {order.basis: order for order in rows.select_related("payee", "progress").order_by("pk")}


def _fee(standing: Standing, who: Reviewer, order: Order | None) -> Fee:
    panel, found = standing.panel, standing.fee_of(who)
    if found is None:
        return Fee(who, None, "" if panel.fee is None else "まだ額が決まりません。", order)
    amount, how = found
    lines = [
        ("審査会", f"{panel}({format_date(panel.held_on)})"),
        ("出席", str(who.get_attendance_display()) or "未登録"),
        ("計算", how),
    ]
    owed = Owed(f"審査委員 謝金({panel})"[:120], amount, lines, who.expert)
    return Fee(who, owed, _why_not(panel, who), order)


def _why_not(panel: Panel, who: Reviewer) -> str:
    if panel.held_on > localdate():
        return f"審査日({format_date(panel.held_on)})を過ぎてから依頼します。"
    if who.attendance not in TAKES_PART:
        return "「審査会への出席」が出席か書面の委員に限り支払います。審査委員の画面で登録してください。"
    return ""


@verb
def request_fee(reviewer: Reviewer, *, amount: int, by: User, **facts: Any) -> Order:
    """Ask for a reviewer's fee, once. `amount` is what was shown.

    Raises ValidationError where there is none or it is another by now, before the panel met, and for who did not take part.
    """
    panel = hold(Panel.objects.select_related("programme").filter(pk=reviewer.panel_id), no_key=True)
    fee = next(one for one in fees_of(panel) if one.reviewer.pk == reviewer.pk)
    if fee.owed is None or fee.why:
        raise ValidationError(
            fee.why or "この審査会には、謝金の単価が登録されていません。審査会の画面で入れてください。"
        )
    if fee.owed.amount != amount:
        raise ValidationError(
            f"開いているあいだに、謝金が{fee.owed.amount:,}円に変わりました。もう一度確かめてください。"
        )
    said: dict[str, Any] = {"purpose": fee.owed.purpose, "amount": amount, "basis": basis_of(reviewer)}
    return request_payment(case=case_of(panel, by=by), by=by, **said, **facts)


@verb
def case_of(panel: Panel, *, by: User) -> Case:
    """The panel's own case, opened when something is paid for it first."""
    found = PanelCase.objects.select_related("case__programme").filter(panel=panel).first()
    if found is not None:
        return found.case
    facts = {"programme": panel.programme, "procedure": OF_PANEL, "title": f"{panel}"[:120], "opened_on": panel.held_on}
    keeper = Staff.objects.filter(user=by, ended_on=None).first()
    case: Case = open_case(**facts, keeper=keeper, by=by)
    record(PanelCase, {"panel": panel, "case": case})
    return case


@permission_required(("payments.add_order", "reviews.view_panel"), raise_exception=True)
def fee_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What a reviewer is owed, and into which account it goes."""
    who = get_object_or_404(Reviewer.objects.select_related("panel__programme", "expert"), pk=pk)
    looked_at(request.user, [who.panel], How.RECORD)
    fee = next(one for one in fees_of(who.panel) if one.reviewer.pk == pk)
    if fee.order is not None:
        return redirect(fee.order)
    if fee.owed is None or fee.why:
        messages.error(request, fee.why or "この審査会には、謝金の単価が登録されていません。")
        return redirect(who.panel)
    account = account_of(who.expert)
    form = TreatmentForm(request.POST or None, initial={"account": account})
    if request.method == "POST" and form.is_valid():
        try:
            seen = whole_or_none(request.POST.get("amount")) or 0
            order = request_fee(who, amount=seen, by=user_of(request), **form.facts())
            messages.success(request, f"支払を依頼しました。差引支払額は{order.net:,}円です。")
            return redirect(order)
        except ValidationError as error:
            say_refused(form, error)
    context = {"form": form, "case": who.panel, "back": who.panel.get_absolute_url(), "owed": fee.owed}
    context |= {"lines": [("委員", str(who)), *fee.owed.lines]}
    context |= {"without_account": who.expert if account is None else None, "as_payee": "expert" if who.expert else ""}
    return render(request, "payments/request.html", context, status=422 if form.errors else 200)


@permission_required("reviews.view_panel", raise_exception=True)
def part(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """What reviewers are owed and how far their payments are, on the panel's page."""
    if (app, name) != ("reviews", "panel"):
        raise Http404
    panel = get_object_or_404(Panel.objects.select_related("programme"), pk=pk)
    return render(request, "procedures/panel_fees.html", {"panel": panel, "fees": fees_of(panel)})


add_panel(Part("謝金の支払", "review-fees", lambda model: model is Panel))
