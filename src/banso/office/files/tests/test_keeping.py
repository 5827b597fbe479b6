"""How long a case's file is kept: the longest clock with its cause; what was let go of stays as a row with its digest."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from banso.cases import filing
from banso.cases.filing import Duty
from banso.cases.models import Case, Standing
from banso.office.files.models import Disposal, DisposedFile, ReceivedFile
from banso.office.files.services import (
    ask_binding,
    clocks_of,
    correct_hold,
    dispose,
    due_cases,
    erase_disposed,
    keeping,
    longest,
    make_binding,
    record_hold,
    record_rule,
    withdraw_received,
)  # fmt: skip
from banso.office.mail.services import write_mailing, write_message
from banso.registers.models import User
from conftest import TinyWorld

from .test_received import case, come, folder, pdf, user  # noqa: F401 - fixtures

LONG_AGO = date(2000, 4, 1)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Any:
    def day(today: date) -> None:
        monkeypatch.setattr(keeping, "localdate", lambda: today)

    return day


@pytest.fixture
def duties(monkeypatch: pytest.MonkeyPatch) -> list[Duty]:
    found: list[Duty] = []
    monkeypatch.setattr(filing, "_duties", [lambda cases: [(of.pk, duty) for of in cases for duty in found]])
    return found


def rule(paper: str, years: int | None, **facts: Any) -> None:
    record_rule(paper=paper, years=years, by=None, **{"valid_from": LONG_AGO, "basis": "文書管理規程"} | facts)


def complete(case: Case, day: date) -> Case:  # noqa: F811
    Standing.objects.filter(case=case).update(closed=True, since=day)
    return case


def until(case: Case) -> tuple[date | None, str]:  # noqa: F811
    clock = longest(clocks_of(case))
    return clock.until, clock.cause


@pytest.mark.parametrize(
    ("completed", "kept"), [(date(2024, 3, 31), date(2029, 3, 31)), (date(2024, 4, 1), date(2030, 3, 31))]
)
def test_five_years_begin_with_the_april_after_the_completion(case: Case, completed: date, kept: date) -> None:  # noqa: F811
    """The worked case of a house rule: a day decides about a year."""
    rule("case", 5)
    assert until(complete(case, completed)) == (kept, "案件の記録 5年 文書管理規程")


def test_the_longest_clock_wins_with_its_cause(case: Case, user: User, duties: list[Duty]) -> None:  # noqa: F811
    """Five years after the year of completion, decisions ten, the last asset's restriction, the last duty and a year, a lawsuit."""
    rule("case", 5)
    rule("received", 10)
    rule("duty", 1)
    complete(case, date(2024, 3, 31))
    assert until(case)[0] == date(2029, 3, 31)  # nothing came in, so the ten years of what came in do not run
    come(case, pdf(), by=user)
    assert until(case) == (date(2034, 3, 31), "届いた書類 10年 文書管理規程")
    duties.append(Duty(date(2033, 3, 31), "事業化状況の報告"))
    assert until(case) == (date(2034, 3, 31), "届いた書類 10年 文書管理規程")
    duties.append(Duty(date(2036, 9, 30), "財産処分の制限(加工機)"))
    assert until(case) == (date(2037, 9, 30), "財産処分の制限(加工機)")
    duties.append(Duty(None, "収益納付の報告"))
    assert until(case) == (None, "収益納付の報告")
    duties.clear()
    stop = record_hold(case=case, reason="lawsuit", note="返還請求の訴え", starts_on=date(2025, 1, 1), by=user)
    assert until(case) == (None, "争訟 返還請求の訴え")
    correct_hold(stop, ended_on=date(2026, 1, 1), by=user)
    assert until(case)[0] == date(2034, 3, 31)
    record_hold(
        case=case, reason="longer", note="年史の編さん", starts_on=date(2025, 1, 1), until=date(2040, 3, 31), by=user
    )
    assert until(case) == (date(2040, 3, 31), "延長 年史の編さん")


def test_which_rule_speaks_of_a_case(case: Case, world: TinyWorld) -> None:  # noqa: F811
    """Its programme's own before that of all; the one in force on the day of completion; none, or an open case: without an end."""
    complete(case, date(2024, 3, 31))
    assert until(case) == (None, keeping.NO_RULE)
    rule("case", 5)
    rule("case", 3, valid_from=date(2024, 4, 1))
    assert until(case)[0] == date(2029, 3, 31)
    rule("case", 7, programme=case.programme)
    rule("case", 1, programme=world.add_programme("other", "別の事業"))
    assert until(case)[0] == date(2031, 3, 31)
    rule("case", None, programme=case.programme, valid_from=date(2020, 4, 1))
    assert until(case) == (None, "案件の記録 永久 文書管理規程")
    Standing.objects.filter(case=case).update(closed=False)
    assert until(case) == (None, "完結していません")
    with pytest.raises(ValidationError, match="すでにあります"):
        rule("case", 9)


