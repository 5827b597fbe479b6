"""A fair from its wishes to its deals, in a real browser, as the office and a company go through it."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from .browsing import DESK, PHONE, log_in

pytestmark = pytest.mark.browser
PATIENT = 90_000  # a timetable is computed meanwhile


def open_fair(page: Page, address: str) -> None:
    """The fair to come, by the list and its record."""
    page.goto(f"{address}/fairs/fair/")
    page.locator("table.rows tbody tr", has_text="準備中").locator("a").first.click()
    page.get_by_role("link", name="準備・当日・結果を開く").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("準備中")


def a_company_states_a_wish(browser: Browser, page: Page) -> None:
    """By its personal link, on a phone, without a login."""
    page.get_by_role("link", name="専用リンクと申込").click()
    page.get_by_role("button", name="まだない先のリンクを作る").click()
    link = page.locator("table.rows tbody a").last.get_attribute("href") or ""
    phone = browser.new_context(viewport=PHONE).new_page()
    phone.goto(link)
    chosen = phone.locator("#id_wish1 option").nth(2).get_attribute("value") or ""
    phone.select_option("#id_wish1", chosen)
    for rank in range(2, 11):
        phone.select_option(f"#id_wish{rank}", "")
    phone.get_by_role("button", name="保存する").click()
    expect(phone.get_by_role("status").first).to_contain_text("受け付けました")
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    phone.context.close()


def lock_and_publish(page: Page) -> None:
    """A meeting is chosen with the keyboard and locked; then the version is put in force."""
    page.locator("button.meet").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="固定する").click()
    expect(page.locator("table.wall .tag")).to_have_count(1)
    page.get_by_role("button", name="公開する").click()
    expect(page.locator(".tag.agrees")).to_contain_text("公開済み")


def the_day_comes(page: Page, home: str) -> None:
    """The fair is held today: before its day nothing can have come of it."""
    page.goto(home)
    page.get_by_role("link", name="開催日・卓の数・締切を直す").click()
    for name in ("wishes_until", "starts_on", "ends_on"):
        page.fill(f"#id_{name}", date.today().isoformat())
    page.press("#id_ends_on", "Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("保存しました")


def test_the_whole_life_of_a_fair(browser: Browser, address: str, password: str) -> None:
    """Wishes, timetable, lock, publish, a no-show, results by row, a deal months later."""
    page = log_in(browser, address, password, DESK)
    open_fair(page, address)
    home = page.url
    a_company_states_a_wish(browser, page)
    page.goto(home)
    page.select_option("#seconds", "10")
    page.get_by_role("button", name="時間割を作る").click()
    expect(page.get_by_text("点検の結果、誤りはありません")).to_be_visible(timeout=PATIENT)
    lock_and_publish(page)
    page.goto(f"{home}day/")
    page.get_by_role("button", name="来ない").click()
    page.get_by_role("button", name="これからの時間割を組み直す").click()
    expect(page.get_by_role("heading", name=re.compile("から変わる商談"))).to_be_visible()
    page.get_by_role("button", name="公開する").click()
    the_day_comes(page, home)
    page.goto(f"{home}results/")
    first = page.locator("form.result").first
    first.locator("select").select_option("held:quote")
    expect(first).to_contain_text("保存しました")
    first.locator("input[name=note]").fill("図面を送る")
    first.locator("input[name=note]").press("Enter")
    expect(page.locator("form.result").nth(1).locator("select")).to_be_focused()
    page.goto(f"{home}results/")
    expect(page.locator("form.result").first.locator("input[name=note]")).to_have_value("図面を送る")
    page.goto(f"{home}follow-up/")
    page.get_by_label("3か月後").check()
    page.get_by_role("button", name="決める").click()
    answer = page.locator("#chases tbody tr").first
    answer.get_by_label("状況").select_option("agreed")
    answer.get_by_label("成立日").fill(date.today().isoformat())
    answer.get_by_label("成立金額(円)").fill("1,200,000")
    answer.get_by_role("button", name="保存").click()
    expect(page.locator("tr.kept")).to_contain_text("成立 を保存しました")
    page.goto(home)
    expect(page.locator("main")).to_contain_text("成立 1件")
    page.close()
