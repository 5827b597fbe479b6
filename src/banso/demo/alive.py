"""Work that is under way on the day the world is made: dispatches in every state, drafts that wait for seals, payments that
wait to be released, dates near and past, people outside who were asked and who answered, mails gone and mails to be let go.

It belongs to the current fiscal year, so that the printed years and their figures stay as they are.
"""

from datetime import date, time, timedelta
from typing import Any

from banso.cases.models import Case
from banso.cases.services import add_party
from banso.core.banking.banks import banks, branches
from banso.core.fiscal import fiscal_year_of
from banso.core.trail import verb
from banso.office.approvals.models import Seat
from banso.office.approvals.services import circulate, record_holding
from banso.office.guests.services import answer, invite
from banso.office.payments.services import record_account, record_payee, record_sender, release
from banso.procedures.approving import propose_step
from banso.procedures.paying import owed_by, request_owed
from banso.procedures.taking import begin, take, take_decided
from banso.registers.models import Company, Expert, Programme, Staff, Unit, User
from banso.work.dispatches.models import Dispatch
from banso.work.dispatches.procedure import DISPATCH

from .awarding import fill_awards
from .circle import fill_circle
from .collecting import fill_ledgers
from .complaining import fill_complaints
from .granting import fill_grants
from .improving import fill_plans
from .judging import fill_panel
from .premises import fill_house
from .reviving import fill_council
from .selling import fill_transfers
from .succeeding import fill_successions
from .this_year import goes_on, staff_of
from .writing_out import write_out

SEATS = {"section-chief": "kacho", "director": "kyokucho", "president": "rijicho"}
TERMS = {
    "approvals": {"decided": "dispatch"},
    "deadlines": {
        "decision": {"business_days": 10, "after": "requested"},
        "visit_report": {"days": 5, "after": "visited"},
        "report": {"months": 6, "after": "decided"},
        "settlement": {"month_end": 1, "after": "reported"},
        "survey": {"days": 30, "after": "reported"},
        "closing": {"months": 2, "after": "reported"},
        "outcome_6": {"months": 6, "after": "finished"},
        "outcome_12": {"months": 12, "after": "finished"},
    },
    "values": {
        "hourly": 5150,
        "most_a_day": 30900,
        "most_visits": 10,
        "travel_most": 20000,
        "share_divisor": 3,
        "share_cut": 100,
        "budget": 3000000,
    },
}
SUBJECTS = (
    "生産工程の改善",
    "原価管理の仕組みづくり",
    "就業規則の見直し",
    "受発注の電子化",
    "衛生管理の手順書",
    "海外向け表示",
)
FACTS: dict[str, dict[str, Any]] = {
    "requested": {
        "issues": "担当者の経験に頼っていて、手順が書かれていない。",
        "wish": "手順を整える助言",
        "visits_planned": 3,
    },
    "decided": {"visits_planned": 3},
    "refused": {"note": "同じ年度に同じテーマで支援を受けているため"},
    "cancelled": {"note": "企業の都合による取下げ"},
    "visited": {
        "place": "本社",
        "started_at": time(13, 30),
        "ended_at": time(15, 30),
        "travel": 2480,
        "confirmed_by": "総務担当",
    },
    "visit_reported": {"advice": "現場を見て改善点を整理した。", "next_step": "工程ごとの時間を測っておく"},
    "surveyed": {"satisfaction": 4, "effect": "手順書が3本できた。"},
    "outcome_6": {"result": "partly", "effect": "不良が2割減った。"},
}
CONTACT = {"name": "総務 担当", "title": "総務部", "email": "soumu@example.jp", "phone": "017-000-0000"}
# where a dispatch stands → what is asked of whom
ASKED = {
    "opened": ("step", "company", "requested"),
    "decided": ("dispatch-visits", "expert", ""),
    "visited": ("dispatch-visits", "expert", ""),
    "reported": ("step", "company", "surveyed"),
    "finished": ("step", "company", "outcome_6"),
}
VISIT = ("visited", "visit_reported")
Story = tuple[tuple[str, int], ...]


