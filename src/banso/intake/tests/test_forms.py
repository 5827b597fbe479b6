"""The form of every kind that can come in: filled with its own example it comes in cleanly, and offers what may be chosen."""

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
import xlsxwriter
from django.test import Client
from python_calamine import CalamineWorkbook

from banso.cases.models import Case
from banso.core.imports import ImportKind, Parent, all_imports, import_kind
from banso.core.imports.headings import find_layout
from banso.core.text import fold
from banso.figures.measures import all_measures
from banso.intake import services
from banso.intake.blank import COMPANIES, ENTRY, EXAMPLE, OFFERED, blank_form, example_of
from banso.intake.outcome import What
from banso.office.payments import services as payments
from banso.office.payments.models import Batch, Entry, Progress
from banso.procedures.taking import take
from banso.procedures.terms import lay_down_terms
from banso.registers.models import Expert, Industry, Municipality, Post, User
from banso.work.grants.models import Application
from banso.work.grants.procedure import GRANT
from banso.work.grants.services import record_category
from banso.work.grants.tests.worked import applied, called
from banso.work.orders.models import Inquiry, Introduction
from conftest import TinyWorld

AFTER_THE_SETTLEMENT = ("grant-outcome-reports", "grant-input-tax", "grant-assets")


@pytest.fixture
def furnished(world: TinyWorld) -> TinyWorld:
    """A centre with one of each that rows may name."""
    world.person()
    world.organisation()
    Expert.objects.create(name="専門家 一郎", registered_on=date(2020, 4, 1))
    Post.objects.create(code="pm", title="プロジェクトマネージャー", programme=world.programme)
    Industry.objects.create(code="E", name="製造業")
    Municipality.objects.create(code="020001", prefecture="みほん県", name="みほん市")
    return world


def transfer_of_april(world: TinyWorld) -> None:
    """A payment that stands in a bank's file of 25 April 2024, let go by two."""
    case = Case.objects.create(
        programme=world.programme, company=world.company(ended_on=date(2020, 3, 31)), opened_on=date(2024, 4, 10)
    )
    place = {"bank_code": "0001", "bank_name": "見本銀行", "branch_code": "001", "branch_name": "本店", "type": "1"}
    payee = payments.record_payee(kind="individual", name="見本 太郎", by=None)
    held = {"holder": "ミホン タロウ", "number": "0000001"}
    account = payments.record_account(payee=payee, **place, **held, valid_from=date(2020, 1, 1), by=None)
    sender = payments.record_sender(**place, holder="ミホン", number="0000002", code="0000000001", by=None)
    asked = {"purpose": "謝金", "amount": 30_000, "treatment": "resident", "due_on": date(2024, 4, 25), "funding": "県"}
    clerk, first, second = (world.user(name) for name in ("asks", "lets", "go"))
    order = payments.request_payment(case=case, payee=payee, account=account, **asked, by=clerk)
    for user in (first, second):
        payments.release([order], count=1, total=order.net, by=user)
    facts = {"fiscal_year": 2024, "number": 1, "sender": sender, "pay_on": date(2024, 4, 25), "count": 1}
    sums = {
        "total": order.net,
        "withheld": order.withheld,
        "tax_due_on": date(2024, 5, 10),
        "content": "",
        "sha256": "",
    }
    Entry.objects.create(order=order, batch=Batch.objects.create(**facts, **sums, by=first), by=first)
    Progress.objects.filter(order=order).update(state="sent")


def an_application_of(world: TinyWorld, said: dict[str, str]) -> Application:
    """An application with the number that the example names."""
    application = applied(world, called(world))
    Case.objects.filter(pk=application.case_id).update(number=said["case.number"])
    return application


def a_grant_to_spend(world: TinyWorld, said: dict[str, str]) -> None:
    """A grant that was decided, with the number and the category that the example names."""
    application = an_application_of(world, said)
    record_category(call=application.call, name=said["category.name"], by=None)
    for code in ("adopted", "granted"):
        take(application.case, code, {"taken_on": application.case.opened_on}, by=None)


