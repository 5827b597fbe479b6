"""Grants under way on the day the world is made: a call that is open, one of last summer, and applications in most states of both.

Their decisions fall into this year and the last, so that the printed years stay as they are.
"""

from datetime import date, timedelta
from typing import Any

from banso.cases.models import Case
from banso.cases.services import add_party
from banso.core.fiscal import fiscal_year_of
from banso.office.guests.services import answer, invite
from banso.procedures.approving import propose_step
from banso.procedures.taking import begin, take, take_decided
from banso.procedures.terms import approval_of
from banso.registers.models import Company, Programme, Staff, User
from banso.work.grants.models import Application, Call
from banso.work.grants.procedure import GRANT
from banso.work.grants.services import record_call, record_course

from . import spending
from .applying import fill_applications
from .changing import fill_changes
from .checking import ASKED as CHECKS
from .checking import fill_checks, pass_all
from .gathering import TITLES
from .owing import fill_duties
from .this_year import goes_on

TERMS: dict[str, Any] = {
    "approvals": {"adopted": "grant", "granted": "grant", "settled": "grant", "changed": "grant-change"},
    "deadlines": {
        "progress": {"days": 15, "after": {"month_end": 3, "after": "granted"}, "roll": "forward"},
        "decision": {"months": 2, "after": "opened"},
        "request": {"days": 30, "after": "adopted"},
        "grant": {"business_days": 20, "after": "requested"},
        "retraction": {"days": 10, "after": "granted"},
        "resubmission": {"business_days": 5, "after": "returned"},
        "change_answer": {"days": 14, "after": "change_asked"},
        "stop_answer": {"days": 14, "after": "stop_asked"},
        "completion": {"months": 6, "after": "granted"},
        "report": {"earliest": [{"days": 30, "after": "completed"}, {"on": "4-10", "after": "completed"}]},
        "settlement": {"business_days": 20, "after": "reported"},
        "claim": {"days": 20, "after": "settled"},
        "payment": {"days": 30, "after": "claimed"},
    },
    "values": {
        "cut": 1000,
        "least": 300_000,
        "hearing": True,
        "checks": CHECKS,
        "rivals_from": 500_000,
        "progress_base": {"month_end": 3, "after": "granted"},
    },
}
CONTACT = {"name": "補助 担当", "title": "経理部", "email": "keiri@example.jp", "phone": "017-000-0001"}
FACTS: dict[str, dict[str, Any]] = {
    "returned": {"item": "見積書", "reason": "expired", "note": "3か月以内の見積書をお送りください"},
    "waitlisted": {"rank": 1},
    "requested": {"expense": 1_500_000, "amount": 900_000},
    "change_asked": {"ground": "specification", "note": "導入する機械の型番", "expense": 1_450_000},
    "stop_asked": {"stop": "abolished", "note": "受注先の撤退による廃止"},
    "advanced": {"amount": 300_000, "note": "機械の前払金", "risk": "直近2期の決算書は黒字、納税証明あり"},
    "inspected": {"note": "残部の分を除いた"},
}
Story = tuple[tuple[str, int], ...]
_ADOPTED: Story = (("adopted", 200),)
_GRANTED: Story = (*_ADOPTED, ("requested", 180), ("granted", 170))
_REPORTED: Story = (*_GRANTED, ("completed", 60), ("reported", 40))
_SETTLED: Story = (*_REPORTED, ("inspected", 30), ("settled", 24))
# of the call of last summer, and of the one that is open: what has been done, so many days ago
OF_THE_LAST: tuple[Story, ...] = (
    (*_SETTLED, ("claimed", 20), ("paid", 12), ("finished", 10)),
    (*_SETTLED, ("claimed", 6)),
    _SETTLED,
    _REPORTED,
    (*_GRANTED, ("completed", 30), ("reported", 12), ("returned", 5)),
    (*_GRANTED, ("change_asked", 110), ("changed", 100), ("completed", 22)),
    (*_GRANTED, ("advanced", 120)),
    (*_GRANTED, ("stop_asked", 60), ("abandoned", 50)),
    (*_ADOPTED, ("declined", 190)),
    (("waitlisted", 200),),
    (("rejected", 200),),
)
OF_THE_OPEN: tuple[Story, ...] = ((), (("returned", 4),), (("returned", 9), ("resubmitted", 0)), ())
STORIES = (*OF_THE_LAST, *OF_THE_OPEN)
# where an application stands → the step that is asked of the applicant by link
ASKED = {"returned": "resubmitted", "adopted": "requested", "granted": "completed", "advanced": "completed"}
ASKED |= {"completed": "reported", "settled": "claimed"}


