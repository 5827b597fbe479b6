"""Improvement plans of two editions beside each other in a real browser: one accepted in R5 that is accompanied now, and one accepted now."""

import re
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect

from banso.core.era import format_date as era

from .browsing import DESK, PHONE
from .houses import House, fill, press, take, told

pytestmark = pytest.mark.browser
BANK, ADVISER = "みちのく見本銀行", "りんご見本税理士法人"


def check(page: Page, paper: str, **facts: str) -> None:
    """Note one paper as it came in."""
    fill(page, **{"paper": paper, "result": "不備なし"} | facts)
    press(page, "登録する")


def test_two_editions_beside_each_other(browser: Browser, address: str, data: Path) -> None:
    house = House(browser, address, data)
    clerk, chief = house.at_desk("kassei"), house.at_desk("kassei-kanri")
    old = accompanied_now(clerk, address)
    new = accepted_now(clerk, chief, address)
    clerk.goto(old)
    expect(clerk.locator("main")).to_contain_text("R5 経営改善計画策定支援")
    clerk.goto(new)
    expect(clerk.locator("main")).to_contain_text("R7 経営改善計画策定支援")
    phone_wide(clerk, address, new)


def accompanied_now(clerk: Page, address: str) -> str:
    """A plan of R5 is accompanied today: with the bank, on the forms of R5; the address of its case."""
    clerk.goto(f"{address}/turnaround/plancase/?scheme=full&state=paid&year=2023")
    clerk.locator("table.rows tbody a").first.click()
    case = clerk.url
    clerk.goto(f"{case}steps/accompanied/")
    expect(clerk.locator("main")).to_contain_text("R5の様式")
    fill(clerk, kind="中間", report="計画と実績の差を確かめた。")
    clerk.get_by_role("button", name="伴走支援の実施を登録する").click()
    expect(clerk.locator("#id_bank_error")).to_contain_text("企業だけとの面談は、伴走支援に数えません")
    fill(clerk, bank=BANK)
    clerk.get_by_role("button", name="伴走支援の実施を登録する").click()
    told(clerk, "登録しました")
    facts = {"work_from": era(localdate()), "invoiced": "60000", "proof": "領収書(現金)", "share_paid": "20000"}
    clerk.goto(f"{case}steps/follow_claimed/")
    fill(clerk, **facts)
    clerk.get_by_role("button", name=re.compile("を登録する$")).click()
    expect(clerk.locator("#id_proof_error")).to_contain_text("振込の控え")
    fill(clerk, proof="振込(この支払だけ)の控え")
    clerk.get_by_role("button", name=re.compile("を登録する$")).click()
    told(clerk, "登録しました")
    clerk.goto(case)
    clerk.get_by_role("link", name=re.compile("伴走支援費用支払申請.*の書類")).click()
    expect(clerk.locator("main")).to_contain_text("この案件の様式は「R5」です")
    check(clerk, "伴走支援レポート", form_set="R7")
    expect(clerk.locator("#id_form_set_error")).to_contain_text("R5の様式で出し直して")
    check(clerk, "伴走支援レポート", form_set="R5")
    told(clerk, "不備なし")
    return case


def accepted_now(clerk: Page, chief: Page, address: str) -> str:
    """A plan is accepted today, by the edition of today, up to the decision that waits for a second person; the address of its case."""
    clerk.goto(f"{address}/registers/company/new/")
    fill(clerk, name="二版比較試験株式会社")
    clerk.get_by_role("button", name="保存する", exact=True).click()
    clerk.goto(f"{address}/cases/new/improvement/")
    facts = {"programme": "経営改善計画策定支援事業", "company": "二版比較試験株式会社", "adviser": ADVISER}
    facts |= {
        "scheme": "経営改善計画策定支援(405事業)",
        "sales": "180000000",
        "debt": "120000000",
        "settlement_month": "3月",
    }
    fill(clerk, **facts)
    clerk.locator("#id_signed_by_bank").check()
    press(clerk, "受け付ける")
    told(clerk, "受け付けました")
    case = clerk.url
    take(clerk, case, "applied")
    clerk.goto(case)
    clerk.get_by_role("link", name="見積を見る・入れる").click()
    for line, rate in (("計画策定費用", "400000"), ("伴走支援費用", "75000")):
        fill(clerk, line=line, adviser=ADVISER, hours="1", rate=rate)
        press(clerk, "加える")
        told(clerk, "見積を登録しました")
    clerk.goto(case)
    clerk.get_by_role("link", name="金融機関と回答を入れる").click()
    fill(clerk, **{"bank-bank": BANK})
    clerk.locator("#id_bank-guaranteed").check()
    press(clerk, "金融機関を加える")
    told(clerk, "金融機関を登録しました")
    clerk.goto(case)
    clerk.get_by_role("link", name="事業利用申請の書類").click()
    papers = clerk.url
    expect(clerk.locator("main")).to_contain_text("この案件の様式は「R7」です")
    check(clerk, "履歴事項全部証明書", issued_on="令和8年1月5日")
    expect(clerk.locator("#id_issued_on_error")).to_contain_text("3か月を過ぎています")
    for name in clerk.locator("#id_paper option:not([value=''])").all_inner_texts():
        check(clerk, name, **({"issued_on": era(localdate())} if name == "履歴事項全部証明書" else {}))
        told(clerk, "不備なし")
    press(clerk, "書類がすべてそろっていることを確かめた")
    told(clerk, "別の人が確かめてください")
    chief.goto(papers)
    press(chief, "書類がすべてそろっていることを確かめた")
    told(chief, "すべてそろっている")
    take(clerk, case, "decided")
    expect(clerk.locator("main")).to_contain_text("利用決定")
    return case


def phone_wide(clerk: Page, address: str, case: str) -> None:
    """No page is wider than a phone."""
    clerk.set_viewport_size(PHONE)
    clerk.goto(case)
    links = clerk.get_by_role("link", name=re.compile("見積を見る|金融機関と回答|の書類$"))
    pages = [case, f"{address}/turnaround/plans/year/", *(one.evaluate("a => a.href") for one in links.all())]
    for page in pages:
        clerk.goto(page)
        assert clerk.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page
    clerk.set_viewport_size(DESK)
