"""Prizes under way on the day the world is made: this year's candidates in every state, before two panels, and last year's winners after a year.

They are of this year and the last, so that the printed years stay as they are.
"""

from datetime import date, timedelta
from typing import Any

from banso.cases.models import Case
from banso.cases.services import add_party
from banso.core.fiscal import fiscal_year_of
from banso.office.guests.services import invite
from banso.office.reviews.models import Panel
from banso.office.reviews.services import (
    Made,
    assign_all,
    decide,
    declare,
    give,
    put_through,
    record_criterion,
    record_panel,
    record_reviewer,
)
from banso.office.reviews.services import add_candidates as put_before
from banso.procedures.judging import propose_results
from banso.procedures.taking import begin, take
from banso.registers.models import Company, Expert, Programme, Staff, User
from banso.work.gatherings.awarding.procedure import AWARD
from banso.work.gatherings.models import Nomination, Session
from banso.work.gatherings.services import record_gathering, record_session

from .this_year import goes_on

TERMS: dict[str, Any] = {
    "deadlines": {"papers": {"days": 30, "after": "opened"}, "decision": {"months": 3, "after": "opened"}},
    "values": {"again_after": 3, "again_elsewhere": True, "follow_years": 5},
}
CONTACT = {"name": "広報 担当", "title": "企画部", "email": "kouhou@example.jp", "phone": "017-000-0002"}
STATEMENT = "規格外の原料を使い切る工程をつくり、廃棄を半分にした。新しい売り先が3社できた。"
THEMES = (
    "規格外りんごの菓子",
    "検品の自動化",
    "大学との共同開発",
    "学び直しの仕組み",
    "高齢の方の通いの場",
    "古い蔵の貸し工房",
)
CRITERIA = (("独自性", 40), ("地域への広がり", 30), ("続ける力", 30))
CHECKED = (("applied", 12), ("checked", 20))
WON = (*CHECKED, ("passed", 40), ("chosen", 60))
# division, and what has been done so many days after the nomination came in
THIS_YEAR: tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...] = (
    ("経営革新部門", 6, ()),
    ("経営革新部門", 20, CHECKED[:1]),
    ("経営革新部門", 26, (*CHECKED[:1], ("declined", 20))),
    ("産学連携部門", 75, WON),
    ("産学連携部門", 75, (*WON[:3], ("passed_over", 60))),
)
JUDGED = (("DX部門", (88, 84, 90)), ("DX部門", (72, 75, 70)), ("DX部門", (48, 52, 55)))
LAST_YEAR = ("創業部門", "DX部門")


def fill_awards(today: date, companies: list[Company], keeper: Staff, *, by: User | None) -> None:
    """The programme's candidates of this year, two panels over one division, and the winners of a year ago."""
    programme = Programme.objects.get(code="industry-forum")
    goes_on(programme, AWARD, TERMS, fiscal_year_of(today), by=by)
    names = iter(companies[::-1])
    for number, (division, ago, story) in enumerate(THIS_YEAR):
        made = _nominated(programme, next(names), today - timedelta(days=ago), number, division, keeper, by)
        _told(made, story, today + timedelta(days=14), keeper, by)
    _panels(programme, next_ones=names, today=today, keeper=keeper, by=by)
    session = _forum(programme, today - timedelta(days=370), by)
    for number, division in enumerate(LAST_YEAR):
        on = session.starts_on - timedelta(days=90)
        made = _nominated(programme, next(names), on, number, division, keeper, by)
        _told(made, WON, session.starts_on, keeper, by)
        take(made.case, "announced", {"taken_on": session.starts_on}, by=by)
        take(made.case, "presented", {"taken_on": session.starts_on, "session": session}, by=by)
        if not number:
            told = {"sales": 84_000_000, "employees": 9, "products": "贈答用の詰合せ", "press": "県内紙の記事"}
            take(made.case, "followed", {"taken_on": today - timedelta(days=3)} | told, by=by)


