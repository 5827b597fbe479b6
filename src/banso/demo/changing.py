"""Grants whose work did not go as planned: moves between categories, changes asked for and approved, a delay, a stop, an early start, a return."""

from datetime import date, timedelta
from typing import Any

from banso.cases.services import add_party
from banso.core.fiscal import fiscal_year_of
from banso.procedures.offering import state_of
from banso.procedures.taking import begin, take_decided
from banso.registers.models import Company, Staff, User
from banso.work.grants.budgeting import draw_up_sheet
from banso.work.grants.changes.services import Anew, change_plan, sums_of
from banso.work.grants.models import Application, Call, CostCategory, Course
from banso.work.grants.moving import newest_sheet
from banso.work.grants.procedure import GRANT
from banso.work.grants.services import record_call, record_category

from .checking import pass_all
from .gathering import TITLES

PLAN = (("機械装置費", 1_200_000), ("旅費", 300_000))
CONTACT = {"name": "補助 担当", "title": "総務部", "email": "soumu@example.jp", "phone": "017-000-0002"}
Step = tuple[str, int, dict[str, Any]]
_ADOPTED: tuple[Step, ...] = (("adopted", 200, {}),)
_GRANTED: tuple[Step, ...] = (*_ADOPTED, ("requested", 180, {"expense": 1_500_000}), ("granted", 170, {}))
# what was done, so many days ago; "plan" moves so much from the first category into the second
STORIES: tuple[tuple[Step, ...], ...] = (
    (*_GRANTED, ("plan", 100, {"by": 50_000, "ground": "allocation"})),
    (*_GRANTED, ("plan", 6, {"by": 100_000, "ground": "allocation", "note": "現地での調整が3回増えるため"})),
    (*_GRANTED, ("plan", 90, {"by": 90_000, "ground": "allocation", "note": "出張先が増えたため"}), ("changed", 80, {})),
    (
        *_GRANTED,
        ("delayed", 20, {"note": "部品の入荷が遅れ、組立が7割で止まっている", "measures": "別の商社にも発注した", "expected_on": 40}),
        ("extended", 12, {"until": 60, "carry_over": "県の繰越承認(商第12号)"}),
    ),
    (*_GRANTED, ("stop_asked", 5, {"stop": "abolished", "expense": 200_000, "note": "受注先が撤退したため"})),
    (*_ADOPTED, ("early", 198, {"number": "総支第41号", "note": "部品の納期が4か月かかるため"}), ("requested", 180, {"expense": 1_500_000})),
    (
        *_GRANTED,
        ("advance_claimed", 100, {"expense": 600_000, "amount": 300_000}),
        ("advanced", 90, {"amount": 300_000, "note": "機械の前払金", "risk": "納税証明と直近の決算書に問題なし"}),
        ("heard", 60, {"note": "書面で弁明があった"}),
        ("revoked", 50, {"note": "虚偽の見積書による申請"}),
        ("return_ordered", 45, {"due_on": -20}),
        ("repaid", 10, {"amount": 100_000}),
    ),
)  # fmt: skip
STANDS = ("amended", "change_asked", "changed", "extended", "stop_asked", "requested", "repaid")
AHEAD = ("expected_on", "until", "due_on")  # told as so many days from today


def fill_changes(today: date, course: Course, companies: list[Company], keeper: Staff, *, by: User | None) -> None:
    """A call of its own with categories of cost; each applicant's work has gone another way."""
    facts = {"course": course, "rate": "2/3", "cap": 1_000_000, "executed_in": fiscal_year_of(today)}
    opened, closed = today - timedelta(days=250), today - timedelta(days=225)
    call = record_call(opened_on=opened, closes_on=closed, by=by, **facts)
    categories = [record_category(call=call, name=name, position=at, by=by) for at, (name, _) in enumerate(PLAN)]
    for place, story in enumerate(STORIES):
        company = companies[-1 - place % len(companies)]
        application = _applied(call, company, today - timedelta(days=230), place, keeper, by)
        lines = [
            {"category": category, "content": name, "cost": amount * 11 // 10, "eligible": amount}
            for category, (name, amount) in zip(categories, PLAN, strict=True)
        ]
        draw_up_sheet(application, drawn_on=today - timedelta(days=185), lines=lines, by=by)
        for code, ago, said in story:
            _done(application, code, today, ago, said, by)


def _applied(call: Call, company: Company, on: date, place: int, keeper: Staff, by: User | None) -> Application:
    facts = {"title": TITLES[place % len(TITLES)], "requested": 950_000, "expense": 1_500_000}
    made: Application = begin(GRANT, call=call, company=company, opened_on=on, keeper=keeper, by=by, **facts)
    add_party(made.case, role="applicant", company=company, by=by, **CONTACT)
    return made


def _done(application: Application, code: str, today: date, ago: int, said: dict[str, Any], by: User | None) -> None:
    on = today - timedelta(days=ago)
    if code == "plan":
        facts = {name: value for name, value in said.items() if name != "by"}
        change_plan(application, taken_on=on, anew=_moved(application, said["by"]), by=by, **facts)
        return
    facts = {name: today + timedelta(days=value) if name in AHEAD else value for name, value in said.items()}
    pass_all(application, code, on, by=by)
    take_decided(application.case, code, facts | {"taken_on": on}, by=by)


def _moved(application: Application, amount: int) -> dict[CostCategory, Anew]:
    """The plan as it is, with so much moved from the first category into the second."""
    sheet = newest_sheet(state_of(GRANT, application.case))
    assert sheet is not None
    found: dict[CostCategory, Anew] = {}
    for (category, (cost, eligible)), sign in zip(sums_of(sheet).items(), (-1, 1), strict=True):
        found[category] = ("", cost + sign * amount, eligible + sign * amount)
    return found
