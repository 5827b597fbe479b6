"""Improvement plans under way on the day the world is made: in every state, and of several editions beside each other.

What is received new belongs to this year and the last; plans of the printed years go on, so that their figures stay as they are.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from banso.cases.models import Case
from banso.core.banking.banks import banks, branches
from banso.core.fiscal import fiscal_year_of
from banso.office.payments.services import record_account, record_payee, release
from banso.procedures.paying import owed_by, request_owed
from banso.procedures.taking import begin, take
from banso.registers.models import Company, Organisation, Programme, Staff, User
from banso.work.turnaround.improvement import services
from banso.work.turnaround.improvement.choices import STEP_OF, ReceiptKind
from banso.work.turnaround.improvement.claims import payable
from banso.work.turnaround.improvement.models import PlanBank, PlanCase, PlanStep
from banso.work.turnaround.improvement.papers import check_paper, checklist, confirm_complete
from banso.work.turnaround.improvement.procedure import IMPROVEMENT

from .planning import BANK
from .this_year import goes_on

TERMS: dict[str, Any] = {
    "deadlines": {
        "decision": {"business_days": 15, "after": "applied"},
        "mending": {"days": 14, "after": "returned"},
        "commission": {"days": 14, "after": "decided"},
        "plan_claim": {"months": 12, "after": "decided"},
    },
}
ADVISER, GUARANTOR = "りんご見本税理士法人", "見本県信用保証協会"
KIND_OF = {code.value: kind for kind, code in STEP_OF.items()}
COST = {"full": {"plan": 1_234_567, "follow": 300_000}, "early": {"plan": 200_000, "follow": 75_000}}
INVOICED = {
    "full": {"plan_claimed": 1_234_567, "follow_claimed": 60_000},
    "early": {"plan_claimed": 200_000, "follow_claimed": 75_000},
}
FACTS: dict[str, dict[str, Any]] = {
    "returned": {"note": "証明書が発行から3か月を過ぎているため"},
    "refused": {"note": "借入が1行だけで保証がないため"},
    "withdrawn": {"note": "企業が自力で計画を作ることになったため"},
}
Story = tuple[tuple[str, int], ...]
_DECIDED: Story = (("applied", 200), ("decided", 185), ("commissioned", 178))
_CLAIMED: Story = (*_DECIDED, ("agreed", 60), ("plan_claimed", 50))
_PAID: Story = (
    ("applied", 480),
    ("decided", 465),
    ("commissioned", 460),
    ("agreed", 400),
    ("plan_claimed", 380),
    ("pay_decided", 360),
)
# scheme, and what was done so many days ago; the last line of each is where the plan stands today
STORIES: tuple[tuple[str, Story], ...] = (
    ("full", (("consulted", 6),)),
    ("full", (("applied", 8),)),
    ("early", (("applied", 30), ("returned", 20))),
    ("full", (("applied", 40), ("decided", 12))),
    ("full", _DECIDED),
    ("early", (*_DECIDED, ("agreed", 20))),
    ("full", _CLAIMED),
    ("early", (*_CLAIMED, ("pay_decided", 30))),
    ("full", (*_PAID, ("accompanied", 90))),
    ("early", (*_PAID, ("accompanied", 120), ("follow_claimed", 40))),
    ("full", (("applied", 90), ("refused", 70))),
    ("early", (("applied", 100), ("withdrawn", 80))),
)
FROM_BEFORE = 3  # plans of the printed years that are accompanied in this one


@dataclass(frozen=True)
class Hands:
    """Who keeps plans, who finds papers complete, the adviser and the bank."""

    keeper: Staff
    first: User
    second: User
    adviser: Organisation
    bank: Organisation


def fill_plans(today: date, *, by: User | None) -> int:
    """A plan in every state of companies that have drawn up none, and plans of former editions that go on; how many."""
    programme = Programme.objects.get(code="improvement-plans")
    goes_on(programme, IMPROVEMENT, TERMS, fiscal_year_of(today), by=by)
    hands = _hands()
    free = Company.objects.filter(merged_into=None, municipality__isnull=False, cases__plan__isnull=True).order_by(
        "-pk"
    )
    for company, (scheme, story) in zip(free[: len(STORIES)], STORIES, strict=True):
        plan = _opened(programme, company, scheme, today - _ago(story[0][1]), hands, by)
        _told(plan, story, today, hands)
    for plan in _of_before():
        _told(plan, (("accompanied", 15),), today, hands)
    _ask_for_payment(today, hands)
    return len(STORIES) + FROM_BEFORE


def _ago(days: int) -> timedelta:
    return timedelta(days=days)


def _hands() -> Hands:
    first, second = (User.objects.get(username=name) for name in ("kassei", "kassei-kanri"))
    programme = Programme.objects.get(code="improvement-plans")
    unit = programme.walled_to
    assert unit is not None
    keeper = Staff.objects.filter(user=first).first() or Staff.objects.create(
        user=first, name=first.display_name, unit=unit, joined_on=date(2020, 4, 1)
    )
    adviser = Organisation.objects.get_or_create(name=ADVISER, defaults={"kind": "company"})[0]
    bank = Organisation.objects.get_or_create(name=BANK, defaults={"kind": "bank"})[0]
    return Hands(keeper, first, second, adviser, bank)


def _opened(programme: Programme, company: Company, scheme: str, on: date, hands: Hands, by: User | None) -> PlanCase:
    facts: dict[str, Any] = {
        "programme": programme,
        "company": company,
        "opened_on": on,
        "keeper": hands.keeper,
        "adviser": hands.adviser,
        "adviser_number": "20150123001",
        "sales": 180_000_000,
        "debt": 120_000_000,
        "settlement_month": 3,
        "signed_by_bank": True,
    }
    plan: PlanCase = begin(IMPROVEMENT, scheme=scheme, by=by, **facts)
    association = Organisation.objects.get_or_create(name=GUARANTOR, defaults={"kind": "association"})[0]
    for bank, role, balance in ((hands.bank, "main", 90_000_000), (association, "guarantor", 60_000_000)):
        services.record_plan_bank(case=plan, bank=bank, role=role, balance=balance, by=by)
    for line, amount in COST[scheme].items():
        services.add_quote(case=plan, line=line, adviser=hands.adviser, hours=1, rate=amount, by=hands.first)
    return plan


def _told(plan: PlanCase, story: Story, today: date, hands: Hands) -> None:
    """Take the steps of a story, each on its day and after all that it needs."""
    for code, ago in story:
        on = today - _ago(ago)
        facts: dict[str, Any] = {"taken_on": on, "note": ""} | FACTS.get(code, {})
        _made_ready(plan, code, on, hands)
        take(plan.case, code, facts | _facts_of(plan, code, on, hands), by=hands.first)
        plan.refresh_from_db()
        if code in KIND_OF and code != "applied":
            _papers(plan, KIND_OF[code], on, hands)


def _made_ready(plan: PlanCase, code: str, on: date, hands: Hands) -> None:
    if code == "decided":
        _papers(plan, ReceiptKind.APPLICATION, on, hands)
    if code == "returned":
        stale: dict[str, Any] = {
            "received_on": on,
            "issued_on": on - _ago(120),
            "result": "returned",
            "reason": "発行から3か月超",
        }
        check_paper(plan, ReceiptKind.APPLICATION, "certificate", by=hands.first, **stale)
    if code == "agreed":
        paper = "received" if plan.scheme == "early" else "consent"
        for bank in PlanBank.objects.filter(case=plan):
            services.record_bank_consent(bank=bank, paper=paper, said_on=on, by=hands.first)


def _papers(plan: PlanCase, kind: str, on: date, hands: Hands) -> None:
    """Every paper came in good, and the other found so."""
    nth = plan.receipts.filter(kind=kind).count() or 1
    for line in checklist(plan, kind, nth).lines:
        issued = on - _ago(20) if line.rule.months else None
        said: dict[str, Any] = {
            "received_on": on,
            "issued_on": issued,
            "result": "ok",
            "form": line.rule.form,
            "round": nth,
        }
        check_paper(plan, kind, line.rule.code, by=hands.first, **said)
    confirm_complete(plan, kind, round=nth, by=hands.second)


def _facts_of(plan: PlanCase, code: str, on: date, hands: Hands) -> dict[str, Any]:
    if code == "accompanied":
        kind = "settlement" if plan.scheme == "early" else "interim"
        figures = {"planned_sales": 46_000_000, "actual_sales": 44_500_000, "met": "融資課 担当"}
        return {"kind": kind, "bank": hands.bank, "report": "売上は計画の97%。原価の見直しを続ける。"} | figures
    if code not in INVOICED[plan.scheme]:
        return {}
    invoiced = INVOICED[plan.scheme][code]
    due = payable(plan, KIND_OF[code], invoiced=invoiced).of
    return {"work_from": on - _ago(30), "invoiced": invoiced, "proof": "transfer", "share_paid": invoiced - due.grant}


def _of_before() -> list[PlanCase]:
    """Plans accepted in the printed years and paid for, one of each form set first."""
    rows = PlanStep.objects.in_force().filter(step="paid", case__plan__edition__isnull=False)
    cases = Case.objects.filter(pk__in=rows.values("case"), standing__step="paid")
    plans = PlanCase.objects.filter(case__in=cases).order_by("-edition__form_set", "pk")
    found: dict[str, PlanCase] = {}
    for plan in plans.select_related("edition", "case"):
        found.setdefault(f"{plan.edition}", plan)
    return [*found.values()][:FROM_BEFORE]


def _ask_for_payment(today: date, hands: Hands) -> None:
    """The payment decided first is asked for and let go by the first of two."""
    rows = PlanStep.objects.in_force().filter(step="pay_decided", case__keeper=hands.keeper).order_by("taken_on", "pk")
    row = rows[0]
    owed = owed_by(IMPROVEMENT, row.case, row)
    assert owed is not None
    branch = next(iter(branches().values()))
    place = {"bank_code": branch.bank, "bank_name": f"{banks()[branch.bank].name}銀行"}
    place |= {"branch_code": branch.code, "branch_name": branch.name}
    payee = record_payee(kind="company", name=ADVISER, organisation=hands.adviser, by=hands.first)
    facts: dict[str, Any] = {"number": "0076543", "holder": "リンゴミホンゼイリシ", "valid_from": date(2020, 4, 1)}
    account = record_account(payee=payee, by=hands.first, **place, **facts)
    money: dict[str, Any] = {"treatment": "none", "funding": "国の補助金", "due_on": today, "amount": owed.amount}
    order = request_owed(IMPROVEMENT, row.case, row, payee=payee, account=account, by=hands.first, **money)
    release([order], count=1, total=order.net, by=hands.second)