def _visits(*ago: int) -> Story:
    """Visits made and reported, so many days ago each."""
    return tuple((code, days) for days in ago for code in VISIT)


_DECIDED: Story = (("requested", 60), ("checked", 55), ("decided", 50))
_DONE: Story = (("requested", 120), ("checked", 116), ("decided", 110), *_visits(80, 60, 40))
_OLD: Story = (
    ("requested", 240),
    ("checked", 236),
    ("decided", 230),
    *_visits(222, 215),
    ("reported", 210),
    ("settled", 208),
)
_OLDEST: Story = (
    ("requested", 364),
    ("checked", 363),
    ("decided", 362),
    *_visits(361),
    ("reported", 360),
    ("settled", 359),
)
_CLOSED: Story = (("share_received", 200), ("surveyed", 196), ("finished", 178))
# what has been done, so many days ago; the last line of each is where the dispatch stands today
STORIES: tuple[Story, ...] = (
    (),
    (("requested", 2),),
    (("requested", 20),),
    (("requested", 0),),
    (("requested", 9), ("checked", 5)),
    _DECIDED,
    (*_DECIDED, *_visits(20), ("visited", 7)),
    (("requested", 220), ("checked", 215), ("decided", 210)),
    (*_DONE, ("reported", 12)),
    (*_DONE, ("reported", 30), ("settled", 3)),
    (*_OLD, *_CLOSED),
    (*_OLDEST, ("share_received", 359), ("finished", 358), ("outcome_6", 176)),
    (("requested", 30), ("refused", 21)),
    (*_DECIDED, ("cancelled", 10)),
)


@verb
def bring_to_life(today: date, *, by: User | None) -> int:
    """Begin this year's work in the reference world; how many dispatches there are. It is done once, after the world is built."""
    unit = Unit.objects.get(code="consultation")
    keeper = staff_of("tantou", unit)
    _line_of_decision(unit)
    programme = Programme.objects.get(code="expert-dispatch")
    goes_on(programme, DISPATCH, TERMS, fiscal_year_of(today), by=by)
    experts = list(Expert.objects.order_by("pk")[:4])
    companies = list(
        Company.objects.filter(merged_into=None, municipality__isnull=False).order_by("pk")[: len(STORIES)]
    )
    for number, (company, story) in enumerate(zip(companies, STORIES, strict=True)):
        first = today - timedelta(days=story[0][1] + 1 if story else 0)
        dispatch = _opened(programme, company, max(first, _start(today)), experts[number % 4], number, keeper, by)
        add_party(dispatch.case, role="company", by=by, **CONTACT)
        _told(dispatch, story, today, keeper, by)
        _asked(dispatch, story, today, keeper)
    _wait_for_a_seal(keeper)
    _to_be_read(keeper)
    _wait_for_release(keeper, today, by)
    assert keeper.user is not None
    write_out(programme, today, by=keeper.user)
    fill_house(today, companies, by=by)
    fill_circle(today, companies, keeper, by=by)
    fill_grants(today, companies, keeper, by=by)
    fill_awards(today, companies, keeper, by=by)
    fill_transfers(today, staff_of("shokei", Unit.objects.get(code="succession")), by=by)
    fill_panel(programme, today, by=by)
    fill_ledgers(today, by=by)
    fill_complaints(today, companies, by=by)
    fill_council(today, by=by)
    fill_successions(today, companies, by=by)
    fill_plans(today, by=by)
    return len(STORIES)


def _line_of_decision(unit: Unit) -> None:
    """Who holds the seats of the catalogue."""
    for code, username in SEATS.items():
        seat, holder = Seat.objects.get(code=code), staff_of(username, unit)
        facts: dict[str, Any] = {"seat": seat, "unit": unit if seat.per_unit else None, "staff": holder}
        record_holding(**facts, starts_on=date(2020, 4, 1), by=None)


def _start(today: date) -> date:
    return date(fiscal_year_of(today) - 1, 4, 1)


