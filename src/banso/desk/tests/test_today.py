"""The first page: with nothing to show, with a day's work, and the year so far."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from banso.cases.models import Case, Stage, StageEntry
from banso.core.agenda import Part, listed
from banso.core.done_days import days_to_come_confirmed
from banso.desk.pictures import draw_progress
from banso.desk.progress import chart, latest_year_with_records, year_so_far
from banso.desk.services import note_used
from banso.desk.services.recent import KEPT
from banso.figures.measures import followed_measures, get_measure
from banso.figures.models import Target
from banso.registers.models import Company, Staff, User
from banso.work.consultations.services import follow_up, record_consultation
from banso.work.fairs.models import Fair
from banso.work.grants.models import Call, Course
from banso.work.grants.services import record_application, record_decision
from banso.work.orders.models import Inquiry, Introduction, Outcome
from banso.work.surveys.models import Survey, SurveyTarget
from conftest import TODAY, TinyWorld


@pytest.fixture
def user(world: TinyWorld) -> User:
    user = world.user(is_superuser=True)
    world.staff.user = user
    world.staff.save()
    return user


def told(user: User, *, mine: bool = False) -> dict[tuple[Part, str], list[str]]:
    found = listed(user, TODAY, mine=mine, most=5)
    return {(part, one.matter.code): [i.text for i in one.items] for part, all_ in found.items() for one in all_}


def visit(world: TinyWorld, company: Company, next_on: date | None = None, **facts: Any) -> Any:
    given = {"programme": world.programme, "held_on": date(2024, 4, 1), "mode": "desk", "company": company}
    return record_consultation(next_on=next_on, by=None, **(given | facts))


def test_what_was_promised_is_due_on_its_day(world: TinyWorld, user: User) -> None:
    """Yesterday's and today's are due, tomorrow's is booked, an answered one is neither; only one's own, if wished."""
    company = world.company("㈱山田")
    for day, step in ((9, "昨日"), (10, "今日"), (11, "明日")):
        visit(world, company, date(2024, 4, day), next_step=step, adviser=world.staff)
    visit(world, company, date(2024, 4, 8), next_step="他人の分")
    follow_up(visit(world, company, date(2024, 4, 5), next_step="済み"), on=TODAY, by=None)
    assert told(user, mine=True) == {
        (Part.DUE, "consultations.promise"): ["㈱山田 昨日", "㈱山田 今日"],
        (Part.BOOKED, "consultations.booked"): ["㈱山田 明日"],
    }
    assert told(user)[Part.DUE, "consultations.promise"] == ["㈱山田 他人の分", "㈱山田 昨日", "㈱山田 今日"]


def test_every_kind_tells_what_waits(world: TinyWorld, user: User) -> None:
    """What is open is there; what was settled, answered, decided or closed is not."""
    company, programme = world.company("㈱甲"), world.programme
    inquiry = Inquiry.objects.create(programme=programme, buyer=company, received_on=TODAY, item="切削")
    made = [
        Introduction.objects.create(inquiry=inquiry, supplier=world.company(name), introduced_on=TODAY)
        for name in ("㈱待ち", "㈱済み")
    ]
    Outcome.objects.create(introduction=made[1], result="agreed", settled_on=TODAY, amount=1)
    survey = Survey.objects.create(programme=programme, code="a", name="動向調査", reference_date=TODAY)
    answered = Survey.objects.create(programme=programme, code="b", name="回答済みの調査", reference_date=TODAY)
    SurveyTarget.objects.create(survey=survey, company=company, sent_on=TODAY)
    SurveyTarget.objects.create(survey=answered, company=company, sent_on=TODAY, answered_on=TODAY)
    call = Call.objects.create(
        course=Course.objects.create(programme=programme, code="c", name="一般枠"),
        opened_on=date(2024, 4, 1), closes_on=TODAY, executed_in=2024, rate="1/2", cap=1,
    )  # fmt: skip
    applications = [
        record_application(call=call, company=company, opened_on=TODAY, title=title, requested=1, by=None)
        for title in ("審査中", "決定済み")
    ]
    record_decision(application=applications[1], step="rejected", taken_on=TODAY, by=None)
    Fair.objects.create(
        programme=programme, name="終わった商談会", starts_on=date(2024, 4, 1), ends_on=date(2024, 4, 1), place="x"
    )
    Fair.objects.create(programme=programme, name="今日の商談会", starts_on=TODAY, ends_on=TODAY, place="会場")
    closing = Stage.objects.create(programme=programme, code="end", name="終結", closes=True)
    cases = [Case.objects.create(programme=programme, company=company, opened_on=TODAY) for _ in range(2)]
    StageEntry.objects.create(case=cases[0], stage=closing, taken_on=TODAY)
    found = told(user)
    assert set(found) == {
        (Part.BOOKED, "fairs.coming"), (Part.BOOKED, "grants.closing"), (Part.WAITING, "fairs.unasked"),
        (Part.WAITING, "grants.undecided"), (Part.WAITING, "orders.open"), (Part.WAITING, "cases.open"),
        (Part.WAITING, "surveys.unanswered"), (Part.WAITING, "procedures.open"),
    }  # fmt: skip
    assert found[Part.WAITING, "orders.open"] == ["㈱甲 切削 → ㈱待ち"]
    assert found[Part.WAITING, "grants.undecided"] == ["㈱甲 審査中"]
    assert found[Part.BOOKED, "fairs.coming"] == ["今日の商談会 会場"]
    assert len(found[Part.WAITING, "cases.open"]) == 1
    assert told(world.user("nobody")) == {}


def test_no_more_than_asked_is_listed(world: TinyWorld, user: User) -> None:
    """And it is said that there is more."""
    for day in range(2, 9):
        visit(world, world.company(), date(2024, 4, day))
    one = listed(user, TODAY, mine=False, most=5)[Part.DUE][0]
    assert [item.on for item in one.items] == [date(2024, 4, day) for day in range(2, 7)] and one.more


def test_the_year_so_far_is_compared_to_the_same_day(world: TinyWorld, user: User) -> None:
    """Last year's consultation of tomorrow's date counts in last year whole, not to date; firms count once."""
    company = world.company()
    for held_on in (date(2023, 4, 10), date(2023, 4, 11), date(2024, 3, 31), date(2024, 4, 1), TODAY):
        visit(world, company, held_on=held_on)
    Target.objects.create(programme=world.programme, measure="consultations.held", fiscal_year=2024, number=8)
    found = {p.measure.code: p for p in year_so_far(user, 2024, TODAY)}
    held, companies = found["consultations.held"], found["consultations.companies"]
    assert (held.number, held.last_to_date, held.last, held.target, held.reached) == (2, 1, 3, 8, 25)
    assert (companies.number, companies.last_to_date, companies.last, companies.target) == (1, 1, 1, None)
    assert set(found) == {"consultations.held", "consultations.companies"}
    picture = draw_progress(held)
    assert "令和6年度 2件、令和5年度同日 1件、令和5年度 3件、目標 8件" in picture


def test_a_year_that_is_over_is_compared_whole(world: TinyWorld, user: User) -> None:
    """And with no records lately, the last year that has some is shown."""
    for held_on in (date(2022, 4, 1), date(2023, 3, 31), date(2023, 4, 1)):
        visit(world, world.company(), held_on=held_on)
    year, found = latest_year_with_records(user, date(2026, 11, 25))
    assert (year, found[0].number, found[0].last_to_date, found[0].last) == (2024, 0, None, 1)
    assert latest_year_with_records(user, date(2023, 4, 2))[0] == 2023


def test_lines_through_the_year(world: TinyWorld, user: User) -> None:
    """Month by month, cumulative; months to come are open; a firm counts in its first month."""
    company, other = world.company(), world.company()
    for held_on, who in ((date(2023, 4, 1), company), (date(2023, 5, 1), company), (date(2024, 3, 31), other)):
        visit(world, who, held_on=held_on)
    visit(world, company, held_on=TODAY)
    name = world.programme.code
    held = chart(get_measure("consultations.held"), name, "相談事業", 2024, TODAY)
    assert held.series[0].values == (1, *[None] * 11)
    assert held.series[1].values == (1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3)
    firms = chart(get_measure("consultations.companies"), name, "相談事業", 2023, TODAY)
    assert firms.series[0].values == (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2)


def test_every_followed_measure_answers(world: TinyWorld, user: User) -> None:
    """Each names a date that the database knows."""
    assert len(followed_measures()) >= 8
    for measure in followed_measures():
        assert chart(measure, world.programme.code, "", 2024, TODAY).series[0].values[0] == 0


@pytest.fixture
def desk(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def test_the_page_with_nothing_is_sensible(desk: Client) -> None:
    """It says that nothing is due, and offers what one would do first."""
    page = desk.get(reverse("home")).content.decode()
    assert "期日の来ているもの、予定、対応待ちはありません" in page and "相談を記録する" in page
    assert "新しい案件(専門家派遣)" in page and reverse("case-new", args=["dispatch"]) in page
    figures = desk.get(reverse("year-figures"), headers={"HX-Request": "true"}).content.decode()
    assert "数える記録がまだありません" in figures


def test_the_page_with_work_has_a_budget(desk: Client, world: TinyWorld, django_assert_max_num_queries: Any) -> None:
    """However much waits."""
    for day in range(1, 10):
        visit(world, world.company(), date(2024, 4, day), adviser=world.staff)
    with django_assert_max_num_queries(43):
        page = desk.get(reverse("home")).content.decode()
    assert "約束した対応" in page and "ほかにもあります" in page


def test_a_figure_opens_its_lines_and_records(desk: Client, world: TinyWorld) -> None:
    """From the picture to the rule, the lines and the list; an unknown measure is not found."""
    visit(world, world.company("㈱山田"))
    page = desk.get(reverse("followed-figure", args=[2024, "consultations.held", "main"])).content.decode()
    assert "1回の相談を1件として延べで数える" in page and "<svg" in page and "㈱山田" in page
    assert desk.get(reverse("followed-figure", args=[2024, "no.such", "main"])).status_code == 404


def test_a_figure_opens_in_a_year_no_programme_was_carried_to(desk: Client, user: User, world: TinyWorld) -> None:
    """Programmes run in FY2022 to FY2024; a visit of FY2027 is pictured, so its figure opens."""
    with days_to_come_confirmed():
        visit(world, world.company("㈱山田"), held_on=date(2027, 5, 1))
    assert [p.fiscal_year for p in year_so_far(user, 2027, date(2027, 5, 2))] == [2027, 2027]
    page = desk.get(reverse("followed-figure", args=[2027, "consultations.held", "main"]))
    assert page.status_code == 200 and "㈱山田" in page.content.decode()
    assert desk.get(reverse("followed-figure", args=[9999, "consultations.held", "main"])).status_code == 404


def test_recent_companies_are_ones_own(desk: Client, world: TinyWorld, user: User) -> None:
    """The last first, each once, no more than are kept; nobody else's."""
    companies = [world.company(f"企業{number:02}") for number in range(KEPT + 3)]
    for company in [*companies, companies[5]]:
        note_used(company, by=user)
    note_used(world.company("他人の企業"), by=world.user("other"))
    mine = [recent.company for recent in user.recentcompany_set.all()]
    assert mine == [companies[5], *[c for c in reversed(companies[3:]) if c != companies[5]]][:KEPT]
    page = desk.get(reverse("home")).content.decode()
    assert "企業05" in page and "他人の企業" not in page


def test_pictures_only_of_what_one_may_see(client: Client, world: TinyWorld) -> None:
    """A reader of reports without consultations gets no figure of them and no list."""
    user = world.user("narrow")
    world.allow(user, "view_outline")
    visit(world, world.company())
    assert year_so_far(user, 2024, TODAY) == []
    client.force_login(user)
    assert client.get(reverse("followed-figure", args=[2024, "consultations.held", "main"])).status_code == 403
    assert Staff.objects.filter(user=user).count() == 0
