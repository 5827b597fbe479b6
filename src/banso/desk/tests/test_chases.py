"""What is asked after, in its keepers' calendars and mails."""

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from banso.desk.chases import remind_keepers
from banso.office.deadlines.models import Feed
from banso.office.deadlines.services import renew_feed
from banso.office.mail.models import Message, Posting
from banso.registers.models import Post, PostAssignment, ProgrammeYear, Staff, User
from banso.work.fairs.models import Fair, Meeting, Participant
from banso.work.fairs.services import plan_follow_up
from banso.work.orders.models import Chase, Inquiry, Introduction
from banso.work.orders.services import record_follow_up, record_introduction
from conftest import TinyWorld

TODAY = localdate()


class Asked:
    """An introduction of a hundred days ago, a fair of two hundred, and two colleagues of the unit."""

    def __init__(self, world: TinyWorld) -> None:
        self.world = world
        ProgrammeYear.objects.filter(programme=world.programme).update(unit=world.unit)
        self.first, self.second = self._colleague("first"), self._colleague("second")
        inquiry = Inquiry.objects.create(
            programme=world.programme,
            buyer=world.company("発注工業"),
            received_on=TODAY - timedelta(days=120),
            item="軸",
        )
        facts = {"inquiry": inquiry, "supplier": world.company("受注製作所")}
        self.introduction = record_introduction(introduced_on=TODAY - timedelta(days=100), by=None, **facts)

    def _colleague(self, name: str) -> User:
        user = self.world.user(name, email=f"{name}@example.jp")
        Staff.objects.create(name=name, unit=self.world.unit, user=user, joined_on=date(2020, 4, 1))
        self.world.allow(user, "view_introduction", "view_fair", "view_meeting", "view_opendeadline")
        return user

    def fair(self) -> Fair:
        day = TODAY - timedelta(days=200)
        fair = Fair.objects.create(
            programme=self.world.programme, name="秋の商談会", starts_on=day, ends_on=day, place="青森市"
        )
        sides = {
            side: Participant.objects.create(fair=fair, company=self.world.company(), side=side, prefecture="青森県")
            for side in ("buyer", "supplier")
        }
        Meeting.objects.create(fair=fair, **sides)
        plan_follow_up(fair, [3, 6, 12], by=self.first)
        return fair


@pytest.fixture
def asked(world: TinyWorld, settings: Any) -> Asked:
    settings.PUBLIC_URL = "https://banso.example.jp"
    return Asked(world)


def titles(user: User) -> dict[str, date]:
    renew_feed(by=user)
    token = Feed.objects.get(user=user).token
    content = Client().get(reverse("deadlines-calendar", args=[user.pk, token])).content
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return {str(event["SUMMARY"]): event["DTSTART"].dt for event in events}


def test_the_calendar_has_the_days_to_ask_that_are_open(asked: Asked) -> None:
    """Of those that have come the last, then all of the year to come; none of what is settled or was heard, none for others."""
    asked.fair()
    name = "経過の確認 発注工業 → 受注製作所"
    found = titles(asked.first)
    assert list(found) == [
        f"{name}(3か月後)", f"{name}(6か月後)", f"{name}(12か月後)",
        "経過の確認 秋の商談会(6か月後)", "経過の確認 秋の商談会(12か月後)",
    ]  # fmt: skip
    months = {chase.months: chase.due_on for chase in Chase.objects.all()}
    assert found[f"{name}(6か月後)"] == months[6]
    record_follow_up(asked.introduction, heard_on=TODAY, progress="talking", by=None)
    assert f"{name}(3か月後)" not in titles(asked.first)
    post = Post.objects.create(code="pm", title="担当", programme=asked.world.programme)
    held = {"post": post, "staff": asked.second.staff}
    PostAssignment.objects.create(**held, starts_on=date(2020, 4, 1))
    assert titles(asked.first) == {} and f"{name}(6か月後)" in titles(asked.second)


def test_a_mail_when_a_day_has_come_and_again_until_something_is_heard(asked: Asked) -> None:
    """One to each who keeps the programme, waiting in the outbox; the same day nothing new, two weeks later once more."""
    asked.fair()
    (mailing,) = remind_keepers(TODAY, by=None)
    told = {mail.to_email: mail.body for mail in Message.objects.all()}
    assert sorted(told) == ["first@example.jp", "second@example.jp"] and not Posting.objects.exists()
    body = told["first@example.jp"]
    assert "経過の確認 発注工業 → 受注製作所(3か月後)" in body and "経過の確認 秋の商談会(6か月後)" in body
    assert f"https://banso.example.jp{reverse('orders-chases')}" in body and mailing.programme is None
    assert remind_keepers(TODAY, by=None) == [] == remind_keepers(TODAY + timedelta(days=13), by=None)
    record_follow_up(asked.introduction, heard_on=TODAY, progress="talking", by=None)
    remind_keepers(TODAY + timedelta(days=14), by=None)
    last = Message.objects.latest("pk").body
    assert Message.objects.count() == 4 and "秋の商談会" in last and "発注工業" not in last


def test_of_what_is_walled_neither_calendar_nor_mail_names_anything(asked: Asked) -> None:
    """It goes in a mailing of its own, behind the wall."""
    Introduction.objects.get()
    programme = asked.world.programme
    programme.walled_to = asked.world.unit
    programme.save()
    assert set(titles(asked.first)) == {"経過の確認(守秘)"}
    (mailing,) = remind_keepers(TODAY, by=None)
    assert mailing.programme == programme
    assert {"発注工業" in mail.body or "軸" in mail.body for mail in mailing.messages.all()} == {False}
