"""The queue of doubts in a real browser: twins while typing, an answer by one key, the merge, and back again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .browsing import CHROMIUM, DESK, PHONE, log_in
from .running import banso

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed")


def register(page: Page, address: str, name: str) -> str:
    """Register a company by its form; the address of its page."""
    page.goto(f"{address}/registers/company/new/")
    page.locator("#id_name").press_sequentially(name)
    if name.endswith("㈱"):
        expect(page.get_by_text("この企業はすでに登録されています")).to_be_visible()
        expect(page.get_by_role("link", name="この企業を使う")).to_be_visible()
    page.get_by_role("button", name="保存する").click()
    page.wait_for_url(re.compile(r"/registers/company/\d+/"))
    return page.url


def test_a_pair_is_answered_merged_and_parted(browser: Browser, address: str, password: str, data: Path) -> None:
    """By the key 1 at desk width; the old address leads to the company that stays; taken back on a phone, it is itself again."""
    page = log_in(browser, address, password, DESK)
    kept, gone = (register(page, address, name) for name in ("株式会社試験用ネジ製作", "試験用ネジ製作㈱"))
    assert "1組" in banso(data, "twins").stdout
    page.goto(f"{address}/registers/doubt/?answer=open")
    page.get_by_role("link", name="試験用ネジ製作㈱").click()
    expect(page.get_by_role("heading", name="同じ企業ですか")).to_be_visible()
    page.wait_for_load_state()  # a key is heard only once the page's own code is there
    doubt = page.url
    page.keyboard.press("1")
    expect(page.get_by_text("「同じ」にしました")).to_be_visible()
    page.goto(f"{address}/registers/merge/")
    page.get_by_role("link", name="試験用ネジ製作㈱").click()
    expect(page.get_by_text("統合しました。")).to_be_visible()
    page.goto(gone)
    assert page.url == kept
    phone = log_in(browser, address, password, PHONE)
    phone.goto(doubt)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    phone.get_by_role("button", name="この判断を取り消す").click()
    expect(phone.get_by_text("判断を取り消しました")).to_be_visible()
    expect(phone.get_by_role("button", name="2 別")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for _ in range(20):
        phone.goto(gone)
        if phone.url == gone:
            break
        phone.wait_for_timeout(500)
    expect(phone.get_by_role("heading", name="試験用ネジ製作㈱", level=1)).to_be_visible()
