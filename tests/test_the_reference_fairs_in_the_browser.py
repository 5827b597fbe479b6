"""The whole life of the reference year's two fairs at their real size, in a real browser; the report's rows are what was done."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from .browsing import DESK, log_in, open_fy2024
from .fair_lists import HACHINOHE, TOKYO, FairPlan, wish_list, write

pytestmark = pytest.mark.browser
PATIENT = 120_000  # the worker reads a list, or makes a timetable


@pytest.fixture
def desk(browser: Browser, address: str, password: str) -> Iterator[Page]:
    page = log_in(browser, address, password, DESK)
    open_fy2024(page, address)
    yield page
    page.close()


def set_up(desk: Page, address: str, plan: FairPlan) -> str:
    """The fair, its partners and its day's slots are entered; the address of its page."""
    desk.goto(f"{address}/fairs/fair/new/")
    desk.select_option("#id_programme", label=plan.programme)
    for name, text in (("name", plan.name), ("starts_on", plan.day), ("ends_on", plan.day), ("place", plan.place)):
        desk.fill(f"#id_{name}", text)
    desk.fill("#id_tables", str(plan.buyers))
    desk.press("#id_tables", "Control+Enter")
    desk.get_by_role("link", name="準備・当日・結果を開く").click()
    home = desk.url
    desk.get_by_role("link", name="時間枠を作る").click()
    for name, text in (plan.clock | {"break_from": "12:00", "break_until": "13:00"}).items():
        desk.fill(f"#id_{name}", text)
    desk.get_by_role("button", name="この日の枠を作る").click()
    expect(desk.get_by_role("status")).to_contain_text("時間枠を")
    return home


def hand_in(desk: Page, file: Path) -> None:
    desk.get_by_label("ファイル").first.set_input_files(file)
    desk.get_by_role("button", name="次へ").click()
    desk.get_by_role("button", name="取り込むとどうなるかを見る").click()


def bring_in(desk: Page, home: str, kind: str, file: Path, number: int, refused: int = 0) -> None:
    """A list is handed in from the fair's page, looked at and brought in: the fair need not stand in it."""
    desk.goto(home)
    desk.get_by_text("Excelの一覧で取り込む").click()
    desk.locator("details").get_by_role("link", name=kind, exact=True).click()
    hand_in(desk, file)
    expect(desk.locator(".saved")).to_contain_text(f"登録 {number:,}件", timeout=PATIENT)
    if refused:
        expect(desk.locator(".saved")).to_contain_text(f"取り込めない {refused}件")
    desk.get_by_role("button", name=re.compile(r"件を取り込む")).click()
    expect(desk.get_by_text("取り込みました。")).to_contain_text(f"登録 {number:,}件", timeout=PATIENT)


def bring_partners_in(desk: Page, address: str, file: Path) -> None:
    """The organisations are on the register before a fair names them."""
    desk.goto(f"{address}/intake/new/organisations/")
    hand_in(desk, file)
    expect(desk.locator(".saved")).to_be_visible(timeout=PATIENT)
    desk.get_by_role("button", name=re.compile(r"件を取り込む")).click()
    expect(desk.get_by_text("取り込みました。")).to_be_visible(timeout=PATIENT)


def gather(desk: Page, home: str, plan: FairPlan, folder: Path) -> None:
    """Partners, companies of both sides and their wishes, as the office's lists have them."""
    hosts = [["団体", "都道府県"], *plan.hosts.items()]
    bring_in(desk, home, "主催団体", write(folder / "主催団体.xlsx", hosts), len(plan.hosts))
    head = ["企業名", "法人番号", "区分", "都道府県", "取りまとめ団体", "到着時刻"]
    companies = list(plan.companies())
    bring_in(desk, home, "参加企業", write(folder / "参加企業.xlsx", [head, *companies]), len(companies))
    for kind, wishes in (("発注側の希望", plan.wished_by_buyers()), ("受注側の希望", plan.wished())):
        number = sum(map(len, wishes.values()))
        bring_in(desk, home, kind, write(folder / f"{kind}.xlsx", wish_list(wishes)), number)


def plan_the_day(desk: Page, home: str, plan: FairPlan, folder: Path) -> Path:
    """The timetable is asked for, watched, found proven and without error, and put in force; its Excel is taken along."""
    desk.goto(home)
    desk.select_option("#seconds", "30")
    desk.get_by_role("button", name="時間割を作る").click()
    expect(desk.get_by_text("点検の結果、誤りはありません")).to_be_visible(timeout=PATIENT)
    expect(desk.locator(".tally")).to_contain_text(f"商談 {plan.planned}件")
    expect(desk.locator(".tally")).to_contain_text("最適")
    expect(desk.locator("button.meet")).to_have_count(plan.planned)
    desk.get_by_role("button", name="公開する").click()
    expect(desk.locator(".tag.agrees")).to_contain_text("公開済み")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Excel", exact=True).click()
    download.value.save_as(folder / "時間割.xlsx")
    return folder / "時間割.xlsx"