def settle_the_grant() -> None:
    """The grant that the example names is settled on the day it was applied for."""
    case = Application.objects.get().case
    for code, facts in (("adopted", {}), ("granted", {}), ("reported", {"expense": 1_000_000}), ("settled", {})):
        take(case, code, {"taken_on": case.opened_on, **facts}, by=None)


def rows_of(content: bytes, sheet: str) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()


def filled(content: bytes) -> bytes:
    """The form with its example copied into the sheet that is brought back."""
    return sheet_of(rows_of(content, EXAMPLE)[:2])


def sheet_of(rows: Sequence[Sequence[object]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet(ENTRY)
        for number, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                sheet.write_string(number, place, str(cell))
    return target.getvalue()


CONFIDENTIAL = ("complaints", "succession", "transfers", "turnaround")  # whose cases stand behind a wall only


def example_row(kind: ImportKind) -> dict[str, str]:
    return {column.name: example_of(column) for column in kind.columns}


def furnish_parents(kind: ImportKind, said: dict[str, str]) -> None:
    """Bring in the records that a row of a kind belongs to, each by its own form's example and what the row says of it."""
    if kind.side_by_side:
        said = said | {kind.side_by_side.fact: said[next(iter(kind.side_by_side.columns))]}
    for parent in (step for step in kind.steps if isinstance(step, Parent)):
        row = example_row(parent.of)
        told = {
            name.removeprefix(f"{parent.fact}."): cell for name, cell in said.items() if name.startswith(parent.fact)
        }
        told |= {name: cell for name, cell in said.items() if name.partition(".")[0] in parent.within}
        named = {name.removesuffix(".name") for name in told if name.endswith(".name")}
        kept = {name: cell for name, cell in row.items() if name.rpartition(".")[0] not in named}
        row = {name: "" for name in row} | kept | {name: cell for name, cell in told.items() if cell and name in row}
        row |= dict(parent.fixed)
        furnish_parents(parent.of, row)
        headings = [column.heading for column in parent.of.columns]
        content = sheet_of([headings, [row[column.name] for column in parent.of.columns]])
        outcome = services.run(services.bring(parent.of, content, "親.xlsx", by=None), by=None)
        assert outcome.counts.keys() <= {What.CREATED, What.SAME}, outcome.shown


@pytest.mark.parametrize("code", [kind.code for kind in all_imports()])
def test_a_form_filled_with_its_example_comes_in(furnished: TinyWorld, code: str) -> None:
    """One row, one record, nothing refused and no heading unknown."""
    kind = import_kind(code)
    if kind.model._meta.app_label in CONFIDENTIAL:
        furnished.wall()
    if code == "transfer-results":
        transfer_of_april(furnished)
    if code in ("grant-officers", "grant-shareholders"):
        an_application_of(furnished, example_row(kind))
    if code == "grant-expenses":
        a_grant_to_spend(furnished, example_row(kind))
    if code in AFTER_THE_SETTLEMENT:
        values = {"outcome_reports": 5, "tax_basis": "gross"}
        lay_down_terms(GRANT, programme=furnished.programme, fiscal_year=2024, content={"values": values}, by=None)
    furnish_parents(kind, example_row(kind))
    if code in AFTER_THE_SETTLEMENT:
        settle_the_grant()
    by = User.objects.create_superuser("manager") if hasattr(kind.model, "by") else None  # acts that name who did them
    brought = services.bring(kind, filled(blank_form(kind)), "様式.xlsx", by=by)
    outcome = services.look(brought, by=by)
    assert outcome.counts == {What.CREATED: 1}, outcome.shown
    assert outcome.unknown == ()


@pytest.mark.parametrize("kind", all_imports(), ids=lambda kind: kind.code)
def test_the_sheet_to_fill_in_has_every_heading_and_no_row(furnished: TinyWorld, kind: ImportKind) -> None:
    """Headings as declared, each once; an untouched form brings nothing in."""
    rows = rows_of(blank_form(kind), ENTRY)
    assert rows == [[column.heading for column in kind.columns]] and len(set(rows[0])) == len(rows[0])


@pytest.mark.parametrize("kind", all_imports(), ids=lambda kind: kind.code)
def test_no_two_columns_go_by_the_same_other_heading(kind: ImportKind) -> None:
    """Another heading means one column, or is one's own heading; which comes first in the form decides nothing."""
    own = {fold(column.heading) for column in kind.columns}
    others = Counter(word for column in kind.columns for word in {fold(alias) for alias in column.aliases} - own)
    assert [word for word, number in others.items() if number > 1] == []


def test_a_heading_of_ones_own_goes_before_anothers_alias() -> None:
    """「名称」 is the course's title on a list of attendance, although a company's name is often called so."""
    layout = find_layout(import_kind("attendances"), [(1, ["名称", "実施日", "会社名", "参加人数"])])
    assert [heading.column.name for heading in layout.known if heading.column] == [
        "session.gathering.title",
        "session.starts_on",
        "company.name",
        "headcount",
    ]


def test_a_form_offers_what_there_is_today(furnished: TinyWorld) -> None:
    """Programmes by their name, ways of consulting by their label; a name that looks like a formula stays a name."""
    furnished.add_programme("odd", "=1+1事業")
    offered = rows_of(blank_form(import_kind("consultations")), OFFERED)
    columns = {str(cells[0]): [cell for cell in cells[1:] if cell] for cells in zip(*offered, strict=True)}
    assert columns["事業"] == ["相談事業", "=1+1事業"] and columns["担当者"] == ["担当 一郎"]
    assert "窓口" in columns["相談方法"]


def test_a_form_offers_the_companies_there_are(furnished: TinyWorld, client: Client) -> None:
    """By name in a list, with what tells them apart in a sheet of their own; not to those who may not see companies."""
    furnished.company("株式会社青い森", kana="アオイモリ", phone="017-700-0001")
    furnished.company("株式会社あかね", kana="アカネ", ended_on=date(2020, 3, 31))
    clerk = furnished.user("clerk")
    furnished.allow(clerk, "add_consultation", "change_consultation", "view_company")
    client.force_login(clerk)
    content = b"".join(client.get("/intake/new/consultations/form/").streaming_content)  # type: ignore[attr-defined]
    assert rows_of(content, COMPANIES)[1:] == [["株式会社青い森", "アオイモリ", "", "", "017-700-0001"]]
    assert (
        COMPANIES
        not in CalamineWorkbook.from_filelike(io.BytesIO(blank_form(import_kind("consultations")))).sheet_names
    )


def test_a_form_with_its_rows_begun(furnished: TinyWorld, client: Client) -> None:
    """The introductions of an inquiry that wait for their outcome: with the outcome written in, they come in as they are."""
    buyer, supplier = furnished.company("発注㈱"), furnished.company("受注㈱")
    inquiry = Inquiry.objects.create(
        programme=furnished.programme, buyer=buyer, received_on=date(2024, 4, 1), item="部品"
    )
    Introduction.objects.create(inquiry=inquiry, supplier=supplier, introduced_on=date(2024, 4, 5))
    client.force_login(User.objects.create_superuser("manager", password="password-12345"))
    address = f"/intake/new/introduction-outcomes/form/?inquiry={inquiry.pk}"
    content = b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]
    head, row = rows_of(content, ENTRY)
    said = dict(zip(map(str, head), map(str, row), strict=False))
    assert (said["発注企業"], said["受注企業"], said["紹介日"]) == ("発注㈱", "受注㈱", "令和6年4月5日")
    said |= {"結果": "不成立", "確定日": "R6.6.1", "不成立の理由": "その他"}
    told = sheet_of([[str(word) for word in head], [said.get(str(word), "") for word in head]])
    outcome = services.run(services.bring(import_kind("introduction-outcomes"), told, "結果.xlsx", by=None), by=None)
    assert outcome.counts == {What.CREATED: 1}, outcome.shown
    assert client.get(address).status_code == 404


def test_every_kind_of_work_comes_in_from_files() -> None:
    """Each app with records of its own has at least one declaration."""
    apps = {kind.model._meta.app_label for kind in all_imports()}
    assert apps >= {measure.model._meta.app_label for measure in all_measures()}
