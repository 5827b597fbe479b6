"""A day's work at the desk, in a real browser: by keyboard with an input method, by touch, with a server that dies."""

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .browsing import DESK, PHONE, log_in_on
from .running import command, environment

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PROGRAMME = "ワンストップ総合相談事業"
UNREPORTED = "R7.4.5"

pytestmark = pytest.mark.browser


class Server:
    """`banso serve` in a process group of its own, so that it can die as in a power cut and come back at its address."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data, self.process = data, self._started(data)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def _started(self, data: Path) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            command(data, "serve", "--port", str(self.port)),
            env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip
        assert process.stdout is not None
        assert any("http://" in line for line in process.stdout)
        return process

    def die(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def come_back(self) -> None:
        self.process = self._started(self.data)

    def end(self) -> None:
        self.process.terminate()
        assert self.process.wait(40) == 0


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[Server]:
    running = Server(data)
    yield running
    running.end()


@pytest.fixture
def context(browser: Browser, server: Server, password: str, request: Any) -> Iterator[BrowserContext]:
    """Someone logged in, at the width the test asks for."""
    phone = getattr(request, "param", DESK) is PHONE
    found = browser.new_context(viewport=PHONE if phone else DESK, has_touch=phone)
    found.set_default_timeout(60_000)
    page = found.new_page()
    log_in_on(page, server.address, password)
    page.close()
    yield found
    found.close()


def recording(context: BrowserContext, server: Server, query: str = "") -> Page:
    page = context.new_page()
    page.goto(f"{server.address}/visits/new/{query}")
    expect(page.locator("#id_company_text")).to_be_focused()
    return page


def fill_in(page: Page, note: str) -> None:
    """A visit up to its note, in a year whose report nobody has outlined, so that every way of counting it is told."""
    page.fill("#id_company_text", "みちのく")
    page.locator("[role=option][data-id]").first.click()
    expect(page.locator("#brief .brief")).to_be_visible()
    page.fill("#id_held_on", UNREPORTED)
    page.select_option("#id_programme", label=PROGRAMME)
    page.locator("[name=mode][value=desk]").check()
    page.fill("#id_note", note)


def tab_to(page: Page, selector: str) -> None:
    """Tab on until the focus is there; never more than a screen's worth."""
    for _ in range(40):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by Tab")


def test_recorded_by_keyboard_alone_with_an_input_method(context: BrowserContext, server: Server) -> None:
    """The company typed through a composition, whose Enter takes and saves nothing; every field by Tab; saved by Ctrl+Enter."""
    page = recording(context, server)
    keys = context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "みちのく", "selectionStart": 4, "selectionEnd": 4})
    option = page.locator("[role=option][data-id]").first
    expect(option).to_be_visible()
    for code in ("ArrowDown", "Enter"):
        keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "key": code})
    expect(page.locator("[name=company]")).to_have_value("")
    assert page.locator("[aria-selected=true]").count() == 0
    keys.send("Input.insertText", {"text": "みちのく"})
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#id_company_text")).to_have_attribute("aria-activedescendant", re.compile("company_option"))
    page.keyboard.press("Enter")
    expect(page.locator("[name=company]")).not_to_have_value("")
    expect(page.locator("#brief .brief")).to_be_visible()
    tab_to(page, "#id_held_on")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(UNREPORTED)
    tab_to(page, "#id_programme")
    for _ in range(40):
        page.keyboard.press("ArrowDown")
        if page.evaluate("document.activeElement.selectedOptions[0].label") == PROGRAMME:
            break
    tab_to(page, "[name=mode]")
    page.keyboard.press("Space")
    tab_to(page, "[name=themes]")
    page.keyboard.press("Space")
    tab_to(page, "#id_minutes")
    page.keyboard.type("４５")
    tab_to(page, "#id_note")
    page.keyboard.type("キーボードだけで入力")
    tab_to(page, "[data-after='7']")
    page.keyboard.press("Enter")
    expect(page.locator("#id_next_on")).to_have_value(re.compile("令和"))
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("相談記録を保存しました")
    page.get_by_role("status").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("キーボードだけで入力")
    expect(page.locator("main")).to_contain_text("45")


@pytest.mark.parametrize("context", [PHONE], indirect=True, ids=["phone"])
def test_recorded_by_touch_on_a_phone(context: BrowserContext, server: Server) -> None:
    """A company met for the first time; everything by taps; the page never scrolls sideways."""
    page = recording(context, server)
    page.locator("#id_company_text").press_sequentially("タップ商会株式会社")
    page.locator("[data-new]").tap()
    page.fill("#id_new_kana", "タップショウカイ")
    page.fill("#id_held_on", UNREPORTED)
    page.select_option("#id_programme", label=PROGRAMME)
    page.locator("[name=mode][value=phone]").tap()
    page.get_by_role("button", name="30分", exact=True).tap()
    page.fill("#id_note", "電話の相談")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.get_by_role("button", name="保存する").tap()
    expect(page.get_by_role("status").first).to_contain_text("タップ商会株式会社")


