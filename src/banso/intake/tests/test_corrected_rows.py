"""A row that was put right is about the record it first made: it changes that record and adds no second one."""

from datetime import date

import pytest

from banso.core.imports import import_kind
from banso.intake import services
from banso.intake.outcome import Outcome, What
from banso.registers.models import Company
from banso.work.gatherings.models import Attendance, Gathering, Presentation, Session
from banso.work.grants.models import Application, Call, Course
from banso.work.grants.services import record_application
from conftest import TinyWorld

DAY = date(2024, 6, 1)
ATTENDED = "名称\t開催日\t企業名\t人数\n"
APPLIED = "コース・枠\t企業名\t申請日\t事業名\t申請額\n"


def brought(kind: str, rows: str) -> Outcome:
    return services.run(services.bring(import_kind(kind), rows.encode(), "一覧.txt", by=None), by=None)


def why(outcome: Outcome) -> list[tuple[str, ...]]:
    return [line.why for line in outcome.shown[What.REFUSED]]


@pytest.fixture
def session(world: TinyWorld) -> Session:
    gathering = Gathering.objects.create(programme=world.programme, kind="seminar", title="経営塾")
    world.company("株式会社青い森")
    return Session.objects.create(gathering=gathering, starts_on=DAY, ends_on=DAY)


@pytest.fixture
def call(world: TinyWorld) -> Call:
    course = Course.objects.create(programme=world.programme, code="start", name="創業枠")
    world.company("株式会社青い森")
    return Call.objects.create(course=course, opened_on=date(2024, 5, 1), executed_in=2024, rate="1/2", cap=1_000_000)


def test_a_corrected_attendance(session: Session) -> None:
    """The same company at the same session: its headcount is put right."""
    row = "経営塾\tR6.6.1\t株式会社青い森\t"
    assert brought("attendances", f"{ATTENDED}{row}2\n").counts == {What.CREATED: 1}
    assert brought("attendances", f"{ATTENDED}{row}3\n").counts == {What.CHANGED: 1}
    assert list(Attendance.objects.values_list("session", "headcount")) == [(session.pk, 3)]


def test_heads_without_a_name_are_nobodys_correction(session: Session) -> None:
    """Rows that name neither company nor person are records of their own."""
    head = "名称\t開催日\t人数\n"
    brought("attendances", f"{head}経営塾\tR6.6.1\t20\n")
    assert brought("attendances", f"{head}経営塾\tR6.6.1\t5\n").counts == {What.CREATED: 1}
    assert sorted(Attendance.objects.values_list("headcount", flat=True)) == [5, 20]


def test_two_rows_about_one_record(session: Session) -> None:
    """Of one file's two rows about one company at one session the first comes in and the second is sent back."""
    row = "経営塾\tR6.6.1\t株式会社青い森\t"
    outcome = brought("attendances", f"{ATTENDED}{row}2\n{row}3\n")
    assert outcome.counts == {What.CREATED: 1, What.REFUSED: 1}
    assert why(outcome) == [("2行目と同じ記録の行です。1行にまとめてください。",)]
    assert Attendance.objects.get().headcount == 2


def test_a_corrected_application(call: Call) -> None:
    """The same company applying to the same call on the same day: title and amount are put right."""
    row = "創業枠\t株式会社青い森\tR6.6.1\t"
    assert brought("grant-applications", f"{APPLIED}{row}新商品\t500,000\n").counts == {What.CREATED: 1}
    assert brought("grant-applications", f"{APPLIED}{row}新商品開発\t600,000\n").counts == {What.CHANGED: 1}
    assert list(Application.objects.values_list("call", "title", "requested")) == [(call.pk, "新商品開発", 600_000)]


def test_two_records_that_fit_are_not_guessed_between(call: Call) -> None:
    """Two applications made on the screen for one day: a row that fits both is refused and neither changes."""
    company = Company.objects.get()
    for title in ("新商品", "販路"):
        record_application(call=call, company=company, opened_on=DAY, title=title, requested=1, by=None)
    outcome = brought("grant-applications", f"{APPLIED}創業枠\t株式会社青い森\tR6.6.1\t設備\t2\n")
    assert why(outcome) == [("当てはまる記録が2件あり、1件に決められません。画面で直してください。",)]
    assert sorted(Application.objects.values_list("title", "requested")) == [("新商品", 1), ("販路", 1)]


def test_a_corrected_call(call: Call) -> None:
    """The same course on the same day: its rate and ceiling are put right."""
    rows = "コース・枠\t公募開始日\t事業年度\t補助率\t上限額\n創業枠\tR6.5.1\tR6\t2/3\t2,000,000\n"
    assert brought("grant-calls", rows).counts == {What.CHANGED: 1}
    call.refresh_from_db()
    assert (str(call.rate), call.cap, Call.objects.count()) == ("2/3", 2_000_000, 1)


def test_a_corrected_presentation(session: Session) -> None:
    """The same presenter at the same session: the company is added, and no second presentation."""
    head = "名称\t開催日\t発表者\t企業名\n"
    assert brought("presentations", f"{head}経営塾\tR6.6.1\t青森 一郎\t\n").counts == {What.CREATED: 1}
    assert brought("presentations", f"{head}経営塾\tR6.6.1\t青森 一郎\t株式会社青い森\n").counts == {What.CHANGED: 1}
    made = Presentation.objects.get()
    assert (made.session, made.presenter, str(made.company)) == (session, "青森 一郎", "株式会社青い森")
