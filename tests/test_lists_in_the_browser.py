"""Lists, bulk changes and two people at once, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from python_calamine import CalamineWorkbook

from .browsing import DESK, PHONE, log_in

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(browser: Browser, address: str, password: str) -> Iterator[Page]:
    page = log_in(browser, address, password, DESK)
    yield page
    page.close()


def test_chosen_columns_a_saved_list_and_its_excel(desk: Page, address: str, tmp_path: Path) -> None:
    """Columns are chosen and ordered by keyboard, the list is kept under a name, and the Excel is what the screen shows."""
    desk.goto(f"{address}/fairs/fair/?all=1")
    desk.get_by_text("表示する列").click()
    desk.get_by_role("checkbox", name="開催地", exact=True).uncheck()
    desk.get_by_role("checkbox", name="年度", exact=True).check()
    desk.get_by_role("button", name="商談会名を前へ").press("Enter")
    expect(desk.get_by_role("button", name="商談会名を前へ")).to_be_focused()
    desk.get_by_role("button", name="この列で表示する").click()
    expect(desk.get_by_role("columnheader")).to_have_text(["商談会名", "開催日 ▼", "成立状況の調査終了日", "年度"])
    desk.get_by_role("link", name="商談会名").click()
    desk.get_by_text("この一覧を保存").click()
    desk.get_by_label("名前", exact=True).fill("名前順の商談会")
    desk.get_by_role("button", name="保存する").click()
    expect(desk.get_by_role("link", name="名前順の商談会")).to_have_attribute("aria-current", "page")
    shown = [row.all_inner_texts() for row in [r.get_by_role("cell") for r in desk.get_by_role("row").all()[1:]]]
    with desk.expect_download() as download:
        desk.get_by_role("link", name="Excel").click()
    download.value.save_as(tmp_path / "list.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "list.xlsx").get_sheet_by_index(0).to_python()
    assert rows[1][0] == "条件: なし(すべて)" and rows[2][0] == f"件数: {len(shown)}件" and "管理 花子" in rows[3][0]
    assert rows[4] == ["商談会名", "開催日", "成立状況の調査終了日", "年度"]
    assert [(row[0], row[3]) for row in rows[5:]] == [(cells[0], cells[3]) for cells in shown]
    assert len(shown) > 1


def test_a_bulk_change_and_back(desk: Page, address: str) -> None:
    """Records are ticked, the change is seen before it is done, and taken back as a whole."""
    desk.goto(f"{address}/registers/company/?q=つがる")
    before = desk.locator("tbody tr").nth(0).inner_text()
    for place in (0, 1):
        desk.locator("tbody [name=row]").nth(place).check()
    desk.get_by_text("まとめて直す", exact=True).click()
    desk.get_by_role("button", name="印を付けた記録を直す").click()
    desk.get_by_label("直す項目").select_option(label="規模")
    desk.get_by_role("button", name="次へ").click()
    desk.locator("#id_value").select_option(label="その他(大企業等)")
    desk.get_by_role("button", name="直すとどうなるかを見る").click()
    expect(desk.locator(".tally")).to_contain_text("変わる記録 2件")
    desk.get_by_role("button", name="2件を直す").click()
    expect(desk.get_by_role("status")).to_contain_text("2件の「規模」を直しました")
    desk.get_by_role("button", name="2件を元に戻す").click()
    expect(desk.get_by_role("status")).to_contain_text("2件を元に戻しました")
    desk.goto(f"{address}/registers/company/?q=つがる")
    assert desk.locator("tbody tr").nth(0).inner_text() == before


def test_two_people_at_once(desk: Page, browser: Browser, address: str, password: str) -> None:
    """The second to save sees the other's phone number beside her own, chooses by keyboard, and loses nothing else."""
    other = log_in(browser, address, password, DESK)
    for page in (desk, other):
        page.goto(f"{address}/registers/company/5/edit/")
    other.fill("#id_phone", "017-111-1111")
    other.fill("#id_employees", "77")
    other.press("#id_employees", "Control+Enter")
    expect(other.get_by_role("status")).to_contain_text("保存しました")
    desk.fill("#id_phone", "017-222-2222")
    desk.fill("#id_note", "二人目の備考")
    desk.get_by_role("button", name="保存する").click()
    expect(desk.get_by_role("alert").first).to_contain_text("ほかの人が同じ項目を先に変えました")
    group = desk.get_by_role("group", name="電話番号")
    expect(group).to_contain_text("017-111-1111")
    group.get_by_role("radio").first.focus()
    desk.keyboard.press("ArrowDown")
    desk.get_by_role("button", name="保存する").click()
    expect(desk.locator(".facts")).to_contain_text("0172-22-2222")
    expect(desk.locator(".facts")).to_contain_text("77")
    expect(desk.locator(".facts")).to_contain_text("二人目の備考")
    other.close()


def test_leaving_with_something_unsaved_is_asked_about(desk: Page, address: str) -> None:
    """The browser asks before what was typed would be lost, and not where nothing was typed."""
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto(f"{address}/registers/company/6/edit/")
    desk.goto(f"{address}/registers/company/7/edit/")
    assert asked == []
    desk.locator("#id_note").press_sequentially("書きかけ")
    desk.goto(f"{address}/registers/company/")
    assert asked == ["beforeunload"]


def test_the_menu_and_the_conditions_open_by_a_button_on_a_phone(browser: Browser, address: str, password: str) -> None:
    """The list is seen first; the menu and the search form are one press away; Escape closes an open group."""
    page = log_in(browser, address, password, PHONE)
    page.goto(f"{address}/registers/company/?all=1")
    expect(page.locator("#q")).to_be_hidden()
    page.get_by_role("button", name="条件").press("Enter")
    expect(page.locator("#q")).to_be_visible()
    page.get_by_role("button", name="メニュー").click()
    group = page.locator(".menu details", has=page.locator("summary", has_text=re.compile(r"^\s*台帳\s*$")))
    group.locator("summary").click()
    expect(group.get_by_role("link", name="企業", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(group.get_by_role("link", name="企業", exact=True)).to_be_hidden()
    page.close()
