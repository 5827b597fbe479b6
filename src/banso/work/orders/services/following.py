"""After an introduction: what was heard, and what its failure says about the supplier's profile."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User

from ..choices import Capacity, Change, Reason, Result, Side, Source
from ..models import FollowUp, Introduction, Outcome, ProposedChange
from ..sizes import parse_size
from .profiles import current_profile, facts_of, refresh_profile

MANY = 500  # a lot from here on is refused as too many rather than too few, where the profile does not say


@verb
def record_follow_up(introduction: Introduction, *, by: User | None, **facts: Any) -> FollowUp:
    """Write down what was heard of an introduction. Raises ValidationError, field by field; not for one already settled."""
    outcome = Outcome.objects.filter(introduction=introduction).first()
    if outcome:
        raise ValidationError(f"この紹介はすでに「{outcome.get_result_display()}」で終わっています。")
    if facts.get("heard_on") and facts["heard_on"] < introduction.introduced_on:
        raise ValidationError({"heard_on": "確認日が紹介日より前です。日付を確かめてください。"})
    return record(FollowUp, {"introduction": introduction, **facts})


@verb
def hear(introduction: Introduction, *, what: str, on: date, by: User | None, **facts: Any) -> FollowUp | Outcome:
    """Write down what was heard in one step, whether it settles the introduction or not. Raises ValidationError."""
    amount, reason_code, note = facts.get("amount"), facts.get("reason_code", ""), facts.get("note", "")
    if what in Result.values:
        return settle(
            introduction=introduction, result=what, settled_on=on, amount=amount, reason_code=reason_code, reason=note
        )
    if reason_code:
        raise ValidationError({"reason_code": "理由は、状況が「不成立」のときだけ選んでください。"})
    return record_follow_up(introduction, heard_on=on, progress=what, quoted=amount, note=note, by=by)


def settle(*, introduction: Introduction, settled_on: date, **facts: Any) -> Outcome:
    """The outcome of an introduction; why it failed may propose a change to the supplier's profile."""
    not_before(introduction, settled_on)
    outcome = record(Outcome, {"introduction": introduction, "settled_on": settled_on, **facts})
    propose_change(outcome)
    return outcome


def not_before(introduction: Introduction, settled_on: date) -> None:
    if settled_on < introduction.introduced_on:
        raise ValidationError({"settled_on": "確定日が紹介日より前です。日付を確かめてください。"})


def propose_change(outcome: Outcome) -> ProposedChange | None:
    """What a declined introduction suggests about the supplier's profile, if its reason says anything about it."""
    proposal = _proposal(outcome)
    if proposal is None:
        return None
    facts = {"introduction": outcome.introduction, "proposed_on": outcome.settled_on, **proposal}
    return record(ProposedChange, facts)


def _proposal(outcome: Outcome) -> dict[str, Any] | None:
    inquiry = outcome.introduction.inquiry
    if outcome.reason_code == Reason.CAPACITY:
        return {"change": Change.CAPACITY_FULL}
    if inquiry.process is None:
        return None
    longest = parse_size(inquiry.size)[0]
    found: tuple[Change, str] | None = None
    if outcome.reason_code == Reason.EQUIPMENT:
        found = Change.DROP_PROCESS, ""
    elif outcome.reason_code == Reason.SIZE and longest:
        found = Change.SIZE, str(longest - 1)
    elif outcome.reason_code == Reason.TOLERANCE and inquiry.tolerance:
        found = Change.TOLERANCE, str(inquiry.tolerance * 2)
    elif outcome.reason_code == Reason.QUANTITY and inquiry.lot:
        found = (
            (Change.LOT_MAX, str(inquiry.lot - 1)) if inquiry.lot >= MANY else (Change.LOT_MIN, str(inquiry.lot + 1))
        )
    return {"change": found[0], "process": inquiry.process, "value": found[1]} if found else None


@verb
def decide_change(proposal: ProposedChange, *, accepted: bool, on: date, by: User | None) -> ProposedChange:
    """Take a proposed change over into the supplier's profile, or leave it. Raises UserError if it was decided before."""
    if proposal.decided_on:
        raise UserError("この変更案はすでに判断されています。")
    if accepted:
        _apply(proposal, by)
    return correct(proposal, {"decided_on": on, "accepted": accepted})


def _apply(proposal: ProposedChange, by: User | None) -> None:
    """A new profile with the change. It keeps the day it was told: nobody asked the company anew."""
    supplier = proposal.introduction.supplier
    profile = current_profile(supplier, Side.SUPPLIER)
    if profile is None:
        raise UserError(f"{supplier}のプロフィールがまだありません。先に登録してください。")
    facts = facts_of(profile) | {"source": Source.OUTCOME}
    if proposal.change == Change.CAPACITY_FULL:
        facts |= {"capacity": Capacity.FULL, "capacity_told_on": proposal.proposed_on}
    elif proposal.change == Change.DROP_PROCESS:
        facts["capabilities"] = [row for row in facts["capabilities"] if row["process"] != proposal.process]
    else:
        _limit(facts, proposal)
    refresh_profile(supplier, Side.SUPPLIER, by=by, **facts)


def _limit(facts: dict[str, Any], proposal: ProposedChange) -> None:
    column = {
        Change.LOT_MAX: "lot_max",
        Change.LOT_MIN: "lot_min",
        Change.TOLERANCE: "tolerance",
        Change.SIZE: "longest",
    }
    name = column[Change(proposal.change)]
    for row in facts["capabilities"]:
        if row["process"] == proposal.process:
            row[name] = Decimal(proposal.value) if name == "tolerance" else int(proposal.value)
            if name == "longest":
                row |= {side: min(row[side], row[name]) for side in ("middle", "shortest") if row[side]}
