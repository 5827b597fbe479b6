"""A dispatch from request to outcome: each step in each state, for each role; who may be sent; what it costs; what is due when."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from banso.cases.models import Case, Party
from banso.figures.cells import Cell
from banso.figures.evaluate import evaluate
from banso.figures.periods import InYear
from banso.office.deadlines.models import OpenDeadline
from banso.procedures.offering import offers, state_of
from banso.procedures.taking import begin, take, take_back
from banso.procedures.terms import lay_down_terms, read_content
from banso.registers.models import Disqualification, Expert
from banso.work.dispatches.models import Dispatch, DispatchStep, Visit
from banso.work.dispatches.money import Values, budget_of, cost_of, told
from banso.work.dispatches.procedure import DISPATCH
from banso.work.dispatches.services import correct_dispatch
from conftest import TinyWorld

DAY = date(2023, 5, 1)
TERMS: dict[str, Any] = {
    "deadlines": {
        "visit_report": {"days": 5, "after": "visited"},
        "outcome_6": {"months": 6, "after": "finished"},
        "outcome_12": {"months": 12, "after": "finished"},
    },
    "values": {
        "hourly": 5150, "most_a_day": 30900, "most_visits": 10, "travel_most": 3000, "travel_cut": 10,
        "share_divisor": 3, "share_cut": 100, "budget": 300000,
    },
}  # fmt: skip
FACTS: dict[str, dict[str, Any]] = {
    "decided": {"visits_planned": 2},
    "refused": {"note": "対象外の業種"},
    "cancelled": {"note": "企業の都合"},
    "visited": {"started_at": time(13, 30), "ended_at": time(15, 30), "travel": 1234},
    "confirmed": {"confirmed_by": "八戸 一子"},
    "visit_reported": {"advice": "工程を見直した。"},
    "share_received": {"share": 7600},
    "surveyed": {"satisfaction": 5},
    "outcome_6": {"result": "partly"},
    "outcome_12": {"result": "reached"},
}


@pytest.fixture
def expert(db: None) -> Expert:
    return Expert.objects.create(name="専門 花子", registered_on=date(2020, 4, 1), email="hana@example.jp")


@pytest.fixture
def dispatch(world: TinyWorld, expert: Expert) -> Dispatch:
    lay_down_terms(DISPATCH, programme=world.programme, fiscal_year=2023, content=TERMS, by=None)
    return opened(world, expert)


def opened(world: TinyWorld, expert: Expert | None) -> Dispatch:
    of_case = {"programme": world.programme, "company": world.company(), "opened_on": DAY}
    made: Dispatch = begin(DISPATCH, expert=expert, subject="原価管理", by=None, **of_case)
    return made


def go(dispatch: Dispatch, *codes: str, first: int = 0) -> DispatchStep:
    """Take steps, one a day; the last one's row."""
    row: Any = None
    for later, code in enumerate(codes, start=first):
        row = take(dispatch.case, code, FACTS.get(code, {}) | {"taken_on": DAY + timedelta(days=later)}, by=None)
    assert isinstance(row, DispatchStep)
    return row


DECIDED = ("requested", "checked", "decided")
ONE = (*DECIDED, "visited", "visit_reported")
BOTH = (*ONE, "visited", "visit_reported", "confirmed")
SETTLED = (*BOTH, "reported", "settled")
FINISHED = (*SETTLED, "share_received", "finished")
# the steps taken → those that may be taken next
POSSIBLE: dict[tuple[str, ...], set[str]] = {
    (): {"requested"},
    ("requested",): {"checked", "refused", "cancelled"},
    ("requested", "checked"): {"decided", "refused", "cancelled"},
    ("requested", "refused"): set(),
    DECIDED: {"arrived", "visited", "cancelled"},
    (*DECIDED, "cancelled"): set(),
    (*DECIDED, "visited"): {"arrived", "visited", "confirmed", "visit_reported", "cancelled"},
    ONE: {"arrived", "visited", "confirmed", "reported", "cancelled"},
    BOTH: {"reported", "cancelled"},
    (*ONE, "reported"): {"confirmed", "surveyed"},
    (*BOTH, "reported"): {"settled", "surveyed"},
    SETTLED: {"share_received", "surveyed"},
    (*SETTLED, "share_received"): {"surveyed", "finished"},
    FINISHED: {"outcome_6", "outcome_12"},
    (*FINISHED, "outcome_6"): {"outcome_12"},
    (*FINISHED, "outcome_12"): set(),
}