def _opened(
    programme: Programme, company: Company, on: date, expert: Expert, number: int, keeper: Staff, by: User | None
) -> Dispatch:
    of_case = {"programme": programme, "company": company, "opened_on": on, "keeper": keeper}
    made: Dispatch = begin(DISPATCH, expert=expert, subject=SUBJECTS[number % len(SUBJECTS)], by=by, **of_case)
    return made


def _told(dispatch: Dispatch, story: Story, today: date, keeper: Staff, by: User | None) -> None:
    """Take the steps of a story, each on its day; one of today comes in by the guest's own page. A share is received as it was settled."""
    settled: Any = None
    for code, ago in story:
        if not ago:
            party = dispatch.case.parties.filter(role="company", ended_on=None).get()
            asked = invite("step", case=dispatch.case, party=party, detail=code, until=today, by=keeper.user)
            answer(asked, dict(FACTS[code]), by=None)
            continue
        facts = FACTS.get(code, {}) | {"taken_on": today - timedelta(days=ago)}
        if code == "share_received":
            facts["share"] = settled.share
        row = (take_decided if code == "decided" else take)(dispatch.case, code, facts, by=by)
        settled = row if code == "settled" else settled


def _asked(dispatch: Dispatch, story: Story, today: date, keeper: Staff) -> None:
    """Whoever outside is to do something next has been asked for it."""
    last = story[-1][0] if story else "opened"
    kind, role, detail = ASKED.get(last, ("", "", ""))
    if kind:
        party = dispatch.case.parties.filter(role=role, ended_on=None).get()
        until = today + timedelta(days=60)
        invite(kind, case=dispatch.case, party=party, detail=detail, until=until, by=keeper.user)


def _wait_for_a_seal(keeper: Staff) -> None:
    """The dispatch that was looked into waits for its decision."""
    case = Case.objects.get(procedure="dispatch", standing__step="checked", keeper=keeper)
    assert keeper.user is not None
    propose_step(case, DISPATCH.step_kinds["decided"], {"visits_planned": 4, "note": ""}, by=keeper.user)


def _to_be_read(keeper: Staff) -> None:
    """A notice that goes round for reading."""
    assert keeper.user is not None
    readers = list(Staff.objects.filter(user__username__in=("kacho", "kyokucho")))
    body = "県から、専門家派遣の実施状況の照会がありました。回答は担当で作成します。"
    circulate(title="専門家派遣の実施状況の照会について", body=body, readers=readers, in_the_open=True, by=keeper.user)


def _wait_for_release(keeper: Staff, today: date, by: User | None) -> None:
    """The fees of the two dispatches whose reports are in: one asked for, one let go by the first of two."""
    assert keeper.user is not None
    branch = next(iter(branches().values()))
    bank = {"bank_code": branch.bank, "bank_name": f"{banks()[branch.bank].name}銀行"}
    bank |= {"branch_code": branch.code, "branch_name": branch.name}
    record_sender(**bank, number="7654321", holder="ザイ)ミホンセンター", code="0000012345", by=by)
    steps = DISPATCH.steps._default_manager.in_force().filter(
        step="reported", case__keeper=keeper, case__standing__closed=False
    )
    orders = []
    for number, row in enumerate(steps.filter(case__opened_on__gte=_start(today)).order_by("pk"), start=1):
        expert = DISPATCH.root_of(row.case).expert
        payee = record_payee(kind="individual", name=expert.name, expert=expert, by=by)
        facts = {"number": f"{number:07}", "holder": f"センモンカ {number}", "valid_from": date(2020, 4, 1)}
        account = record_account(payee=payee, **bank, **facts, by=by)
        owed = owed_by(DISPATCH, row.case, row)
        assert owed is not None
        money: dict[str, Any] = {
            "amount": owed.amount,
            "treatment": "resident",
            "funding": "県補助金",
            "due_on": today + timedelta(days=10),
        }
        orders.append(request_owed(DISPATCH, row.case, row, payee=payee, account=account, by=keeper.user, **money))
    first = User.objects.get(username="kyokucho")
    release(orders[-1:], count=1, total=orders[-1].net, by=first)
