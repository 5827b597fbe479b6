"""One company's history: every kind of work on one timeline, cut by key, in a bounded number of queries."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from banso.registers.histories import all_histories, timeline
from banso.registers.models import Company, CompanyName, Expert, User
from banso.work.consultations.models import Consultation
from banso.work.consultations.services import record_consultation
from banso.work.dispatches.models import Visit
from banso.work.dispatches.services import record_dispatch
from banso.work.fairs.models import Deal, Fair, Meeting, Participant
from banso.work.gatherings.models import Attendance, Gathering, Session
from banso.work.grants.models import Call, Course
from banso.work.grants.services import record_application, record_decision
from banso.work.orders.models import Inquiry, Introduction, Outcome
from conftest import TinyWorld


@pytest.fixture
def user(world: TinyWorld) -> User:
    return world.user(is_superuser=True)


def day(number: int) -> date:
    return date(2024, 3, 1) + timedelta(days=number)


@pytest.fixture
def busy(world: TinyWorld) -> Company:
    """A company with something of most kinds, each on a day of its own; and another company in all of it."""
    company, other, programme = world.company("㈱働き者"), world.company("㈱相手"), world.programme
    second = world.add_programme("second", "専門相談事業")
    facts = {"programme": programme, "mode": "desk", "by": None}
    record_consultation(company=company, held_on=day(1), note="最初の相談", also_under={second: None}, **facts)
    record_consultation(company=other, held_on=day(1), note="よその相談", **facts)
    expert = Expert.objects.create(name="専門 家", registered_on=day(-99))
    dispatch = record_dispatch(
        by=None, programme=programme, company=company, expert=expert, decided_on=day(2), subject="工程改善"
    )
    Visit.objects.create(dispatch=dispatch, visited_on=day(3))
    inquiry = Inquiry.objects.create(programme=programme, buyer=company, received_on=day(4), item="切削")
    introduction = Introduction.objects.create(inquiry=inquiry, supplier=other, introduced_on=day(5))
    Outcome.objects.create(introduction=introduction, result="agreed", settled_on=day(6), amount=1_000_000)
    fair = Fair.objects.create(programme=programme, name="大商談会", starts_on=day(7), ends_on=day(7), place="x")
    sides = [
        Participant.objects.create(fair=fair, company=c, side=s) for c, s in ((other, "buyer"), (company, "supplier"))
    ]
    meeting = Meeting.objects.create(fair=fair, buyer=sides[0], supplier=sides[1])
    Deal.objects.create(meeting=meeting, agreed_on=day(8), amount=2_000_000)
    session = Session.objects.create(
        gathering=Gathering.objects.create(programme=programme, kind="seminar", title="原価の基礎"),
        starts_on=day(9), ends_on=day(9), place="x",
    )  # fmt: skip
    Attendance.objects.create(session=session, company=company, headcount=2)
    course = Course.objects.create(programme=programme, code="c", name="一般枠")
    call = Call.objects.create(course=course, opened_on=day(0), executed_in=2024, rate="1/2", cap=400_000)
    application = record_application(
        call=call, company=company, opened_on=day(10), title="新商品", requested=500_000, by=None
    )
    record_decision(application=application, step="adopted", taken_on=day(31), by=None)
    return company


def said(company: Company, **asked: Any) -> list[tuple[date, str, str]]:
    shown = asked.pop("shown", all_histories())
    page = timeline(company.pk, shown, **asked)
    return [(entry.day, entry.history.label, entry.text) for entry in page.entries]


WHOLE = [
    (31, "補助金の手続", "採択 400,000円 新商品"),
    (10, "補助申請", "一般枠 新商品 申請額 500,000円"),
    (9, "参加・出展", "原価の基礎 x 2名"),
    (8, "商談成立", "2,000,000円 大商談会 発注 ㈱相手 受注 ㈱働き者"),
    (7, "商談会", "大商談会に受注側で参加"),
    (6, "あっせんの結果", "成立 1,000,000円 切削 発注 ㈱働き者 受注 ㈱相手"),
    (4, "発注案件", "切削"),
    (3, "専門家派遣", "工程改善 専門 家"),
]


def test_everything_is_on_one_timeline(busy: Company) -> None:
    """The latest first; a visit under two programmes once; nothing of the other company's own."""
    found = said(busy)
    assert found[:8] == [(day(number), label, text) for number, label, text in WHOLE]
    assert [label for _, label, _ in found[8:]] == ["専門家派遣の手続", "相談"]
    assert found[9][2].endswith("窓口 最初の相談") and "にも計上" in found[9][2]


