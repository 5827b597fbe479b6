"""The steps from the claim for a plan's cost to the last accompaniment that is paid, and how a case ends."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.era import format_date
from banso.office.payments.choices import State as PaymentState
from banso.office.payments.models import Order
from banso.procedures.declaring import Owed
from banso.procedures.offering import State, state_of
from banso.registers.models import Organisation, User

from .choices import LINE_OF, FollowKind, ReceiptKind
from .claims import Payable, accepted, decisions, open_claims, payable, refuse_claim
from .models import PlanCase, PlanStep, Receipt
from .papers import checklist
from .procedure import IMPROVEMENT, banks_lacking, by_edition, taken, unclaimed, waiting_claim
from .schedule import claimed_until
from .services import note_accompaniment, note_receipt

CLAIM_FACTS = ("work_from", "invoiced", "other_aid", "proof", "share_paid", "share_withheld")
NEEDED = {
    "work_from": "業務を始めた日を入れてください(従事時間管理表の最初の日)。",
    "invoiced": "請求額を入れてください。",
    "proof": "自己負担分の支払の証拠を選んでください。",
    "share_paid": "控えに出ている振込額を入れてください。",
}
CLAIM: dict[str, Any] = {"asks": CLAIM_FACTS, "needs": NEEDED, "knows": by_edition}


def _claim(plan: PlanCase, kind: ReceiptKind, code: str, facts: dict[str, Any], times: int = 1) -> PlanStep:
    """Receive a claim whose proof and sums hold, as the row that figures count too."""
    needed = {name: said for name, said in NEEDED.items() if facts.get(name) in (None, "")}
    if needed:
        raise ValidationError(needed)
    refuse_claim(plan, kind, facts, state_of(IMPROVEMENT, plan.case).latest("commissioned"), times)
    row = taken(plan, code, facts)
    note_receipt(plan, kind, row)
    return row


def _pays_for(kind: ReceiptKind) -> Any:
    def hindered(state: State) -> str:
        plan: PlanCase = state.root
        if plan.edition is None or LINE_OF[kind] not in plan.edition.said.caps:
            return f"この案件の版は{LINE_OF[kind].label}を払いません。"
        return ""

    return hindered


@IMPROVEMENT.step(
    "dd_claimed",
    "DD費用の支払申請の受付",
    after=("commissioned",),
    primary=False,
    hinders=_pays_for(ReceiptKind.DILIGENCE),
    **CLAIM,
)
def receive_dd_claim(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """The claim for the cost of the looks into the firm (中小版GL枠)."""
    return _claim(plan, ReceiptKind.DILIGENCE, "dd_claimed", facts)


@IMPROVEMENT.step(
    "plan_claimed",
    "計画策定費用の支払申請の受付",
    after=("agreed",),
    hinders=lambda state: banks_lacking(state.root),
    **CLAIM,
)
def receive_plan_claim(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """The claim for the plan's cost, once the banks have said what the edition asks for.

    Raises ValidationError for work begun before the commission, a proof that proves nothing, and sums that do not agree.
    """
    return _claim(plan, ReceiptKind.CLAIM, "plan_claimed", facts)


@IMPROVEMENT.step(
    "talks_claimed",
    "金融機関交渉費用の支払申請の受付",
    after=("agreed",),
    primary=False,
    hinders=_pays_for(ReceiptKind.TALKS),
    **CLAIM,
)
def receive_talks_claim(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """The claim for the cost of talks about the owner's guarantee."""
    return _claim(plan, ReceiptKind.TALKS, "talks_claimed", facts)


@IMPROVEMENT.step(
    "accompanied",
    "伴走支援の実施",
    after=("plan_claimed",),
    again=True,
    asks=("kind", "bank", "met", "planned_sales", "actual_sales", "planned_profit", "actual_profit", "report"),
    needs={
        "kind": "時期を選んでください。",
        "report": "伴走支援の内容を入れてください。",
    },
    knows=by_edition,
)
def accompany(
    plan: PlanCase, *, taken_on: date, bank: Organisation | None = None, kind: str = "", by: User | None, **facts: Any
) -> PlanStep:
    """A talk with the bank about how the plan goes. Raises ValidationError without a bank, for a kind the edition does not know, and a second on
    one day.
    """
    if bank is None:
        said = "面談した金融機関を選んでください。企業だけとの面談は、伴走支援に数えません。"
        raise ValidationError({"bank": said})
    kinds = plan.edition.said.follow.kinds if plan.edition else []
    if kind and kinds and kind not in kinds:
        known = "、".join(FollowKind(one).label for one in kinds)
        raise ValidationError({"kind": f"この案件の版の伴走支援は {known} です。"})
    if plan.accompaniments.standing().filter(held_on=taken_on).exists():
        raise ValidationError({"taken_on": "同じ日の伴走支援が、すでに登録されています。"})
    row = taken(plan, "accompanied", facts | {"taken_on": taken_on, "bank": bank, "kind": kind})
    note_accompaniment(plan, row)
    return row


