"""What people do, in a real browser at desk and phone width, by mouse and by keyboard."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from banso.config.serving import THREADS

from .browsing import DESK, PHONE, log_in

PAGES = [
    "/", "/report/", "/report/2023/", "/report/tieout/", "/report/programmes/", "/report/2023/outline/",
    "/consultations/consultation/", "/consultations/consultation/new/", "/registers/company/", "/registers/company/1/",
    "/orders/introduction/", "/orders/", "/orders/chases/", "/orders/inquiry/1/candidates/", "/orders/profiles/1/supplier/",
    "/fairs/meeting/", "/gatherings/session/", "/grants/decision/", "/governance/meeting/",
]  # fmt: skip

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(browser: Browser, address: str, password: str) -> Iterator[Page]:
    page = log_in(browser, address, password, DESK)
    yield page
    page.close()


def test_connections_that_say_nothing_keep_nobody_waiting(address: str) -> None:
    """Browsers open some in case they need them: three times as many as there are threads, and the page is there all the same."""
    port = int(address.rsplit(":", 1)[1])
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(3 * 2 * THREADS)]
    with urlopen(f"{address}/login/", timeout=4) as page:  # a thread held by one of them is held for five seconds
        assert page.status == 200
    for one in idle:
        one.close()


def test_a_figure_is_traced_to_its_records_and_back(desk: Page, address: str) -> None:
    """Click a figure, read its rule, open its records, open one, find the figure it counts in."""
    desk.goto(f"{address}/report/2023/")
    desk.get_by_role("link", name="1,077件").first.click()
    trace = desk.locator("#trace")
    expect(trace).to_contain_text("1回の相談を1件として延べで数える")
    trace.get_by_role("link", name="もとになった記録 1077件").click()
    expect(desk.locator("#rows")).to_contain_text("1,077件")
    desk.locator("table.rows tbody a").first.click()
    panel = desk.locator("section", has_text="この記録が数えられている数値")
    expect(panel.get_by_role("link", name=re.compile("ワンストップ総合相談事業 窓口相談"))).to_be_visible()


def test_a_consultation_is_recorded_by_keyboard(desk: Page, address: str) -> None:
    """Every field by Tab and typing; the company is picked from what the box offers."""
    desk.goto(f"{address}/consultations/consultation/new/")
    desk.select_option("#id_programme", label="ワンストップ総合相談事業")
    desk.focus("#id_held_on")
    desk.keyboard.type("R6.3.29")
    desk.keyboard.press("Tab")
    desk.keyboard.press("ArrowDown")
    desk.focus("#id_company")
    desk.keyboard.type("みちのく")
    expect(desk.locator("#id_company_options [role=option]").first).to_be_visible()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(desk.locator("[name=company_key]")).not_to_have_value("")
    desk.fill("#id_note", "キーボードで入力した相談")
    desk.focus("button:has-text('保存する')")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("相談記録を保存しました")
    expect(desk.locator("main")).to_contain_text("令和6年3月29日")


def test_a_wrong_entry_keeps_what_was_typed(desk: Page, address: str) -> None:
    """The message is announced, its link leads to the field, the text is still there."""
    desk.goto(f"{address}/consultations/consultation/new/")
    desk.fill("#id_held_on", "平成31年5月1日")
    desk.fill("#id_note", "消えては困る文章")
    desk.click("button:has-text('保存する')")
    alert = desk.get_by_role("alert")
    expect(alert).to_contain_text("令和元年5月1日です")
    expect(desk.locator("#id_note")).to_have_value("消えては困る文章")
    alert.get_by_role("link", name="相談日").click()
    expect(desk.locator("#id_held_on")).to_be_visible()


def test_a_list_narrows_while_typing(desk: Page, address: str) -> None:
    """The search answers without leaving the page, and its address can be kept."""
    desk.goto(f"{address}/registers/company/")
    desk.fill("#q", "つがる")
    expect(desk.locator("#rows")).to_contain_text("検索「つがる」")
    expect(desk).to_have_url(re.compile(r"q=%E3%81%A4"))
    assert desk.locator("table.rows tbody tr").count() > 0


def test_a_word_file_is_made_with_progress_and_ties_out(desk: Page, address: str, tmp_path: Path) -> None:
    """Asked for, watched, downloaded, and handed back to the tie-out."""
    desk.goto(f"{address}/report/2022/")
    desk.get_by_role("button", name="Word").click()
    link = desk.get_by_role("link", name="ダウンロードする")
    expect(link).to_be_visible(timeout=40_000)
    with desk.expect_download() as download:
        link.click()
    path = tmp_path / "報告書.docx"
    download.value.save_as(path)
    desk.goto(f"{address}/report/tieout/")
    desk.set_input_files("#file", path)
    desk.get_by_role("button", name="突き合わせる").click()
    expect(desk.get_by_role("status")).to_contain_text("すべて一致しました")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_no_page_is_wider_than_the_screen(browser: Browser, address: str, password: str, size: dict[str, int]) -> None:
    """Wide tables scroll within themselves; each page has one h1, a title, and labels for its fields."""
    page = log_in(browser, address, password, size)
    problems = []
    for path in PAGES:
        response = page.goto(address + path)
        assert response is not None
        unlabelled = page.evaluate(
            "[...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter(e => !e.labels?.length && !e.ariaLabel).length"
        )
        found = (
            response.status,
            page.evaluate("document.documentElement.scrollWidth"),
            page.locator("h1").count(),
            unlabelled,
        )
        if found != (200, size["width"], 1, 0):
            problems.append((path, found))
    page.close()
    assert problems == []


def test_the_trace_comes_up_from_below_on_a_phone(browser: Browser, address: str, password: str) -> None:
    """On a narrow screen the tapped figure's rule lies over the report's lower half."""
    page = log_in(browser, address, password, PHONE)
    page.goto(f"{address}/report/2023/")
    page.get_by_role("link", name="1,462件").first.click()
    expect(page.locator("#trace")).to_contain_text("もとになった記録 1462件")
    expect(page.locator("#trace")).to_be_in_viewport()
    page.close()
