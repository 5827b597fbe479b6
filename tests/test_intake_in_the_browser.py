"""A messy list from the office comes in through the browser: handed over, its columns put right, looked at, confirmed, taken back."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from .browsing import DESK, PHONE, log_in

pytestmark = pytest.mark.browser
PATIENCE = 30_000  # the worker looks for jobs every few seconds


@pytest.fixture
def desk(browser: Browser, address: str, password: str) -> Iterator[Page]:
    page = log_in(browser, address, password, DESK)
    yield page
    page.close()


def messy(path: Path) -> Path:
    """A merged title, headings of two lines, 和暦, full-width digits, a sum, and a company nobody can be sure of."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("相談一覧")
    sheet.merge_range(0, 0, 0, 6, "令和6年度 相談受付簿")
    for place, text in enumerate(["No", "事業"]):
        sheet.merge_range(2, place, 3, place, text)
    sheet.merge_range(2, 2, 2, 3, "相談")
    sheet.merge_range(2, 4, 2, 5, "企業")
    sheet.merge_range(2, 6, 3, 6, "対応の中身")
    for place, text in enumerate(["日", "方法", "名", "電話番号"], 2):
        sheet.write(3, place, text)
    rows = [
        [1, "one-stop", "Ｒ６．４．８", "窓口", "合同会社あたらしい見本", "０１７－７００－００９１", "販路の相談"],
        [2, "one-stop", "令和6年4月9日", "電話", "㈱みほん第一製作", "017-700-0092", "続きの相談"],
        [3, "one-stop", "2024/4/10", "窓口", "株式会社みほん第一製作所", "", "同じ会社かもしれない"],
        [4, "one-stop", "令和6年2月30日", "窓口", "株式会社みほん第二製作", "", "ない日付"],
        ["合計", "", "", "", "", "4件", ""],
    ]  # fmt: skip
    for line, cells in enumerate(rows, 4):
        for place, cell in enumerate(cells):
            sheet.write(line, place, cell)
    book.close()
    return path


