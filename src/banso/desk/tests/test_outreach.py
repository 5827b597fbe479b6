"""Where what goes outside meets the mail: numbers for guests, the digests of what is due, the address of one's own page."""

import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from django.utils import timezone

from banso.cases.models import Case, Party, Terms
from banso.core.errors import UserError
from banso.core.smtp import Smtp
from banso.desk.models import LinkKind
from banso.desk.outreach import carry_number, mail_link, page_of, write_digests
from banso.office.deadlines.models import Reminded
from banso.office.deadlines.services import set_deadline
from banso.office.guests import services as guests
from banso.office.mail.models import Message, Posting
from banso.registers.models import Programme, User
from conftest import TinyWorld

DUE = date(2024, 6, 20)
BEFORE = DUE - timedelta(days=3)  # the day that both the keeper and the company are reminded


class Desk:
    """A case with a keeper who has an address, and a company's contact."""

    def __init__(self, world: TinyWorld) -> None:
        self.world = world
        self.user: User = world.user(email="keeper@example.jp")
        world.staff.user = self.user
        world.staff.save()

    def case(self, programme: Programme | None = None, **facts: Any) -> Case:
        case = Case.objects.create(
            programme=programme or self.world.programme, company=self.world.company(), opened_on=date(2024, 4, 1),
            keeper=self.world.staff, **facts,
        )  # fmt: skip
        Party.objects.create(case=case, role="company", name="総務 次郎", email="jiro@example.jp")
        return Case.objects.get(pk=case.pk)

    def due(self, case: Case, actor: str = "company") -> Any:
        known = timezone.make_aware(datetime(2024, 4, 1))
        return set_deadline(case, name="実績報告書の提出", due_on=DUE, actor=actor, created_at=known, by=None)


@pytest.fixture
def desk(world: TinyWorld) -> Desk:
    return Desk(world)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mails(settings: Any, tmp_path: Path) -> Iterator[Any]:
    """A mail server, and what it took."""
    settings.MAIL_FROM = "centre@example.jp"
    box = Mailbox(tmp_path / "box")
    running = Controller(box, hostname="127.0.0.1", port=free_port())
    running.start()
    settings.SMTP = Smtp("127.0.0.1", running.port, "none", "", Path("none"))
    yield box
    running.stop()


def test_one_mail_for_each_addressee_waits_in_the_outbox(desk: Desk) -> None:
    """Staff and outsiders apart; run again the same day nothing is new; nothing is let go by itself."""
    for _ in range(2):
        desk.due(desk.case())
    inside, outside = sorted(write_digests(BEFORE, by=None), key=lambda mailing: mailing.title)
    told = {m.to_email: m.body.count("実績報告書の提出") for m in Message.objects.all()}
    assert told == {"keeper@example.jp": 2, "jiro@example.jp": 1}
    assert (inside.messages.count(), outside.messages.count()) == (1, 2)
    assert not Posting.objects.exists() and write_digests(BEFORE, by=None) == []


def test_staff_are_told_at_once_where_every_cases_terms_say_so(desk: Desk) -> None:
    """Outsiders never are."""
    content = {"staff_reminders_at_once": True}
    terms = Terms.objects.create(programme=desk.world.programme, procedure="stages", fiscal_year=2024, content=content)
    desk.due(desk.case(terms=terms))
    write_digests(BEFORE, by=None)
    assert [posting.mailing.messages.get().to_email for posting in Posting.objects.all()] == ["keeper@example.jp"]


def test_behind_a_wall_a_digest_names_nothing_and_stands_alone(desk: Desk) -> None:
    """Its mailing is of the programme, so that outsiders do not even see that there is one."""
    secret = desk.world.add_programme("secret", "守秘の事業")
    secret.walled_to = desk.world.unit
    secret.save()
    desk.due(desk.case(secret, number="守R6-0001"))
    desk.due(desk.case())
    made = write_digests(BEFORE, by=None)
    walled = Message.objects.filter(programme=secret)
    assert {mailing.programme for mailing in made} == {secret, None}
    assert sorted(m.to_email for m in walled) == ["jiro@example.jp", "keeper@example.jp"]
    for message in walled:
        assert "実績報告書" not in message.body and "企業" not in message.subject + message.body


def test_who_has_no_address_is_left_for_tomorrow(desk: Desk) -> None:
    """Nothing is noted as gone that did not go."""
    case = desk.case()
    case.parties.update(email="")
    desk.due(case)
    write_digests(BEFORE, by=None)
    assert [reminded.to for reminded in Reminded.objects.all()] == ["keeper"]


def test_a_guest_is_sent_the_number_they_asked_for(world: TinyWorld, mails: Any) -> None:
    """At once, since they asked; without a mail server they are told to telephone."""
    case = Desk(world).case()
    facts = {"case": case, "party": case.parties.get(), "until": timezone.localdate(), "by": None}
    invitation = guests.invite("step", detail="x", **facts)
    guests.send_code(invitation, by=None)
    (mail,) = mails.mailbox
    body = mail.get_payload(decode=True).decode()
    number = body.split("確認番号は ")[1][:6]
    assert mail["To"].endswith("<jiro@example.jp>") or "jiro@example.jp" in mail["To"]
    assert guests.confirm(invitation, number, by=None)
    assert Message.objects.get().state == "送信済"


def test_without_a_mail_server_a_number_is_told_on_the_telephone(world: TinyWorld, settings: Any) -> None:
    """Nothing is written that nobody could send."""
    settings.SMTP = None
    case = Desk(world).case()
    facts = {"case": case, "party": case.parties.get(), "until": timezone.localdate(), "by": None}
    with pytest.raises(UserError, match="お電話"):
        carry_number(guests.invite("step", detail="x", **facts), "123456")
    assert not Message.objects.exists()


def test_a_link_into_an_account_is_mailed_and_kept_nowhere(world: TinyWorld, mails: Any, settings: Any) -> None:
    """To its owner alone; what could not be sent is never sent later; without a server or an address nothing is written."""
    manager, owner, bare = world.user("manager"), world.user("owner", email="owner@example.jp"), world.user("bare")
    link = "https://banso.example.jp/welcome/7/secret/"
    assert mail_link(owner, LinkKind.INVITED, link, by=manager)
    (mail,) = mails.mailbox
    assert link in mail.get_payload(decode=True).decode() and "owner@example.jp" in mail["To"]
    kept = Message.objects.get()
    assert kept.state == "送信済" and "secret" not in kept.body and kept.mailing.state == "送信に回した"
    assert not mail_link(bare, LinkKind.PASSWORD, link, by=manager)
    settings.SMTP = Smtp("127.0.0.1", free_port(), "none", "", Path("none"))
    assert not mail_link(owner, LinkKind.PASSWORD, link, by=manager)
    assert [row.mailing.state for row in Message.objects.order_by("pk")] == ["送信に回した", "取りやめ"]
    settings.SMTP = None
    assert not mail_link(owner, LinkKind.PASSWORD, link, by=manager) and Message.objects.count() == 2


def test_a_party_has_a_page_where_something_is_asked_of_it(world: TinyWorld, settings: Any) -> None:
    """Of this case; else none."""
    settings.PUBLIC_URL = "https://banso.example.jp"
    desk = Desk(world)
    case = desk.case()
    party = case.parties.get()
    assert page_of(case, party, desk.user) == ""
    invitation = guests.invite("step", detail="x", case=case, party=party, until=timezone.localdate(), by=desk.user)
    part = guests.address_part(invitation, by=desk.user)
    assert page_of(case, party, desk.user) == f"https://banso.example.jp/guest/{part}/"