def hold(desk: Page, home: str, plan: FairPlan, timetable: Path, folder: Path) -> None:
    """One company stays away, some meetings are called off: typed in the grid. What came of the others is a list."""
    desk.goto(f"{home}day/")
    desk.select_option("#who", label=f"{plan.stays_away}(受注)")
    desk.get_by_role("button", name="来ない").click()
    type_results(desk, home, plan.stays_away, "not:supplier_away", plan.absent)
    rows = CalamineWorkbook.from_path(timetable).get_sheet_by_index(0).to_python()
    type_results(desk, home, plan.calls_off, "not:called_off", plan.called_off)
    with_results = [[*rows[0], "見込み", "商談内容"], *([*row, "見積へ", "図面を送る"] for row in rows[1:])]
    refused = plan.absent + plan.called_off
    bring_in(desk, home, "行った商談", write(folder / "結果.xlsx", with_results), plan.meetings.number, refused=refused)


def type_results(desk: Page, home: str, company: str, result: str, number: int) -> None:
    """The first of a company's meetings are given a result, each saved as it is chosen."""
    desk.goto(f"{home}results/?q={company}")
    for place in range(number):
        row = desk.locator("form.result").nth(place)
        row.locator("select").select_option(result)
        expect(row).to_contain_text("保存しました")


def agree(desk: Page, home: str, plan: FairPlan, timetable: Path, folder: Path) -> None:
    """Months later: one deal is heard on the telephone, the others come as a list; then the asking ends."""
    rows = CalamineWorkbook.from_path(timetable).get_sheet_by_index(0).to_python()[1:]
    home_names = {plan.supplier(number) for number in range(plan.suppliers.at_home)}
    there = [row for row in rows if row[3] not in home_names and row[3] < plan.calls_off]
    deals = [*[row for row in rows if row[3] in home_names][: plan.deals.at_home]]
    deals += there[: plan.deals.number - plan.deals.at_home]
    amounts = amounts_of(plan)
    desk.goto(f"{home}follow-up/")
    desk.get_by_label("6か月後", exact=True).check()
    desk.get_by_role("button", name="決める").click()
    desk.goto(f"{home}follow-up/?q={deals[0][3]}")
    answer = desk.locator("#chases tbody tr", has_text=f"{deals[0][2]} × {deals[0][3]}")
    answer.get_by_label("状況").select_option("agreed")
    answer.get_by_label("成立日").fill("R7.5.20")
    answer.get_by_label("成立金額(円)").fill(f"{amounts[0]:,}")
    answer.get_by_role("button", name="保存").click()
    expect(desk.locator("tr.kept")).to_contain_text("成立 を保存しました")
    head = ["発注企業", "受注企業", "成立日", "成立金額"]
    later = [[row[2], row[3], "R7.4.10", amount] for row, amount in zip(deals[1:], amounts[1:], strict=True)]
    bring_in(desk, home, "成立", write(folder / "成立.xlsx", [head, *later]), plan.deals.number - 1)
    desk.goto(home)
    expect(desk.locator("main")).to_contain_text(f"成立 {plan.deals.number}件")
    desk.get_by_role("link", name="開催日・卓の数・締切を直す").click()
    desk.fill("#id_followed_up_on", "R7.6.30")
    desk.press("#id_followed_up_on", "Control+Enter")


def amounts_of(plan: FairPlan) -> list[int]:
    """What each deal is worth: those of the home prefecture first."""
    elsewhere = plan.deals.number - plan.deals.at_home
    home, there = plan.amount.at_home, plan.amount.number - plan.amount.at_home
    return [*_parts(home, plan.deals.at_home), *(_parts(there, elsewhere) if elsewhere else [])]


def _parts(total: int, number: int) -> list[int]:
    each = total // number
    return [each] * (number - 1) + [total - each * (number - 1)]


def printed(desk: Page, address: str, plan: FairPlan) -> dict[str, list[str]]:
    """What the report of the year says of the fair: overall, and the part of the home prefecture's suppliers."""
    desk.goto(f"{address}/report/2024/")
    section = desk.locator("section").filter(has=desk.get_by_role("heading", name=plan.programme))
    rows = section.locator("table tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows}


def done(plan: FairPlan) -> dict[str, list[str]]:
    """What was entered, as the report words it."""
    return {
        "出席企業(発注企業)": [f"{plan.buyers}社", "-"],
        "出席企業(受注企業)": [f"{plan.suppliers.number}社", f"{plan.suppliers.at_home}社"],
        "商談件数": [f"{plan.meetings.number}件", f"{plan.meetings.at_home}件"],
        "商談成立件数": [f"{plan.deals.number}件", f"{plan.deals.at_home}件"],
        "商談成立金額": [f"{plan.amount.number // 1000:,}千円", f"{plan.amount.at_home // 1000:,}千円"],
    }


def test_both_fairs_make_the_years_rows(desk: Page, address: str, tmp_path: Path) -> None:
    """Set up, gathered by lists, planned, held, followed up; the report's rows of both fairs are exactly what was done."""
    partners = [["機関名", "フリガナ"], *([name, "ミホンセンター"] for name in TOKYO.hosts)]
    bring_partners_in(desk, address, write(tmp_path / "機関.xlsx", partners))
    for plan in (TOKYO, HACHINOHE):
        home = set_up(desk, address, plan)
        gather(desk, home, plan, tmp_path)
        timetable = plan_the_day(desk, home, plan, tmp_path)
        hold(desk, home, plan, timetable, tmp_path)
        agree(desk, home, plan, timetable, tmp_path)
        assert printed(desk, address, plan) == done(plan)
