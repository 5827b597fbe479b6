"""Deadlines on screen: the lists, the forms, today, and the calendar of one's own."""

from datetime import timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.agenda import Part, listed
from banso.office.deadlines.models import Closing, Deadline, Feed, OpenDeadline
from banso.office.deadlines.services import move_deadline, renew_feed, set_deadline, stop_feed
from banso.registers.models import RoleAssignment, Staff, Unit, User
from conftest import TinyWorld

DAY = timedelta(days=1)
MAY = ("view_opendeadline", "view_deadline", "add_deadline", "add_closing", "view_case", "view_reminded")


class Office:
    """A keeper with two cases of her unit, and a colleague of another unit."""

    def __init__(self, world: TinyWorld) -> None:
        self.world, self.today = world, localdate()
        self.user = world.user("keeper")
        world.allow(self.user, *MAY)
        world.staff.user = self.user
        world.staff.save()
        elsewhere = Unit.objects.create(code="else", name="販路支援課")
        self.other = Staff.objects.create(name="別の 人", unit=elsewhere, joined_on=self.today)
        self.late = self.deadline("遅れた報告", self.today - 3 * DAY)
        self.soon = self.deadline("近い報告", self.today + 5 * DAY)
        self.theirs = self.deadline("よその報告", self.today - DAY, keeper=self.other)

    def deadline(self, name: str, due: Any, **facts: Any) -> Deadline:
        usual = {"programme": self.world.programme, "company": self.world.company(f"{name}の会社")}
        usual |= {"keeper": self.world.staff, "number": f"R6-{Case.objects.count() + 1:04d}"}
        case = Case.objects.create(**usual | facts, opened_on=self.today - 30 * DAY)
        return set_deadline(case, name=name, due_on=due, by=None)


@pytest.fixture
def office(world: TinyWorld) -> Office:
    return Office(world)


@pytest.fixture
def client(office: Office) -> Client:
    client = Client()
    client.force_login(office.user)
    return client


def names(html: str) -> set[str]:
    return {name for name in ("遅れた報告", "近い報告", "よその報告") if name in html}


def test_the_overdue_list_is_of_ones_own_unit_and_says_how_late(office: Office, client: Client) -> None:
    response = client.get(reverse("deadlines-overdue"), follow=True)
    html = response.content.decode()
    assert names(html) == {"遅れた報告"}
    assert "3日超過" in html
    assert names(client.get(reverse("deadlines-opendeadline-list"), {"all": 1}).content.decode()) == {
        "遅れた報告",
        "近い報告",
        "よその報告",
    }
    week = client.get(reverse("deadlines-opendeadline-list"), {"late": "week"}).content.decode()
    assert names(week) == {"近い報告"}


def test_moving_and_ending_on_screen(office: Office, client: Client) -> None:
    address = reverse("deadlines-move", args=[office.late.pk])
    assert "今の期日" in client.get(address).content.decode()
    refused = client.post(address, {"to": "令和9年1月8日", "reason": ""})
    assert refused.status_code == 422
    assert client.post(address, {"to": "令和9年1月8日", "reason": "延長を承認した"}, follow=True).status_code == 200
    moved = OpenDeadline.objects.get(case=office.late.case).deadline
    assert moved.reason == "延長を承認した"
    assert "もう未了ではありません(令和9年1月8日に変更)" in client.get(address, follow=True).content.decode()
    again = client.post(address, {"to": "令和9年1月9日", "reason": "もう一度"})
    assert "すでに令和9年1月8日に変更されています" in again.content.decode()
    ending = reverse("deadlines-end", args=[moved.pk])
    assert "不要になった理由を入れてください" in client.post(ending, {"ending": "dropped"}).content.decode()
    assert client.post(ending, {"ending": "met"}).status_code == 302
    assert Closing.objects.get().on == office.today


def test_a_deadline_is_set_from_the_page_of_its_case(office: Office, client: Client) -> None:
    case = office.late.case
    panel = client.get(reverse("deadlines-panel", args=["cases", "case", case.pk])).content.decode()
    assert "遅れた報告" in panel
    assert "個別に決めた期日" in panel
    address = reverse("deadlines-new", args=[case.pk])
    facts = {"name": "追加資料", "due_on": "R9.2.1", "actor": "company", "sentence": "電話で決めた"}
    assert client.post(address, facts).status_code == 302
    assert Deadline.objects.filter(case=case, name="追加資料", sentence="電話で決めた", by_hand=True).exists()
    record = client.get(reverse("deadlines-deadline-record", args=[office.late.pk]))
    assert record.status_code == 200
    beside = client.get(reverse("deadlines-panel", args=["deadlines", "deadline", office.late.pk])).content.decode()
    assert "<strong>未了</strong>" in beside
    assert "追加資料" in beside
    assert client.get(reverse("deadlines-panel", args=["registers", "company", 1])).status_code == 404


