"""A whole round of letters: one instant, numbers in a row, the order of addresses; broken off at any moment, it goes on."""

import io
import os
import signal
import threading
import time
import zipfile
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from banso.cases.models import Case, Party
from banso.core.errors import UserError
from banso.core.series import NumberSeries
from banso.office.papers import services
from banso.office.papers.choices import Means, RoundState
from banso.office.papers.models import Letter, Recipient, Round, SealUse
from banso.office.papers.services import rounds
from banso.registers.models import Staff
from conftest import TinyWorld

from .test_letters import TODAY, Office, folder, kind, office, text_of, today  # noqa: F401 - fixtures


@pytest.fixture
def three(office: Office) -> list[Case]:  # noqa: F811
    """Cases whose companies lie, by postal code and reading, in the order third, first, second."""
    facts = [("乙", "オツ", "1000002"), ("丙", "ヘイ", ""), ("甲", "コウ", "1000001")]
    companies = [office.world.company(n, kana=k, postal_code=p, address="町1") for n, k, p in facts]
    return [office.add_case(office.world.programme, company=company) for company in companies]


def run(asked: Round, office: Office) -> Round:  # noqa: F811
    rounds.issue_round(asked.pk, office.user.pk)
    asked.refresh_from_db()
    return asked


def test_one_instant_and_the_order_of_addresses(office: Office, three: list[Case]) -> None:  # noqa: F811
    """Numbers follow each other by postal code and reading; Word files, the PDF and the list of addressees say the same."""
    form = office.form("{{文書番号}} {{文書日付}} {{企業名}} {{宛先_氏名}}")
    office.issue(form)
    asked = run(services.ask_round(three, form, role="applicant", by=office.user), office)
    assert (asked.state, asked.error, asked.first_number, asked.issued_on) == (RoundState.DONE, "", 2, TODAY)
    letters = list(Letter.objects.filter(recipient__round=asked).order_by("number"))
    assert [(row.printed, row.case.whose) for row in letters] == [
        ("6産支第2号", "甲"), ("6産支第3号", "乙"), ("6産支第4号", "丙"),
    ]  # fmt: skip
    contents = [Path(row.file.path).read_bytes() for row in letters]
    assert [row.sha256 for row in letters] == [sha256(content).hexdigest() for content in contents]
    assert text_of(contents[0])[1] == "6産支第2号 令和6年4月10日 甲 海野 花"
    assert len(pikepdf.open(asked.pdf.path).pages) == 3
    assert office.issue(form).number == 5


def test_nothing_is_numbered_while_a_word_is_missing(office: Office, three: list[Case]) -> None:  # noqa: F811
    """The case that lacks it is named; put right, the same round goes on."""
    form = office.form("{{宛先_住所}}")
    Party.objects.filter(case__in=three[:2]).update(address="港町1")
    asked = run(services.ask_round(three, form, role="applicant", by=office.user), office)
    assert asked.state == RoundState.FAILED and "甲" in asked.error and "乙" not in asked.error
    assert not NumberSeries.objects.exists() and not Letter.objects.exists()
    Party.objects.filter(case=three[2]).update(address="港町2")
    services.resume_round(asked, by=office.user)
    assert run(asked, office).state == RoundState.DONE and Letter.objects.count() == 3
    with pytest.raises(ValidationError, match="終わって"):
        services.resume_round(asked, by=office.user)


def test_which_cases_may_go_together(office: Office, three: list[Case], world: TinyWorld) -> None:  # noqa: F811
    """Of one programme, each with somebody in the role, each using the form; none at all is none."""
    form, other = office.form("{{企業名}}"), world.add_programme("other", "別の事業")
    elsewhere = office.add_case(other)
    with pytest.raises(UserError, match="一つの事業"):
        services.chosen([three[0].pk, elsewhere.pk])
    with pytest.raises(UserError, match="選んで"):
        services.chosen([])
    three[1].parties.update(ended_on=TODAY)
    with pytest.raises(ValidationError, match="丙"):
        services.ask_round(three, form, role="applicant", by=office.user)
    services.withdraw_form(form, by=office.user)
    with pytest.raises(ValidationError, match="使えない"):
        services.ask_round(three, form, by=office.user)
    assert not Round.objects.exists()


