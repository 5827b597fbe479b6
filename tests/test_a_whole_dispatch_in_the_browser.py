"""A dispatch from request to outcome in a real browser, played by all who have a part in it; then exactly its figures have moved."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from banso.core.era import format_date as era

from .houses import House, invited, pay, press, send, take

pytestmark = pytest.mark.browser
PROGRAMME = re.compile("専門家派遣")
FIRM = "通し派遣試験工業株式会社"
LETTER = "派遣決定のお知らせ(通し)"


def register_form(manager: Page, address: str) -> None:
    """The centre's own decision letter (派遣決定通知書), as Word keeps it."""
    paper, kept = Document(), BytesIO()
    for line in ("{{文書番号}}", "{{企業名}} 御中", "{{専門家名}}氏を{{派遣予定回数}}回派遣します。"):
        paper.add_paragraph(line)
    paper.save(kept)
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    manager.goto(f"{address}/papers/forms/new/")
    manager.fill("#id_title", LETTER)
    manager.fill("#id_code", "dispatch-decision")
    manager.select_option("#id_procedure", label="専門家派遣")
    manager.fill("#id_valid_from", "R5")
    manager.set_input_files("#id_file", {"name": "決定通知.docx", "mimeType": word, "buffer": kept.getvalue()})
    press(manager, "登録する")
    expect(manager.get_by_role("link", name=LETTER)).to_be_visible()


def issue(page: Page, case: str, whom: str) -> None:
    """The letter that the decided step asks for: issued to one of the case, and sent."""
    page.goto(case)
    page.get_by_role("link", name=f"{LETTER}を発行する").click()
    page.select_option("#id_party", label=whom)
    press(page, "発行する")
    expect(page.get_by_role("status").first).to_contain_text("を発行しました")
    press(page, "発送を記録する")
    expect(page.locator(".state strong")).to_have_text("発送済")


def ask_payment(page: Page, case: str) -> str:
    """Ask for the expert's fee: where his account is not known yet, it is registered on the way; the address of the request."""
    page.goto(case)
    page.locator(".ledger").get_by_role("link", name="支払を依頼する").click()
    expect(page.get_by_role("button", name="依頼する", exact=True)).to_be_visible()
    asking = page.url
    if page.get_by_text("の振込口座は、まだ登録されていません").count():
        page.get_by_role("link", name="支払先として登録").click()
        page.select_option("#id_kind", label="個人(国内に住む人)")
        page.fill("#id_name", "通し 講師")
        press(page, "保存する")
        page.locator("section", has=page.get_by_role("heading", name="振込口座")).get_by_role(
            "link", name="追加する"
        ).click()
        bank = {"bank_code": "0117", "bank_name": "青森みちのく", "branch_code": "010", "branch_name": "弘前営業部"}
        for name, value in {**bank, "number": "0012345", "holder": "トオシ コウシ", "valid_from": "R6.4.1"}.items():
            page.fill(f"#id_{name}", value)
        press(page, "保存する")
        expect(page.get_by_role("status").first).to_contain_text("振込口座を保存しました")
        page.goto(asking)
    expect(page.locator("[name=account_key]")).not_to_have_value("")
    page.fill("#id_due_on", era(date.today()))
    page.select_option("#id_treatment", label="源泉徴収する")
    page.fill("#id_funding", "県補助金")
    press(page, "依頼する")
    expect(page.locator(".state strong")).to_have_text("承認待ち")
    return page.url


def figures(page: Page, address: str) -> dict[str, str]:
    """Every figure that is followed through the year, by the address it opens, with what its picture says."""
    page.goto(f"{address}/year/")
    found: dict[str, str] = page.eval_on_selector_all(
        ".pictures li", "all => Object.fromEntries(all.map(e => [e.querySelector('a').href, e.innerHTML]))"
    )
    return found