def fits(page: Page) -> None:
    """No sideways scrolling of the page, and nothing axe finds wrong."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    found: Any = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], page.url


def hand_in(page: Page, address: str, path: Path) -> None:
    page.goto(f"{address}/intake/")
    fits(page)
    page.get_by_role("link", name="相談記録", exact=True).click()
    fits(page)
    page.get_by_label("ファイル").first.set_input_files(path)
    page.get_by_role("button", name="次へ").click()


def choose(page: Page, heading: str, column: str) -> None:
    page.get_by_role("combobox", name=heading, exact=True).select_option(label=column)


def test_a_messy_list_comes_in_and_goes_out_again(desk: Page, address: str, tmp_path: Path) -> None:
    """One row registers its company and one is linked; the doubtful and the impossible come back; undone, the company stays."""
    desk.goto(f"{address}/registers/company/new/")
    desk.fill("#id_name", "株式会社みほん第一製作")
    desk.press("#id_name", "Control+Enter")
    expect(desk.get_by_role("heading", name="株式会社みほん第一製作")).to_be_visible()
    hand_in(desk, address, messy(tmp_path / "相談受付簿.xlsx"))
    expect(desk.get_by_role("combobox", name="相談日", exact=True)).to_have_value("held_on")
    choose(desk, "対応の中身", "相談内容")
    choose(desk, "企業電話番号", "電話番号")
    fits(desk)
    desk.get_by_role("button", name="取り込むとどうなるかを見る").click()
    expect(desk.locator(".saved")).to_contain_text("登録 2件", timeout=PATIENCE)
    expect(desk.locator(".saved")).to_contain_text("取り込めない 2件")
    expect(desk.locator("table.pair")).to_contain_text("株式会社みほん第一製作所")
    fits(desk)
    desk.get_by_role("link", name="取り込めない 2件").click()
    expect(desk.locator("table")).to_contain_text("決められません")
    expect(desk.locator("table")).to_contain_text("という日付はありません")
    expect(desk.get_by_text("飛ばした行")).to_contain_text("計の行 1行")
    fits(desk)
    desk.get_by_role("link", name="登録 2件").click()
    expect(desk.locator("table")).to_contain_text("「㈱みほん第一製作」→ 台帳の「株式会社みほん第一製作」")
    with desk.expect_download() as download:
        desk.get_by_role("link", name="取り込めない2行をExcelで受け取る").click()
    download.value.save_as(tmp_path / "back.xlsx")
    back = CalamineWorkbook.from_path(tmp_path / "back.xlsx").get_sheet_by_index(0).to_python()
    assert [row[0] for row in back[4:]] == [3, 4] and "決められません" in back[4][-1]
    desk.get_by_role("button", name="2件を取り込む").click()
    expect(desk.get_by_text("取り込みました。登録 2件")).to_be_visible(timeout=PATIENCE)
    fits(desk)
    desk.goto(f"{address}/consultations/consultation/?all=1&q=販路の相談")
    expect(desk.locator("tbody")).to_contain_text("合同会社あたらしい見本")
    desk.goto(f"{address}/intake/")
    desk.get_by_role("link", name="相談受付簿.xlsx").first.click()
    desk.get_by_role("button", name="まるごと取り消す").click()
    expect(desk.get_by_text("この取り込みを取り消しました")).to_contain_text("2件の記録を消し")
    fits(desk)
    desk.goto(f"{address}/registers/company/?q=あたらしい見本")
    expect(desk.get_by_text("1件", exact=True)).to_be_visible()


def test_a_doubtful_row_is_decided_where_it_is_looked_at(desk: Page, address: str) -> None:
    """Said to be the company on the register, the row comes in with the others when it is looked at again."""
    desk.goto(f"{address}/registers/company/new/")
    desk.fill("#id_name", "株式会社ひなげし製作")
    desk.press("#id_name", "Control+Enter")
    expect(desk.get_by_role("heading", name="株式会社ひなげし製作")).to_be_visible()
    desk.goto(f"{address}/intake/new/consultations/")
    rows = "事業\t相談日\t相談方法\t企業名\t相談内容\none-stop\tR6.4.10\t窓口\t株式会社ひなげし製作所\t迷う行\n"
    desk.get_by_label("または、Excelからコピーした表を貼り付け").fill(rows)
    desk.get_by_role("button", name="次へ").click()
    desk.get_by_role("button", name="取り込むとどうなるかを見る").click()
    expect(desk.locator(".saved")).to_contain_text("取り込めない 1件", timeout=PATIENCE)
    desk.get_by_role("button", name="この企業と同じ").first.click()
    desk.get_by_role("button", name="判断を反映して、もう一度確かめる").click()
    expect(desk.locator(".saved")).to_contain_text("登録 1件", timeout=PATIENCE)
    desk.get_by_role("button", name="1件を取り込む").click()
    expect(desk.get_by_text("取り込みました。登録 1件")).to_be_visible(timeout=PATIENCE)
    desk.get_by_role("button", name="まるごと取り消す").click()
    expect(desk.get_by_text("この取り込みを取り消しました")).to_contain_text("1件の記録を消し")


def test_a_block_is_pasted_on_a_phone(browser: Browser, address: str, password: str) -> None:
    """Copied cells are read like a file; headings nobody knows are said, and chosen, on a narrow screen."""
    page = log_in(browser, address, password, PHONE)
    page.goto(f"{address}/intake/new/companies/")
    fits(page)
    page.get_by_label("または、Excelからコピーした表を貼り付け").fill("屋号など\t人数\nみほん貼付商店\t３名\n")
    page.get_by_role("button", name="次へ").click()
    expect(page.get_by_role("alert")).to_contain_text("「企業名」の列がありません")
    fits(page)
    choose(page, "屋号など", "企業名(必須)")
    page.get_by_role("button", name="取り込むとどうなるかを見る").click()
    expect(page.locator(".saved")).to_contain_text("登録 1件", timeout=PATIENCE)
    fits(page)
    page.close()


def test_what_cannot_be_read_is_said_where_it_was_chosen(desk: Page, address: str, tmp_path: Path) -> None:
    """Nothing chosen, and a picture: one message each, and the way on stays open."""
    desk.goto(f"{address}/intake/new/companies/")
    desk.get_by_role("button", name="次へ").click()
    expect(desk.get_by_role("alert")).to_contain_text("どちらか1つ")
    (tmp_path / "写真.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    desk.get_by_label("ファイル").first.set_input_files(tmp_path / "写真.xlsx")
    desk.get_by_role("button", name="次へ").click()
    expect(desk.get_by_role("alert")).to_contain_text(re.compile("画像"))
    fits(desk)
