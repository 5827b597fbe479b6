"""A prize from who is put forward to the year after: who may win again, both panels, silence until the day, and what counts."""

from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from banso.cases.models import Case
from banso.core.days.counting import month_end
from banso.core.fiscal import fiscal_year_of
from banso.intake.outcome import What
from banso.office.deadlines.models import OpenDeadline
from banso.office.reviews import services as judging
from banso.office.reviews.services import Made
from banso.office.reviews.tests.test_reviews import Room
from banso.procedures.judging import propose_results, ruled
from banso.procedures.offering import offers, state_of
from banso.procedures.taking import begin, take, take_back
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Company, ProgrammeYear
from banso.work.gatherings import services
from banso.work.gatherings.awarding.procedure import AWARD
from banso.work.gatherings.awarding.services import correct_nomination
from banso.work.gatherings.models import Award, AwardStep, Nomination, Session
from conftest import TinyWorld, bring, figures_of, flat, floors, history_of, refusal, why_refused

TOLD: dict[str, dict[str, Any]] = {"declined": {"note": "本社を県外へ移すため"}}
TODAY = date.today()
YEAR = fiscal_year_of(TODAY)
DAY = TODAY - timedelta(days=60)
TO_CHOICE = ("applied", "checked", "passed")


class Prize:
    """An award of one programme under terms of its own, with a forum held a month ago and one to come."""

    def __init__(self, world: TinyWorld, **values: Any) -> None:
        self.world = world
        for year in (YEAR - 1, YEAR):
            ProgrammeYear.objects.get_or_create(programme=world.programme, fiscal_year=year, defaults={"name": "表彰"})
            content = {"values": values}
            lay_down_terms(AWARD, programme=world.programme, fiscal_year=year, content=content, by=None)
        self.forum = services.record_gathering(programme=world.programme, kind="forum", title="フォーラム", by=None)
        self.held = self.session(TODAY - timedelta(days=5))

    def session(self, on: date) -> Session:
        return services.record_session(gathering=self.forum, starts_on=on, ends_on=on, place="青森市", by=None)

    def nominated(self, company: Company | None = None, **facts: Any) -> Nomination:
        facts = {"division": "創業部門", "theme": "規格外りんごの菓子", "opened_on": DAY} | facts
        company = company or self.world.company()
        made: Nomination = begin(AWARD, programme=self.world.programme, company=company, by=None, **facts)
        return made

    def go(self, nomination: Nomination, *codes: str, **facts: Any) -> AwardStep:
        """Take these steps, a day after each other; the facts are the last one's."""
        row: Any = None
        for turn, code in enumerate(codes, nomination.case.gatherings_awardstep_steps.count() + 1):
            said = TOLD.get(code, {}) | (facts if code == codes[-1] else {})
            row = take(nomination.case, code, {"taken_on": DAY + timedelta(days=turn)} | said, by=None)
        return row

    def won(self, nomination: Nomination, session: Session | None = None) -> AwardStep:
        """From its papers to the prize at a session."""
        session = session or self.held
        self.go(nomination, *TO_CHOICE, "chosen", announced_on=session.starts_on)
        self.go(nomination, "announced", taken_on=session.starts_on)
        return self.go(nomination, "presented", taken_on=session.starts_on, session=session)


@pytest.fixture
def prize(world: TinyWorld) -> Prize:
    return Prize(world)


def lines(company: Company) -> list[str]:
    """What the company's history says of prizes."""
    return [f"{label}: {text}" for _, label, text in history_of(company, "gatherings")]


def offered(nomination: Nomination) -> list[str]:
    case = Case.objects.get(pk=nomination.case_id)
    return [one.step.code for one in offers(state_of(AWARD, case)) if one.possible]


STATES = (
    ((), ["applied", "passed_over", "declined"]),
    (("applied",), ["checked", "passed_over", "declined"]),
    (("applied", "checked"), ["passed", "passed_over", "declined"]),
    (TO_CHOICE, ["chosen", "passed_over", "declined"]),
    (("applied", "passed_over"), []),
    ((*TO_CHOICE, "declined"), []),
)


@pytest.mark.parametrize(("taken", "next_steps"), STATES)
def test_what_may_follow(prize: Prize, taken: tuple[str, ...], next_steps: list[str]) -> None:
    """Every state up to the decision, and what may be done in it."""
    nomination = prize.nominated()
    prize.go(nomination, *taken)
    assert offered(nomination) == next_steps


