"""Mails: written as they will go, released by a person, sent once by a real mail server, and what comes back of them."""

import asyncio
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Protocol
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from banso.cases.models import Case, Party
from banso.config.accounts import create_user
from banso.core.errors import UserError
from banso.core.smtp import Smtp, smtp_of
from banso.office.mail import models, services
from banso.office.mail.choices import Result, Topic
from banso.office.mail.models import Attempt, Bounce, Mailing, Message, OptOut, Outcome, Template
from banso.office.mail.reading import read_returned
from banso.office.mail.services import composing, sending
from banso.office.mail.services.letters import leave_address, made
from conftest import TinyWorld

SOURCE = Path(__file__).resolve().parents[4]
BODY = "{{宛先_氏名}} 様\n\n{{企業名}}の件({{案件番号}})でご連絡します。\n"


class Server:
    """A mail server that keeps what it takes, and answers some addresses otherwise."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], Any]] = []
        self.silent = threading.Event()

    async def handle_RCPT(self, server: Protocol, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address.startswith("nobody"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("busy"):
            return "451 4.7.1 greylisted, come back"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Protocol, session: Any, envelope: Any) -> str:
        from email import message_from_bytes

        letter = message_from_bytes(envelope.content, policy=default)
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, letter))
        if envelope.rcpt_tos[0].startswith("broken"):
            server.transport.close()  # taken, but nobody hears of it
        if envelope.rcpt_tos[0].startswith("silent"):
            self.silent.set()
            await asyncio.sleep(60)
        return "250 taken"

    @property
    def to(self) -> list[str]:
        return [to for _, tos, _ in self.taken for to in tos]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    handler = Server()
    running = Controller(handler, hostname="127.0.0.1", port=free_port())
    running.start()
    settings.SMTP = Smtp("127.0.0.1", running.port, "none", "", Path("none"))
    yield handler
    running.stop()


class Office:
    """A case with contacts, a template and a clerk."""

    def __init__(self, world: TinyWorld) -> None:
        self.world = world
        self.user = create_user("mail-desk", "文書 花子", "adviser", "long-enough-2030")
        self.case = Case.objects.create(
            programme=world.programme, company=world.company("見本製作所"), opened_on="2024-04-01", number="R6-0007"
        )
        self.case = Case.objects.get(pk=self.case.pk)
        self.template = self.write("ご連絡")

    def write(self, title: str, **facts: Any) -> Template:
        given = {"title": title, "topic": "business", "subject": "{{企業名}}様 ご連絡", "body": BODY} | facts
        return services.save_template(by=self.user, **given)

    def party(self, email: str, name: str = "総務 次郎") -> Party:
        return Party.objects.create(case=self.case, role="company", name=name, email=email)

    def mailing(self, *emails: str, template: Template | None = None) -> Mailing:
        chosen = template or self.template
        lines = services.lines_for(chosen, [self.party(email) for email in emails], by=self.user)
        return services.write_round(chosen, lines, by=self.user)

    def let_go(self, mailing: Mailing) -> None:
        services.let_go(mailing, count=mailing.messages.count(), by=self.user)

    def sent(self, *emails: str, template: Template | None = None) -> Mailing:
        mailing = self.mailing(*emails, template=template)
        self.let_go(mailing)
        sending.send_mailing(mailing_id=mailing.pk)
        return Mailing.objects.get(pk=mailing.pk)


@pytest.fixture
def office(world: TinyWorld, settings: Any) -> Office:
    settings.MAIL_FROM, settings.MAIL_RETURN = "centre@example.jp", "back@example.jp"
    settings.PUBLIC_URL = "https://banso.example.jp"
    return Office(world)


def states(mailing: Mailing) -> list[str]:
    return [message.state for message in sending.messages_of(mailing)]


def test_a_template_holds_known_words_only(office: Office) -> None:
    """Unknown ones are named at their field; brackets must be pairs; a title stands once."""
    assert office.template.words == ["企業名", "宛先_氏名", "案件番号"]
    with pytest.raises(ValidationError) as found:
        office.write("二つ目", body="{{企業めい}} 様", subject="{{番号}")
    told = found.value.message_dict
    assert "「企業名」" in told["body"][0] and "半角" in told["subject"][0]
    with pytest.raises(ValidationError, match="同じ名前"):
        office.write("ご連絡")


def test_what_is_shown_is_what_goes(office: Office, server: Server) -> None:
    """Words filled in, in UTF-8, one mail for each address, with a number of its own to come back to."""
    mailing = office.mailing("jiro@example.jp", "saburo@example.jp")
    shown = list(mailing.messages.values_list("body", flat=True))
    assert shown == ["総務 次郎 様\n\n見本製作所の件(R6-0007)でご連絡します。\n"] * 2
    sending.send_mailing(mailing_id=mailing.pk)
    assert server.taken == [] and states(mailing) == ["送信前", "送信前"]
    office.let_go(mailing)
    sending.send_mailing(mailing_id=mailing.pk)
    assert server.to == ["jiro@example.jp", "saburo@example.jp"]
    sender, _, letter = server.taken[0]
    first = mailing.messages.earliest("pk")
    assert sender == f"back+{first.key.hex}@example.jp" and letter["Message-ID"] == f"<{first.key}@example.jp>"
    assert letter["Subject"] == "見本製作所様 ご連絡" and letter.get_content().replace("\r\n", "\n") == shown[0]
    assert letter["List-Unsubscribe"] is None
    sending.send_mailing(mailing_id=mailing.pk)
    assert len(server.taken) == 2 and states(mailing) == ["送信済", "送信済"]


def test_nobody_chosen_is_nobody(office: Office) -> None:
    """Neither an empty choice nor one of whom none can be reached; and what was counted must still be so many."""
    with pytest.raises(ValidationError, match="宛先が選ばれていません"):
        services.write_round(office.template, [], by=office.user)
    lines = services.lines_for(office.template, [office.party("")], by=office.user)
    assert lines[0].why_not == "メールアドレスがありません。"
    with pytest.raises(ValidationError, match="宛先が選ばれていません"):
        services.write_round(office.template, lines, by=office.user)
    mailing = office.mailing("jiro@example.jp")
    with pytest.raises(ValidationError, match="2通が1通"):
        services.let_go(mailing, count=2, by=office.user)
    office.let_go(mailing)
    with pytest.raises(ValidationError, match="すでに送信に回されています"):
        office.let_go(mailing)
    with pytest.raises(ValidationError, match="取り消すことはできません"):
        services.drop(mailing, by=office.user)
    dropped = office.mailing("saburo@example.jp")
    services.drop(dropped, by=office.user)
    with pytest.raises(ValidationError, match="取りやめ"):
        office.let_go(dropped)


def test_a_word_without_a_value_stops_that_mail_alone(office: Office) -> None:
    """With the word's name."""
    template = office.write("担当から", body="{{担当者}}より")
    (line,) = services.lines_for(template, [office.party("jiro@example.jp")], by=office.user)
    assert "担当者" in line.why_not