def test_a_year_and_a_group_narrow_it(busy: Company) -> None:
    """1 April begins another year; a group has only its own kinds."""
    assert said(busy, year=2024) == [(day(31), *WHOLE[0][1:])]
    trade = [history for history in all_histories() if history.group == "取引"]
    assert [label for _, label, _ in said(busy, shown=trade)] == ["商談成立", "商談会", "あっせんの結果", "発注案件"]
    assert said(busy, shown=[]) == []


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_by_key_lose_and_repeat_nothing(world: TinyWorld, busy: Company, size: int) -> None:
    """Many records of several kinds on one day, cut at every size."""
    for _ in range(4):
        record_consultation(programme=world.programme, held_on=day(3), mode="desk", company=busy, by=None)
        Inquiry.objects.create(programme=world.programme, buyer=busy, received_on=day(3), item="同じ日")
    whole, paged, after = said(busy), [], ""
    while True:
        page = timeline(busy.pk, all_histories(), after=after, size=size)
        paged += [(entry.day, entry.history.label, entry.text) for entry in page.entries]
        after = page.after
        if not after:
            break
    assert paged == whole and len(whole) == 18


def test_an_altered_cursor_begins_at_the_latest(busy: Company) -> None:
    """Whatever it says."""
    assert said(busy, after="2024-99-99.x.1") == said(busy)


def test_every_kind_can_be_shown(busy: Company, world: TinyWorld) -> None:
    """All paths lead somewhere: every declared kind answers, alone and together."""
    for history in all_histories():
        assert said(world.company(), shown=[history]) == []
    assert len({history.code for history in all_histories()}) == len(all_histories()) >= 22


def test_the_page_has_a_budget_of_queries(
    client: Client, user: User, busy: Company, world: TinyWorld, django_assert_max_num_queries: Any
) -> None:
    """However much there is to show."""
    client.force_login(user)
    for number in range(60):
        record_consultation(
            programme=world.programme, held_on=day(0), mode="desk", company=busy, next_on=day(number + 1), by=None
        )
    with django_assert_max_num_queries(38):
        page = client.get(reverse("karte", args=[busy.pk])).content.decode()
    assert "さらに前を見る" in page
    with django_assert_max_num_queries(22):
        client.get(reverse("karte", args=[busy.pk]), headers={"HX-Request": "true"})


def test_the_page_tells_names_contacts_and_promises(client: Client, user: User, world: TinyWorld) -> None:
    """Former name, representative, an overdue promise, and how to keep it."""
    company = world.company("㈱今の名前")
    CompanyName.objects.create(company=company, name="㈲昔の名前")
    company.people.create(name="代表 一郎", title="代表取締役", is_representative=True)
    visit = record_consultation(
        programme=world.programme, held_on=day(0), mode="desk", company=company,
        next_step="試算表を見る", next_on=day(5), by=None,
    )  # fmt: skip
    client.force_login(user)
    address = reverse("karte", args=[company.pk])
    page = client.get(address).content.decode()
    assert all(words in page for words in ("㈲昔の名前", "代表 一郎", "代表取締役", "期日超過", "試算表を見る"))
    answer = client.post(reverse("visit-followed-up", args=[visit.pk]), {"back": address})
    assert answer["Location"] == address and not Consultation.objects.promises().exists()
    elsewhere = client.post(reverse("visit-followed-up", args=[visit.pk]), {"back": "https://example.com/"})
    assert elsewhere.status_code == 404


def test_who_may_not_see_a_kind_does_not_see_it_here(client: Client, world: TinyWorld, busy: Company) -> None:
    """A user with nothing but the register sees an empty history and no count of it."""
    user = world.user("narrow")
    world.allow(user, "view_company")
    client.force_login(user)
    page = client.get(reverse("karte", args=[busy.pk])).content.decode()
    assert "まだ記録がありません" in page and "切削" not in page and "最初の相談" not in page
