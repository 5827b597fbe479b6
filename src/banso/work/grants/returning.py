"""The steps of an application that take back what was granted or paid (一部取消し・取消し・返還命令・返還・加算金), and its end."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.era import format_date
from banso.core.money import yen_text
from banso.procedures.offering import State, state_of
from banso.procedures.terms import values_of
from banso.registers.models import User

from .charges import orders_of, reckoning_of
from .models import Application, Decision
from .money import amount_of, decided_of, overpaid_of, paid_of
from .procedure import GRANT, STOPPED, UNDONE, taken


@GRANT.step(
    "reduced",
    "交付決定の一部取消し",
    after=("granted",),
    never_after=(*STOPPED, "settled"),
    asks=("amount",),
    again=True,
    primary=False,
    paper="grant-reduction",
    needs={"amount": "取消しのあとに残る額を入れてください。", "note": "取り消す理由を入れてください。"},
)
def reduce(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Take back a part of the grant; the amount is what is left. Raises ValidationError for no less than before, or without the reason."""
    now, left = decided_of(state_of(GRANT, application.case).taken), facts.get("amount")
    if left is not None and now is not None and left >= now:
        raise ValidationError({"amount": f"取消しのあとに残る額です。{yen_text(now)}より少なくしてください。"})
    return taken(application, "reduced", facts)