def test_from_request_to_outcome(browser: Browser, address: str, data: Path) -> None:
    house = House(browser, address, data)
    manager = house.at_desk("kanri")
    before = figures(manager, address)

    register_form(manager, address)

    clerk = house.at_desk("tantou")
    clerk.goto(f"{address}/registers/company/new/")
    clerk.fill("#id_name", FIRM)
    press(clerk, "保存する")
    expect(clerk.get_by_role("heading", name=FIRM)).to_be_visible()
    company = re.search(r"/(\d+)/", clerk.url)
    assert company
    clerk.goto(f"{address}/cases/new/dispatch/?company={company[1]}")
    programme = clerk.locator("#id_programme option", has_text=PROGRAMME).first.get_attribute("value")
    clerk.select_option("#id_programme", programme)
    expert = clerk.locator("#id_expert option").nth(1).inner_text()
    clerk.select_option("#id_expert", index=1)
    clerk.fill("#id_subject", "通しの改善")
    press(clerk, "受け付ける")
    expect(clerk.locator(".state strong")).to_have_text("受付")
    case = clerk.url
    clerk.get_by_role("link", name=re.compile("加える.*企業の担当者")).click()
    clerk.fill("#id_name", "通野 一子")
    press(clerk, "登録する")
    expect(clerk.get_by_text("通野 一子").first).to_be_visible()

    # the company asks for the dispatch on its phone
    phone = house.on_a_phone(invited(clerk, case, "派遣要請の受理", "通野 一子"), "派遣要請の受理")
    send(phone, issues="段取りに時間がかかる。", wish="現場を見てほしい。", visits_planned="１")
    clerk.goto(case)
    expect(clerk.locator(".state strong")).to_have_text("派遣要請の受理")
    expect(clerk.get_by_text("段取りに時間がかかる。")).to_be_visible()

    # looked into, drafted, sealed by chief and director
    take(clerk, case, "checked", note="中小企業であることを確認")
    clerk.goto(f"{case}steps/decided/")
    clerk.fill("#id_visits_planned", "1")
    press(clerk, "派遣決定を起案する")
    expect(clerk.get_by_role("status").first).to_contain_text("起案しました")
    draft = clerk.url
    for username in ("kacho", "kyokucho"):
        seal = house.at_desk(username)
        seal.goto(draft)
        button = seal.get_by_role("button", name=re.compile("^(承認する|決裁する)$"))
        if button.count():
            button.click()
            expect(seal.get_by_role("status").first).to_contain_text("記録しました")
    clerk.goto(case)
    expect(clerk.locator(".state strong")).to_have_text("派遣決定")
    issue(clerk, case, "通野 一子")

    # the expert comes, goes and reports on his phone; the company confirms on hers
    visits = house.on_a_phone(invited(clerk, case, "訪問の開始・終了・報告", expert), FIRM)
    confirming = invited(clerk, case, "訪問を受けたことの確認", "通野 一子")
    expect(visits.get_by_role("heading", name="次に行うこと: 訪問の開始")).to_be_visible()
    send(visits, place="本社工場")
    expect(visits.get_by_role("heading", name="次に行うこと: 派遣の実施")).to_be_visible()
    send(visits, ended_at=visits.locator("#id_started_at").input_value(), travel="1,230")
    expect(visits.get_by_role("heading", name="次に行うこと: 訪問の報告")).to_be_visible()
    phone = house.on_a_phone(confirming, "訪問の確認")
    expect(phone.get_by_text("本社工場")).to_be_visible()
    send(phone, "訪問を受けたことを確認する")
    send(visits, advice="外段取りに移した。", next_step="時間を測る")

    # the final report on paper, the cost by the terms, the questionnaire, the end, the outcome
    take(clerk, case, "reported", note="紙で受領")
    take(clerk, case, "settled")
    expect(clerk.get_by_text("1,230円").first).to_be_visible()
    fee = 1_230  # a visit of no minutes: the travel alone
    pay(house, ask_payment(clerk, case), fee, withheld=fee * 1021 // 10000)
    take(clerk, case, "share_received", share="400")
    asked = house.on_a_phone(invited(clerk, case, "アンケートの回答", "通野 一子"), "アンケートの回答")
    send(asked, satisfaction="とても満足", effect="半分の時間になった。")
    take(clerk, case, "finished")
    outcome = house.on_a_phone(invited(clerk, case, "6か月後の成果確認", "通野 一子"), "6か月後の成果確認")
    send(outcome, result="目標を達成した", effect="残業が減った。")
    clerk.goto(case)
    expect(clerk.locator(".state strong")).to_have_text("6か月後の成果確認")

    after = figures(manager, address)
    moved = {name for name in before | after if before.get(name) != after.get(name)}
    assert {re.search(r"/year/\d+/([^/]+)/([^/]+)/", name)[1] for name in moved} == {  # type: ignore[index]
        "dispatches.visits",
        "dispatches.companies",
    }
    assert len(moved) == 2

    # who only looks finds all of it, and changes nothing
    auditor = house.at_desk("etsuran")
    auditor.goto(case)
    for said in (LETTER, "外段取りに移した。", "とても満足", "残業が減った。", "1,230円"):
        expect(auditor.get_by_text(said).first).to_be_visible()
    expect(auditor.get_by_role("button", name="引き継ぐ")).to_have_count(0)
    auditor.get_by_role("link", name="一件書類をすべて見る").click()
    for kind, said in (
        ("手続", "派遣決定"),
        ("起案・決裁", "派遣決定"),
        ("発送文書", LETTER),
        ("支払", "専門家派遣 謝金"),
    ):
        expect(auditor.locator(".leaves li", has_text=kind).filter(has_text=said).first).to_be_visible()
    press(auditor, "PDFとzipを作る")
    with auditor.expect_download() as taken:
        auditor.get_by_role("link", name="PDF(目次・通しページ付き)").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")