def test_today_shows_ones_own_in_the_order_of_the_days(office: Office) -> None:
    parts = listed(office.user, office.today, mine=True, most=10)
    assert [item.text for one in parts[Part.DUE] for item in one.items] == ["遅れた報告 遅れた報告の会社(担当者)"]
    assert [item.text for one in parts[Part.BOOKED] for item in one.items] == ["近い報告 近い報告の会社(担当者)"]


def fetched(user: User) -> icalendar.Calendar | None:
    feed = Feed.objects.get(user=user)
    response = Client().get(reverse("deadlines-calendar", args=[user.pk, feed.token or "x"]))
    if response.status_code == 404:
        return None
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def events(user: User) -> dict[str, Any]:
    calendar = fetched(user)
    assert calendar is not None
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_the_calendar_has_ones_own_deadlines_as_whole_days(office: Office) -> None:
    renew_feed(by=office.user)
    found = events(office.user)
    assert set(found) == {"遅れた報告 遅れた報告の会社(R6-0001)", "近い報告 近い報告の会社(R6-0002)"}
    event = found["近い報告 近い報告の会社(R6-0002)"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (office.soon.due_on, office.soon.due_on + DAY)
    assert str(event["DESCRIPTION"]) == "個別に決めた期日"


def test_a_moved_deadline_keeps_its_place_in_the_calendar(office: Office) -> None:
    renew_feed(by=office.user)
    name = "近い報告 近い報告の会社(R6-0002)"
    before = events(office.user)[name]
    move_deadline(office.soon, to=office.today + 9 * DAY, reason="延長", by=None)
    after = events(office.user)[name]
    assert before["UID"] == after["UID"]
    assert after["DTSTART"].dt == office.today + 9 * DAY


def test_the_calendar_never_names_a_walled_case(office: Office) -> None:
    secret = office.world.add_programme("secret", "守秘の事業")
    secret.walled_to = office.world.unit
    secret.save()
    deadline = office.deadline("秘密の報告", office.today, programme=secret)
    renew_feed(by=office.user)
    found = events(office.user)[f"期限({deadline.case.number})"]
    assert "DESCRIPTION" not in found
    calendar = fetched(office.user)
    assert calendar is not None
    assert "秘密の報告" not in str(calendar.to_ical().decode())


def test_long_names_are_folded_as_the_standard_asks(office: Office) -> None:
    office.deadline("報" * 60, office.today)
    renew_feed(by=office.user)
    feed = Feed.objects.get(user=office.user)
    response = Client().get(reverse("deadlines-calendar", args=[office.user.pk, feed.token]))
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75


def test_a_renewed_or_stopped_address_opens_nothing(office: Office, client: Client) -> None:
    page = reverse("deadlines-feed")
    assert "専用のアドレスを作る" in client.get(page).content.decode()
    client.post(page, {"renew": ""})
    old = Feed.objects.get(user=office.user).token
    assert str(old) in client.get(page).content.decode()
    wrong = reverse("deadlines-calendar", args=[office.user.pk, "あ²"])
    assert Client().get(wrong).status_code == 404
    client.post(page, {"renew": ""})
    anyone = Client()
    assert anyone.get(reverse("deadlines-calendar", args=[office.user.pk, old])).status_code == 404
    assert fetched(office.user) is not None
    other = office.world.user("other")
    token = Feed.objects.get(user=office.user).token
    assert anyone.get(reverse("deadlines-calendar", args=[other.pk, token])).status_code == 404
    client.post(page, {"stop": ""})
    assert fetched(office.user) is None


def test_whoever_may_not_see_deadlines_any_more_has_no_calendar(office: Office) -> None:
    renew_feed(by=office.user)
    RoleAssignment.objects.filter(user=office.user).update(ends_on=office.today - DAY)
    assert fetched(office.user) is None
    stop_feed(by=office.user)