def test_refused_busy_and_taken_each_have_their_own_end(office: Office, server: Server) -> None:
    """One address refused stops nobody else; a busy server is tried again later, and only that mail."""
    mailing = office.sent("nobody@example.jp", "busy@example.jp", "jiro@example.jp")
    assert states(mailing) == ["相手に拒まれた", "混雑のため後で再送", "送信済"]
    assert Outcome.objects.get(result=Result.REFUSED).said == "550 5.1.1 no such mailbox"
    from procrastinate.contrib.django.models import ProcrastinateJob

    later = ProcrastinateJob.objects.filter(task_name="send_mailing", scheduled_at__gt=timezone.now())
    assert [job.args for job in later] == [{"mailing_id": mailing.pk, "tried": 1}]
    sending.send_mailing(mailing_id=mailing.pk, tried=1)
    assert server.to == ["jiro@example.jp"]
    assert [m.attempts.count() for m in mailing.messages.order_by("pk")] == [1, 2, 1]


def test_a_line_that_breaks_leaves_a_question_and_never_a_second_mail(
    office: Office, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server had taken it: nobody knew. It stays so until a person says; then it goes on or is done."""
    mailing = office.sent("broken@example.jp", "jiro@example.jp")
    first, second = sending.messages_of(mailing)
    assert (first.state, second.state) == ("送信中", "送信待ち") and server.to == ["broken@example.jp"]
    with pytest.raises(ValidationError, match="分かっています"):
        services.settle(first, went=True, by=office.user)
    later(monkeypatch)
    assert sending.messages_of(mailing)[0].state == "送れたか不明"
    sending.send_mailing(mailing_id=mailing.pk)
    assert server.to == ["broken@example.jp", "jiro@example.jp"]
    services.settle(first, went=True, by=office.user)
    assert states(mailing) == ["送信済", "送信済"]
    with pytest.raises(ValidationError, match="分かっています"):
        services.settle(first, went=False, by=office.user)


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every attempt's beginning lie longer back than any lasts."""
    monkeypatch.setattr(models, "UNDER_WAY", timedelta(0))


def test_what_had_not_gone_goes_again_once_a_person_says_so(
    office: Office, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The claim of a worker that died before it sent."""
    mailing = office.mailing("jiro@example.jp")
    office.let_go(mailing)
    sending.begin_attempt(sending.held(mailing.messages.get().pk))
    sending.send_mailing(mailing_id=mailing.pk)
    assert server.taken == []
    later(monkeypatch)
    services.settle(mailing.messages.get(), went=False, by=office.user)
    sending.send_mailing(mailing_id=mailing.pk)
    assert server.to == ["jiro@example.jp"] and states(mailing) == ["送信済"]


_WORK = """
import sys, django
django.setup()
from banso.office.mail.services.sending import send_mailing
send_mailing(mailing_id=int(sys.argv[1]))
"""


@pytest.mark.django_db(transaction=True)
def test_a_mailing_killed_in_the_middle_sends_nothing_twice(
    transactional_db: None, server: Server, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """kill -9 while the server has a mail and has not said so: that one is asked about, those before are done, the rest goes."""
    settings.MAIL_FROM = "centre@example.jp"
    office = Office(TinyWorld())
    mailing = office.mailing("a@example.jp", "silent@example.jp", "c@example.jp")
    office.let_go(mailing)
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    given = {"BANSO_SMTP_HOST": "127.0.0.1", "BANSO_SMTP_PORT": str(settings.SMTP.port), "BANSO_SMTP_SECURITY": "none"}
    own = {"DATABASE_URL": url, "PYTHONPATH": str(SOURCE), "DJANGO_SETTINGS_MODULE": "banso.config.settings"}
    working = subprocess.Popen([sys.executable, "-c", _WORK, str(mailing.pk)], env={**os.environ, **given, **own})
    try:
        assert server.silent.wait(120)
    finally:
        working.send_signal(signal.SIGKILL)
        working.wait()
    assert server.to == ["a@example.jp", "silent@example.jp"]
    sending.send_mailing(mailing_id=mailing.pk)
    assert server.to == ["a@example.jp", "silent@example.jp", "c@example.jp"]
    later(monkeypatch)
    assert states(mailing) == ["送信済", "送れたか不明", "送信済"]
    sending.send_mailing(mailing_id=mailing.pk)
    assert len(server.taken) == 3


def test_without_a_server_nothing_is_lost_and_mails_go_by_hand(office: Office, settings: Any) -> None:
    """As files, once the mailing was looked through; each is marked once."""
    settings.SMTP = None
    client = Client()
    client.force_login(office.user)
    mailing = office.mailing("jiro@example.jp")
    message = mailing.messages.get()
    assert client.get(reverse("mail-file", args=[message.pk])).status_code == 403
    client.post(reverse("mail-act", args=[mailing.pk, "release"]), {"count": "1"})
    page = client.get(mailing.get_absolute_url()).content.decode()
    assert "ファイル(.eml)" in page
    file = client.get(reverse("mail-file", args=[message.pk]))
    assert b"X-Unsent: 1" in file.content and file["Content-Type"] == "message/rfc822"
    with pytest.raises(ValidationError, match="設定されていません"):
        services.send_again(Mailing.objects.get(), by=office.user)
    client.post(reverse("mail-message-act", args=[message.pk, "by_hand"]))
    assert states(mailing) == ["別の方法で送付済"]
    with pytest.raises(ValidationError, match="すでに送られた"):
        services.mark_by_hand(message, by=office.user)


def test_a_server_out_of_reach_leaves_everything_to_be_sent(office: Office, settings: Any) -> None:
    """Nothing is claimed; the mailing is come back to."""
    settings.SMTP = Smtp("127.0.0.1", 9, "none", "", Path("none"))
    mailing = office.sent("jiro@example.jp")
    assert states(mailing) == ["送信待ち"] and not Attempt.objects.exists()


def test_notices_can_be_opted_out_of_and_business_cannot(office: Office, server: Server) -> None:
    """By one click of a mail program, without a login or a token; opening the page does nothing."""
    events = office.write("セミナー", topic="events", body="ご案内です。")
    mailing = office.sent("jiro@example.jp", template=events)
    (_, _, letter) = server.taken[0]
    address = leave_address("jiro@example.jp", "events")
    assert letter["List-Unsubscribe"] == f"<{address}>" and address.startswith("https://banso.example.jp/leave/")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and address in letter.get_content()
    path = address.removeprefix("https://banso.example.jp")
    visitor = Client(enforce_csrf_checks=True)
    assert "停止する" in visitor.get(path).content.decode() and visitor.head(path).status_code == 200
    assert not OptOut.objects.exists()
    for _ in range(2):
        assert visitor.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [(row.email, row.topic) for row in OptOut.objects.all()] == [("jiro@example.jp", "events")]
    assert visitor.post(path[:-3] + "x/").status_code == 404
    party = office.party("JIRO@example.jp")
    assert "配信停止" in services.lines_for(events, [party], by=office.user)[0].why_not
    assert services.lines_for(office.template, [party], by=office.user)[0].why_not == ""
    services.correct_opt_out(OptOut.objects.get(), ended_on=timezone.localdate(), by=office.user)
    assert services.lines_for(events, [party], by=office.user)[0].why_not == ""
    with pytest.raises(ValidationError, match="事務連絡"):
        services.opt_out(email="a@example.jp", topic=Topic.BUSINESS, by=office.user)
    assert mailing.topic == "events"


def test_one_notice_goes_to_an_address_once(office: Office) -> None:
    """Business goes to each party, however many share an address."""
    events = office.write("セミナー", topic="events", body="ご案内です。")
    parties = [office.party("info@example.jp"), office.party("info@example.jp")]
    assert [bool(line.why_not) for line in services.lines_for(events, parties, by=office.user)] == [False, True]
    assert [line.why_not for line in services.lines_for(office.template, parties, by=office.user)] == ["", ""]


def test_a_mail_about_a_walled_case_names_nothing(office: Office) -> None:
    """Neither in its subject nor in its text, whatever the template says; and it mixes with no other."""
    other = Case.objects.create(
        programme=office.world.add_programme("secret", "守秘の事業"),
        company=office.case.company,
        opened_on="2024-04-01",
    )
    other.programme.walled_to = office.world.unit
    other.programme.save()
    party = Party.objects.create(case=other, role="company", name="総務 次郎", email="jiro@example.jp")
    lines = services.lines_for(office.template, [party, office.party("a@example.jp")], by=office.user)
    assert lines[0].subject == "ご連絡があります"
    assert "見本製作所" not in lines[0].body and "守秘" not in lines[0].body
    with pytest.raises(ValidationError, match="守秘"):
        services.write_round(office.template, lines, by=office.user)
    assert services.write_round(office.template, lines[:1], by=office.user).programme == other.programme


def returned(message: Message, status: str = "5.1.1", action: str = "failed") -> bytes:
    """A notice as a mail server sends it."""
    report = EmailMessage()
    report["From"], report["To"] = "MAILER-DAEMON@example.net", f"back+{message.key.hex}@example.jp"
    report["Subject"] = "Undelivered Mail Returned to Sender"
    boundary = "=_x"
    text = (
        f"This is the mail system.\n--{boundary}\nContent-Type: text/plain\n\nsorry\n"
        f"--{boundary}\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
        f"Final-Recipient: rfc822; {message.to_email}\nAction: {action}\nStatus: {status}\n\n--{boundary}--\n"
    )
    head = "\n".join(f"{name}: {value}" for name, value in report.items())
    kind = f'multipart/report; report-type=delivery-status; boundary="{boundary}"'
    return f"{head}\nMIME-Version: 1.0\nContent-Type: {kind}\n\n{text}".encode()


def test_what_came_back_is_put_to_its_mail_and_closes_the_address(office: Office, server: Server) -> None:
    """Read from a single mail, a mailbox and a Maildir; read again it is nothing new. Put right, the address is open again."""
    mailing = office.sent("gone@example.jp", "jiro@example.jp")
    gone = mailing.messages.earliest("pk")
    notice, vacation = returned(gone), b"From: a@example.jp\nSubject: Re: hello\n\nI am away.\n"
    assert services.read_returned(notice, by=office.user) == (1, 0)
    box = b"From MAILER-DAEMON Mon Nov 30 00:00:00 2026\n" + notice + b"\nFrom a Mon Nov 30 00:00:01 2026\n" + vacation
    folder = io.BytesIO()
    with zipfile.ZipFile(folder, "w") as kept:
        kept.writestr("new/1", notice)
        kept.writestr("cur/2:2,S", vacation)
    assert services.read_returned(folder.getvalue(), by=office.user) == (0, 1)
    assert services.read_returned(box, by=office.user)[1] == 1
    bounce = Bounce.objects.filter(message=gone).earliest("pk")
    assert (bounce.email, bounce.fault) == ("gone@example.jp", "permanent")
    assert states(mailing)[0] == "戻ってきた(宛先なし・受取拒否)"
    (line,) = services.lines_for(office.template, [office.party("gone@example.jp")], by=office.user)
    assert "戻ってきて" in line.why_not
    assert services.clear_address("gone@example.jp", by=office.user) >= 1
    (line,) = services.lines_for(office.template, [office.party("gone@example.jp")], by=office.user)
    assert line.why_not == ""


def test_what_is_no_mailbox_is_refused(office: Office) -> None:
    """In words; whatever stands in a mail, the others are read."""
    for content in (b"", b"\x00\x01", b"PK\x03\x04broken"):
        with pytest.raises(UserError):
            services.read_returned(content, by=office.user)
    assert list(read_returned(b"Subject: x\n\n" + b"\xff" * 2000))[0]["failed"] == []


def test_a_delay_three_times_in_a_month_counts_as_for_good(office: Office, server: Server) -> None:
    """Two do not."""
    closed = []
    for _ in range(3):
        mailing = office.sent("slow@example.jp")
        services.read_returned(returned(mailing.messages.get(), "4.2.2", "delayed"), by=office.user)
        closed.append(bool(composing.unreachable(["slow@example.jp"], "business")))
    assert closed == [False, False, True]


def test_a_clerk_writes_to_a_case_and_lets_it_go_on_screen(office: Office, server: Server) -> None:
    """Seen before it is written, seen before it goes, then on the case's page."""
    client = Client()
    client.force_login(office.user)
    party = office.party("jiro@example.jp")
    address = reverse("mail-new", args=[office.case.pk])
    empty = client.post(address, {"template": office.template.pk, "look": "1"})
    assert empty.status_code == 422 and "宛先が選ばれていません" in empty.content.decode()
    given = {"template": office.template.pk, "parties": [party.pk]}
    assert "見本製作所の件(R6-0007)" in client.post(address, given | {"look": "1"}).content.decode()
    assert not Mailing.objects.exists()
    made_ = client.post(address, given | {"write": "1"})
    mailing = Mailing.objects.get()
    assert made_["Location"] == mailing.get_absolute_url()
    assert "1通を送信に回す" in client.get(mailing.get_absolute_url()).content.decode()
    client.post(reverse("mail-act", args=[mailing.pk, "release"]), {"count": "1"})
    sending.send_mailing(mailing_id=mailing.pk)
    panel = client.get(reverse("mail-panel", args=["cases", "case", office.case.pk])).content.decode()
    assert "送信済" in panel and "見本製作所様 ご連絡" in panel
    assert "送信済 taken" in client.get(Message.objects.get().get_absolute_url()).content.decode()


def test_a_round_goes_to_the_cases_ticked(office: Office) -> None:
    """Conditions, the mails as they will go, boxes: none ticked is nobody."""
    client = Client()
    client.force_login(office.user)
    party, other = office.party("jiro@example.jp"), office.party("saburo@example.jp", "営業 三郎")
    given = {
        "template": office.template.pk,
        "programme": office.case.programme_id,
        "fiscal_year": "2024",
        "role": "company",
    }
    page = client.post(reverse("mail-round"), given).content.decode()
    assert page.count('name="party"') == 2 and "2通" in page
    none = client.post(reverse("mail-round"), given | {"seen": "1", "write": "1"})
    assert none.status_code == 422 and not Mailing.objects.exists()
    client.post(reverse("mail-round"), given | {"seen": "1", "write": "1", "party": [other.pk]})
    assert [message.party for message in Message.objects.all()] == [other] != [party]


def test_a_trial_goes_to_oneself_and_is_written_down_nowhere(office: Office, server: Server) -> None:
    """Marked as such; without an address of one's own it says whom to ask."""
    client = Client()
    client.force_login(office.user)
    mailing = office.mailing("jiro@example.jp")
    address = reverse("mail-act", args=[mailing.pk, "trial"])
    assert "登録を頼んで" in client.post(address, follow=True).content.decode()
    office.user.email = "hanako@example.jp"
    office.user.save()
    assert "試験送信しました" in client.post(address, follow=True).content.decode()
    assert server.to == ["hanako@example.jp"] and server.taken[0][2]["Subject"].startswith("【試験】")
    assert not Attempt.objects.exists()


def test_the_mail_server_is_set_up_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its password stands in a file, and in nothing that is shown."""
    assert smtp_of(tmp_path) is None
    monkeypatch.setenv("BANSO_SMTP_HOST", "smtp.example.jp")
    (tmp_path / "smtp_password").write_text("ひみつ\n")
    found = smtp_of(tmp_path)
    assert found is not None and (found.port, found.security, found.password()) == (587, "starttls", "ひみつ")
    assert "ひみつ" not in repr(found)
    monkeypatch.setenv("BANSO_SMTP_SECURITY", "tls")
    with pytest.raises(ValueError, match="starttls"):
        smtp_of(tmp_path)


def test_long_lines_and_line_ends_of_every_kind_come_through(office: Office) -> None:
    """As they were written."""
    mailing = office.mailing("jiro@example.jp")
    message = mailing.messages.get()
    message.body = "あ" * 500 + "\r\n二行目"
    assert made(message).get_content().replace("\r\n", "\n") == "あ" * 500 + "\n二行目\n"


def test_every_list_of_mails_opens(office: Office, server: Server) -> None:
    """With rows in it, as a clerk sees it; looked up by their words."""
    mailing = office.sent("jiro@example.jp", "gone@example.jp")
    services.drop(office.mailing("saburo@example.jp"), by=office.user)
    services.read_returned(returned(mailing.messages.latest("pk")), by=office.user)
    services.opt_out(email="a@example.jp", topic=Topic.EVENTS, by=office.user)
    client = Client()
    client.force_login(office.user)
    for kind, words in (
        ("mailing", "ご連絡"),
        ("message", "次郎"),
        ("template", "ご連絡"),
        ("bounce", "gone"),
        ("optout", "a@"),
    ):
        page = client.get(f"/mail/{kind}/", {"q": words})
        assert page.status_code == 200 and page.context["counted"], kind
    for kind in ("posting", "dropped"):
        assert client.get(f"/mail/{kind}/").status_code == 200