def _nominated(
    programme: Programme, company: Company, on: date, number: int, division: str, keeper: Staff, by: User | None
) -> Nomination:
    named = {"route": "named", "nominator": "商工会議所"} if number % 2 else {}
    facts = {"division": division, "theme": THEMES[number % len(THEMES)], "statement": STATEMENT} | named
    of_case = {"programme": programme, "company": company, "opened_on": on, "keeper": keeper}
    made: Nomination = begin(AWARD, by=by, **of_case, **facts)
    add_party(made.case, role="company", company=company, by=by, **CONTACT)
    return made


def _told(
    nomination: Nomination, story: tuple[tuple[str, int], ...], announced: date, keeper: Staff, by: User | None
) -> None:
    """Take the steps of a story; who has sent no papers yet is asked for them."""
    case = nomination.case
    told: dict[str, dict[str, Any]] = {
        "chosen": {"announced_on": announced},
        "declined": {"note": "本社を県外へ移すため"},
    }
    for code, later in story:
        take(case, code, told.get(code, {}) | {"taken_on": case.opened_on + timedelta(days=later)}, by=by)
    if not story:
        party = case.parties.filter(role="company", ended_on=None).get()
        until = case.opened_on + timedelta(days=30)
        invite("step", case=case, party=party, detail="applied", until=until, by=keeper.user)


def _forum(programme: Programme, on: date, by: User | None) -> Session:
    gathering = record_gathering(programme=programme, kind="forum", title="産業創造フォーラム", by=by)
    session: Session = record_session(gathering=gathering, starts_on=on, ends_on=on, place="センター 大会議室", by=by)
    return session


def _panels(programme: Programme, *, next_ones: Any, today: date, keeper: Staff, by: User | None) -> None:
    """The first panel has met and let two pass; the main one has them before it, and gives its points these days."""
    cases = []
    for number, (division, _) in enumerate(JUDGED):
        on = today - timedelta(days=40)
        made = _nominated(programme, next(next_ones), on, number, division, keeper, by)
        _told(made, CHECKED, today, keeper, by)
        cases.append(made.case)
    held, coming = today - timedelta(days=8), today + timedelta(days=12)
    first = _panel(programme, "一次審査(DX部門)", held, by, screens=True, reserves=0, total_floor=60)
    assert keeper.user is not None
    _judged(first, cases, keeper.user, by)
    propose_results(first, expected=len(cases), by=keeper.user)
    said = {"announced_on": today + timedelta(days=30), "places": 1, "reserves": 1}
    main = _panel(programme, "本審査(DX部門)", coming, by, **said)
    put_through(main, first, by=by)
    assign_all(main, by=by)
    for seat in main.candidates.order_by("place")[0].assignments.order_by("reviewer")[:2]:
        declare(seat, answer="none", by=by)


def _panel(programme: Programme, name: str, on: date, by: User | None, **facts: Any) -> Panel:
    due = on - timedelta(days=3)
    panel: Panel = record_panel(programme=programme, name=name, held_on=on, due_on=due, by=by, **facts)
    for place, (item, points) in enumerate(CRITERIA, 1):
        record_criterion(panel=panel, place=place, name=item, points=points, by=by)
    period = {"starts_on": on - timedelta(days=60), "ends_on": on + timedelta(days=120)}
    for expert, chair in zip(Expert.objects.order_by("pk")[7:10], ("chair", "member", "member"), strict=True):
        record_reviewer(panel=panel, expert=expert, name=expert.name, chair=chair, **period, by=by)
    return panel


def _judged(panel: Panel, cases: list[Case], keeper: User, by: User | None) -> None:
    """Every reviewer gives points to every case; the panel decides as the ranking has it."""
    candidates = put_before(panel, [(case, None) for case in cases], by=by)
    assign_all(panel, by=by)
    keys = list(panel.criteria.order_by("place").values_list("pk", "points"))
    for candidate, (_, totals) in zip(candidates, JUDGED, strict=True):
        for seat, total in zip(candidate.assignments.order_by("reviewer"), totals, strict=True):
            declare(seat, answer="none", by=by)
            give(seat, {key: most * total // 100 for key, most in keys}, by=by)
    made = {
        candidate.pk: Made("adopted" if sum(totals) >= 180 else "rejected")
        for candidate, (_, totals) in zip(candidates, JUDGED, strict=True)
    }
    decide(panel, made, decided_on=panel.held_on, by=keeper)