def test_what_is_bound_stays_said(office: Office, three: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """Broken off after its first portion, a round goes on with the words and the date it began with."""
    form = office.form("{{文書日付}} {{企業名}}")
    asked = services.ask_round(three, form, by=office.user)
    monkeypatch.setattr(rounds, "AT_ONCE", 1)
    rounds.take_round_numbers(asked, by=office.user)
    assert rounds.issue_portion(asked, by=office.user) == 1
    three[0].company.name = "改名後"
    three[0].company.save()
    monkeypatch.setattr(services.timezone, "localdate", lambda: date(2024, 4, 12))
    run(asked, office)
    letters = Letter.objects.filter(recipient__round=asked).order_by("number")
    assert [row.issued_on for row in letters] == [TODAY] * 3
    assert text_of(Path(letters[1].file.path).read_bytes())[1] == "令和6年4月10日 乙"


def test_a_portion_that_fails_leaves_no_file(
    office: Office,  # noqa: F811
    three: list[Case],
    folder: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,  # noqa: F811
) -> None:
    """Nor a letter; the reason is told, and it can be gone on with."""
    asked, calls = services.ask_round(three, office.form("{{企業名}}"), by=office.user), []
    kept = {path for path in folder.rglob("*") if path.is_file()}
    whole = rounds.keep_letter

    def second_fails(*args: Any, **facts: Any) -> Letter:
        calls.append(1)
        if len(calls) == 2:
            raise OSError("disk full")
        return whole(*args, **facts)

    monkeypatch.setattr(rounds, "keep_letter", second_fails)
    assert run(asked, office).state == RoundState.FAILED and "続きを発行" in asked.error
    assert not Letter.objects.exists() and {path for path in folder.rglob("*") if path.is_file()} == kept
    assert run(asked, office).state == RoundState.DONE


def test_a_round_goes_out(office: Office, three: list[Case]) -> None:  # noqa: F811
    """All at once, but for what is void."""
    asked = run(services.ask_round(three, office.form("{{企業名}}"), by=office.user), office)
    services.void(Letter.objects.get(number=2), reason="宛先の誤り", by=office.user)
    assert services.send_round(asked, means=Means.POST, sent_on=TODAY, by=office.user) == 2
    assert sorted(row.state for row in Letter.objects.all()) == ["欠番", "発送済", "発送済"]


def test_on_screen(office: Office, three: list[Case], client: Client) -> None:  # noqa: F811
    """From the list of cases to the files: a trial of any one, the round, its zip, its PDF and its list."""
    client.force_login(office.user)
    form = office.form("{{文書番号}} {{企業名}}", seal="required")
    begin = reverse("papers-round-begin")
    assert "文書を一斉に発行する" in client.get(reverse("cases-case-list")).content.decode()
    assert "一覧" in client.get(begin).content.decode()
    page = client.post(begin, {"row": [case.pk for case in three]}).content.decode()
    assert "3件" in page and "結果通知書" in page
    facts = {"ids": ",".join(str(case.pk) for case in three), "form": form.pk, "role": "-", "trial": three[1].pk}
    tried = client.post(begin, facts | {"step": "trial"})
    assert text_of(tried.content)[1].endswith("丙") and not Round.objects.exists()
    assert client.post(begin, facts | {"form": "", "step": "issue"}).status_code == 422
    assert client.post(begin, {"all": "1", "query": ""}).status_code == 200
    asked_page = client.post(begin, facts | {"step": "issue"})["Location"]
    assert "順番を待っています" in client.get(asked_page).content.decode()
    asked = Round.objects.get()
    assert client.get(reverse("papers-round-file", args=[asked.pk, "zip"])).status_code == 404
    run(asked, office)
    assert "3通を発行しました" in client.get(asked_page).content.decode()
    packed = b"".join(client.get(reverse("papers-round-file", args=[asked.pk, "zip"])).streaming_content)
    assert zipfile.ZipFile(io.BytesIO(packed)).namelist()[0] == "0001_6産支第1号_甲.docx"
    assert client.get(reverse("papers-round-file", args=[asked.pk, "pdf"])).status_code == 200
    listed = client.get(reverse("papers-recipient-list"), {"round": asked.pk}).content.decode()
    assert listed.index("100-0001") < listed.index("100-0002")
    client.post(asked_page, {"means": "post", "sent_on": "R6.4.10"})
    assert Letter.objects.filter(sending__isnull=False).count() == 3
    assert "まだ公印を押していない3通" in client.get(asked_page).content.decode()
    assert (
        client.post(asked_page, {"seal": "1", "seal-pressed_on": "R6.4.10", "seal-pressed_by": ""}).status_code == 422
    )
    presser = Staff.objects.create(name="総務 葉", unit=office.world.unit, joined_on=TODAY)
    client.post(asked_page, {"seal": "1", "seal-pressed_on": "R6.4.10", "seal-pressed_by": presser.pk})
    assert set(SealUse.objects.values_list("letter__printed", "copies", "pressed_by__name")) == {
        (f"6産支第{number}号", 1, "総務 葉") for number in (1, 2, 3)
    }
    assert "まだ公印" not in client.get(asked_page).content.decode()
    assert "甲" in client.get(reverse("papers-sealuse-list")).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_numbers(today: Any) -> None:  # noqa: F811
    """One number, two clerks at one moment, each in a transaction of her own: both letters are issued, their numbers differ."""
    office = Office(TinyWorld())  # noqa: F811
    form, ready, wrong = office.form("{{企業名}}"), threading.Barrier(4), []

    def issue() -> None:
        try:
            ready.wait(20)
            office.issue(form)
        except Exception as error:  # told below
            wrong.append(error)
        finally:
            connection.close()

    clerks = [threading.Thread(target=issue) for _ in range(4)]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join(60)
    assert wrong == []
    assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_killed_at_any_moment(today: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """Workers that die in the middle leave whole letters only; the next goes on, and every number is on one letter."""
    office = Office(TinyWorld())  # noqa: F811
    cases = [office.add_case(office.world.programme) for _ in range(12)]
    asked = services.ask_round(cases, office.form("{{文書番号}} {{企業名}}"), by=office.user)
    monkeypatch.setattr(rounds, "AT_ONCE", 3)
    for seconds in (0.15, 0.5, 1.2):
        _killed_after(seconds, asked, office)
        held = Letter.objects.count()
        assert held in (0, 3, 6, 9, 12) and held == Recipient.objects.filter(letter__isnull=False).count()
    run(asked, office)
    assert asked.state == RoundState.DONE and Recipient.objects.filter(letter=None).count() == 0
    letters = list(Letter.objects.order_by("number"))
    assert [row.number for row in letters] == list(range(1, 13))
    for row in letters:
        content = Path(row.file.path).read_bytes()
        assert sha256(content).hexdigest() == row.sha256 and text_of(content)[1].startswith(f"{row.printed} ")


def _killed_after(seconds: float, asked: Round, office: Office) -> None:  # noqa: F811
    """A worker in a process of its own, killed."""
    connections.close_all()
    worker = os.fork()
    if worker == 0:
        rounds.issue_round(asked.pk, office.user.pk)
        os._exit(0)
    time.sleep(seconds)
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    until = time.monotonic() + 10  # the server lets go of the lock when it notices that the connection has ended
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)