def test_nothing_is_told_before_the_day_of_the_announcement(prize: Prize, client: Client) -> None:
    """Chosen, with a day to come: neither announced nor presented, and the company's history is silent; on that day both may be."""
    nomination = prize.nominated()
    prize.go(nomination, *TO_CHOICE)
    assert "公表日を入れてください" in str(refusal(lambda by: prize.go(nomination, "chosen")))
    row = prize.go(nomination, "chosen", announced_on=TODAY + timedelta(days=1))
    assert offered(nomination) == ["declined"]
    state = state_of(AWARD, nomination.case)
    why = {one.step.code: one.why for one in offers(state)}
    assert "それまでは外に出しません" in why["announced"]
    company = nomination.case.company
    client.force_login(prize.world.user(is_superuser=True))
    page = flat(client.get(reverse("case", args=[nomination.case_id])).content)
    assert "それまでは外に出しません" in page
    assert not any("受賞の決定" in line for line in lines(company))
    take_back(nomination.case, row, reason="日を誤った", by=None)
    prize.go(nomination, "chosen", announced_on=TODAY)
    assert any("受賞の決定" in line for line in lines(company))
    with pytest.raises(ValidationError, match="公表日"), transaction.atomic():
        prize.go(nomination, "announced", taken_on=TODAY - timedelta(days=1))
    prize.go(nomination, "announced", taken_on=TODAY)
    with pytest.raises(ValidationError, match="より前の日付です"), transaction.atomic():
        prize.go(nomination, "presented", taken_on=TODAY, session=prize.held)
    with pytest.raises(ValidationError, match="表彰する催しを選んで"), transaction.atomic():
        prize.go(nomination, "presented", taken_on=TODAY)
    prize.go(nomination, "presented", taken_on=TODAY, session=prize.session(TODAY))
    assert offered(nomination) == ["followed", "finished"]


def test_a_prize_counts_once_it_is_given_and_no_more_when_taken_back(world: TinyWorld, prize: Prize) -> None:
    """The step makes the record that is counted; taken back it counts for nothing; given again it is the same row. One noted by hand is taken over."""
    first, other = prize.nominated(), prize.nominated(division="DX部門")
    noted = services.record_award(session=prize.held, division="DX部門", company=other.case.company, by=None)
    row = prize.won(first)
    award = Award.objects.get(step=row)
    year = fiscal_year_of(prize.held.starts_on)
    asked = ("gatherings.awards", year, "")
    rows = {"hand": noted, "worked": award}
    assert figures_of(world.programme, rows, [asked]) == {asked: (2, ["hand", "worked"])}
    take_back(first.case, row, reason="誤り", by=None)
    assert figures_of(world.programme, rows, [asked]) == {asked: (1, ["hand"])}
    assert "表彰: フォーラム 創業部門" not in lines(first.case.company)
    again = prize.go(first, "presented", taken_on=prize.held.starts_on, session=prize.held)
    assert Award.objects.get(step=again).pk == award.pk
    prize.won(other)
    assert Award.objects.count() == 2 and Award.objects.get(pk=noted.pk).step is not None


def test_nominations_and_answers_are_counted(world: TinyWorld, prize: Prize) -> None:
    own, named = prize.nominated(), prize.nominated(division="DX部門", route="named", nominator="商工会議所")
    taken_back = prize.nominated(division="経営革新部門")
    prize.go(taken_back, "declined")
    prize.won(own)
    answer = prize.go(own, "followed", taken_on=TODAY, sales=0)
    wrong = prize.go(own, "followed", taken_on=TODAY, employees=3)
    take_back(own.case, wrong, reason="別の会社の答え", by=None)
    year, now = fiscal_year_of(DAY), YEAR
    rows = {"own": own, "named": named, "taken back": taken_back}
    expected = {
        ("gatherings.nominations", year, ""): (3, ["named", "own", "taken back"]),
        ("gatherings.nominations", year, "route=named"): (1, ["named"]),
        ("gatherings.nominations", year - 1, ""): (0, []),
    }
    assert figures_of(world.programme, rows, expected) == expected
    asked = ("gatherings.award_follow_ups", now, "")
    assert figures_of(world.programme, {"answer": answer}, [asked]) == {asked: (1, ["answer"])}