def test_one_visit_for_two_programmes_and_the_figures_it_moves(context: BrowserContext, server: Server) -> None:
    """Told before saving, each programme once; saved as one record; the next visit starts from there."""
    page = recording(context, server)
    fill_in(page, "二つの事業の相談")
    page.get_by_text("ほかの事業にも数える").click()
    page.locator("#id_also .toggle", has_text="よろず支援拠点事業").locator("input").check()
    moves = page.locator("#moves")
    expect(moves.locator("li", has_text="よろず支援拠点事業").filter(has_text="相談件数")).to_contain_text("→ 1件")
    told = moves.locator("li", has_text=PROGRAMME).filter(has_text="相談件数").inner_text()
    after = int(re.findall(r"→\s*(\d+)件", told)[0])
    page.keyboard.press("F12")
    expect(page.get_by_role("status").first).to_contain_text("相談記録を保存しました")
    fill_in(page, "次の相談")
    again = moves.locator("li", has_text=PROGRAMME).filter(has_text="相談件数")
    expect(again).to_contain_text(f"{after}件 → {after + 1}件")


def test_a_killed_server_in_mid_typing_loses_nothing(context: BrowserContext, server: Server) -> None:
    """Said at once; what was typed since is on the screen and in the browser; saved by itself when the server is back."""
    page = recording(context, server)
    with page.expect_request_finished(lambda asked: "停電の前" in unquote_plus(asked.post_data or "")):
        fill_in(page, "停電の前")
    expect(page.locator("[data-kept]")).to_contain_text("書きかけを預けました")
    server.die()
    try:
        page.fill("#id_note", "停電の前と後")
        expect(page.locator("#trouble")).to_contain_text("サーバーにつながりません")
        closed = context.new_page()
        page.close()
        assert "停電の前と後" in str(context.storage_state())
    finally:
        server.come_back()
    closed.goto(f"{server.address}/visits/new/")
    expect(closed.locator("#drafts")).to_contain_text("書きかけがあります")
    closed.locator("#drafts li", has_text="停電の前").get_by_text("続きを書く").first.click()
    expect(closed.locator("#id_note")).to_have_value("停電の前と後")
    expect(closed.locator("#id_company_text")).to_have_value(re.compile("みちのく"))
    expect(closed.locator("[data-kept]")).to_contain_text("書きかけを預けました")
    server.die()
    closed.keyboard.press("Control+Enter")
    expect(closed.locator("#trouble")).to_contain_text("つながり次第、自動で保存します")
    server.come_back()
    expect(closed.get_by_role("status").first).to_contain_text("相談記録を保存しました", timeout=90_000)
    assert "停電" not in str(context.storage_state())


def test_a_lost_login_in_mid_typing_loses_nothing(context: BrowserContext, server: Server, password: str) -> None:
    """Said with a way to log in beside it; saved by itself afterwards."""
    page = recording(context, server)
    fill_in(page, "期限の切れた相談")
    context.clear_cookies(name="sessionid")
    page.keyboard.press("Control+Enter")
    trouble = page.locator("#trouble")
    expect(trouble).to_contain_text("ログインの有効期限が切れました")
    with context.expect_page() as opened:
        trouble.get_by_role("link", name="別の画面でログインする").click()
    log_in_on(opened.value, server.address, password)
    opened.value.close()
    expect(page.get_by_role("status").first).to_contain_text("相談記録を保存しました")
    page.get_by_role("status").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("期限の切れた相談")


def test_a_document_is_handed_in_and_taken_out(context: BrowserContext, server: Server, tmp_path: Path) -> None:
    """From the company's page and back to it; downloaded, not opened."""
    paper = tmp_path / "決算書.pdf"
    paper.write_bytes(b"%PDF-1.7\n")
    page = context.new_page()
    page.goto(f"{server.address}/companies/1/")
    page.get_by_role("link", name="書類を登録する").click()
    page.fill("#id_title", "第10期決算書")
    page.set_input_files("#id_file", paper)
    page.get_by_role("button", name="登録する").click()
    link = page.get_by_role("link", name="第1版 決算書.pdf")
    with page.expect_download() as download:
        link.click()
    assert Path(download.value.path()).read_bytes() == paper.read_bytes()


@pytest.mark.parametrize("context", [DESK, PHONE], indirect=True, ids=["desk", "phone"])
def test_no_page_of_the_desk_shuts_anyone_out(context: BrowserContext, server: Server) -> None:
    """No violation of WCAG 2.2 AA, no sideways scrolling; with the company box open as well."""
    page, problems = context.new_page(), []
    paths = [
        "/", "/year/", "/year/2023/consultations.held/one-stop/", "/visits/new/", "/companies/1/", "/companies/1/?paper",
        "/companies/1/documents/new/", "/figures/target/", "/figures/target/new/",
    ]  # fmt: skip
    for path in paths:
        page.goto(server.address + path)
        page.wait_for_load_state("networkidle")
        if path == "/visits/new/":
            page.fill("#id_company_text", "みちのく")
            expect(page.locator("[role=option][data-id]").first).to_be_visible()
        found = Axe().run(page, options=RULES).response["violations"]
        problems += [(path, v["id"], [node["html"][:200] for node in v["nodes"][:3]]) for v in found]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append((path, "scrolls sideways", []))
    assert problems == []