@GRANT.step(
    "heard",
    "弁明の機会",
    after=("granted",),
    never_after=UNDONE,
    again=True,
    primary=False,
    party="applicant",
    evidence="弁明書",
    needs={"note": "弁明の内容か、期日までに弁明がなかったことを入れてください。"},
)
def hear(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The firm was heard before its grant is cancelled, or let the day pass. Raises ValidationError without what it said."""
    return taken(application, "heard", facts)


def _not_heard(state: State) -> str:
    if not values_of(state.case).hearing or state.latest("heard"):
        return ""
    return "取り消す前に、相手の言い分を聴きます。先に「弁明の機会」が必要です。"


@GRANT.step(
    "revoked",
    "交付決定の取消し",
    after=("granted",),
    never_after=("retracted",),
    closes=True,
    primary=False,
    paper="grant-revocation",
    needs={"note": "取り消す理由を入れてください。"},
    hinders=_not_heard,
)
def revoke(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Take back the whole grant, after it was settled too. What was paid is to be given back. Raises ValidationError without the reason."""
    return taken(application, "revoked", facts)


def to_order(state: State) -> int:
    """What was paid beyond the grant and has not been ordered back yet."""
    return overpaid_of(state.taken) - sum(order.left for order in orders_of(state.taken))


def _nothing_to_order(state: State) -> str:
    return "" if to_order(state) > 0 else "返還を命じる額がありません。"


@GRANT.step(
    "return_ordered",
    "返還命令",
    after=("reduced", "settled", "resettled", "abandoned", "revoked"),
    asks=("amount", "due_on"),
    again=True,
    primary=False,
    paper="grant-return-order",
    needs={"due_on": "返還の期限を入れてください。"},
    hinders=_nothing_to_order,
    knows=lambda state: [("支払い過ぎている額", yen_text(to_order(state))), ("空欄のとき", yen_text(to_order(state)))],
)
def order_return(application: Application, *, taken_on: date, by: User | None, **facts: Any) -> Decision:
    """Order what was paid beyond the grant to be returned by a day. Charges run on it where a decision was cancelled (加算金), and on what is late
    (延滞金). Raises ValidationError above what is overpaid and not ordered yet, without the day, or for one before the order.
    """
    most, due_on = to_order(state_of(GRANT, application.case)), facts.get("due_on")
    amount = facts.get("amount", most)
    if not 0 < amount <= most:
        raise ValidationError({"amount": f"1円以上、支払い過ぎている{yen_text(most)}以下で入れてください。"})
    if due_on is not None and due_on < taken_on:
        raise ValidationError({"due_on": f"命令の日({format_date(taken_on)})より前です。その日以後にしてください。"})
    return taken(application, "return_ordered", facts | {"taken_on": taken_on, "amount": amount})


@GRANT.step(
    "repaid",
    "返還",
    after=("advanced", "paid", "abandoned", "revoked", "retracted", "return_ordered"),
    asks=("amount",),
    again=True,
    primary=False,
    hinders=lambda state: "" if paid_of(state.taken) > 0 else "支払った額がありません。",
    knows=lambda state: [
        ("支払済み", yen_text(paid_of(state.taken))),
        ("空欄のとき", yen_text(overpaid_of(state.taken))),
    ],
)
def give_back(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Money came back: what was paid beyond the grant where no amount is said. Raises ValidationError above what was paid."""
    rows = state_of(GRANT, application.case).taken
    amount, paid = facts.get("amount", overpaid_of(rows)), paid_of(rows)
    if not 0 < amount <= paid:
        raise ValidationError({"amount": f"返還された額を、1円以上、支払済みの{yen_text(paid)}以下で入れてください。"})
    return taken(application, "repaid", facts | {"amount": amount})


def _no_charge(state: State) -> str:
    return "" if reckoning_of(state).left > 0 else "納める加算金・延滞金がありません。"


def _charges_in_view(state: State) -> list[tuple[str, str]]:
    found = reckoning_of(state)
    return [
        (f"{format_date(found.until)}までの加算金", yen_text(found.surcharge)),
        (f"{format_date(found.until)}までの延滞金", yen_text(found.arrears)),
        ("まだ納めていない額", yen_text(found.left)),
    ]


@GRANT.step(
    "waiver_asked",
    "加算金・延滞金の免除申請",
    after=("return_ordered",),
    again=True,
    primary=False,
    party="applicant",
    evidence="免除の申請書と、やむを得ない事情が分かる書類",
    needs={"note": "納められないやむを得ない事情を入れてください。"},
    hinders=_no_charge,
    knows=_charges_in_view,
)
def ask_for_waiver(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """The firm asks to be spared charges, with the hardship. Raises ValidationError without it."""
    return taken(application, "waiver_asked", facts)


def _of_charges(application: Application, code: str, facts: dict[str, Any]) -> Decision:
    """Write a payment or waiver of charges: all that is left up to its day where nothing is said, and never more."""
    left = reckoning_of(state_of(GRANT, application.case), facts["taken_on"]).left
    amount = facts.get("amount", left)
    if not 0 < amount <= left:
        said = f"{format_date(facts['taken_on'])}までの加算金・延滞金の残り{yen_text(left)}"
        raise ValidationError({"amount": f"1円以上、{said}以下で入れてください。"})
    return taken(application, code, facts | {"amount": amount})


@GRANT.step(
    "waived",
    "加算金・延滞金の免除",
    after=("waiver_asked",),
    asks=("amount",),
    again=True,
    primary=False,
    paper="grant-waiver",
    needs={"note": "免除する理由を入れてください。"},
    hinders=_no_charge,
    knows=_charges_in_view,
)
def waive(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Spare the firm charges it asked to be spared, with the reason. Raises ValidationError above what is left of them, or without it."""
    return _of_charges(application, "waived", facts)


@GRANT.step(
    "charged",
    "加算金・延滞金の納付",
    after=("return_ordered",),
    asks=("amount",),
    again=True,
    primary=False,
    hinders=_no_charge,
    knows=_charges_in_view,
)
def pay_charges(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """Charges were paid: all that is left where no amount is said. Raises ValidationError above it."""
    return _of_charges(application, "charged", facts)


def _not_to_be_finished(state: State) -> str:
    granted, paid = amount_of(state.taken) or 0, paid_of(state.taken)
    if granted > paid:
        return f"支払が済んでいません(残り{yen_text(granted - paid)})。"
    if paid > granted:
        return f"返還が済んでいません(残り{yen_text(paid - granted)})。"
    left = reckoning_of(state).left
    return f"加算金・延滞金が納められていません(残り{yen_text(left)})。" if left else ""


@GRANT.step("finished", "終結", after=("settled", "repaid"), closes=True, hinders=_not_to_be_finished)
def finish(application: Application, *, by: User | None, **facts: Any) -> Decision:
    """What was granted is paid, what was overpaid is back with its charges: nothing is left to do. Raises ValidationError before."""
    return taken(application, "finished", facts)
