"""The steps of an improvement plan up to its consent, declared; what follows on claims is in :mod:`.claiming`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from pydantic import BaseModel, ConfigDict, Field

from banso.core.days import Due
from banso.core.era import format_date
from banso.procedures.declaring import Fall, procedure
from banso.procedures.offering import State
from banso.registers.models import User

from . import eligibility
from .choices import BankPaper, BankRole, Line, ReceiptKind
from .claims import COST_OF, accepted, open_claims, quoted
from .models import PlanCase, PlanStep
from .papers import checklist
from .pinning import pin, said_of
from .schedule import claimed_until, planned
from .services import PROCEDURE, note_receipt, open_plan

NATIONAL = (
    "form_set", "frame", "applications", "decisions", "claims", "accompaniments", "granted", "paid",
)  # fmt: skip


class Values(BaseModel):
    """The terms of improvement plans beyond steps and dates: what the sheet for the national body shows, column by column."""

    model_config = ConfigDict(extra="forbid")
    national: list[str] = Field(list(NATIONAL), title="国への報告の列", description="並び順のとおりに出す")


def told(plan: PlanCase) -> list[tuple[str, str]]:
    """The edition, the size and the money of a plan, in view on its page."""
    size, held = eligibility.size_of(plan), accepted(plan)
    found = [("版と様式", said_of(plan)), ("規模", str(size.label) if size else "未判定")]
    for line in Line:
        cost = getattr(held, COST_OF[line]) if held else quoted(plan).get(COST_OF[line])
        if cost:
            found.append((f"{line.label}の見積", f"{cost:,}円"))
    rows = PlanStep.objects.in_force().filter(case=plan.case_id, step="paid")
    paid = sum(row.amount or 0 for row in rows)
    return [*found, *([("支払った額", f"{paid:,}円")] if paid else [])]


IMPROVEMENT = procedure(
    code=PROCEDURE,
    label="経営改善計画",
    of=PlanCase,
    steps=PlanStep,
    root="plan",
    opening=(
        "scheme", "frame", "adviser", "adviser_number", "adviser_until", "sales", "debt", "settlement_month", "sole", "signed_by_bank",
        "reuse",
    ),
    roles={"company": "企業の担当者", "adviser": "認定支援機関", "bank": "金融機関の担当者"},
    values=Values,
    tells=told,
    confidential=True,
)  # fmt: skip
IMPROVEMENT.opened_by(open_plan)


def taken(plan: PlanCase, code: str, facts: dict[str, Any]) -> PlanStep:
    """Write a step's row. Raises ValidationError for a fact that it needs and lacks."""
    row: PlanStep = IMPROVEMENT.taken(plan.case, code, facts)
    return row


def by_edition(state: State) -> list[tuple[str, str]]:
    """What whoever takes a step should have in view: by which edition, on whose forms."""
    plan: PlanCase = state.root
    said = [("版と様式", said_of(plan))]
    return said + ([("使う様式", f"{plan.edition.form_set}の様式")] if plan.edition else [])