@pytest.mark.parametrize("reached", POSSIBLE, ids=lambda codes: "→".join(codes[-3:]) or "受付")
def test_each_step_in_each_state(dispatch: Dispatch, reached: tuple[str, ...]) -> None:
    """What is offered can be taken; what is not is refused with the reason that is shown."""
    if reached:
        go(dispatch, *reached)
    state = state_of(DISPATCH, dispatch.case)
    found = {offer.step.code: offer.why for offer in offers(state)}
    assert {code for code, why in found.items() if not why} == POSSIBLE[reached]
    for code in (code for code, why in found.items() if why):
        with pytest.raises(ValidationError):
            take(dispatch.case, code, FACTS.get(code, {}) | {"taken_on": DAY + timedelta(days=20)}, by=None)
    ended = bool(reached) and reached[-1] in ("refused", "cancelled", "finished", "outcome_6", "outcome_12")
    assert Case.objects.get().standing.closed == ended == state.closed


@pytest.mark.parametrize(
    ("permissions", "possible", "other"),
    [((), 403, 403), (("view_dispatch",), 302, 302), (("view_dispatch", "change_dispatch"), 200, 302)],
)
def test_each_step_for_each_role(
    world: TinyWorld, dispatch: Dispatch, permissions: tuple[str, ...], possible: int, other: int
) -> None:
    """Who only looks takes none; who may change is shown the form of those possible now, and no other's."""
    go(dispatch, *DECIDED)
    user, client = world.user(), Client()
    world.allow(user, *permissions)
    client.force_login(user)
    for code in DISPATCH.step_kinds:
        expected = possible if code in POSSIBLE[DECIDED] else other
        assert client.get(f"/cases/{dispatch.case_id}/steps/{code}/").status_code == expected, code


def test_what_a_step_needs_is_asked_for_by_name(dispatch: Dispatch) -> None:
    go(dispatch, *ONE)
    for code, column, facts in (
        ("cancelled", "note", {"note": " "}),
        ("confirmed", "confirmed_by", {}),
        ("visited", "started_at", {"travel": 100}),
        ("visited", "ended_at", {"started_at": time(15), "ended_at": time(14)}),
    ):
        with pytest.raises(ValidationError) as refused:
            take(dispatch.case, code, {"taken_on": DAY + timedelta(days=9)} | facts, by=None)
        assert column in refused.value.message_dict
    with pytest.raises(ValidationError, match="同じ派遣の同じ日"):
        go(dispatch, "visited", first=3)


def test_a_visit_begins_by_the_clock(dispatch: Dispatch) -> None:
    """Nobody types when the expert came, and not for another day."""
    go(dispatch, *DECIDED)
    with pytest.raises(ValidationError, match="当日だけ"):
        go(dispatch, "arrived", first=9)
    take(dispatch.case, "arrived", {"taken_on": date.today(), "place": "本社工場"}, by=None)
    with pytest.raises(ValidationError, match="まだ終わっていません"):
        take(dispatch.case, "arrived", {"taken_on": date.today()}, by=None)
    row = take(dispatch.case, "visited", {"taken_on": date.today()}, by=None)
    visit = Visit.objects.get()
    assert (row.place, visit.visited_on, visit.step) == ("本社工場", date.today(), row) and visit.minutes is not None


def counted(world: TinyWorld) -> tuple[int, int]:
    cells = [Cell.of(f"dispatches.{what}", world.programme.code, InYear(2023)) for what in ("visits", "companies")]
    found = evaluate(cells)
    return int(found[cells[0]].number or 0), int(found[cells[1]].number or 0)