AGAIN = (
    ({}, 1, "創業部門", True),
    ({"again_after": 3}, 1, "創業部門", False),
    ({"again_after": 3}, 2, "創業部門", False),
    ({"again_after": 3}, 3, "創業部門", True),
    ({"again_after": 3}, 1, "DX部門", False),
    ({"again_after": 3, "again_elsewhere": True}, 1, "DX部門", True),
    ({"again_after": 3, "again_elsewhere": True}, 1, "創業部門", False),
    ({"again_after": 99}, 10, "創業部門", False),
)


@pytest.mark.parametrize(("values", "ago", "division", "may"), AGAIN)
def test_who_won_may_win_again(world: TinyWorld, values: dict[str, Any], ago: int, division: str, may: bool) -> None:
    """Fiscal years since the prize, against the years of the terms: 3 years after the year of the prize, and not a day sooner."""
    prize, company = Prize(world, **values), world.company("㈱前回")
    year = fiscal_year_of(DAY) - ago
    before = prize.session(date(year + 1, 3, 31))
    services.record_award(session=before, division="創業部門", company=company, by=None)
    nomination = prize.nominated(company, division=division)
    prize.go(nomination, "applied")
    if may:
        assert prize.go(nomination, "checked").step == "checked"
        return
    with pytest.raises(ValidationError, match="再び応募できます"), transaction.atomic():
        prize.go(nomination, "checked")


def test_one_winner_in_a_division(prize: Prize) -> None:
    """Another is refused while the first stands; once the first declines, the next may be chosen."""
    first, second = prize.nominated(), prize.nominated()
    prize.go(first, *TO_CHOICE, "chosen", announced_on=TODAY)
    prize.go(second, *TO_CHOICE)
    assert "すでに" in str(refusal(lambda by: prize.go(second, "chosen", announced_on=TODAY)))
    prize.go(first, "declined")
    assert prize.go(second, "chosen", announced_on=TODAY).step == "chosen"


@pytest.mark.django_db(transaction=True)
def test_two_chosen_at_one_moment_are_one(world: TinyWorld) -> None:
    """Whichever comes second is told who won."""
    prize = Prize(world)
    rivals = [prize.nominated() for _ in range(2)]
    for one in rivals:
        prize.go(one, *TO_CHOICE)
    barrier, said = Barrier(2), []

    def run(nomination: Nomination) -> None:
        barrier.wait()
        try:
            prize.go(nomination, "chosen", announced_on=TODAY)
        except ValidationError as error:
            said.append(" ".join(error.messages))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(one,)) for one in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 1 and "受賞者は、すでに" in said[0]
    assert AwardStep.objects.filter(step="chosen").count() == 1


def test_what_is_refused_when_someone_is_put_forward(world: TinyWorld, prize: Prize) -> None:
    """A person alone, a nomination without who nominates, the same company twice; another division once it was looked into."""
    given = {"programme": world.programme, "division": "創業部門", "theme": "x", "opened_on": DAY}
    alone = refusal(lambda by: begin(AWARD, person=world.person(), by=by, **given))
    assert alone.keys() == {"company"}
    first = prize.nominated()
    assert "推薦者を入れて" in str(refusal(lambda by: prize.nominated(route="named")))
    twice = refusal(lambda by: prize.nominated(first.case.company))
    assert f"案件{first.case.number}" in str(twice["division"])
    assert floors(first, route="named") == "nomination_says_by_whom"
    correct_nomination(first, division="DX部門", theme="AI検品", by=None)
    assert Case.objects.get(pk=first.case_id).title == "DX部門 AI検品"
    prize.go(first, "applied", "checked")
    assert refusal(lambda by: correct_nomination(first, division="創業部門", by=by)).keys() == {"division"}


def test_winners_are_asked_for_so_many_years(world: TinyWorld) -> None:
    """A date at the end of the month of each year after; an answer meets the first; a year without one stays empty."""
    prize = Prize(world, follow_years=3)
    nomination = prize.nominated()
    prize.won(nomination)

    def waiting() -> list[tuple[int, date]]:
        rows = OpenDeadline.objects.filter(case=nomination.case, code="follow_up")
        return list(rows.order_by("round").values_list("round", "due_on"))

    all_ = [(nth, month_end(prize.held.starts_on, 12 * nth)) for nth in (1, 2, 3)]
    assert waiting() == all_
    assert refusal(lambda by: prize.go(nomination, "followed", taken_on=TODAY)).keys() == {"sales"}
    prize.go(nomination, "followed", taken_on=TODAY, employees=0, press="県内紙の記事")
    assert waiting() == all_[1:]
    assert "表彰の手続: 創業部門 受賞後の状況 従業員数(名) 0 報道・取材 県内紙の記事" in lines(nomination.case.company)
    prize.go(nomination, "finished", taken_on=TODAY)
    assert waiting() == []


