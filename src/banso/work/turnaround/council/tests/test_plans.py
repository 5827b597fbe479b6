"""The figure tests of a plan, monitoring, the year in figures, the sheet for the national body, and the council's pages."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from banso.core.foreign.books import open_book
from banso.office.deadlines.models import OpenDeadline
from banso.procedures.columns import columns_box
from banso.procedures.standing_now import standing_now
from banso.procedures.terms import lay_down_terms, read_content
from banso.work.turnaround.council import national
from banso.work.turnaround.council.models import CouncilCase, CouncilStep, PlanYear
from banso.work.turnaround.council.national_columns import ITEMS
from banso.work.turnaround.council.picture import draw
from banso.work.turnaround.council.plan_tests import Verdict, findings_of
from banso.work.turnaround.council.procedure import COUNCIL
from banso.work.turnaround.council.services import check_plan, write_plan_years
from banso.work.turnaround.council.terms import Values
from banso.work.turnaround.council.yearly import year_of
from conftest import TinyWorld

from .worked import BASE, DAY, MAIN, MILLION, all_agreed, go, manned, met, opened, owed


@pytest.fixture
def council(world: TinyWorld) -> CouncilCase:
    return opened(world)


def years(column: str, *amounts: int | None) -> list[PlanYear]:
    return [PlanYear(nth=nth, **{column: amount}) for nth, amount in enumerate(amounts)]


def verdicts(rows: list[PlanYear]) -> list[str]:
    return [one.verdict.value for one in findings_of(rows, Values())]


@pytest.mark.parametrize(
    ("amounts", "expected", "says"),
    [
        ((-50, -40, -30, -20, -10, 0), Verdict.MET, "計画5年目"),
        ((-50, -40, -30, -20, -10, -1, 1), Verdict.NEAR, "計画6年目"),
        ((-50, -40, -30, -20, -10, -5, -1, 1), Verdict.FAIL, "計画7年目"),
        ((-50, -40, -30), Verdict.FAIL, "計画2年目でも実質債務超過"),
        ((10, 20), Verdict.MET, "実質債務超過ではない"),
        ((-50, 10, -1, 5), Verdict.MET, "計画3年目"),
        ((-50,), Verdict.UNSAID, ""),
        ((None, None), Verdict.UNSAID, ""),
    ],
)
def test_out_of_insolvency_within_five_years(amounts: tuple[int | None, ...], expected: Verdict, says: str) -> None:
    """By the year after which it never is below zero again."""
    found = findings_of(years("net_assets", *amounts), Values())[0]
    assert (found.verdict, found.says) == (expected, says)


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [((-5, -3, -1, 1), Verdict.MET), ((-5, -3, -2, -1, 1), Verdict.NEAR), ((-5, -3, -2, -1, -1, 1), Verdict.FAIL)],
)
def test_profit_within_about_three_years(amounts: tuple[int, ...], expected: Verdict) -> None:
    assert findings_of(years("profit", *amounts), Values())[1].verdict == expected


@pytest.mark.parametrize(
    ("debt", "flow", "expected", "says"),
    [
        (100, 10, Verdict.MET, "10.00倍(計画1年目)"),
        (101, 10, Verdict.NEAR, "10.10倍(計画1年目)"),
        (120, 10, Verdict.NEAR, "12.00倍(計画1年目)"),
        (121, 10, Verdict.FAIL, "12.10倍(計画1年目)"),
        (0, -5, Verdict.MET, "有利子負債がない"),
        (10, 0, Verdict.FAIL, "キャッシュフローがない"),
        (None, 10, Verdict.UNSAID, ""),
    ],
)
def test_debt_over_cash_flow_in_the_last_year(debt: int | None, flow: int, expected: Verdict, says: str) -> None:
    rows = [PlanYear(nth=0), PlanYear(nth=1, debt=debt, cash_flow=flow)]
    found = findings_of(rows, Values())[2]
    assert (found.verdict, found.says) == (expected, says)


def test_what_a_plan_is_held_to_is_terms() -> None:
    """Other numbers, another verdict; words of nothing known are refused."""
    rows = years("net_assets", -5, -4, -3, 1)
    assert findings_of(rows, Values(net_worth_years=2, near_years=0))[0].verdict == Verdict.FAIL
    with pytest.raises(ValidationError):
        read_content(COUNCIL, {"values": {"net_worth_years": 0}})
    with pytest.raises(ValidationError):
        read_content(COUNCIL, {"values": {"national": [["番号", "company"]]}})


def test_a_plan_never_blocks_by_its_figures(world: TinyWorld, council: CouncilCase) -> None:
    """It fails all three, and is carried through all the same; its figures and contents belong to their version."""
    plan = met(world, council)
    bad = {"net_assets": -1, "profit": -1, "debt": 100, "cash_flow": 0}
    write_plan_years(plan, {0: bad, 1: bad}, by=None)
    assert verdicts(list(plan.years.all())) == ["fail", "fail", "fail"]
    write_plan_years(plan, {1: dict.fromkeys(bad)}, by=None)
    assert [row.nth for row in plan.years.all()] == [0]
    check_plan(plan, {"outline": (True, ""), "guarantor": (False, "保証人なし")}, by=None)
    assert plan.checks.filter(found=True).count() == 1
    assert plan.checks.count() == 12
    all_agreed(plan, council, date(2023, 6, 1))
    assert go(world, council, "completed", on=date(2023, 6, 1)).step == "completed"
    with pytest.raises(ValidationError, match="計画案の手続ではありません"):
        write_plan_years(CouncilStep.objects.get(step="completed"), {}, by=None)


def test_the_picture_says_what_it_shows() -> None:
    drawn = draw(years("net_assets", -5_000, None, 3_000))
    assert "計画2年目: 実質純資産 3千円、経常利益 なし" in drawn
    assert "style=" not in drawn
    assert draw([]) == ""


def test_monitoring_is_scheduled_at_completion(world: TinyWorld) -> None:
    """Every six months for three years by the terms, each met by the next look; none once the case is over."""
    terms = {"values": {"monitor_every": 6, "monitor_for": 18}}
    lay_down_terms(COUNCIL, programme=world.programme, fiscal_year=2023, content=terms, by=None)
    council = opened(world)
    plan = met(world, council)
    all_agreed(plan, council, date(2023, 8, 31))
    go(world, council, "completed", on=date(2023, 8, 31))

    def due() -> list[date]:
        rows = OpenDeadline.objects.filter(case=council.case, deadline__code="monitoring")
        return sorted(rows.values_list("due_on", flat=True))

    assert due() == [date(2024, 2, 29), date(2024, 8, 31), date(2025, 2, 28)]
    go(world, council, "monitored", on=date(2024, 2, 20))
    assert due() == [date(2024, 8, 31), date(2025, 2, 28)]
    go(world, council, "finished", on=date(2024, 9, 1), reason="completed")
    assert due() == []


def test_the_year_in_figures(world: TinyWorld, council: CouncilCase) -> None:
    """One plan came about with a waiver, one without relief, one firm was closed in good order, one talk led nowhere."""
    go(world, council, "first", "sounded", "intended", "decided")
    waived = [owed(world.organisation(MAIN), 60, reliefs={"waiver": 10 * MILLION})]
    from banso.work.turnaround.council.creditor_tables import record_consent, record_table

    record_table(council, waived, base_on=BASE, told=60 * MILLION, by=None)
    manned(council, "accountant", "lawyer")
    go(world, council, "standstill", "teamed", "examined", "planned", "reported", "called", "met")
    plan = CouncilStep.objects.get(step="planned")
    record_consent(plan, council.creditors.get(), state="agreed", said_on=date(2023, 6, 30), paper="同意書", by=None)
    go(world, council, "completed", on=date(2023, 6, 30), jobs=20)
    quick = opened(world)
    go(world, quick, "first", "decided", product="profit", relief="none")
    go(world, quick, "planned", "delivered", "completed", on=DAY + timedelta(days=20), jobs=5)
    retry = opened(world, route="")
    go(world, retry, "first", "decided", product="retry", relief="none")
    go(world, retry, "settled", persons=2)
    talk = opened(world, company=None, alias="A社")
    go(world, talk, "preliminary", "lifted")
    year = year_of(2023)
    assert dict(year.funnel) == {
        "事前相談": 1, "窓口相談": 3, "支援決定": 3, "計画案の作成": 2, "計画策定支援の完了": 2, "終結": 0,
    }  # fmt: skip
    assert dict(year.national) == {
        "事前相談 対応企業数": "1社",
        "窓口相談 対応企業数": "3社",
        "計画策定支援 完了": "2件",
        "うち収益力改善支援(金融支援なし)": "1件",
        "うち抜本的な金融支援(債権放棄等・DDS)": "1件",
        "再チャレンジ支援(企業・保証人)": "1企業 2人",
        "雇用維持効果": "25名",
        "所要日数(平均・中央値)": "40日・40日",
    }
    assert dict(year.ends) == {"再チャレンジ支援の完了": 1, "事前相談の終了": 1}
    assert dict(year.routes) == {"メイン行": 2, "不明": 1}
    assert [(age.label, age.number, age.longest) for age in standing_now(COUNCIL, date(2023, 7, 10)).ages] == [
        ("計画策定支援の完了", 2, 50)
    ]
    assert dict(year_of(2024).national)["所要日数(平均・中央値)"] == "-"


def test_the_sheet_for_the_national_body_names_nobody(world: TinyWorld, council: CouncilCase) -> None:
    """One row a support under a number that stays the same; columns, order and headings are terms; every item has its value."""
    go(world, council, "first")
    columns = [("番号", "pseudonym"), ("来た日", "first"), ("段階", "stands")]
    book = open_book(national.sheet(year_of(2023).worked, columns).read(), "x.xlsx")
    told = [list(cells) for _, cells in book.sheet().rows()]
    assert told == [["番号", "来た日", "段階"], [str(council.pseudonym), "令和5年5月1日", "窓口相談"]]
    (row,) = national.rows(year_of(2023).worked, list(ITEMS))
    assert len(row) == len(ITEMS)
    assert not {str(council.case.company), council.case.number, str(council.pk)} & {str(cell) for cell in row}
    box = columns_box(lambda: ITEMS)()
    assert box.clean("番号=報告番号、窓口相談日") == [["番号", "pseudonym"], ["窓口相談日", "first"]]
    assert box.prepare_value(box.clean("番号=報告番号、窓口相談日")) == "番号=報告番号、窓口相談日"
    assert box.clean("番号＝報告番号") == [["番号", "pseudonym"]]
    with pytest.raises(ValidationError, match="「企業名」という項目はありません"):
        box.clean("企業名")


@pytest.fixture
def client(world: TinyWorld) -> Client:
    user, client = world.user(), Client()
    world.allow(user, "view_councilcase", "change_councilcase", "view_case", "add_councilcase")
    client.force_login(user)
    return client


def test_the_table_is_typed_on_its_page(world: TinyWorld, council: CouncilCase, client: Client) -> None:
    """What is wrong is told with its line and nothing typed is lost; right, it is a new version; what a bank says is noted below it."""
    world.organisation(MAIN)
    address = reverse("council-creditors-write", args=[council.pk])
    typed: dict[str, Any] = {"base_on": "R5.4.30", "told": "60,000,000", "line-1-name": MAIN, "line-1-kind": "own_risk"}
    wrong = client.post(address, typed)
    assert wrong.status_code == 422
    assert "1行目 残高(円): 残高を入れてください" in wrong.content.decode()
    assert f'value="{MAIN}"' in wrong.content.decode()
    more = client.post(address, typed | {"more": "1"})
    assert (more.status_code, 'name="line-6-name"' in more.content.decode()) == (200, True)
    done = client.post(address, typed | {"line-1-balance": "60,000,000"})
    assert done.status_code == 302
    assert "借入一覧と一致" in client.get(done["Location"]).content.decode()
    copied = client.post(address, {"base_on": "R5.4.30", "told": "1", "copy": "1"})
    assert (copied.status_code, "Excelファイルを選んでください" in copied.content.decode()) == (422, True)
    assert client.post(reverse("council-consent", args=[council.pk])).status_code == 404  # there is no plan yet
    go(world, council, "first", "sounded", "intended", "decided", "standstill")
    manned(council)
    go(world, council, "teamed", "examined", "planned")
    told = {"creditor": council.creditors.get().pk, "state": "agreed", "said_on": "R5.5.20"}
    refused = client.post(reverse("council-consent", args=[council.pk]), told)
    assert (refused.status_code, "同意書が要ります" in refused.content.decode()) == (422, True)
    assert client.post(reverse("council-consent", args=[council.pk]), told | {"paper": "第3号"}).status_code == 302
    page = client.get(reverse("council-creditors", args=[council.pk])).content.decode()
    assert "計画の成立日は令和5年5月20日です" in page


def test_a_plan_and_a_meeting_are_filled_in_on_their_pages(
    world: TinyWorld, council: CouncilCase, client: Client
) -> None:
    """Thousands of yen in, yen kept; contents ticked; who came and what was shown."""
    plan = met(world, council)
    address = reverse("council-step", args=[plan.pk])
    typed = {"years": "1", "year-0-net_assets": "△1,200", "year-1-net_assets": "300", "year-1-ends_on": "R6.3.31"}
    assert client.post(address, typed).status_code == 302
    assert list(plan.years.values_list("nth", "net_assets")) == [(0, -1_200_000), (1, 300_000)]
    assert client.post(address, {"checks": "1", "outline": "on", "cash_note": "別添"}).status_code == 302
    page = client.get(address).content.decode()
    assert "計画1年目" in page
    assert client.post(address, {"years": "1", "year-1-debt": "多い"}).status_code == 422
    meeting = CouncilStep.objects.get(step="met")
    line = meeting.attendances.first()  # type: ignore[attr-defined]
    said = {
        f"creditor-{line.pk}-present": "on",
        f"creditor-{line.pk}-who": "融資課長",
        f"creditor-{line.pk}-shown": "計画案 第1版",
    }
    assert client.post(reverse("council-step", args=[meeting.pk]), said).status_code == 302
    line.refresh_from_db()
    assert (line.present, line.who, line.shown) == (True, "融資課長", "計画案 第1版")
    for name, args in (("council-year", []), ("council-panel", ["cases", "case", council.case_id])):
        assert client.get(reverse(name, args=args)).status_code == 200
    assert client.get(reverse("council-national")).status_code == 200
    assert client.get(reverse("council-creditors-file", args=[council.pk])).status_code == 200
    other = CouncilStep.objects.get(step="called")
    assert client.get(reverse("council-step", args=[other.pk])).status_code == 404