def test_figures_count_the_visits_that_were_made(world: TinyWorld, dispatch: Dispatch) -> None:
    """Each visit once, the company once; one taken back counts no more, and the same day may be noted again."""
    go(dispatch, *DECIDED)
    assert counted(world) == (0, 0)
    go(dispatch, "visited", first=3)
    second = go(dispatch, "visited", first=4)
    assert counted(world) == (2, 1)
    take_back(dispatch.case, second, reason="別の企業の訪問", by=None)
    assert counted(world) == (1, 1)
    go(dispatch, "visited", first=4)
    assert counted(world) == (2, 1) and Visit.objects.count() == 2


def test_each_report_belongs_to_its_visit_and_has_its_own_date(dispatch: Dispatch) -> None:
    """The first report is of the first visit; the second stays due; taken back, the first is due again."""
    go(dispatch, *DECIDED, "visited", "visited")

    def due() -> list[tuple[int, date]]:
        rows = OpenDeadline.objects.filter(case=dispatch.case, code="visit_report").order_by("round")
        return [(row.round, row.due_on) for row in rows]

    assert due() == [(1, date(2023, 5, 9)), (2, date(2023, 5, 10))]
    row = go(dispatch, "visit_reported", first=5)
    assert due() == [(2, date(2023, 5, 10))]
    assert list(Visit.objects.order_by("visited_on").values_list("report", flat=True)) == ["工程を見直した。", ""]
    take_back(dispatch.case, row, reason="違う訪問の報告", by=None)
    assert due() == [(1, date(2023, 5, 9)), (2, date(2023, 5, 10))]


def test_outcomes_are_asked_half_a_year_and_a_year_after_the_end(dispatch: Dispatch) -> None:
    go(dispatch, *FINISHED)  # finished on 12 May
    due = {row.code: row.due_on for row in OpenDeadline.objects.filter(case=dispatch.case)}
    assert due == {"outcome_6": date(2023, 11, 12), "outcome_12": date(2024, 5, 12)}


# money.md, worked cases 29: 3 h 50 min and 7 h at 5,150 yen; half hours begun do not count, a day has a most
@pytest.mark.parametrize(("minutes", "fee"), [(230, 18025), (420, 30900), (29, 0), (30, 2575), (0, 0)])
def test_a_days_fee(minutes: int, fee: int) -> None:
    assert cost_of(Values(hourly=5150, most_a_day=30900), [(minutes, 0)]).fee == fee


def test_travel_and_the_companys_share_are_capped_and_cut(dispatch: Dispatch) -> None:
    """Two visits of two hours: 20,600; travel 1,230 each by tens; a third of 23,060 is 7,686.67, cut to 7,600."""
    values = Values(hourly=5150, most_a_day=30900, travel_most=3000, travel_cut=10, share_divisor=3, share_cut=100)
    cost = cost_of(values, [(120, 1234), (120, 1239)])
    assert (cost.fee, cost.travel, cost.share) == (20600, 2460, 7600)
    assert cost_of(values, [(120, 9999)]).travel == 3000
    settled = go(dispatch, *SETTLED)
    assert (settled.fee, settled.travel, settled.share) == (20600, 2460, 7600)
    with pytest.raises(ValidationError, match="7,600円"):
        take(dispatch.case, "share_received", {"taken_on": date(2023, 6, 1), "share": 7601}, by=None)


def test_the_budget_of_the_year_is_kept(world: TinyWorld, dispatch: Dispatch, expert: Expert) -> None:
    """300,000 yen: a visit costs 33,900 at most. Decided 2: 67,800. Eight are too many for what is left; settled counts as it came."""
    take(dispatch.case, "requested", {"taken_on": DAY, "visits_planned": 2}, by=None)
    budget = budget_of(dispatch)
    assert budget is not None and (budget.requested, budget.decided, budget.left) == (67800, 0, 300000)
    go(dispatch, "checked", "decided", first=1)
    other = opened(world, expert)
    go(other, "requested", "checked")
    with pytest.raises(ValidationError, match="予算の残り232,200円を超えます"):
        take(other.case, "decided", {"taken_on": DAY + timedelta(days=3), "visits_planned": 7}, by=None)
    with pytest.raises(ValidationError, match="10回まで"):
        take(other.case, "decided", {"taken_on": DAY + timedelta(days=3), "visits_planned": 11}, by=None)
    go(dispatch, *SETTLED[3:], first=3)
    budget = budget_of(other)
    assert budget is not None and (budget.decided, budget.settled, budget.left) == (0, 23060, 276940)
    assert ("予算の残り", "276,940円") in told(other)


