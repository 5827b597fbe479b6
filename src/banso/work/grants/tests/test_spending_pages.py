"""The pages of what was spent: staff's book, an expense, the inspection, and the applicant's own, by phone too."""

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from banso.cases.filing import leaves_of
from banso.cases.services import add_party
from banso.office.guests import services as guests
from banso.office.guests.models import Invitation, Submission
from banso.registers.models import User
from banso.work.grants.models import Application, Decision, Expense, Inspection
from banso.work.grants.services import record_application
from banso.work.grants.spending import services
from conftest import TinyWorld, bring, flat, why_refused

from .spent import photo
from .test_spending import SOUND, TERMS, category, colleague, spend
from .worked import applied, called, go, terms

TYPED = {
    "kind": "機械・設備",
    "payee": "みほん機械",
    "content": "卓上旋盤",
    "ordered_on": "R6.5.7",
    "net": "１００，０００",
    "tax_rate": "10",
    "gross": "110,000",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def application(world: TinyWorld) -> Application:
    terms(world, **TERMS)
    made = applied(world, called(world))
    go(made, "adopted", "requested", "granted")
    add_party(made.case, role="applicant", company=made.case.company, name="経理", email="keiri@example.jp", by=None)
    category(made)
    return made


@pytest.fixture
def user(world: TinyWorld) -> User:
    return world.user(is_superuser=True)


@pytest.fixture
def desk(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def asked(application: Application, kind: str = "grant-expenses") -> Invitation:
    party = application.case.parties.get()
    return guests.invite(kind, case=application.case, party=party, until=localdate() + timedelta(days=30), by=None)


def test_staff_enter_an_expense_and_hang_a_paper_on_it(desk: Client, application: Application) -> None:
    book = f"/grants/{application.pk}/spending/"
    assert "まだ支出がありません" in flat(desk.get(book).content)
    early = desk.post(f"{book}new/", TYPED | {"category": category(application).pk, "ordered_on": "R6.4.2"})
    assert early.status_code == 422 and "交付決定(令和6年4月3日)より前です" in flat(early.content)
    made = desk.post(f"{book}new/", TYPED | {"category": category(application).pk})
    expense = Expense.objects.get()
    assert made.status_code == 302 and (expense.number, expense.eligible, expense.net) == (1, 100_000, 100_000)
    page = flat(desk.get(expense.get_absolute_url()).content)
    assert "書類が足りません: 見積書" in page and "設置前の写真" in page and "支出と証拠書類の入力" in page
    act = f"/grants/expenses/{expense.pk}/act/"
    wrong = desk.post(f"{act}paper/", {"what": "extra", "file": photo(1)})
    assert wrong.status_code == 422 and "どの書類かを入れてください" in flat(wrong.content)
    assert desk.post(f"{act}paper/", {"what": "extra:設置前の写真", "file": photo(2)}).status_code == 302
    assert desk.post(f"{act}paper/", {"what": "invoice", "file": photo(3)}).status_code == 302
    paper = expense.papers.get(proof="invoice")
    read = desk.post(paper_page := f"/grants/papers/{paper.pk}/", {"issuer": "別会社", "amount": "109,000"})
    assert read.status_code == 302 and desk.get(paper_page).status_code == 200
    book_page = flat(desk.get(book).content)
    assert "「請求書」の発行者・振込先「別会社」が、支払先「みほん機械」と違います" in book_page
    changed = desk.post(
        f"/grants/expenses/{expense.pk}/edit/", TYPED | {"category": category(application).pk, "gross": "²"}
    )
    assert changed.status_code == 422
    case = flat(desk.get(f"/grants/spending/panel/cases/case/{application.case_id}/").content)
    assert "足りないもの・直すところがある支出 <strong>1件</strong>" in case
    assert desk.post(f"{act}withdraw/", {"reason": "重複"}).status_code == 302
    assert "取り下げた支出(欠番)" in flat(desk.get(book).content)


def test_the_applicant_enters_expenses_and_photographs(client: Client, application: Application) -> None:
    """By her link alone: a new expense, a photograph for it, what is still missing; after the report only what went back."""
    ask = asked(application)
    door = f"/guest/{guests.address_part(ask, by=None)}/{ask.pk}/"
    assert "支出を入れる" in flat(client.get(door).content)
    assert client.get(f"{door}expenses/new/").status_code == 200
    typed = TYPED | {"category": category(application).pk}
    refused = client.post(f"{door}expenses/new/", typed | {"delivered_on": "R6.10.4"})
    assert refused.status_code == 422 and "完了の期限" in flat(refused.content)
    made = client.post(f"{door}expenses/new/", typed)
    expense = Expense.objects.get()
    own = f"{door}expenses/{expense.pk}/"
    assert made["location"] == own and Submission.objects.get().means == "link"
    page = flat(client.get(own).content)
    assert 'type="file"' in page and "image/jpeg" in page and "data:image/svg+xml" in page and "設置前の写真" in page
    assert client.post(own, {"what": "delivery", "file": photo(5)}).status_code == 302
    kept = expense.papers.get().file
    assert (kept.way, kept.title, kept.party) == ("link", "証ひょう1 納品書", application.case.parties.get())
    assert client.post(own, {"what": "delivery"}).status_code == 422
    assert client.post(own, typed | {"facts": "1", "payee": "みほん機械工業"}).status_code == 302
    expense.refresh_from_db()
    assert expense.payee == "みほん機械工業"
    other = applied_elsewhere(application)
    assert client.get(f"{door}expenses/{other.pk}/").status_code == 404
    report = asked(application, "grant-report")
    sheet = f"/guest/{guests.address_part(report, by=None)}/{report.pk}/"
    whole = flat(client.get(sheet).content)
    assert "卓上旋盤" in whole and "収支決算書" in whole and "100,000" in whole
    vague = client.post(sheet, {"completed_on": "R6.6.30", "done": "導入した", "results": "よくなった"})
    assert (
        vague.status_code == 422 and "数と単位" in flat(vague.content) and not Decision.objects.filter(step="reported")
    )
    sent = client.post(
        sheet, {"completed_on": "R6.6.30", "done": "導入した", "results": "月120個→180個", "own": "30,000"}
    )
    assert sent.status_code == 302
    row = Decision.objects.get(step="reported")
    assert (row.expense, row.final.own) == (100_000, 30_000)  # type: ignore[attr-defined]
    (leaf,) = (leaf for leaf in leaves_of(application.case, None) if leaf.title == "実績報告書")
    assert leaf.made is not None and leaf.made()[:5] == b"%PDF-"
    assert client.get(f"{door}expenses/new/").status_code == 302
    shut = client.post(own, typed | {"facts": "1"})
    assert shut.status_code == 422 and "差し戻された支出だけ" in flat(shut.content)
    services.send_expense_back(expense, reason="unreadable", note="撮り直してください", by=None)
    assert "撮り直してください" in flat(client.get(own).content)
    assert client.post(own, {"what": "delivery", "file": photo(6)}).status_code == 302


def applied_elsewhere(application: Application) -> Expense:
    """An expense of another applicant."""
    company = type(application.case.company).objects.create(name="ほかの企業")  # type: ignore[misc]
    facts = {"company": company, "opened_on": application.case.opened_on, "title": "他", "requested": 500_000}
    other = record_application(call=application.call, by=None, **facts)
    go(other, "adopted", "requested", "granted", expense=600_000)
    return spend(other)


def test_staff_show_the_address_for_photographs_and_send_back(
    desk: Client, application: Application, user: User
) -> None:
    expense = spend(application)
    act = f"/grants/expenses/{expense.pk}/act/"
    assert desk.post(f"{act}address/").status_code == 302
    ask = asked(application)
    page = flat(desk.post(f"{act}address/").content)
    assert (
        f"/guest/{guests.address_part(ask, by=user)}/{ask.pk}/expenses/{expense.pk}/" in page and "data:image" in page
    )
    go(application, "reported", first=70, expense=None)
    assert desk.post(f"{act}back/", {"back-reason": "unreadable"}).status_code == 422
    assert desk.post(f"{act}back/", {"back-reason": "unreadable", "back-note": "日付"}).status_code == 302
    assert "差し戻された支出です" in flat(desk.get(expense.get_absolute_url()).content)
    assert "差戻し中" in flat(desk.get(f"/grants/{application.pk}/spending/").content)
    assert desk.get(f"{act}nonsense/").status_code == 405


def test_two_inspectors_fill_in_the_sheet(desk: Client, world: TinyWorld, application: Application) -> None:
    one, other = colleague(world, "one"), colleague(world, "other")
    expense = spend(application)
    go(application, "reported", first=70, expense=None)
    start = f"/grants/{application.pk}/spending/inspect/"
    facts = {"stage": "final", "manner": "site", "inspected_on": "R6.6.20", "first": one.pk}
    assert desk.post(start, facts | {"second": one.pk}).status_code == 422
    assert desk.get(start).status_code == 200 and desk.post(start, facts | {"second": other.pk}).status_code == 302
    sheet = Inspection.objects.get()
    own, line = sheet.get_absolute_url(), sheet.lines.get()
    typed = {f"line-{line.pk}-accepted": "90,000", "opinion": "稼働していた"}
    refused = desk.post(own, typed)
    assert refused.status_code == 422 and "証ひょう1: 認めない額の理由" in flat(refused.content)
    assert desk.post(own, typed | {f"line-{line.pk}-accepted": "²"}).status_code == 422
    told = {f"line-{line.pk}-reason": "送料", f"line-{line.pk}-original_seen": "on"}
    assert desk.post(own, typed | told).status_code == 302
    assert "100,000円 → <strong>90,000円</strong>" in flat(desk.get(own).content)
    for who in (one, other):
        desk.force_login(who.user)
        world.allow(who.user, "view_inspection", "change_inspection", "view_expense")
        assert desk.post(f"{own}confirm/").status_code == 302
    assert "この調書はもう変わりません" in flat(desk.get(own).content)
    assert desk.get(f"{own}record.pdf").content[:5] == b"%PDF-"
    page = flat(desk.get(f"/grants/{application.pk}/spending/settlement/").content)
    assert "60,000円" in page and expense.content not in page
    for name in ("settlement.xlsx", "settlement.docx", "expenses.xlsx"):
        assert desk.get(f"/grants/{application.pk}/spending/{name}").content[:2] == b"PK"
    assert desk.get(f"/grants/{application.pk}/spending/nonsense.xlsx").status_code == 404


def test_the_book_goes_out_and_comes_in_again(desk: Client, application: Application) -> None:
    """In the same columns: a row without a number is a new expense, one with a number puts that right, and a strange one is refused by its column."""
    spend(application)
    content = desk.get(f"/grants/{application.pk}/spending/expenses.xlsx").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    rows = [[str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row] for row in sheet.to_python()]
    head, row = rows
    assert head[:4] == ["案件番号", "証ひょう番号", "経費区分", "経費の種類"] and row[1:5] == [
        "1",
        "原材料費",
        "原材料",
        SOUND["payee"],
    ]
    at = head.index("内容")
    right, new = [*row], [*row]
    right[at], new[at], new[1] = "ステンレス板 3mm", "真ちゅう板", ""
    strange = [*new]
    strange[2], strange[at] = "飲食費", "弁当"
    early = [*new]
    early[head.index("発注日")], early[at] = "令和6年4月1日", "早い発注"
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in (head, right, new, strange, early))
    outcome = bring("grant-expenses", text)
    assert [one.content for one in application.expenses.order_by("number")] == ["ステンレス板 3mm", "真ちゅう板"]
    why = why_refused(outcome)
    assert "「飲食費」という経費区分がこの公募にありません。原材料費 から" in why[4] and "より前です" in why[5]
    assert date(2024, 5, 31) == application.expenses.get(number=2).paid_on
