"""Complaints about trade under way on the day the world is made: callers with and without a name, one under each law, a mediation, calls after the end.

They are of this year and the last, so that the printed years, whose figures the national body counts, stay as they are.
"""

from datetime import date, timedelta
from typing import Any

from banso.cases.consents import give_consent
from banso.cases.services import add_party
from banso.core.fiscal import fiscal_year_of
from banso.procedures.taking import begin, take
from banso.registers.models import Company, Expert, Organisation, Programme, Staff, Unit, User
from banso.work.complaints.models import Complaint
from banso.work.complaints.procedure import COMPLAINT

from .this_year import goes_on, staff_of

TERMS: dict[str, Any] = {
    "deadlines": {
        "advice": {"business_days": 3, "after": "opened"},
        "lawyer": {"days": 14, "after": "lawyer_asked"},
        "referral": {"days": 30, "after": "referred"},
        "adr_reply": {"days": 30, "after": "adr_filed"},
        "call_1": {"months": 1, "after": "closed"},
        "call_3": {"months": 3, "after": "closed"},
    },
    "values": {"sessions": 3},
}
OKU = 100_000_000
UNDER_THE_OLD: dict[str, Any] = {
    "matter": "late", "order": "manufacture", "ordered_on": date(2025, 10, 20), "buyer_capital": 5 * OKU, "supplier_capital": 10_000_000
}  # fmt: skip
UNDER_THE_NEW: dict[str, Any] = {
    "matter": "no_talks", "order": "transport", "ordered_on": date(2026, 2, 2), "buyer_capital": 9_000_000, "supplier_capital": 5_000_000,
    "buyer_employees": 420, "supplier_employees": 18,
}  # fmt: skip
BUILDING: dict[str, Any] = {
    "matter": "unpaid",
    "order": "construction",
    "ordered_on": date(2026, 3, 5),
    "amount": 1_200_000,
}
NAMELESS: dict[str, Any] = {"matter": "beaten_down", "order": "unknown", "anonymous": True}
SALE: dict[str, Any] = {"matter": "returned", "order": "sale", "ordered_on": date(2026, 4, 10)}
NAMED = ("existence", "name")
CONSENTED: dict[str, Any] = {"given_by": "代表者", "capacity": "代表取締役", "purpose": "弁護士への無料相談"}
CALLED = {"paid": "whole", "retaliation": "no"}
Story = tuple[tuple[str, int], ...]
_ADVISED: Story = (("advised", 0),)
_FILED: Story = (*_ADVISED, ("adr_filed", 20), ("adr_agreed", 35))
# what it is about, so many days ago, and what was done so many days after the call
STORIES: tuple[tuple[dict[str, Any], int, Story], ...] = (
    (UNDER_THE_OLD, 5, ()),
    (UNDER_THE_NEW, 12, _ADVISED),
    (UNDER_THE_OLD, 40, (*_ADVISED, ("lawyer_asked", 3))),
    (BUILDING, 70, (*_ADVISED, ("referred", 2), ("referral_answered", 20))),
    (UNDER_THE_NEW, 90, (*_FILED, ("adr_session", 60))),
    (NAMELESS, 30, (*_ADVISED, ("closed", 0))),
    (UNDER_THE_OLD, 150, (*_ADVISED, ("lawyer_asked", 3), ("lawyer_consulted", 12), ("closed", 30), ("called_1", 62))),
    (SALE, 60, (*_ADVISED, ("closed", 10))),
    (UNDER_THE_NEW, 200, (*_FILED, ("adr_session", 60), ("adr_settled", 80), ("closed", 82), ("called_3", 175))),
    (BUILDING, 45, (*_ADVISED, ("retaliated", 15))),
    (UNDER_THE_OLD, 160, (*_ADVISED, ("adr_filed", 15), ("adr_declined", 40))),
)


def fill_complaints(today: date, companies: list[Company], *, by: User | None) -> int:
    """The desk's complaints of the last months, each with its opponent; how many there are."""
    programme = Programme.objects.get(code="complaint-desk")
    keeper = staff_of("kakekomi", Unit.objects.get(code="complaints"))
    goes_on(programme, COMPLAINT, TERMS, fiscal_year_of(today), by=by)
    lawyer = Expert.objects.filter(disqualifications=None).order_by("pk").last()
    assert lawyer is not None
    authority = Organisation.objects.get_or_create(name="地方整備局 建設業の相談窓口", defaults={"kind": "agency"})[0]
    told: dict[str, dict[str, Any]] = {
        "advised": {"advice": "発注書と支払日を確かめ、書面で支払を求める手順を伝えた。"},
        "lawyer_asked": {"lawyer": lawyer, "conflict": "none"},
        "referred": {"to": authority},
        "referral_answered": {"answer": "accepted"},
        "retaliated": {"note": "相談のあと、次の発注を取り消された"},
        "adr_settled": {"amount": 900_000},
        "closed": {"ended": "resolved", "amount": 900_000},
        "called_1": CALLED,
        "called_3": CALLED,
    }
    half = len(companies) // 2  # nobody is here on both sides: one adviser serves one of them only
    callers, others = companies[:half], companies[half:]
    for number, (facts, ago, story) in enumerate(STORIES):
        caller, other = callers[number % len(callers)], others[number % len(others)]
        on = today - timedelta(days=ago)
        complaint = _opened(programme, caller, on, keeper, facts, by)
        add_party(complaint.case, role="opponent", company=other, name=f"{other.name}の購買担当", by=by)
        if any(code == "lawyer_asked" for code, _ in story):
            give_consent(complaint.case, to=lawyer, items=NAMED, given_on=on, by=by, **CONSENTED)
        for code, later in story:
            take(complaint.case, code, told.get(code, {}) | {"taken_on": on + timedelta(days=later)}, by=by)
    return len(STORIES)


def _opened(
    programme: Programme, caller: Company, on: date, keeper: Staff, facts: dict[str, Any], by: User | None
) -> Complaint:
    company = None if facts.get("anonymous") else caller
    ordered: date | None = facts.get("ordered_on")
    facts = facts | {"ordered_on": min(ordered, on) if ordered else None}
    made: Complaint = begin(
        COMPLAINT, programme=programme, company=company, opened_on=on, keeper=keeper, means="phone", by=by, **facts
    )
    return made
