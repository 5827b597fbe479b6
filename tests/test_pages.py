"""What people do on the pages, without a browser: record, correct, search, export, trace, close."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from banso.config.accounts import create_user
from banso.core.models import Access
from banso.figures.models import FrozenYear
from banso.registers.models import Company, Programme
from banso.report.compose import compose
from banso.report.making import make_report
from banso.report.models import ReportRun
from banso.report.render import render
from banso.work.consultations.models import Consultation
from conftest import flat


@pytest.fixture
def manager(reference: None) -> Client:
    client = Client()
    client.force_login(create_user("test-manager", "管理者", "manager", "long-enough-2024"))
    return client


def consultation_facts(**facts: str) -> dict[str, str]:
    programme = Programme.objects.get(code="one-stop")
    company = Company.objects.order_by("pk").first()
    given = {
        "programme": str(programme.pk),
        "held_on": "令和6年3月31日",
        "mode": "desk",
        "company": f"{company} #{company.pk}",
        "note": "試験",
    }
    return given | facts


def test_a_consultation_is_recorded_and_corrected(manager: Client) -> None:
    """Saved through the service: the era date is understood, the trail names who it was."""
    answer = manager.post("/consultations/consultation/new/", consultation_facts())
    record = Consultation.objects.get(note="試験")
    assert (answer.status_code, record.held_on.isoformat(), record.fiscal_year) == (302, "2024-03-31", 2023)
    address = f"/consultations/consultation/{record.pk}/edit/"
    opened = manager.get(address).context["opened"]
    manager.post(address, consultation_facts(held_on="Ｒ６．４．１", minutes="４５", opened=opened))
    record.refresh_from_db()
    assert (record.fiscal_year, record.minutes) == (2024, 45)
    page = manager.get(f"/consultations/consultation/{record.pk}/").content.decode()
    assert "変更の履歴(2件)" in page and "管理者" in page


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"held_on": "令和6年2月30日"}, "という日付はありません"),
        ({"held_on": ""}, "入力してください|必須"),
        ({"company": "どこにもない会社"}, "候補の中から選んでください"),
        ({"company": ""}, "企業か相談者のどちらか"),
        ({"minutes": "たくさん"}, "整数"),
        ({"next_on": "R6.3.1"}, "相談日以後"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(manager: Client, facts: dict[str, str], says: str) -> None:
    """One message at the field; nothing is written; the note typed is still in its box."""
    import re

    answer = manager.post("/consultations/consultation/new/", consultation_facts(**facts))
    page = answer.content.decode()
    assert answer.status_code == 422 and re.search(says, page), page[:2000]
    assert ">\n試験</textarea>" in page
    assert not Consultation.objects.filter(note="試験").exists()


def test_a_list_is_searched_filtered_and_exported(manager: Client) -> None:
    """The export holds exactly what the list shows, and is logged with its conditions."""
    shown = manager.get("/consultations/consultation/?year=2023&mode=online&held=R6.1.1").content.decode()
    number = Consultation.objects.filter(fiscal_year=2023, mode="online", held_on__gte="2024-01-01").count()
    assert f"<strong>{number:,}件</strong>" in shown
    export = manager.get("/consultations/consultation/?year=2023&mode=online&held=R6.1.1&format=csv")
    assert len(b"".join(export.streaming_content).decode("utf-8-sig").splitlines()) == number + 1
    log = Access.objects.get()
    assert (log.subject, log.conditions) == ("相談記録", "年度: 令和5年度、方法: オンライン、相談日: R6.1.1～")


def test_a_wrong_date_in_a_filter_is_said(manager: Client) -> None:
    """The list stays, with a message that names the field."""
    page = manager.get("/consultations/consultation/?held=あした").content.decode()
    assert "相談日: 「あした」は日付として読めません" in page


def test_a_list_asks_few_queries_however_long(manager: Client, django_assert_max_num_queries) -> None:
    """No query per row: a page of fifty has a budget."""
    with django_assert_max_num_queries(20):
        manager.get("/consultations/consultation/")
    with django_assert_max_num_queries(20):
        manager.get("/fairs/meeting/")


def test_a_figure_opens_its_rule_and_its_records(manager: Client) -> None:
    """From the report to the rule, to the records, to one record and back to its figures."""
    figure = next(f for f in compose(2023).figures() if f.printed == "1,462件")
    trace = flat(manager.get(f"/report/2023/figure/{figure.anchor}/").content)
    assert "1回の相談を1件として延べで数える" in trace and "もとになった記録 1462件" in trace
    records = manager.get(f"/report/2023/figure/{figure.anchor}/0/").content.decode()
    assert "<strong>1,462件</strong>" in records
    record = Consultation.objects.filter(programme__code="one-stop", mode="round", fiscal_year=2023).first()
    back = manager.get(f"/report/record/consultations/consultation/{record.pk}/").content.decode()
    assert figure.anchor in back and "巡回相談(令和5年度)" in back


def test_a_cumulative_figure_shows_its_opening_balance(manager: Client) -> None:
    """期首残高 with its source, then each year."""
    figure = next(f for f in compose(2023).figures() if f.printed == "1,073件")
    trace = flat(manager.get(f"/report/2023/figure/{figure.anchor}/").content)
    assert "期首残高(出典: 令和3年度までの事業実績の累計表)" in trace
    assert all(number in trace for number in ("933", "80", "60"))


def test_a_file_is_made_in_the_background(manager: Client) -> None:
    """Asked for, made by the worker's task, downloaded; the download is logged."""
    answer = manager.post("/report/2023/make/", {"format": "xlsx"})
    run = ReportRun.objects.get()
    assert answer["Location"] == f"/report/runs/{run.pk}/"
    assert "待機中" in manager.get(f"/report/runs/{run.pk}/").content.decode()
    make_report(run_id=run.pk)
    assert "できあがりました" in manager.get(f"/report/runs/{run.pk}/").content.decode()
    content = b"".join(manager.get(f"/report/runs/{run.pk}/file/").streaming_content)
    assert content.startswith(b"PK") and Access.objects.filter(subject__contains="事業報告書").exists()
    run.refresh_from_db()
    run.file.delete()


