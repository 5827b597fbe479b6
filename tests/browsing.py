"""Logging in with a real browser, at desk and phone width."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

CHROMIUM = Path("/usr/bin/chromium")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def log_in(browser: Browser, address: str, password: str, size: dict[str, int]) -> Page:
    page = browser.new_page(viewport=size, accept_downloads=True)
    page.set_default_timeout(15_000)
    return log_in_on(page, address, password)


def log_in_on(page: Page, address: str, password: str) -> Page:
    page.goto(f"{address}/login/")
    page.fill("#id_username", "kanri")
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    expect(page.get_by_role("heading", name=re.compile("今日"))).to_be_visible()
    return page