def test_planned_visits_of_what_is_called_off_return_to_the_budget(dispatch: Dispatch) -> None:
    go(dispatch, *DECIDED)
    before = budget_of(dispatch)
    go(dispatch, "cancelled", first=4)
    after = budget_of(dispatch)
    assert before is not None and after is not None and (before.left, after.left) == (232200, 300000)


@pytest.mark.parametrize("share", ["1/3", 0, -3, "", 0.3])
def test_a_share_is_one_part_of_so_many(share: Any) -> None:
    with pytest.raises(ValidationError, match="share"):
        read_content(DISPATCH, {"values": {"share_divisor": share}})


@pytest.mark.parametrize(
    ("facts", "barred", "said"),
    [
        ({"registered_on": date(2023, 5, 4)}, None, "令和5年5月4日から"),
        ({"registered_until": date(2023, 5, 2)}, None, "登録の期限"),
        ({"ended_on": date(2023, 5, 2)}, None, "終わっています"),
        ({}, (date(2023, 5, 3), None), "欠格の期間中"),
        ({}, (date(2023, 5, 1), date(2023, 5, 3)), "欠格の期間中"),
    ],
)
def test_an_expert_who_may_not_be_sent_is_refused_at_the_decision(
    world: TinyWorld, dispatch: Dispatch, expert: Expert, facts: dict[str, Any], barred: Any, said: str
) -> None:
    """On the day of the decision, 3 May: not yet or no longer on the register, or disqualified; first and last day count."""
    go(dispatch, "requested", "checked")
    Expert.objects.filter(pk=expert.pk).update(**facts)
    if barred:
        Disqualification.objects.create(expert=expert, reason="破産手続", starts_on=barred[0], ends_on=barred[1])
    with pytest.raises(ValidationError, match=said):
        go(Dispatch.objects.get(), "decided", first=2)
    assert not DispatchStep.objects.filter(step="decided").exists()


def test_a_disqualification_that_is_over_bars_nobody(dispatch: Dispatch, expert: Expert) -> None:
    Disqualification.objects.create(
        expert=expert, reason="破産手続", starts_on=date(2022, 5, 1), ends_on=date(2023, 5, 2)
    )
    go(dispatch, *DECIDED)
    assert DispatchStep.objects.filter(step="decided").exists()


def test_the_expert_is_a_party_of_the_case(world: TinyWorld, dispatch: Dispatch) -> None:
    """Noted as the register says; another expert takes the place."""
    party = Party.objects.get(ended_on=None)
    assert (party.role, party.name, party.email) == ("expert", "専門 花子", "hana@example.jp")
    other = Expert.objects.create(name="別の 一郎", registered_on=date(2020, 4, 1))
    correct_dispatch(dispatch, expert=other, by=None)
    correct_dispatch(dispatch, subject="労務", by=None)
    assert list(Party.objects.filter(ended_on=None).values_list("name", flat=True)) == ["別の 一郎"]


def test_experts_are_found_by_field(world: TinyWorld, client: Client) -> None:
    client.force_login(world.user(is_superuser=True))
    for name, fields in (("甲", "原価管理、IT"), ("乙", "労務・IT"), ("丙", "")):
        Expert.objects.create(name=f"専門家{name}", specialities=fields, registered_on=DAY)
    page = client.get("/registers/expert/", {"field": "IT"}).content.decode()
    assert "専門家甲" in page and "専門家乙" in page and "専門家丙" not in page
    assert all(f'value="{field}"' in page for field in ("原価管理", "IT", "労務"))


def test_the_page_tells_what_it_costs(world: TinyWorld, dispatch: Dispatch, client: Client) -> None:
    go(dispatch, *SETTLED, "surveyed")
    client.force_login(world.user(is_superuser=True))
    page = client.get(f"/dispatches/{dispatch.pk}/case/", follow=True).content.decode()
    assert (
        "費用と予算" in page and "20,600円" in page and "276,940円" in page and "13:30" in page and "とても満足" in page
    )