@IMPROVEMENT.step("consulted", "事前相談", again=True, never_after=("decided",), knows=by_edition)
def consult(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """The adviser or the firm asks beforehand; counted nowhere."""
    return taken(plan, "consulted", facts)


@IMPROVEMENT.step("applied", "利用申請の受付", knows=by_edition)
def receive_application(plan: PlanCase, *, taken_on: date, by: User | None, **facts: Any) -> PlanStep:
    """The application came in: from now on the case goes by the edition of this day. Raises ValidationError where there is none for it."""
    pin(plan, taken_on)
    row = taken(plan, "applied", facts | {"taken_on": taken_on})
    note_receipt(plan, ReceiptKind.APPLICATION, row)
    return row


def _waiting_to_be_mended(state: State) -> bool:
    return state.count("returned") > state.count("mended")


@IMPROVEMENT.step(
    "returned",
    "差戻し(不備通知)",
    after=("applied",),
    again=True,
    primary=False,
    paper="plan-defects",
    knows=by_edition,
    hinders=lambda state: "補正を待っている差戻しがあります。" if _waiting_to_be_mended(state) else "",
)
def send_back(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """What is lacking of an application or claim is told; the notice prints each paper with its reason."""
    return taken(plan, "returned", facts)


@IMPROVEMENT.step(
    "mended",
    "不備の補正の受領",
    after=("returned",),
    again=True,
    primary=False,
    hinders=lambda state: "" if _waiting_to_be_mended(state) else "補正を待っている差戻しはありません。",
)
def receive_mended(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """What was sent back came again; its papers are looked at anew."""
    return taken(plan, "mended", facts)


def _not_to_be_decided(state: State) -> str:
    plan: PlanCase = state.root
    applied = state.latest("applied")
    if plan.edition is None or applied is None:
        return "受付日に使える版がありません。版の一覧と受付日を確かめてください。"
    if said := checklist(plan, ReceiptKind.APPLICATION).why_not_complete():
        return said
    if said := eligibility.why_not(plan, applied.taken_on):
        return said
    return "" if quoted(plan) else "費目ごとの見積を登録してください。"


@IMPROVEMENT.step(
    "decided",
    "利用決定",
    after=("applied",),
    never_after=("refused",),
    paper="plan-decision",
    hinders=_not_to_be_decided,
    knows=by_edition,
)
def decide(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """Decide that the scheme is used: not before papers are complete, the firm may use it, and each line has its estimate, which is kept."""
    return taken(plan, "decided", facts | quoted(plan))


@IMPROVEMENT.step(
    "refused",
    "不決定",
    after=("applied",),
    never_after=("decided",),
    closes=True,
    primary=False,
    paper="plan-refusal",
    needs={"note": "不決定の理由を入れてください。通知書に印刷されます。"},
    knows=by_edition,
)
def refuse(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """Decide that the scheme is not used, with the reason. Raises ValidationError without it."""
    return taken(plan, "refused", facts)


@IMPROVEMENT.step("commissioned", "委嘱承諾", after=("decided",), party="adviser")
def accept_commission(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """The adviser accepts; what was done before is not paid for."""
    return taken(plan, "commissioned", facts)


@IMPROVEMENT.step(
    "changed",
    "変更申請の承認",
    after=("decided",),
    again=True,
    primary=False,
    paper="plan-change",
    needs={"note": "変わることと理由を入れてください。"},
    hinders=lambda state: "" if quoted(state.root) else "費目ごとの見積を登録してください。",
    knows=by_edition,
)
def approve_change(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """Cost or adviser change: the estimates as they are quoted now hold from here on."""
    return taken(plan, "changed", facts | quoted(plan))


STANDS = (BankPaper.CONSENT, BankPaper.CONFIRMED, BankPaper.RELIEF, BankPaper.RECEIVED)


def banks_lacking(plan: PlanCase) -> str:
    """Which banks have not said yet what the edition asks for; '' where all have."""
    if plan.edition is None:
        return ""
    rules, rows = plan.edition.said, list(plan.banks.filter(ended_on=None).prefetch_related("consents"))
    asked = [paper for paper in rules.bank_papers if paper in STANDS]
    lacking = [row for row in rows if not any(one.paper in asked for one in list(row.consents.all())[-1:])]
    names = "、".join(paper.label for paper in asked)
    if not rows:
        return "取引金融機関を登録してください。"
    if rules.consent == "one":
        first = [row for row in rows if row.role in (BankRole.MAIN, BankRole.SETTLEMENT)] or rows
        return (
            ""
            if any(row not in lacking for row in first)
            else f"主要行または決済口座のある金融機関の{names}がありません。"
        )
    return f"{names}のない金融機関があります({'、'.join(map(str, lacking))})。" if lacking else ""


@IMPROVEMENT.step(
    "agreed",
    "金融機関の同意・受取り",
    after=("commissioned",),
    never_after=("plan_claimed",),
    knows=by_edition,
    hinders=lambda state: banks_lacking(state.root),
)
def note_agreement(plan: PlanCase, *, by: User | None, **facts: Any) -> PlanStep:
    """Every bank has consented, or, early, the bank has taken the plan in: as its papers say, none conditional."""
    return taken(plan, "agreed", facts)


def _accompaniments(state: State) -> Iterable[Fall]:
    """What is still to be accompanied, from the day the plan was claimed for."""
    plan: PlanCase = state.root
    since = state.latest("agreed") or state.latest("plan_claimed")
    if (
        state.closed
        or not state.count("plan_claimed")
        or since is None
        or plan.edition is None
        or not plan.settlement_month
    ):
        return
    all_ = list(planned(plan.edition.said.follow, since.taken_on, plan.settlement_month))
    for nth, one in enumerate(all_, start=1):
        if nth > state.count("accompanied"):
            due = Due(one.due_on, f"{one.said}{plan.edition.said.follow.months_after}か月")
            yield Fall(nth, due, f"伴走支援({one.kind.label} {format_date(one.ends)})")


def _claims(state: State) -> Iterable[Fall]:
    """Until when accompaniments that were held are claimed."""
    plan: PlanCase = state.root
    if state.closed or plan.edition is None:
        return
    for nth, row in enumerate(unclaimed(plan), start=1):
        until = claimed_until(plan.edition.said.follow, row.held_on)
        if until is not None:
            yield Fall(
                nth, Due(until, f"伴走支援({format_date(row.held_on)})から{plan.edition.said.follow.claim_months}か月")
            )


def unclaimed(plan: PlanCase) -> list[Any]:
    """Accompaniments with a bank that no claim pays for yet, the first one first."""
    free = Q(claim=None) | Q(claim__step__replaced_by__isnull=False)
    rows = plan.accompaniments.standing().filter(free, bank__isnull=False)
    return list(rows.order_by("held_on", "pk"))


IMPROVEMENT.deadline("decision", "利用の可否を決める", who="keeper", met_by=("decided", "refused", "withdrawn"))
IMPROVEMENT.deadline("mending", "不備の補正", who="adviser", each="returned", met_by="mended")
IMPROVEMENT.deadline("commission", "委嘱の承諾", who="adviser", met_by="commissioned")
IMPROVEMENT.deadline("plan_claim", "計画策定費用の支払申請", who="adviser", met_by="plan_claimed")
IMPROVEMENT.deadline("accompaniment", "伴走支援", who="adviser", met_by=("accompanied",), falls=_accompaniments)
IMPROVEMENT.deadline("claim", "伴走支援費用の支払申請", who="adviser", met_by=("follow_claimed",), falls=_claims)


def waiting_claim(state: State) -> str:
    """Whether a claim waits for its decision."""
    return "" if open_claims(state.root) else "決定を待っている支払申請はありません。"