def test_a_year_is_closed_on_screen_and_a_late_record_shows(manager: Client) -> None:
    """Closed, changed, listed, accepted as 訂正."""
    manager.post("/report/2023/close/")
    assert FrozenYear.objects.get().figures.count() == 182
    manager.post("/consultations/consultation/new/", consultation_facts())
    page = manager.get("/report/2023/differences/").content.decode()
    assert "1,077件" in page and "1,078件" in page
    year = FrozenYear.objects.get()
    figure = year.figures.get(row="窓口相談", column="令和5年度")
    manager.post(f"/report/figures/{figure.pk}/correct/", {"reason": "入力漏れのため"})
    assert "訂正済み: 入力漏れのため" in manager.get("/report/2023/differences/").content.decode()
    assert "1,077件" in manager.get("/report/2023/").content.decode()


def test_a_file_is_tied_out_on_screen(manager: Client) -> None:
    """An uploaded draft is compared; a wrong one gets a message."""
    content = render(compose(2023), "docx")
    page = manager.post("/report/tieout/", {"file": SimpleUploadedFile("報告書.docx", content)}).content.decode()
    assert "すべて一致しました" in page and "182件" in page
    broken = manager.post("/report/tieout/", {"file": SimpleUploadedFile("報告書.docx", b"x")})
    assert broken.status_code == 422 and "Word" in broken.content.decode()


def test_next_year_is_prepared_on_screen(manager: Client) -> None:
    """Copied forward to FY2024, a programme added and one section's text changed, without code."""
    answer = manager.post("/report/copy/", {"fiscal_year": "2023"})
    assert answer["Location"] == "/report/2024/outline/"
    manager.post(
        "/report/programmes/new/", {"code": "ai-support", "fiscal_year": "令和6年度", "name": "AI活用支援事業"}
    )
    assert "AI活用支援事業" in manager.get("/report/programmes/?year=2024").content.decode()
    report = manager.get("/report/2024/").content.decode()
    assert "令和6年度事業報告書" in report and "産業復興相談センター事業" not in report
