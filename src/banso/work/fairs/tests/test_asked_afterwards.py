"""After a fair its companies say on pages of their own what came of their meetings."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from banso.config.accounts import create_user
from banso.office.guests.agenda import answered
from banso.office.guests.models import Invitation
from banso.office.guests.services import note_answers, withdraw
from banso.office.mail.models import Message
from banso.registers.models import Person
from banso.work.fairs import services
from banso.work.fairs.models import Deal, Fair, FollowUp, Meeting
from banso.work.fairs.tests.small_fair import SmallFair
from conftest import TinyWorld, flat

PAST = timedelta(days=100)


class Afterwards:
    """A fair of a hundred days ago: supplier 一 met both buyers, supplier 二 the first; a round was due after three months."""

    def __init__(self, world: TinyWorld) -> None:
        self.small = SmallFair(world)
        day = localdate() - PAST
        Fair.objects.filter(pk=self.small.fair.pk).update(starts_on=day, ends_on=day, name="秋の商談会")
        self.fair = Fair.objects.get(pk=self.small.fair.pk)
        services.plan_follow_up(self.fair, [3], by=self.small.user)
        (first, second), (one, two, _) = self.small.buyers, self.small.suppliers
        self.meetings = [self._met(first, one), self._met(second, one), self._met(first, two)]
        Person.objects.create(company=one.company, name="社長", email="one@example.jp")
        self.desk = Client()
        self.desk.force_login(create_user("fair-desk", "商談 花子", "adviser", "long-enough-2030"))

    def _met(self, buyer: Any, supplier: Any) -> Meeting:
        services.record_held(self.fair, buyer, supplier, prospect="talking", note="", by=self.small.user)
        return Meeting.objects.get(buyer=buyer, supplier=supplier)

    def ask(self, side: str = "supplier") -> str:
        address = reverse("fair-ask", args=[self.fair.pk])
        return flat(self.desk.post(address, {"side": side}, follow=True).content)


@pytest.fixture
def afterwards(world: TinyWorld, settings: Any) -> Afterwards:
    settings.PUBLIC_URL = "https://banso.example.jp"
    return Afterwards(world)


def page_in(mail: Message) -> str:
    found = re.search(r"https://banso\.example\.jp(/guest/\S+)", mail.body)
    assert found is not None
    return found[1]


def test_companies_are_asked_by_mail_and_answer_on_their_page(afterwards: Afterwards) -> None:
    """Each of its own meetings; 成立 with day and amount makes the deal; what is settled is asked no more, the rest may change."""
    told = afterwards.ask()
    assert "メールを送れない企業が1社あります" in told
    mail = Message.objects.get()
    assert (mail.to_email, mail.subject) == ("one@example.jp", "秋の商談会 商談のその後について")
    first, second, others = (meeting.pk for meeting in afterwards.meetings)
    guest, address = Client(), page_in(mail)
    page = flat(guest.get(address, follow=True).content)
    assert "甲: 状況" in page and "乙: 状況" in page and f"m{others}_result" not in page
    address = guest.get(address)["Location"]
    for wrong, says in (
        ({}, "1つ以上"),
        ({f"m{first}_result": "agreed", f"m{first}_amount": "100"}, "成立日と成立金額"),
        ({f"m{first}_result": "talking", f"m{first}_amount": "100"}, "成立のときだけ"),
        ({f"m{first}_result": "agreed", f"m{first}_agreed_on": "R20.1.1", f"m{first}_amount": "1"}, "甲: 成立日"),
    ):
        refused = guest.post(address, wrong)
        assert refused.status_code == 422 and says in flat(refused.content)
    assert not FollowUp.objects.exists() and not Deal.objects.exists()
    given = {f"m{first}_result": "agreed", f"m{first}_agreed_on": str(localdate()), f"m{first}_amount": "1,200,000"}
    assert (
        guest.post(address, given | {f"m{second}_result": "talking", f"m{others}_result": "declined"}).status_code
        == 302
    )
    assert list(FollowUp.objects.order_by("meeting").values_list("meeting", "result")) == [
        (first, "agreed"),
        (second, "talking"),
    ]
    assert Deal.objects.get().amount == 1_200_000
    assert f"m{first}_result" not in (left := flat(guest.get(address).content)) and f"m{second}_result" in left
    assert guest.post(address, {f"m{second}_result": "declined"}).status_code == 302
    assert "すべて受け付けました" in flat(guest.get(address).content)
    assert set(services.following.still_open()) == {afterwards.meetings[2]}


def test_what_came_in_waits_until_a_colleague_has_seen_it(afterwards: Afterwards) -> None:
    """On the first page, and the ask leads to the fair."""
    afterwards.ask()
    asked = Invitation.objects.get(company__name="一")
    services.answer_meetings(asked.fair_follow_up.participant, {}, by=None)
    guest, second = Client(), afterwards.meetings[1].pk
    address = guest.get(page_in(Message.objects.get()))["Location"]
    guest.post(address, {f"m{second}_result": "talking"})
    assert list(answered(localdate())) == [asked]
    page = flat(afterwards.desk.get(asked.get_absolute_url()).content)
    assert "一から届いています" in page and f">{afterwards.fair}</a>" in page
    note_answers(asked, by=afterwards.small.user)
    assert not answered(localdate()).exists()


def test_asked_again_it_is_the_same_page_and_what_was_taken_back_stays_so(afterwards: Afterwards) -> None:
    """Buyers have pages of their own; without a round, or a side, nobody is asked."""
    afterwards.ask()
    before = {row.pk: row.until for row in Invitation.objects.all()}
    assert len(before) == 2
    Invitation.objects.update(until=localdate() - timedelta(days=1))
    withdraw(Invitation.objects.get(company__name="二"), by=afterwards.small.user)
    afterwards.ask()
    now = {row.pk: row.is_open for row in Invitation.objects.all()}
    assert now.keys() == before.keys() and sorted(now.values()) == [False, True]
    afterwards.ask("buyer")
    assert Invitation.objects.count() == 4
    assert "どちらの企業に尋ねるか" in afterwards.ask("nobody")
    with pytest.raises(ValidationError):
        services.answer_meetings(
            afterwards.small.suppliers[0], {afterwards.meetings[0].pk: {"result": "wrong"}}, by=None
        )
