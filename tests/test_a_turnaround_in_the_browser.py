"""A support of the council in a real browser: a bank tells of a firm without its name, the firm is named, its plan is completed and watched over."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from banso.core.era import format_date as era

from .houses import House, fill, take

pytestmark = pytest.mark.browser


def test_a_bank_brings_an_unnamed_firm_and_its_plan_is_watched_over(browser: Browser, address: str, data: Path) -> None:
    """Counted where it is taken; unnamed it goes no further than the talk; colleagues outside find nothing."""
    house = House(browser, address, data)
    page = house.at_desk("kassei")
    page.goto(f"{address}/council/year/")
    before = page.locator("table", has_text="窓口相談").first.inner_text()
    page.goto(f"{address}/cases/new/council/")
    fill(page, programme="中小企業活性化事業", route="メイン行", opened_on=era(date.today() - timedelta(days=30)))
    page.get_by_role("button", name="受け付ける").click()
    case = page.url
    expect(page.get_by_role("heading", level=1)).to_contain_text("企業名未定")
    take(page, case, "preliminary", taken_on=era(date.today() - timedelta(days=29)))
    expect(page.locator("main")).to_contain_text("企業名がまだ登録されていません")
    _name(page, address, case)
    for code, ago, facts in (
        ("first", 20, {}),
        ("decided", 15, {"product": "収益力改善支援", "relief": "金融支援を求めない"}),
        ("planned", 8, {}),
        ("delivered", 6, {}),
    ):
        take(page, case, code, taken_on=era(date.today() - timedelta(days=ago)), **facts)
    page.goto(f"{case}steps/completed/")
    fill(page, taken_on=era(date.today()), jobs="12")
    page.get_by_role("button", name=re.compile("を登録する$")).click()
    expect(page.locator("main")).to_contain_text(f"です。日付を{era(date.today() - timedelta(days=6))}にしてください")
    take(page, case, "completed", taken_on=era(date.today() - timedelta(days=6)), jobs="12")
    expect(page.locator("main")).to_contain_text("モニタリング 第1回")
    take(page, case, "monitored", taken_on=era(date.today()), outlook="計画どおり")
    page.goto(f"{address}/council/year/")
    assert page.locator("table", has_text="窓口相談").first.inner_text() != before
    outsider = house.at_desk("tantou")
    answer = outsider.goto(case)
    assert answer is not None and answer.status in (403, 404)


def _name(page: Page, address: str, case: str) -> None:
    """The firm lets itself be named: it is chosen on the page of the case's facts."""
    page.goto(f"{address}/cases/case/{case.rstrip('/').split('/')[-1]}/edit/")
    page.get_by_role("combobox", name=re.compile("企業")).first.fill("みちのく")
    page.get_by_role("listbox").get_by_role("option").first.click()
    page.get_by_role("button", name="保存する", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("保存しました")