def test_what_is_due_this_year(case: Case, world: TinyWorld) -> None:  # noqa: F811
    """On the last day of its clock a case is kept, on the day after it may go; other programmes' cases are not asked."""
    rule("case", 1)
    complete(case, date(2023, 3, 31))
    assert due_cases(case.programme, date(2024, 3, 31)) == []
    assert [due.case for due in due_cases(case.programme, date(2024, 4, 1))] == [case]
    assert due_cases(world.add_programme("other", "別の事業"), date(2024, 4, 1)) == []


def test_many_due_cases_ask_no_more_of_the_database_than_one(case: Case, user: User) -> None:  # noqa: F811
    """Each with a paper and a mail; one that is held back is left out; what stays is counted."""
    rule("case", 1)
    mailing = write_mailing("案内", "business", by=user)

    def fill(number: int, of: Case) -> None:
        come(of, pdf(number), by=user)
        write_message(mailing, case=of, to_email="a@example.jp", subject="案内", body="本文", by=user)
        complete(of, date(2022, 3, 31))

    def asked() -> tuple[int, list[tuple[int, int, str]]]:
        with CaptureQueriesContext(connection) as queries:
            due = due_cases(case.programme, date(2026, 4, 1))
        return len(queries), [(one.case.pk, len(one.files), one.stays) for one in due]

    fill(1, case)
    one, first = asked()
    more = [
        Case.objects.create(programme=case.programme, company=case.company, opened_on=case.opened_on) for _ in range(3)
    ]
    for number, of in enumerate(more, start=2):
        fill(number, of)
    record_hold(case=more[0], reason="lawsuit", note="訴え", starts_on=date(2024, 1, 1), by=user)
    several, found = asked()
    assert first == [(case.pk, 1, "メール1通の本文")] and [pk for pk, _, _ in found] == [
        case.pk,
        more[1].pk,
        more[2].pk,
    ]
    assert several == one


def test_a_disposal_takes_the_contents_and_leaves_what_they_were(case: Case, user: User, folder: Path, on: Any) -> None:  # noqa: F811
    """Received, withdrawn and bound files go off the disk; title and digest stay; the database lets nothing go without a disposal."""
    rule("case", 1)
    row = come(case, pdf(1), title="見積書", by=user)
    wrong = come(case, pdf(2), title="誤りの書類", by=user)
    withdraw_received(wrong, reason="別の案件", by=user)
    make_binding(ask_binding(case, by=user).pk, user.pk)
    with pytest.raises(Error), transaction.atomic():
        ReceivedFile.objects.filter(pk=row.pk).update(file="")
    complete(case, date(2022, 3, 31))
    on(date(2023, 3, 31))
    with pytest.raises(ValidationError, match="保存期限が過ぎていません"):
        dispose(case, decision="起案1", by=user)
    on(date(2023, 4, 1))
    made = dispose(case, decision="起案1", by=user)
    assert (made.kept_until, made.decision) == (date(2023, 3, 31), "起案1")
    gone = DisposedFile.objects.filter(disposal=made)
    assert {(one.title, one.sha256) for one in gone if one.sha256} == {
        ("見積書", row.sha256),
        ("誤りの書類", wrong.sha256),
    }
    assert gone.count() == 4 and len(_files(folder)) == 4
    erase_disposed(disposal_id=made.pk, user_id=user.pk)
    erase_disposed(disposal_id=made.pk, user_id=user.pk)
    assert _files(folder) == [] and not gone.filter(erased_at=None).exists() and not gone.exclude(stored_as="").exists()
    row.refresh_from_db()
    assert (bool(row.file), row.state, row.title, row.name) == (False, "廃棄済", "見積書", "見積書.pdf")
    with pytest.raises(ValidationError, match="すでに廃棄"):
        dispose(case, decision="起案2", by=user)
    with pytest.raises(Error), transaction.atomic():
        Disposal.objects.update(decision="別の決裁")
    with pytest.raises(Error), transaction.atomic():
        gone.update(sha256="0")


def _files(folder: Path) -> list[Path]:  # noqa: F811
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_disposed_of_says_so_on_its_pages(case: Case, user: User, client: Client, on: Any) -> None:  # noqa: F811
    rule("case", 1)
    row = come(case, pdf(1), by=user)
    complete(case, date(2022, 3, 31))
    on(date(2023, 4, 1))
    dispose(case, decision="起案1", by=user)
    client.force_login(user)
    assert "廃棄済" in client.get(row.get_absolute_url()).content.decode()
    assert "廃棄済" in client.get(f"/files/cases/{case.pk}/").content.decode()
    assert client.get(f"/files/received/{row.pk}/file/").status_code == 404
    made = ask_binding(case, by=user)
    make_binding(made.pk, user.pk)
    made.refresh_from_db()
    assert (made.papers, made.pages, made.amiss) == (1, 1, "")
