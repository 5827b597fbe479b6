"""A complaint in a real browser: the other side is a client of our own, and nobody is told the caller's name but whom she lets be told."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from banso.core.era import format_date as era

from .houses import House, fill, press, register, submit, take, told

pytestmark = pytest.mark.browser
CALLER, OTHER = "申出試験製作所", "発注元試験工業"
AUTHORITY = "地方整備局 建設業の相談窓口"
DAY = date.today() - timedelta(days=100)


def step(page: Page, case: str, code: str, later: int, refused: str = "", **facts: str) -> None:
    """A step so many days after the call; or what the screen says that refuses it."""
    day = era(DAY + timedelta(days=later))
    if not refused:
        take(page, case, code, taken_on=day, **facts)
        return
    page.goto(f"{case}steps/{code}/")
    fill(page, taken_on=day, **facts)
    submit(page)
    expect(page.locator("main")).to_contain_text(refused)


def consent(page: Page, case: str, **to: str) -> None:
    """The caller lets her name be told to one recipient."""
    page.goto(f"{case}telling/consent/")
    facts = {"purpose": "相談の取次", "given_by": "申出 花子", "capacity": "代表取締役", "form": "書面"}
    fill(page, **to, **facts, given_on=era(DAY))
    for item in ("相談していること", "企業名・氏名"):
        page.get_by_label(item, exact=True).check()
    submit(page)
    told(page, "承諾を登録しました")


def test_a_complaint_about_a_client_of_ours(browser: Browser, address: str, data: Path) -> None:
    house = House(browser, address, data)
    colleague, desk = house.at_desk("tantou"), house.at_desk("kakekomi")
    client = register(colleague, address, OTHER)
    register(colleague, address, CALLER)
    case = received(desk, address)
    to_the_lawyer(desk, case)
    to_the_authority(desk, case)
    for code, later, facts in (
        ("adr_filed", 20, {"number": "R8-1"}),
        ("adr_agreed", 30, {}),
        ("adr_session", 45, {"advice": "双方が額を述べた。"}),
        ("adr_settled", 60, {"amount": "900000"}),
        ("closed", 62, {"ended": "解決した", "amount": "900000"}),
        ("called_1", 93, {"paid": "全額支払われた", "retaliation": "なし"}),
    ):
        step(desk, case, code, later, **facts)
    outside(colleague, case, client)
    desk.goto(f"{address}/cases/year/complaint/")
    expect(desk.get_by_role("row", name=re.compile("和解の成立"))).to_be_visible()


def received(desk: Page, address: str) -> str:
    """The call, with the other side as a party; who both are is told to nobody who is not of the unit. The address of the case."""
    desk.goto(f"{address}/cases/new/complaint/")
    offered = desk.locator("#id_programme option").all_inner_texts()
    assert "専門家派遣事業" not in offered  # what is open to all is not offered
    desk.locator("#id_programme").select_option(index=1)
    facts = {"means": "電話", "side": "受注側", "matter": "支払遅延", "order": "製造委託"}
    fill(desk, opened_on=era(DAY), ordered_on=era(DAY - timedelta(days=30)), **facts)
    fill(desk, buyer_capital="500000000", supplier_capital="10000000")
    press(desk, "受け付ける")
    expect(desk.locator("#id_company_error")).to_contain_text("企業か個人を入れてください")
    fill(desk, company=CALLER)
    press(desk, "受け付ける")
    told(desk, "受け付けました")
    case = desk.url
    desk.goto(f"{case}parties/new/?role=opponent")
    fill(desk, company=OTHER, name="購買 担当")
    submit(desk)
    told(desk, "登録しました")
    step(desk, case, "advised", 0, advice="支払期日を書面で求める。")
    return case


def to_the_lawyer(desk: Page, case: str) -> None:
    """Refused for one with a tie, and before the caller consents; then asked."""
    desk.goto(f"{case}steps/lawyer_asked/")
    lawyer = desk.locator("#id_lawyer option").nth(1).inner_text()
    step(desk, case, "lawyer_asked", 3, "利害関係があるため、依頼できません", lawyer=lawyer, conflict="利害関係あり")
    step(desk, case, "lawyer_asked", 3, "承諾", lawyer=lawyer, conflict="利害関係なし")
    consent(desk, case, expert=lawyer)
    step(desk, case, "lawyer_asked", 3, lawyer=lawyer, conflict="利害関係なし")
    step(desk, case, "lawyer_consulted", 10, advice="内容証明を送る。")
    desk.goto(case)
    expect(desk.locator("main")).to_contain_text(lawyer)


def to_the_authority(desk: Page, case: str) -> None:
    """Without her name at any time; with it only once she consents to exactly that."""
    step(desk, case, "referred", 11, "承諾", to=AUTHORITY, named="")
    consent(desk, case, organisation=AUTHORITY)
    step(desk, case, "referred", 11, to=AUTHORITY, named="")
    step(desk, case, "referral_answered", 15, answer="受け付けた")


def outside(colleague: Page, case: str, client: str) -> None:
    """A colleague of another unit: no case, nothing in the client's history, nothing found."""
    answer = colleague.goto(case)
    assert answer is not None and answer.status == 404
    colleague.goto(client)
    expect(colleague.locator("main")).not_to_contain_text("取引の相談")
    colleague.goto(f"{client.split('/registers')[0]}/search/?q=購買 担当")
    expect(colleague.locator("main")).not_to_contain_text(CALLER)
