"""A sale in a real browser: from the first talk to the contract, with two candidates, one of whom the owner refuses; the name is told to one only."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from banso.core.era import format_date as era

from .houses import House, fill, press, register, take, told

pytestmark = pytest.mark.browser
SELLER = "譲渡試験製作所"
TEXT = "長く続く取引先があり、設備の更新を終えています。従業員は引き続き働くことを望んでいます。"
LADDER: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "informed",
        {"handed": "企業概要書・その他の書類", "document": "企業概要書 第1版", "means": "面談", "receiver": "代表者"},
    ),
    ("met", {"minutes": "承継の時期を話し合った。"}),
    ("offered", {"price_from": "20000000", "price_to": "30000000", "proof": "意向表明書"}),
    ("agreed", {"exclusive_until": era(date.today() + timedelta(days=60)), "proof": "基本合意書"}),
    ("examined", {"experts": "公認会計士1名", "minutes": "大きな問題は見つからなかった。"}),
    ("conditioned", {"guarantee": "保証はない"}),
    ("signed", {"proof": "株式譲渡契約書の写し"}),
    ("closed", {"price": "25000000", "proof": "通帳の写し"}),
    ("concluded", {"proof": "成約報告書"}),
)


def barred(page: Page, case: str, code: str, why: str) -> None:
    """The screen of a step that cannot be taken says why, and asks nothing."""
    page.goto(f"{case}steps/{code}/")
    expect(page.locator("main")).to_contain_text(why)
    expect(page.locator("main form.sheet")).to_have_count(0)


def test_a_sale_with_two_candidates(browser: Browser, address: str, data: Path) -> None:
    house = House(browser, address, data)
    desk, colleague = house.at_desk("shokei"), house.at_desk("tantou")
    seller = offered_for_sale(desk, address)
    first, second = (candidate(desk, seller, place) for place in (0, 0))
    for deal in (first, second):
        take(desk, deal, "shown", means="面談", receiver="代表者")
        take(desk, deal, "interested", minutes="設備の年数を知りたい。")
    refused_by_the_owner(desk, second)
    the_name_is_told(desk, first)
    for code, facts in LADDER:
        more = {"exclusive_from": era(date.today())} if code == "agreed" else {}
        more |= {"lawyer_offered": ""} if code == "signed" else {}
        take(desk, first, code, **facts, **more)
    desk.goto(seller)
    expect(desk.locator(".state strong")).to_have_text("成約(センター)")
    for case in (seller, first, second):
        answer = colleague.goto(case)
        assert answer is not None and answer.status == 404
    desk.goto(f"{address}/transfers/year/")
    expect(desk.get_by_role("row", name=re.compile("^成約"))).to_be_visible()


def offered_for_sale(desk: Page, address: str) -> str:
    """The first talk, the owner's will, the papers, and a sheet without a name that the owner approves; the address of the case."""
    register(desk, address, SELLER)
    desk.goto(f"{address}/cases/new/transfer-sale/")
    assert "専門家派遣事業" not in desk.locator("#id_programme option").all_inner_texts()
    fill(desk, programme="事業承継・引継ぎ支援センター事業", company=SELLER, industry="食料品製造業", sales="80000000")
    fill(desk, employees="8", by_shares="", price_from="20000000", price_to="30000000")
    press(desk, "受け付ける")
    told(desk, "受け付けました")
    case = desk.url
    take(desk, case, "consulted")
    take(desk, case, "intended", owners="代表者と配偶者")
    take(desk, case, "heard", papers="決算書3期")
    barred(desk, case, "sheeted", "ノンネームシートがありません")
    desk.goto(case)
    desk.get_by_role("link", name="新しい版を作る").click()
    fill(desk, text=f"{SELLER}の自慢の商品")
    press(desk, "足りるまで粗くする")
    press(desk, "この版を作る")
    expect(desk.get_by_role("alert")).to_contain_text("どれか一つは示して")
    desk.locator("#id_industry").select_option(label="食料品製造業")
    press(desk, "この版を作る")
    expect(desk.get_by_role("alert")).to_contain_text(f"名の知れる言葉があります: 「{SELLER}」")
    fill(desk, text=TEXT)
    press(desk, "この版を作る")
    told(desk, "を作りました")
    take(desk, case, "sheeted", owners="代表者と配偶者", standing="", proof="承諾書")
    return case


def candidate(desk: Page, seller: str, place: int) -> str:
    """One of those who fit, made a candidate; the address of the deal."""
    desk.goto(seller)
    desk.get_by_role("link", name="合う候補を見る").click()
    desk.get_by_role("button", name=re.compile("^候補にする")).nth(place).click()
    told(desk, "候補にしました")
    return desk.url


def refused_by_the_owner(desk: Page, deal: str) -> None:
    """Without the owner's consent the name is never told, whatever the candidate signs; the deal ends with its reason."""
    barred(desk, deal, "named", "先に「相手ごとの承諾」")
    take(desk, deal, "bound", signatory="代表者", capacity="代表取締役", proof="契約書")
    barred(desk, deal, "named", "先に「相手ごとの承諾」")
    take(desk, deal, "ended", reason_code="気持ち・相性", papers_back="渡した資料はない", note="同じ町の取引先のため")


def the_name_is_told(desk: Page, deal: str) -> None:
    """Only once both papers hold: the owner's consent to exactly this one, and this one's promise to keep it secret."""
    take(desk, deal, "consented", given_by="代表者", capacity="代表取締役", with_papers="", proof="承諾書")
    barred(desk, deal, "named", "先に「秘密保持契約」")
    take(desk, deal, "bound", signatory="代表者", capacity="代表取締役", proof="契約書")
    take(desk, deal, "named", means="面談", receiver="代表者")
