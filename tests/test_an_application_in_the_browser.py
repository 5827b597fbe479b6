"""An applicant on a phone: from the public page to the receipt, and what came back put right."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from banso.work.grants.tests.test_applying import pdf

from .browsing import DESK, PHONE, log_in
from .outbox import Outbox

pytestmark = pytest.mark.browser
MAIL = "phone-applicant@example.jp"
FACTS = {
    "company_name": "スマホ試験木工株式会社", "address": "青森市中央1-1-1", "representative": "木工 太郎", "contact": "木工 花子",
    "phone": "０１７－７１１－００００", "title": "スマホから申請した木の玩具", "background": "受注が減っている。", "other_grants": "なし",
}  # fmt: skip


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        f"{page.url} is wider than the phone"
    )


def test_from_the_public_page_to_what_came_back(browser: Browser, address: str, password: str, outbox: Outbox) -> None:
    phone = browser.new_context(viewport=PHONE, has_touch=True).new_page()
    phone.set_default_timeout(60_000)
    phone.goto(f"{address}/apply/")
    phone.get_by_role("link", name=re.compile("成長枠")).click()
    fits(phone)
    phone.fill("#id_name", "木工 花子")
    phone.fill("#id_email", MAIL)
    phone.get_by_role("button", name="確認番号を受け取って始める").click()
    number = re.search(r"\d{6}", outbox.taken[MAIL])
    assert number
    phone.fill("#number", number[0])
    phone.get_by_role("button", name="確認する").click()
    expect(phone.get_by_role("heading", name="補助金の申請")).to_be_visible()
    fits(phone)
    for name, value in FACTS.items():
        phone.fill(f"#id_{name}", value)
    phone.select_option("#id_tax_status", "full")
    phone.select_option("#id_line-1-category", label="機械装置費")
    phone.fill("#id_line-1-content", "加工機 一式")
    phone.fill("#id_line-1-cost", "1,320,000")
    phone.fill("#id_own", "520000")
    panel = phone.locator("#budget .panel")
    expect(panel).to_contain_text("800,000円")  # two thirds of 1,200,000 without tax
    expect(panel).to_contain_text("「一式」では内訳が分かりません")
    expect(panel).to_contain_text("途中の内容を保存しました")
    fill = phone.url
    phone.reload()
    expect(phone.locator("#id_title")).to_have_value(FACTS["title"])
    phone.fill("#id_paper_title", "見積書")
    phone.set_input_files(
        "#id_paper", {"name": "見積.pdf", "mimeType": "application/pdf", "buffer": pdf("見積.pdf").read()}
    )
    phone.get_by_role("button", name="内容を確かめる").click()
    expect(phone.get_by_role("heading", name="申請の内容を確かめて、送る")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("見積.pdf")
    fits(phone)
    phone.get_by_role("button", name="この内容で送る").click()
    expect(phone.get_by_role("heading", name="受付票")).to_be_visible()
    receipt = phone.locator("strong.large").inner_text()
    assert re.fullmatch(r".*R\d+-\d{4}-1", receipt), receipt
    fits(phone)

    clerk = log_in(browser, address, password, DESK)
    clerk.goto(f"{address}/grants/application/?q={FACTS['title']}")
    clerk.locator("#rows tbody a, table.rows tbody a").first.click()
    application = clerk.url
    clerk.get_by_role("link", name="箇所を選んで差し戻す").click()
    clerk.locator("input[name=part][value='line:1']").check()
    clerk.locator("select[name='reason-line:1']").select_option("unclear")
    clerk.locator("input[name='note-line:1']").fill("型番と台数を書いてください")
    clerk.get_by_role("button", name="差し戻す").click()
    expect(clerk.get_by_role("status").first).to_contain_text("1か所を差し戻しました")

    phone.goto(fill)
    expect(phone.get_by_text("型番と台数を書いてください")).to_be_visible()
    expect(phone.locator("#id_title")).to_be_disabled()
    phone.fill("#id_line-1-content", "加工機 LX-200 1台")
    phone.get_by_role("button", name="内容を確かめる").click()
    expect(phone.get_by_text("前の版:")).to_be_visible()
    phone.get_by_role("button", name="この内容で送る").click()
    expect(phone.locator("strong.large")).to_have_text(receipt[:-1] + "2")
    clerk.goto(application)
    expect(clerk.get_by_text(f"受付番号 {receipt[:-1]}2")).to_be_visible()
