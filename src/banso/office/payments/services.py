"""What people do about payments. Each act is a row; where a payment stands follows from the acts."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.banking import zengin
from banso.core.errors import UserError
from banso.core.fiscal import fiscal_year_of
from banso.core.series import take_number
from banso.core.trail import verb
from banso.core.writing import correct, hold, record, verbs
from banso.registers.models import Programme, User

from .arithmetic import rate_of, slip_needed
from .choices import WAITING, PayeeKind, SlipState, State, Treatment
from .models import Account, Batch, Entry, Order, Payee, Progress, Release, Result, Sender, Slip, Withdrawal

record_payee, _ = verbs(Payee)
record_sender, correct_sender = verbs(Sender)
record_slip, _ = verbs(Slip)
record_account, _ = verbs(Account)
FITTING = {
    PayeeKind.INDIVIDUAL: (Treatment.RESIDENT, Treatment.NONE),
    PayeeKind.COMPANY: (Treatment.NONE,),
    PayeeKind.NON_RESIDENT: (Treatment.NON_RESIDENT,),
}
ANYONE_ELSES = "ほかの人が先に処理しました。画面を開き直してください。"
LATEST = timedelta(days=366)  # a transfer is asked of a bank weeks ahead at most; more is a slip of the year


@verb
def correct_payee(payee: Payee, *, by: User | None, **facts: Any) -> Payee:
    """Put a payee right. Raises ValidationError for another kind once money was ordered: what was withheld went by it."""
    if facts.get("kind", payee.kind) != payee.kind and payee.orders.exists():
        raise ValidationError(
            {"kind": "支払依頼のある支払先の区分は変えられません。終了日を入れ、新しい支払先を登録してください。"}
        )
    return correct(payee, facts)


@verb
def correct_slip(slip: Slip, *, by: User | None, **facts: Any) -> Slip:
    """Note how far the paper is. Raises ValidationError for another person or year: their totals are counted, not typed."""
    changed = [name for name in ("payee", "year") if facts.get(name, getattr(slip, name)) != getattr(slip, name)]
    if changed:
        raise ValidationError(
            {changed[0]: "支払先と年は変えられません。一覧から、その人のその年の行を開いてください。"}
        )
    return correct(hold(Slip.objects.filter(pk=slip.pk)), facts)


@verb
def correct_account(account: Account, *, by: User | None, **facts: Any) -> Account:
    """End an account. Raises ValidationError for any other change: another account is a new row."""
    changed = [name for name, value in facts.items() if name != "ended_on" and getattr(account, name) != value]
    if changed:
        raise ValidationError(
            {changed[0]: "登録した口座は変えられません。使い終える日を入れ、新しい口座を登録してください。"}
        )
    return correct(account, facts)


@verb
def request_payment(
    *,
    case: Case,
    payee: Payee,
    account: Account,
    purpose: str,
    amount: int,
    treatment: str,
    due_on: date,
    funding: str,
    from_net: bool = False,
    not_in_base: int = 0,
    note: str = "",
    basis: str = "",
    replaces: Order | None = None,
    by: User,
) -> Order:
    """Ask for a payment; what is withheld follows. Raises ValidationError field by field, with nothing written.

    `amount` is what is paid before tax, or with `from_net` what is to be left. `not_in_base` is the part of it no tax is on
    (the consumption tax shown apart on an invoice). `basis` names what it is paid for, such as a step; that is paid once.
    """
    _once(case, basis)
    _fits(payee, account, treatment, due_on, note)
    amounts = _amounts(amount, not_in_base, treatment, due_on, from_net)
    facts = {"case": case, "payee": payee, "account": account, "purpose": purpose, "treatment": treatment}
    more = {"due_on": due_on, "funding": funding, "note": note, "basis": basis, "replaces": replaces, "by": by}
    order = record(Order, facts | amounts | more)
    Progress.objects.create(order=order, on=due_on)
    _count(order, due_on, 1)
    return order


def _once(case: Case, basis: str) -> None:
    """What a payment is for is paid once: those who ask at one moment wait for each other at the case."""
    if not basis:
        return
    hold(Case.objects.filter(pk=case.pk), no_key=True)
    if standing := Order.objects.filter(case=case, basis=basis).exclude(progress__state=State.WITHDRAWN).first():
        raise ValidationError(f"この手続の支払は、すでに依頼されています({standing})。")


def _fits(payee: Payee, account: Account, treatment: str, due_on: date, note: str) -> None:
    if account.payee_id != payee.pk or not account.stands(due_on):
        raise ValidationError({"account": "支払予定日に使える、この支払先の口座を選んでください。"})
    if treatment not in FITTING[PayeeKind(payee.kind)]:
        may = "」か「".join(str(one.label) for one in FITTING[PayeeKind(payee.kind)])
        raise ValidationError({"treatment": f"{payee.get_kind_display()}への支払では「{may}」を選んでください。"})
    if treatment == Treatment.NONE and payee.kind != PayeeKind.COMPANY and not note.strip():
        raise ValidationError({"note": "個人から源泉徴収しない理由を入れてください。"})


def _amounts(amount: int, not_in_base: int, treatment: str, on: date, from_net: bool) -> dict[str, int]:
    if not 0 < amount <= zengin.MOST:
        raise ValidationError({"amount": "金額は1円以上で、100億円より小さくしてください。"})
    if not 0 <= not_in_base < amount:
        raise ValidationError({"not_in_base": "源泉徴収の対象にしない額は、金額より小さくしてください。"})
    rate = rate_of(treatment, on)
    if rate is None:
        if treatment != Treatment.NONE:
            raise ValidationError({"due_on": "この日の源泉徴収の税率が登録されていません。"})
        return {"gross": amount, "base": 0, "withheld": 0, "net": amount}
    gross = rate.gross(amount - not_in_base) + not_in_base if from_net else amount
    tax = rate.withheld(gross - not_in_base)
    return {"gross": gross, "base": gross - not_in_base, "withheld": tax, "net": gross - tax}


@verb
def withdraw(order: Order, *, reason: str, by: User) -> None:
    """Withdraw a request that is not in a file yet, with the reason. Raises ValidationError for one that is."""
    progress = _locked(order, (*WAITING, State.RELEASED))
    if not reason.strip():
        raise ValidationError({"reason": "取り下げる理由を入れてください。"})
    record(Withdrawal, {"order": order, "reason": reason, "by": by})
    _stand(progress, State.WITHDRAWN)


@verb
def release(orders: Iterable[Order], *, count: int, total: int, by: User) -> None:
    """Let payments go, all or none. `count` and `total` are what was on the screen.

    Raises ValidationError where that is not what would be released, where someone was faster, and for one's own requests.
    """
    chosen = sorted(orders, key=lambda order: order.pk)
    if (len(chosen), sum(order.net for order in chosen)) != (count, total) or not chosen:
        raise ValidationError("選んだ支払の件数か合計額が、画面に出ていたものと違います。もう一度確かめてください。")
    for order in chosen:
        progress = _locked(order, WAITING)
        if order.by_id == by.pk:
            raise ValidationError(f"「{order}」は自分の依頼なので、承認できません。別の人に頼んでください。")
        place = order.releases.count() + 1
        record(Release, {"order": order, "place": place, "by": by})
        _stand(progress, State.RELEASED_ONCE if place == 1 else State.RELEASED)


@verb
def make_batch(orders: Iterable[Order], *, sender: Sender, pay_on: date, by: User) -> Batch:
    """Make the bank's file of released payments, once and for all. Raises ValidationError, nothing made, if any may not go."""
    chosen = sorted(orders, key=lambda order: order.pk)
    if not chosen:
        raise ValidationError("振り込む支払を選んでください。")
    if pay_on < localdate():
        raise ValidationError("振込日が過ぎています。今日以降の日を入れてください。")
    if pay_on > localdate() + LATEST:
        raise ValidationError("振込日が1年より先です。年を確かめてください。")
    moved = [_locked(order, (State.RELEASED,)) for order in chosen]
    ended = [str(order) for order in chosen if not order.account.stands(pay_on)]
    if ended:
        raise ValidationError(
            f"振込日に使えない口座があります: {'、'.join(ended)}。取り下げて、新しい口座で依頼してください。"
        )
    walled = _behind_one_wall(chosen)
    content = _file(chosen, sender, pay_on)
    year = fiscal_year_of(pay_on)
    series = (
        f"payments.batch.{walled.walled_to.code}.{walled.code}" if walled and walled.walled_to else "payments.batch"
    )
    facts = {"fiscal_year": year, "number": take_number(series, year), "sender": sender, "pay_on": pay_on}
    facts |= {"programme": walled}
    sums = {"count": len(chosen), "total": sum(o.net for o in chosen), "withheld": sum(o.withheld for o in chosen)}
    kept = {"content": content, "sha256": hashlib.sha256(content.encode(zengin.CODING)).hexdigest(), "by": by}
    batch = record(Batch, facts | sums | kept | {"tax_due_on": tax_due_on(pay_on)})
    for order, progress in zip(chosen, moved, strict=True):
        record(Entry, {"order": order, "batch": batch, "by": by})
        _stand(progress, State.SENT, pay_on)
    return batch