class Hall(Room):
    """Two panels over candidates of a division: papers first, then the main one, announced tomorrow."""

    def case(self, name: str, **facts: Any) -> Case:
        nomination = Prize.nominated(self.prize, self.world.company(f"{name}社"), theme=f"{name}の取組")
        self.prize.go(nomination, "applied", "checked")
        return nomination.case

    def __init__(self, world: TinyWorld) -> None:
        self.prize = Prize(world)
        super().__init__(world, files="ABC")


def test_both_panels_lead_to_the_prize(world: TinyWorld, client: Client) -> None:
    """一次審査 lets two pass and turns one away, and decides nothing more; the main panel chooses one, with its day, and turns one away."""
    hall = Hall(world)
    panel = judging.correct_panel(
        hall.panel, screens=True, reserves=0, places=None, budget=None, total_floor=60, by=None
    )
    for name, total in zip("ABC", (80, 70, 50), strict=True):
        hall.judge(name, total, total, total)
    hall.decide()
    assert [(line.step.label if line.step else "", line.why) for line in ruled(panel)] == [
        ("一次審査の通過", ""), ("一次審査の通過", ""), ("選外", ""),
    ]  # fmt: skip
    client.force_login(hall.clerk)
    assert "一次審査の通過" in flat(client.get(f"/reviews/{panel.pk}/rulings/").content)
    assert propose_results(panel, expected=3, by=hall.clerk) == 3
    day = hall.today + timedelta(days=1)
    facts = {"held_on": hall.today, "due_on": hall.today, "announced_on": day, "places": 1, "reserves": 0}
    main = judging.record_panel(programme=world.programme, name="本審査", by=hall.clerk, **facts)
    chosen, other = judging.put_through(main, panel, by=hall.clerk)
    item = judging.record_criterion(panel=main, place=1, name="独自性", points=10, by=None)
    judging.record_reviewer(panel=main, name="委員 長子", starts_on=DAY, ends_on=day, by=None)
    judging.assign_all(main, by=None)
    for candidate, points in ((chosen, 9), (other, 6)):
        judging.declare(candidate.assignments.get(), answer="none", by=None)
        judging.give(candidate.assignments.get(), {item.pk: points}, by=None)
    made = {chosen.pk: Made("adopted"), other.pk: Made("rejected")}
    judging.decide(main, made, decided_on=hall.today, by=hall.clerk)
    assert propose_results(main, expected=2, by=hall.clerk) == 2
    steps = {case.whose[0]: case.standing.step for case in Case.objects.select_related("standing")}
    assert steps == {"A": "chosen", "B": "passed_over", "C": "passed_over"}
    assert AwardStep.objects.get(step="chosen").announced_on == day


def test_a_panel_that_screens_has_no_reserves(world: TinyWorld) -> None:
    facts = {"programme": world.programme, "held_on": TODAY, "due_on": TODAY, "name": "一次", "screens": True}
    assert "「補欠の数の上限」を0に" in str(refusal(judging.record_panel, **facts))


def test_nominations_come_in_by_a_list(world: TinyWorld, prize: Prize) -> None:
    """Good rows are taken, wrong ones named with what would mend them."""
    world.company("㈱一"), world.company("㈱二")
    head = "事業,企業名,受付日,部門,取組の名称,応募の方法,推薦者\n"
    name = world.programme.years.get(fiscal_year=fiscal_year_of(DAY)).name
    rows = (
        "㈱一,{day},創業部門,菓子,自薦(応募),",
        "㈱二,{day},創業部門,工芸,推薦,商工会",
        "㈱二,{day},DX部門,検品,推薦,",
    )
    text = head + "".join(f"{name},{row.format(day=DAY.isoformat())}\n" for row in rows)
    outcome = bring("nominations", text)
    assert outcome.counts == {What.CREATED: 2, What.REFUSED: 1}
    assert "推薦者を入れてください" in why_refused(outcome)[4]
    assert sorted(one.nominator for one in Nomination.objects.all()) == ["", "商工会"]