def _nothing_to_claim(state: State) -> str:
    plan: PlanCase = state.root
    if unclaimed(plan):
        return ""
    if plan.accompaniments.standing().filter(claim=None, bank=None).exists():
        return "面談した金融機関が登録されていない伴走支援は、支払を申請できません。伴走支援の記録を直してください。"
    return "請求できる伴走支援がありません。先に「伴走支援の実施」を登録してください。"


@IMPROVEMENT.step(
    "follow_claimed",
    "伴走支援費用の支払申請の受付",
    after=("accompanied",),
    again=True,
    hinders=_nothing_to_claim,
    **CLAIM,
)
def receive_follow_claim(plan: PlanCase, *, taken_on: date, by: User | None, **facts: Any) -> PlanStep:
    """The claim for accompaniments with the bank that were held and not claimed yet. Raises ValidationError for one claimed too late."""
    rows = [row for row in unclaimed(plan) if row.held_on <= taken_on]
    if not rows:
        raise ValidationError({"taken_on": "受付日より前に行われた、請求していない伴走支援がありません。"})
    rule = plan.edition.said.follow if plan.edition else None
    until = claimed_until(rule, rows[0].held_on) if rule else None
    if until is not None and taken_on > until:
        raise ValidationError(
            {
                "taken_on": f"{format_date(rows[0].held_on)}の伴走支援は、{format_date(until)}までに申請するものです。"
                "期限を過ぎた伴走支援の記録を取り消すか、「失効」を登録してください。"
            }
        )
    row = _claim(plan, ReceiptKind.FOLLOW, "follow_claimed", facts | {"taken_on": taken_on}, len(rows))
    receipt = Receipt.objects.get(step=row)
    plan.accompaniments.filter(pk__in=[one.pk for one in rows]).update(claim=receipt)
    return row


def _undecided(state: State) -> str:
    if said := waiting_claim(state):
        return said
    plan, claim = state.root, open_claims(state.root)[0]
    if accepted(plan) is None:
        return "利用決定がまだないため、支払を決められません。"
    if claim.step is None or claim.step.invoiced is None:
        return f"「{claim.title}」の請求額が登録されていません。手続を取り消し、受け付け直してください。"
    return checklist(plan, claim.kind, claim.round).why_not_complete()


def due_for(plan: PlanCase, claim: Receipt) -> Payable:
    """What a claim that was received comes to now. Raises ValidationError where no estimate was accepted for its line."""
    assert claim.step is not None
    asked = {"invoiced": claim.step.invoiced or 0, "other": claim.step.other_aid or 0}
    return payable(plan, claim.kind, **asked, times=claim.accompaniments.count() or 1)


def _known_of_claim(state: State) -> list[tuple[str, str]]:
    """Which claim is decided next, and what it comes to."""
    waiting = open_claims(state.root)
    if not waiting or waiting[0].step is None or waiting[0].step.invoiced is None:
        return by_edition(state)
    claim = waiting[0]
    try:
        due = due_for(state.root, claim)
    except ValidationError as error:
        return [*by_edition(state), ("支払を認める額", "".join(error.messages))]
    found = [
        ("申請", claim.title),
        ("対象になる費用", f"{due.of.eligible:,}円"),
        ("支払を認める額", f"{due.of.grant:,}円"),
    ]
    found += [("計画策定費用の残り半分", f"{due.second_half:,}円")] if due.second_half else []
    found += [("初回の伴走支援のあとに支払う額", f"{due.of.later:,}円")] if due.of.later else []
    return [*by_edition(state), *found, ("今回支払う額", f"{due.now:,}円")]


def owed(plan: PlanCase, row: PlanStep) -> Owed | None:
    """What a decision of payment makes due, to the adviser."""
    if not row.paid_now or row.claim is None:
        return None
    lines = [("対象になる費用", f"{row.eligible or 0:,}円"), ("支払を認める額", f"{row.granted or 0:,}円")]
    half = row.paid_now - ((row.granted or 0) - (row.held_back or 0))
    lines += [("計画策定費用の残り半分", f"{half:,}円")] if half else []
    lines += [("初回の伴走支援のあとに支払う額", f"{row.held_back:,}円")] if row.held_back else []
    return Owed(f"{plan.get_scheme_display()} {row.claim.title}", row.paid_now, lines, plan.adviser)


