"""What claims come to: each line by its own estimate and cap, halves where the edition splits, and the proof of the firm's share."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from .choices import LINE_OF, Line, Proof, ReceiptKind
from .models import PlanCase, PlanStep, Quote, Receipt
from .money import Allowance, allowance, shown_on_slip
from .pinning import goes_by

COST_OF = {Line.DILIGENCE: "dd_cost", Line.PLAN: "plan_cost", Line.TALKS: "talks_cost", Line.FOLLOW: "follow_cost"}
WRONG_PROOF = {
    Proof.MIXED: "ほかの支払と合わせた振込では、自己負担分だけを払ったことを確かめられません。"
    "自己負担分だけを振り込んだ控えを出してもらってください。",
    Proof.OFFSET: "顧問料・決算料との相殺では払ったことになりません。自己負担分だけを振り込んだ控えを出してもらってください。",
    Proof.RECEIPT: "領収書では自己負担分の支払を確かめられません。金融機関の振込の控えを出してもらってください。",
}


def quoted(plan: PlanCase) -> dict[str, int]:
    """What the advisers ask, line by line, by the name of the step's column."""
    found: dict[str, int] = defaultdict(int)
    for quote in Quote.objects.filter(case=plan, dropped_on=None):
        found[COST_OF[Line(quote.line)]] += quote.amount
    return dict(found)


def accepted(plan: PlanCase) -> PlanStep | None:
    """The decision or change whose estimates hold, the latest; None before there is one."""
    rows = PlanStep.objects.in_force().filter(case=plan.case_id, step__in=("decided", "changed"))
    found: PlanStep | None = rows.order_by("taken_on", "pk").last()
    return found


def decisions(plan: PlanCase) -> list[PlanStep]:
    """The decisions of payment in force, in their order."""
    rows = PlanStep.objects.in_force().filter(case=plan.case_id, step="pay_decided").select_related("claim")
    return list(rows.order_by("taken_on", "pk"))


def open_claims(plan: PlanCase, made: list[PlanStep] | None = None) -> list[Receipt]:
    """Claims received that nobody has decided yet, the first one first."""
    decided = {row.claim_id for row in (decisions(plan) if made is None else made)}
    rows = Receipt.objects.standing().filter(case=plan).exclude(kind=ReceiptKind.APPLICATION).select_related("step")
    return [row for row in rows.order_by("received_on", "pk") if row.pk not in decided]


@dataclass(frozen=True)
class Payable:
    """What a claim comes to, and the second half of the plan's cost that is due with the first claim for accompaniment."""

    of: Allowance
    second_half: int = 0

    @property
    def now(self) -> int:
        return self.of.now + self.second_half


def payable(plan: PlanCase, kind: str, *, invoiced: int, other: int = 0, times: int = 1) -> Payable:
    """What a claim of that kind comes to now, one for accompaniment for so many `times`. Raises ValidationError where no estimate was accepted for its line."""
    rules, line = goes_by(plan).said, LINE_OF[ReceiptKind(kind)]
    if line not in rules.caps:
        raise ValidationError(f"「{plan.edition}」は{line.label}を払いません。")
    made = decisions(plan)
    same = [row for row in made if row.claim and row.claim.kind == kind]
    estimate = _estimate(plan, line) - sum(row.eligible or 0 for row in same)
    cap = rules.caps[line] - sum(row.granted or 0 for row in same)
    if rules.cap_each is not None and kind == ReceiptKind.FOLLOW:
        cap = min(cap, rules.cap_each * times)
    if rules.cap_in_all is not None:
        cap = min(cap, rules.cap_in_all - sum(row.granted or 0 for row in made))
    split = rules.split and kind == ReceiptKind.CLAIM
    of = allowance(estimate=max(estimate, 0), invoiced=invoiced, rate=rules.part, cap=cap, other=other, split=split)
    first_follow = kind == ReceiptKind.FOLLOW and not same
    return Payable(of, sum(row.held_back or 0 for row in made) if first_follow else 0)


def _estimate(plan: PlanCase, line: Line) -> int:
    held = accepted(plan)
    cost: int | None = getattr(held, COST_OF[line]) if held else None
    if not cost:
        raise ValidationError(
            f"{line.label}の見積が利用決定で認められていません。見積を登録し、「変更申請の承認」で認めてください。"
        )
    return cost


def refuse_claim(
    plan: PlanCase, kind: str, facts: dict[str, Any], commissioned: PlanStep | None, times: int = 1
) -> None:
    """Refuse a claim whose proof or sums do not hold. Raises ValidationError, field by field, each with what mends it."""
    wrong: dict[str, str] = {}
    if commissioned and facts.get("work_from") and facts["work_from"] < commissioned.taken_on:
        wrong["work_from"] = "委嘱の承諾より前に始めた業務の費用は、対象になりません。その分を請求から除いてください。"
    proof = facts.get("proof")
    lenient = not goes_by(plan).said.transfer_only and proof == Proof.RECEIPT
    if proof in WRONG_PROOF and not lenient:
        wrong["proof"] = WRONG_PROOF[Proof(proof)]
    other, invoiced = facts.get("other_aid") or 0, facts["invoiced"]
    if other > invoiced:
        wrong["other_aid"] = "ほかの補助が請求額を超えています。額を確かめてください。"
    if wrong:
        raise ValidationError(wrong)
    _share_agrees(invoiced, payable(plan, kind, invoiced=invoiced, other=other, times=times).of, facts)


def _share_agrees(invoiced: int, of: Allowance, facts: dict[str, Any]) -> None:
    """The firm's share in full is what the slip shows and what was withheld from it."""
    share, withheld = invoiced - of.grant, facts.get("share_withheld") or 0
    shown = shown_on_slip(share, withheld)
    if facts.get("share_paid") == shown:
        return
    slip = f"源泉徴収{withheld:,}円を引いた{shown:,}円" if withheld else f"{shown:,}円"
    raise ValidationError(
        {
            "share_paid": f"自己負担分は{share:,}円(請求額{invoiced:,}円-支払を認める額{of.grant:,}円)なので、"
            f"控えの振込額は{slip}のはずです。控えと源泉徴収した額を確かめ、合わないときは差し戻してください。"
        }
    )
