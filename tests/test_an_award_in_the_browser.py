"""A prize in a real browser: put forward at the desk, the papers sent from a phone, both panels, silence until the day, the prize that is counted."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from banso.core.era import format_date as era

from .houses import House, fill, invited, press, register, send, submit, take, told

pytestmark = pytest.mark.browser
WINNER, DIVISION = "受賞試験工房", "受賞試験部門"


def test_a_prize_from_the_nomination_to_the_day_it_is_given(browser: Browser, address: str, data: Path) -> None:
    house = House(browser, address, data)
    desk = house.at_desk("tantou")
    case = put_forward(desk, address)
    papers = invited(desk, case, "応募書類の受理", "広報 花子")
    phone = house.on_a_phone(papers, "応募書類の受理")
    phone.locator("input[type=file]").first.set_input_files(
        {"name": "応募書類.txt", "mimeType": "text/plain", "buffer": "取組の説明".encode()}
    )
    send(phone)
    take(desk, case, "checked")
    desk.goto(f"{case}steps/passed/")
    press(desk, "一次審査の通過を登録する")
    told(desk, "登録しました")
    desk.goto(f"{case}steps/chosen/")
    press(desk, "受賞の決定を登録する")
    expect(desk.locator("#id_announced_on_error")).to_contain_text("公表日を入れてください")
    fill(desk, announced_on=era(date.today() + timedelta(days=20)))
    press(desk, "受賞の決定を登録する")
    told(desk, "登録しました")
    desk.goto(case)
    expect(desk.locator("main")).to_contain_text("それまでは外に出しません")
    desk.goto(f"{case}steps/announced/")
    expect(desk.locator("main form.sheet")).to_have_count(0)
    given_on_the_day(desk, address, case)
    desk.goto(f"{address}/cases/year/award/")
    expect(desk.get_by_role("row", name=re.compile("^表彰")).first).to_be_visible()


def put_forward(desk: Page, address: str) -> str:
    """By a chamber, which is named; the address of the case."""
    register(desk, address, WINNER)
    desk.goto(f"{address}/cases/new/award/")
    facts = {
        "programme": "産業創造フォーラム開催事業",
        "company": WINNER,
        "division": DIVISION,
        "theme": "古い蔵の貸し工房",
    }
    fill(desk, **facts, route="推薦", opened_on=era(date.today() - timedelta(days=5)))
    press(desk, "受け付ける")
    expect(desk.get_by_role("alert")).to_contain_text("推薦者を入れてください")
    fill(desk, nominator="商工会議所")
    press(desk, "受け付ける")
    told(desk, "受け付けました")
    case = desk.url
    desk.goto(f"{case}parties/new/?role=company")
    fill(desk, name="広報 花子", email="hanako@example.jp")
    submit(desk)
    told(desk, "登録しました")
    return case


def given_on_the_day(desk: Page, address: str, case: str) -> None:
    """The day was put wrongly: it is taken back and decided for today; then the prize is given at a session, and stands in the list that is counted."""
    desk.goto(case)
    line = desk.locator("li", has_text="受賞の決定").filter(has_text="公表日").last
    line.get_by_text("取り消す").first.click()
    line.locator("input[name=reason]").fill("公表日の誤り")
    line.get_by_role("button").last.click()
    told(desk, "取り消しました")
    take(desk, case, "chosen", announced_on=era(date.today()))
    take(desk, case, "announced")
    desk.goto(f"{address}/gatherings/session/new/")
    desk.locator("#id_gathering").select_option(index=1)
    fill(desk, starts_on=era(date.today()), place="センター")
    press(desk, "保存する")
    told(desk, "保存しました")
    desk.goto(f"{case}steps/presented/")
    options = desk.locator("#id_session option")
    today = next(text for text in options.all_inner_texts() if era(date.today()) in text)
    desk.locator("#id_session").select_option(label=today)
    press(desk, "表彰を登録する")
    told(desk, "登録しました")
    desk.goto(f"{address}/gatherings/award/?q={WINNER}")
    expect(desk.locator("table.rows")).to_contain_text(DIVISION)