@IMPROVEMENT.step(
    "pay_decided",
    "支払決定",
    after=("dd_claimed", "plan_claimed", "talks_claimed", "follow_claimed"),
    again=True,
    paper="plan-payment",
    hinders=_undecided,
    knows=_known_of_claim,
    pays=owed,
)
def decide_payment(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """Decide the claim received first: the grant follows from estimate, invoice, rate and cap; the second half of the plan's cost comes with
    the first claim for accompaniment.
    """
    waiting = open_claims(plan)
    if not waiting or waiting[0].step is None:
        raise ValidationError("決定を待っている支払申請はありません。")
    claim = waiting[0]
    due = due_for(plan, claim)
    said = {"claim": claim, "eligible": due.of.eligible, "granted": due.of.grant}
    return taken(plan, "pay_decided", facts | said | {"paid_now": due.now, "held_back": due.of.later})


def unpaid(plan: PlanCase) -> list[PlanStep]:
    """Decisions of payment that have not been carried out, the first one first."""
    rows = PlanStep.objects.in_force().filter(case=plan.case_id, step="paid")
    done = set(rows.values_list("claim", flat=True))
    return [row for row in decisions(plan) if row.claim_id not in done and row.paid_now]


def _not_to_be_paid(state: State) -> str:
    waiting = unpaid(state.root)
    if not waiting:
        return "送金を待っている支払決定はありません。"
    orders = Order.objects.filter(case=state.case, basis=f"{waiting[0]._meta.label_lower}:{waiting[0].pk}")
    if orders.filter(progress__state=PaymentState.PAID).exists():
        return ""
    if orders.exclude(progress__state=PaymentState.WITHDRAWN).exists():
        return "支払依頼の承認(2人)と振込の結果の登録を待っています。"
    return "先に支払を依頼してください(経過の「支払を依頼する」)。2人の承認と振込のあとに登録できます。"


@IMPROVEMENT.step("paid", "送金", after=("pay_decided",), again=True, hinders=_not_to_be_paid)
def note_payment(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """The money of the first decision not carried out has gone to the adviser, as its payment says."""
    first = unpaid(plan)[0]
    return taken(plan, "paid", facts | {"claim": first.claim, "amount": first.paid_now})


@IMPROVEMENT.step(
    "repayment",
    "返還の請求",
    after=("paid",),
    again=True,
    primary=False,
    asks=("amount",),
    paper="plan-repayment",
    needs={"amount": "返還を求める額を入れてください。", "note": "返還の理由を入れてください。"},
)
def claim_back(plan: PlanCase, *, amount: int | None = None, by: User | None, **facts: Any) -> PlanStep:
    """What was paid is claimed back, with the reason. Raises ValidationError for more than was paid."""
    rows = PlanStep.objects.in_force().filter(case=plan.case_id, step__in=("paid", "repayment"))
    left = sum((row.amount or 0) * (1 if row.step == "paid" else -1) for row in rows)
    if amount is not None and not 0 < amount <= left:
        raise ValidationError({"amount": f"返還を求められるのは、支払って残っている{left:,}円までです。"})
    return taken(plan, "repayment", facts | {"amount": amount})


@IMPROVEMENT.step(
    "withdrawn",
    "取下げ",
    never_after=("paid",),
    closes=True,
    primary=False,
    needs={"note": "取下げの理由を入れてください。"},
)
def withdraw(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """The firm or the adviser takes the application back, with the reason; what was received stays counted."""
    return taken(plan, "withdrawn", facts)


@IMPROVEMENT.step(
    "lapsed",
    "失効",
    after=("decided",),
    closes=True,
    primary=False,
    needs={"note": "失効の理由(過ぎた期限)を入れてください。"},
)
def lapse(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """Nothing more can be claimed: the time for it is over."""
    return taken(plan, "lapsed", facts)


def _not_to_be_finished(state: State) -> str:
    plan: PlanCase = state.root
    if open_claims(plan):
        return "決定を待っている支払申請があります。"
    return "送金を待っている支払決定があります。" if unpaid(plan) else ""


@IMPROVEMENT.step("finished", "終結", after=("paid",), closes=True, primary=False, hinders=_not_to_be_finished)
def finish(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """All accompaniments are held, claimed and paid."""
    return taken(plan, "finished", facts)
