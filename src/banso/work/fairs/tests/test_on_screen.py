"""A fair's life on its pages: wishes, a timetable with progress, changes by hand, publishing, the day, results, deals."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from banso.config.accounts import create_user
from banso.core.errors import UserError
from banso.core.models import Access
from banso.work.fairs import services
from banso.work.fairs.models import Deal, FollowUpRound, Meeting, NotHeld, PairRule, Publication, Timetable
from banso.work.fairs.problem import problem_of
from banso.work.fairs.services.timetabling import keep_proposal, new_version, solve_timetable
from banso.work.fairs.timetable.solver import propose

from .small_fair import SmallFair


@pytest.fixture
def small(world) -> SmallFair:
    return SmallFair(world)


@pytest.fixture
def desk(small: SmallFair) -> Client:
    client = Client()
    client.force_login(create_user("fair-desk", "商談 花子", "adviser", "long-enough-2030"))
    return client


def address(page: str, small: SmallFair, *more: object) -> str:
    return reverse(f"fair-{page}", args=[small.fair.pk, *more])


def text(desk: Client, where: str) -> str:
    return desk.get(where).content.decode()


def test_wishes_are_entered_for_a_company_and_a_mistake_keeps_them(small: SmallFair, desk: Client) -> None:
    """Twice the same company: said, with both still chosen; then put right."""
    where = address("company", small, small.suppliers[0].pk)
    first, second = (str(buyer.pk) for buyer in small.buyers)
    answer = desk.post(where, {"wish1": second, "wish2": second, "absent": [str(small.slots[0].pk)]})
    assert answer.status_code == 422 and "2回選ばれています" in answer.content.decode()
    assert answer.content.decode().count(f'<option value="{second}" selected>') == 2
    desk.post(where, {"wish1": second, "wish2": first, "absent": [str(small.slots[0].pk)]})
    assert list(small.suppliers[0].wishes.values_list("partner_id", flat=True)) == [int(second), int(first)]
    assert [absence.slot for absence in small.suppliers[0].absences.all()] == [small.slots[0]]


def test_a_timetable_is_made_changed_and_published(small: SmallFair, desk: Client) -> None:
    """Asked for on the page, watched, locked, moved where it may not be, forbidden, published, then fixed for good."""
    desk.post(address("solve", small), {"seconds": "5"})
    made = Timetable.objects.get()
    assert "待機中" in text(desk, address("timetable", small, 1))
    solve_timetable(timetable_id=made.pk, seconds=5)
    assert desk.get(address("progress", small, 1))["HX-Refresh"] == "true"
    page = text(desk, address("timetable", small, 1))
    assert "商談 6件" in page and "最適" in page and "誤りはありません" in page
    first = made.appointments.filter(buyer=small.buyers[0]).first()
    other = made.appointments.filter(buyer=small.buyers[0]).exclude(pk=first.pk).first()
    change = address("change", small, 1)
    answer = desk.post(change, {"what": "move", "appointment": first.pk, "slot": other.slot_id}, follow=True)
    assert "2件重なっています" in answer.content.decode()
    desk.post(change, {"what": "lock", "appointment": first.pk})
    assert text(desk, address("timetable", small, 1)).count(">固定</span>") == 1
    desk.post(change, {"what": "forbid", "appointment": other.pk, "reason": "取引中"})
    assert PairRule.objects.get().reason == "取引中"
    desk.post(address("publish", small, 1))
    assert Publication.objects.get().timetable == made
    assert "data-appointment" not in text(desk, address("timetable", small, 1))
    assert "企業ごと" in text(desk, address("timetable", small, 1) + "?view=company")


def test_the_papers_hold_every_meeting(small: SmallFair, desk: Client) -> None:
    """Four PDFs and a workbook with a row for each meeting; each taking out is logged."""
    small.planned()
    for paper in ("wall", "sheets", "signs", "slips"):
        assert desk.get(address("paper", small, 1, paper, "pdf")).content.startswith(b"%PDF")
    book = desk.get(address("paper", small, 1, "wall", "xlsx")).content
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert len(rows) == 7 and rows[0] == ["時間", "卓", "発注企業", "受注企業"]
    assert Access.objects.filter(subject__contains="小さな商談会").count() == 5
    assert desk.get(address("paper", small, 1, "other", "pdf")).status_code == 404


def test_the_day_results_and_deals(small: SmallFair, desk: Client) -> None:
    """A no-show is noted and repaired; results are saved row by row; a deal comes of a follow-up."""
    made = small.planned()
    services.publish_timetable(made, by=small.user)
    assert "まだ来ていない企業 5社" in text(desk, address("day", small))
    desk.post(address("presence", small), {"participant": small.suppliers[2].pk, "state": "no_show"})
    answer = desk.post(address("repair", small), follow=True)
    assert "取りやめる商談 2件" in answer.content.decode() and "第1版から変わる商談" in answer.content.decode()
    desk.post(address("publish", small, 2))
    rows = list(Timetable.objects.get(number=2).appointments.order_by("pk"))
    assert len(rows) == 4
    saved = desk.post(address("result", small, rows[0].pk), {"result": "held:quote", "note": "図面を送る"})
    assert "保存しました" in saved.content.decode()
    desk.post(address("result", small, rows[1].pk), {"result": "not:called_off", "note": ""})
    wrong = desk.post(address("result", small, rows[2].pk), {"result": "", "note": "消えては困る"}).content.decode()
    assert "結果を選んでください" in wrong and 'value="消えては困る"' in wrong
    assert (Meeting.objects.count(), NotHeld.objects.count()) == (1, 1)
    desk.post(address("follow-up", small), {"months": ["3", "12"]})
    assert FollowUpRound.objects.count() == 2
    where = address("answer", small, Meeting.objects.get().pk)
    given = {"result": "agreed", "on": "R12.10.20", "agreed_on": "R12.10.1", "amount": "1,500,000"}
    missing = desk.post(where, given | {"amount": ""}).content.decode()
    assert "成立日と成立金額を入力してください" in missing and not Deal.objects.exists()
    desk.post(where, given)
    assert Deal.objects.get().amount == 1_500_000
    page = text(desk, address("follow-up", small))
    assert "すべての商談の答えが出ています" in page and "令和12年度" in page


def test_the_timetable_asks_few_queries_however_many_meetings(
    small: SmallFair, desk: Client, django_assert_max_num_queries
) -> None:
    """No query per meeting."""
    small.planned()
    with django_assert_max_num_queries(32):
        desk.get(address("timetable", small, 1))


def test_mandatory_meetings_that_cannot_all_be_held_are_named(small: SmallFair, desk: Client, world) -> None:
    """Five of one buyer in four slots: before anything is computed the page names those five, by the companies alone."""
    for name in ("四", "五"):
        small.suppliers.append(small.enter(world, name, "supplier"))
    for supplier in small.suppliers:
        pair = {"buyer": small.buyers[0], "supplier": supplier}
        services.record_pair_rule(by=small.user, fair=small.fair, kind="mandatory", **pair)
    desk.post(address("solve", small), {"seconds": "5"})
    solve_timetable(timetable_id=Timetable.objects.get().pk, seconds=5)
    page = text(desk, address("timetable", small, 1))
    assert "時間割を作れませんでした" in page and "5件をすべて入れることはできません" in page
    assert all(f"甲×{supplier.company}" in page for supplier in small.suppliers)
    assert f"{small.buyers[0].pk}-{small.suppliers[0].pk}" not in page and "取決めを開く" in page


def test_a_company_withdraws_and_comes_back(small: SmallFair, desk: Client) -> None:
    """On its own page; the wishes that are in vain are counted, and a meeting that must be held with it is named."""
    lost = small.suppliers[0]
    pair = {"buyer": small.buyers[0], "supplier": lost}
    services.record_pair_rule(by=small.user, fair=small.fair, kind="mandatory", **pair)
    note = {"participant": lost.pk, "from_company": "1"}
    answer = desk.post(address("presence", small), note | {"state": "withdrawn"}, follow=True)
    assert "辞退と記録されています" in answer.content.decode()
    assert "うち2件は、参加しない企業が関わる" in text(desk, address("plan", small))
    refused = desk.post(address("solve", small), {"seconds": "5"}, follow=True).content.decode()
    assert "参加しない企業とのものが1件" in refused and "甲×一" in refused and not Timetable.objects.exists()
    desk.post(address("presence", small), note | {"state": "expected"})
    assert lost in small.fair.participants.coming()


def test_who_comes_is_noted_from_the_list_of_the_missing(small: SmallFair, desk: Client) -> None:
    """One press; the board comes back without the company, and says what was noted."""
    services.publish_timetable(small.planned(), by=small.user)
    page = text(desk, address("day", small))
    assert page.count("hx-vals") == 5
    came = {"participant": small.suppliers[0].pk, "state": "present"}
    board = desk.post(address("presence", small), came, headers={"hx-request": "true"}).content.decode()
    assert board.count("hx-vals") == 4 and "「一」を出席にしました" in board and "<html" not in board


def test_a_timetable_out_of_time_says_how_far_it_may_be_from_the_best(small: SmallFair, desk: Client) -> None:
    """The best so far is kept, with what it may still lack; without any, what to do."""
    problem = problem_of(small.fair)
    best = propose(problem.instance, 5)
    wishes = replace(best.levels[0], bound=best.levels[0].bound + 7)
    made = new_version(small.fair, "solved", None, small.user)
    keep_proposal(made, problem, replace(best, status="feasible", levels=(wishes, *best.levels[1:])), (), by=small.user)
    page = text(desk, address("timetable", small, 1))
    assert "途中まで" in page and "あと高々 7" in page and "公開する" in page
    with pytest.raises(UserError, match="計算の時間を長くして"):
        keep_proposal(made, problem, replace(best, status="unknown", timetable=()), (), by=small.user)
