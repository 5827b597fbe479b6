"""Logging in with a real browser, at desk and phone width."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE = (
    60_000  # milliseconds: two processes test at once, and whoever builds a world has the machine to itself for a while
)
expect.set_options(timeout=PATIENCE)
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def log_in(browser: Browser, address: str, password: str, size: dict[str, int]) -> Page:
    page = browser.new_page(viewport=size, accept_downloads=True)
    page.set_default_timeout(PATIENCE)
    return log_in_on(page, address, password)


def log_in_on(page: Page, address: str, password: str, username: str = "kanri") -> Page:
    page.goto(f"{address}/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    expect(page.get_by_role("heading", name=re.compile("今日"))).to_be_visible()
    return page


def open_fy2024(page: Page, address: str) -> None:
    """The programmes and the report of FY2024 are made from the year before, unless another test has made them."""
    answer = page.goto(f"{address}/report/2024/")
    if answer is not None and answer.ok:
        return
    page.goto(f"{address}/report/programmes/")
    page.get_by_role("combobox", name="もとにする年度").select_option("2023")
    page.get_by_role("button", name="翌年度の事業と報告書の構成を作る").click()
    expect(page.get_by_role("status")).to_contain_text("令和6年度")


def field(page: Page | Locator, label: str) -> Locator:
    """The field of this very label, whatever is said beside it of being required or not."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s.*)?$"))