def fill_grants(today: date, companies: list[Company], keeper: Staff, *, by: User | None) -> None:
    """Two calls of a programme of grants with their applications; the first of the open one waits for the seal of its adoption."""
    programme = Programme.objects.get(code="new-business")
    goes_on(programme, GRANT, TERMS, fiscal_year_of(today), by=by)
    course = record_course(programme=programme, code="growth", name="成長枠", position=9, by=by)
    facts: dict[str, Any] = {"course": course, "rate": "2/3", "cap": 1_000_000, "budget": 10_000_000, "by": by}
    last = record_call(**facts, **_period(today, 260, 220))
    spending.add_categories(last, by=by)
    is_open = record_call(**facts, **_period(today, 25, -6))
    told = [(last, story, 230) for story in OF_THE_LAST] + [(is_open, story, 12) for story in OF_THE_OPEN]
    for number, (call, story, ago) in enumerate(told):
        on = today - timedelta(days=ago)
        _told(_applied(call, companies[number % len(companies)], on, number, keeper, by), story, today, keeper, by)
    fill_checks(is_open, today, by=by)
    _wait_for_a_seal(is_open, keeper)
    fill_duties(today, course, companies, keeper, by=by)
    fill_applications(today, is_open, companies, keeper, by=by)
    fill_changes(today, course, companies, keeper, by=by)


def _period(today: date, opened: int, closes: int) -> dict[str, Any]:
    return {
        "opened_on": today - timedelta(days=opened),
        "closes_on": today - timedelta(days=closes),
        "executed_in": fiscal_year_of(today),
    }


def _applied(call: Call, company: Company, on: date, number: int, keeper: Staff, by: User | None) -> Application:
    facts = {"title": TITLES[number % len(TITLES)], "requested": 950_000, "expense": 1_500_000}
    made: Application = begin(GRANT, call=call, company=company, opened_on=on, keeper=keeper, by=by, **facts)
    add_party(made.case, role="applicant", company=company, by=by, **CONTACT)
    return made


def _told(application: Application, story: Story, today: date, keeper: Staff, by: User | None) -> None:
    """Take the steps of a story, each on its day; one of today comes in by the guest's own page. Then the next is asked for."""
    case = application.case
    party = case.parties.filter(role="applicant", ended_on=None).get()
    for code, ago in story:
        if not ago:
            asked = invite("step", case=case, party=party, detail=code, until=today, by=keeper.user)
            answer(asked, {"note": "新しい見積書を送ります。"}, by=None)
            continue
        facts = FACTS.get(code, {}) | {"taken_on": today - timedelta(days=ago)}
        _spent_before(application, code, facts["taken_on"], keeper, by)
        pass_all(application, code, facts["taken_on"], by=by)
        decided = bool(approval_of(case, GRANT.step_kinds[code]))
        (take_decided if decided else take)(case, code, facts, by=by)
        if code == "returned" and application.expenses.exists():
            spending.send_one_back(application, facts["taken_on"], by=by)
    if story and story[-1][0] in ("granted", "advanced"):
        day = case.grants_decision_steps.get(step="granted").taken_on
        spending.spend_some(application, day, keeper, today + timedelta(days=30), by=by)
    if story and (detail := ASKED.get(story[-1][0])):
        invite("step", case=case, party=party, detail=detail, until=today + timedelta(days=30), by=keeper.user)


def _spent_before(application: Application, code: str, on: date, keeper: Staff, by: User | None) -> None:
    """What was planned before it was requested, bought before it was complete, and inspected before that is entered; all papers where it is reported
    and nothing has followed yet.
    """
    if code == "requested":
        spending.plan(application, on, by=by)
    granted = application.case.grants_decision_steps.filter(step="granted").first()
    if code == "completed" and granted is not None:
        expenses = spending.spend_all(application, granted.taken_on, by=by)
        spending.hang_all(expenses if application == _whole(application) else expenses[:1], by=by)
    if code == "inspected":
        spending.inspect(application, on, keeper, by=by)


def _whole(application: Application) -> Application:
    """The application of which every paper is shown: the first of its call."""
    first = Application.objects.filter(call=application.call).order_by("pk").first()
    assert first is not None
    return first


def _wait_for_a_seal(call: Call, keeper: Staff) -> None:
    """The first application of the open call is drafted to be adopted."""
    case = Case.objects.filter(application__call=call, standing__step="").order_by("pk").first()
    assert case is not None and keeper.user is not None
    propose_step(case, GRANT.step_kinds["adopted"], {"note": ""}, by=keeper.user)