def _walled(order: Order) -> Programme | None:
    """The programme behind whose wall a payment is; None for one behind none."""
    return order.case.programme if order.case.programme.walled_to_id else None


def _behind_one_wall(orders: list[Order]) -> Programme | None:
    found = {_walled(order) for order in orders}
    if len(found) > 1:
        name = next(one for one in found if one)
        raise ValidationError(
            f"「{name}」は守秘の事業なので、その支払は、ほかの支払と同じ振込データにできません。"
            f"「{name}」の支払だけを選んで作ってください。"
        )
    return found.pop()


def _file(orders: list[Order], sender: Sender, pay_on: date) -> str:
    lines = [zengin.Line(order.account.place, order.net, f"{order.pk:010}") for order in orders]
    try:
        return zengin.written(sender.place, sender.code, pay_on, lines, "\r\n" if sender.line_breaks else "")
    except UserError as error:
        raise ValidationError(str(error)) from error


def tax_due_on(paid_on: date) -> date:
    """Until when what was withheld goes to the tax office: the 10th of the next month."""
    return date(paid_on.year + paid_on.month // 12, paid_on.month % 12 + 1, 10)


@verb
def note_result(order: Order, *, paid: bool, on: date, reason: str = "", by: User) -> Result:
    """Note what the bank made of a transfer. Raises ValidationError for a failed one without a reason, or one not sent."""
    progress = _locked(order, (State.SENT,))
    if not paid and not reason.strip():
        raise ValidationError({"reason": "振込不能の理由を入れてください。"})
    result = record(Result, {"order": order, "paid": paid, "on": on, "reason": "" if paid else reason, "by": by})
    _stand(progress, State.PAID if paid else State.FAILED, on)
    return result


@verb
def note_all_paid(batch: Batch, *, on: date, by: User) -> int:
    """Note every transfer of a file whose result is not known yet as paid. How many they were."""
    waiting = Order.objects.filter(entries__batch=batch, progress__state=State.SENT).order_by("pk")
    return len([note_result(order, paid=True, on=on, by=by) for order in waiting])


@verb
def request_anew(order: Order, *, account: Account, due_on: date, by: User) -> Order:
    """Order a payment that failed once more, to an account that is right. Two at once: one wins."""
    _locked(order, (State.FAILED,))
    _fits(order.payee, account, order.treatment, due_on, order.note)
    same = ("case", "payee", "purpose", "basis", "treatment", "gross", "base", "withheld", "net", "funding", "note")
    facts: dict[str, Any] = {name: getattr(order, name) for name in same}
    anew = record(Order, facts | {"account": account, "due_on": due_on, "replaces": order, "by": by})
    Progress.objects.create(order=anew, on=due_on)
    _count(anew, due_on, 1)
    return anew


def _locked(order: Order, states: tuple[State, ...]) -> Progress:
    progress = hold(Progress.objects.filter(order=order).select_related("order__payee", "order__case__programme"))
    if progress.state not in states:
        raise ValidationError(f"「{order}」は「{progress}」です。{ANYONE_ELSES}")
    return progress


def _stand(progress: Progress, state: State, on: date | None = None) -> None:
    """Where a payment stands from now on; the running total of its payee's year goes along."""
    _count(progress.order, progress.on, -1)
    progress.state, progress.on = state, on or progress.on
    progress.save()
    if state not in (State.WITHDRAWN, State.FAILED):
        _count(progress.order, progress.on, 1)


def _count(order: Order, on: date, sign: int) -> None:
    if order.payee.kind == PayeeKind.INDIVIDUAL and order.base:
        key: dict[str, Any] = {"payee": order.payee, "year": on.year, "programme": _walled(order)}
        Slip.objects.get_or_create(**key)
        slip = Slip.objects.select_for_update().get(**key)
        slip.total += sign * order.base
        if slip.state in (SlipState.NOT_NEEDED, SlipState.NEEDED):
            slip.state = SlipState.NEEDED if slip_needed(slip.total) else SlipState.NOT_NEEDED
        slip.save()
