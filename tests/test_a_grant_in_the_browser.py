"""One call for grants with eight applications through all its life in a real browser, over six years: played by two clerks, a chief, a director,
three reviewers (one with a tie), two applicants on their phones, and an auditor. The two are clicked through to the end; the six that came on paper
are moved by the pages for many.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils.timezone import localtime
from playwright.sync_api import Browser, Page, expect

from banso.core.era import format_date as era
from banso.core.fiscal import fiscal_year_label
from banso.work.grants.tests.test_applying import pdf

from .days import Days
from .granting import (
    BOTH,
    FIRMS,
    SECOND,
    SWEETS,
    TOYS,
    YEAR,
    Office,
    applies,
    asks_reviewers,
    decides,
    drafts,
    drafts_one,
    enters_six,
    fills,
    finds,
    joins,
    judges,
    number_in,
    opens_a_call,
    phone_for,
    saved,
    seals,
    seats_a_panel,
    sends,
)  # fmt: skip
from .houses import pay, press, send, take
from .outbox import outbox_open
from .running import ROOT, banso, free_port, open_folder, serving

pytestmark = pytest.mark.browser
LABEL = fiscal_year_label(YEAR)
FILED = {"mimeType": "application/pdf", "buffer": pdf("証拠書類.pdf").read(), "name": "証拠書類.pdf"}
FIGURES = {"applied": 8, "adopted": 5}  # of the year of the call, as their pages print them
PAID = (666_000, 620_000)  # two thirds of what was accepted, cut below a thousand yen
STAGE = "第3段階 製品が1つ以上売れている"
FILES = {
    "office.yaml": """
approvals:
  - {{kind: product-grant, label: 新商品開発助成の決定, seat: director, valid_from: {year}-04-01}}
  - {{kind: grant-disposal, label: 財産処分の承認, seat: director, valid_from: {year}-04-01}}
""",
    "programmes-{year}.yaml": """
fiscal_year: {year}
programmes:
  - {{code: product-grant, name: 新商品開発助成事業, unit: consultation, funder: 青森県}}
""",
    "terms-{year}.yaml": """
fiscal_year: {year}
terms:
  - programme: product-grant
    procedure: grant
    approvals:
      {{adopted: product-grant, granted: product-grant, changed: product-grant, settled: product-grant}}
    deadlines:
      request: {{days: 30, after: adopted}}
      retraction: {{days: 10, after: granted}}
      report: {{earliest: [{{days: 30, after: completed}}, {{"on": 4-10, after: completed}}]}}
    values:
      {{cut: 1000, outcome_reports: 5, outcome_window: april-may, income_return: yearly, tax_basis: gross, asset_month: 6}}
""",
}


@pytest.fixture(scope="module")
def office(untouched: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The reference world with a programme of its own, served from the year after on. It is a copy of its own: the one all others use may be served."""
    place = tmp_path_factory.mktemp("six years")
    folder = open_folder(place / "data")
    subprocess.run(["cp", "-a", untouched, folder], check=True)
    plan = place / "catalogue"
    plan.mkdir()
    shutil.copy(ROOT / "catalogue" / "aomori" / "centre.yaml", plan)
    for name, text in FILES.items():
        (plan / name.format(year=YEAR)).write_text(text.format(year=YEAR), encoding="utf-8")
    loaded = banso(folder, "catalogue", "load", str(plan), "--yes")
    assert loaded.returncode == 0, loaded.stderr + loaded.stdout
    days = Days(place / "moment")
    now = localtime()
    days.come(
        now.date(), now.hour, now.minute
    )  # whoever joins joins today: sessions and walls go by the time of the database
    port = free_port()
    base = {"BANSO_URL": f"http://localhost:{port}"}
    with (
        outbox_open() as outbox,
        serving(folder, port, workers=1, **base, **days.settings, **outbox.settings) as address,
    ):
        yield Office(browser, address, folder, days, outbox)
    shutil.rmtree(place)


def grants(office: Office) -> None:
    """Asked for in detail on two phones, drafted as one by the second clerk; what another declines falls to the first in reserve."""
    office.on(0, 6, 25)
    for title in BOTH:
        sends(office, title, "交付申請", expense="1,000,000", amount="666,000").context.close()
    office.on(0, 7, 1)
    drafts(office, SECOND, "granted", *BOTH)
    clerk = office.at_desk("tantou")
    take(clerk, office.cases["紙の計画0"], "declined", note="ほかで採択された")
    clerk.goto(office.address)
    expect(clerk.locator("main")).to_contain_text("補欠1位")
    drafts_one(office, "adopted", "紙の計画2")
    for title, state in {
        BOTH[0]: "交付決定",
        "紙の計画0": "採択の辞退",
        "紙の計画2": "採択",
        "紙の計画4": "不採択",
    }.items():
        clerk.goto(office.cases[title])
        expect(clerk.locator(".state strong")).to_have_text(state)


def changes(office: Office) -> None:
    """The second firm asks for another machine before it is ordered; nothing is approved that nobody asked for."""
    office.on(0, 8, 20)
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.cases[BOTH[0]]}steps/changed/")
    expect(clerk.locator(".notice.error")).to_contain_text("先にその申請を受け付けて")
    facts = {"ground": "仕様・型番・数量の変更", "note": "8月10日に型番が変わると分かった"}
    sends(office, BOTH[1], "変更承認申請", expense="950,000", **facts).context.close()
    drafts_one(office, "changed", BOTH[1])
    clerk.goto(office.cases[BOTH[1]])
    expect(clerk.locator(".state strong")).to_have_text("変更承認")
    expect(clerk.locator(".ledger")).to_contain_text(
        "633,000"
    )  # two thirds of the lower cost, cut below a thousand yen


def spends(office: Office) -> None:
    """Each firm enters on the phone what it bought, with the photographed invoice."""
    office.on(0, 10, 15)
    for title, net in zip(BOTH, (1_000_000, 930_000), strict=True):
        phone = phone_for(office, title, "支出と証拠書類の入力")
        phone.get_by_role("link", name="支出を入れる").click()
        phone.select_option("#id_category", label="機械装置費")
        facts = {"payee": "青森機械商会", "content": "加工機 LX-2", "net": f"{net:,}", "gross": f"{net * 11 // 10:,}"}
        days = {"ordered_on": (7, 20), "delivered_on": (9, 10), "accepted_on": (9, 11), "paid_on": (9, 30)}
        for name, value in facts.items() | {(name, f"{YEAR}-{m}-{d}") for name, (m, d) in days.items()}:
            phone.fill(f"#id_{name}", value)
        phone.select_option("#id_method", label="銀行振込")
        phone.check("#id_is_asset")
        press(phone, "送る")
        saved(phone, "証ひょう番号1として")
        phone.select_option("#id_what", label="請求書")
        phone.set_input_files("#id_file", FILED)
        press(phone, "書類を出す")
        saved(phone, "書類を受け付けました")
        assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "wider than the phone"
        phone.context.close()


def reports_and_settles(office: Office) -> None:
    """The report from the phone, two inspectors on the sheet, the settlement of both as one draft."""
    office.on(1, 1, 20)
    for title in BOTH:
        said = {"done": "試作まで終えた。", "results": "試作 2件", "outlook": "4月に売り出す。"}
        days = {"completed_on": f"{YEAR + 1}-1-15"}
        sends(office, title, "実績報告(入力した支出から)", "実績報告を送る", **said, **days).context.close()
    for title in BOTH:
        inspects(office, title)
    office.on(1, 2, 10)
    drafts(office, "tantou", "settled", *BOTH)


def inspects(office: Office, title: str) -> None:
    """Drawn up by a clerk; both inspectors confirm it; then it is accepted."""
    clerk = office.at_desk("tantou")
    clerk.goto(office.cases[title])
    clerk.get_by_role("link", name="支出と証ひょう").first.click()
    clerk.get_by_role("link", name=re.compile("検査調書を作る")).click()
    clerk.select_option("#id_manner", label="現地で")
    for name, who in (("first", "課長 五郎"), ("second", "理事 七美")):
        clerk.select_option(f"#id_{name}", label=who)
    press(clerk, "調書を作る")
    for name in ("original_seen", "asset_seen", "labelled"):
        clerk.locator(f"input[name$={name}]").check()
    press(clerk, "保存する")
    for username in ("kacho", "rijicho"):
        page = office.at_desk(username)
        page.goto(clerk.url)
        press(page, "検査員として確認する")
    take(clerk, office.cases[title], "inspected")


def pays(office: Office) -> None:
    """Claimed on the phone; asked for by a clerk, let go by two others, sent to the bank, and noted on the case."""
    for title, amount in zip(BOTH, PAID, strict=True):
        sends(office, title, "請求").context.close()
        clerk, case = office.at_desk("tantou"), office.cases[title]
        asks_payment(clerk, case)
        pay(office, clerk.url, amount, on=date(YEAR + 1, 2, 12))
        take(clerk, case, "paid")
        take(clerk, case, "finished")
        expect(clerk.get_by_text(f"{amount:,}円").first).to_be_visible()


def asks_payment(clerk: Page, case: str) -> None:
    """The firm's account is registered on the way."""
    clerk.goto(case)
    clerk.locator(".ledger").get_by_role("link", name="支払を依頼する").click()
    asking = clerk.url
    clerk.get_by_role("link", name="支払先として登録").click()
    clerk.select_option("#id_kind", label="法人・団体")
    fills(clerk, {"name": "補助先の株式会社"})
    clerk.locator("section", has=clerk.get_by_role("heading", name="振込口座")).get_by_role(
        "link", name="追加する"
    ).click()
    bank = {"bank_code": "0117", "bank_name": "青森みちのく", "branch_code": "010", "branch_name": "弘前営業部"}
    more = {
        "number": f"{number_in(case.split('/cases')[1]):0>7}",
        "holder": "ホジヨ カブシキガイシヤ",
        "valid_from": f"{YEAR}-4-1",
    }
    fills(clerk, bank | more)
    clerk.goto(asking)
    expect(clerk.locator("[name=account_key]")).not_to_have_value("")
    clerk.fill("#id_due_on", f"{YEAR + 1}-2-25")
    clerk.select_option("#id_treatment", label="源泉徴収しない")
    clerk.fill("#id_funding", "県補助金")
    press(clerk, "依頼する")
    expect(clerk.locator(".state strong")).to_have_text("承認待ち")


def enters_the_machine(office: Office) -> None:
    """The first firm's machine goes from its expense into the register, restricted for seven years."""
    clerk = office.at_desk(SECOND)
    clerk.goto(office.cases[BOTH[0]])
    clerk.locator("summary", has_text="事業の実施").first.click()  # folded: the case is past it
    clerk.get_by_role("link", name="支出と証ひょう").first.click()
    clerk.locator("main a[href*='/grants/expenses/']").first.click()
    clerk.get_by_role("link", name="財産管理台帳に載せる").click()
    expect(clerk.locator("#id_unit_price")).to_have_value("1,000,000")
    clerk.fill("#id_life", "7")
    press(clerk, "台帳に載せる")
    expect(clerk.locator("main")).to_contain_text(f"処分制限 {era(date(YEAR + 7, 9, 10))}まで")


def tells_the_year(office: Office, title: str, nth: int, sales: str) -> None:
    """A firm's report of a year, from the phone."""
    facts = {"stage": STAGE, "sales": sales, "cost": "0", "overhead": "0", "added_cost": "0"}
    sends(office, title, f"事業化状況報告 第{nth}回", "報告を送る", **facts).context.close()


def owes(page: Page, office: Office, **of: str) -> list[tuple[str, str]]:
    """What the list of duties shows: the duty and whose it is."""
    page.goto(
        f"{office.address}/grants/duties/?"
        + "&".join(f"{name}={value}" for name, value in of.items())
        + "&q=六年株式会社"
    )
    rows = page.locator("#rows tbody tr").all()
    return [(cells[2], cells[3]) for row in rows if (cells := row.locator("td").all_inner_texts())]


def gives_back(office: Office, year: int, amount: str) -> None:
    """What the income of a year gives back is told by the clerk, and noted as paid."""
    clerk, case = office.at_desk("tantou"), number_in(office.cases[BOTH[0]].split("/cases")[1])
    clerk.goto(f"{office.address}/grants/demand/new/?case={case}")
    clerk.select_option("#id_cause", label="収益納付")
    fills(clerk, {"demanded_on": f"{YEAR + year}-5-1", "due_on": f"{YEAR + year}-6-20"})
    expect(clerk.locator("main")).to_contain_text(amount)
    clerk.get_by_role("link", name="直す").first.click()
    fills(clerk, {"paid_on": f"{YEAR + year}-5-1"})


def scraps(office: Office, year: int) -> None:
    """The machine broke: asked for on the phone, approved under the seal, and gone; nobody has to look at it again."""
    phone = phone_for(office, BOTH[0], "財産処分の承認申請")
    phone.select_option("#id_asset", index=1)
    phone.select_option("#id_kind", label="取壊し・廃棄")
    send(phone, "申請する", planned_on=f"{YEAR + year}-6-1", reason="修理できない故障")
    phone.context.close()
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.address}/grants/disposal/")
    clerk.locator("table.rows tbody a").first.click()
    disposal = clerk.url
    press(clerk, "承認を起案する")
    saved(clerk, "承認を起案しました")
    seals(office, clerk.url)
    clerk.goto(disposal)
    expect(clerk.locator("main")).to_contain_text("に承認")
    clerk.get_by_role("link", name="直す").first.click()
    fills(clerk, {"disposed_on": f"{YEAR + year}-5-1"})


def first_year_after(office: Office) -> None:
    """One firm reports in its window; the auditor sees who is late, and what is owed for years to come, and changes nothing."""
    office.on(1, 4, 20)
    tells_the_year(office, BOTH[0], 1, "100,000")
    office.on(1, 6, 5)
    auditor = office.at_desk("etsuran")
    assert owes(auditor, office, state="late") == [("事業化状況報告 第1回", SWEETS)]
    years = {ahead: len(owes(auditor, office, state="open", year=str(YEAR + ahead))) for ahead in range(1, 8)}
    assert years == {1: 2, 2: 5, 3: 3, 4: 3, 5: 3, 6: 1, 7: 1}, years
    auditor.goto(office.cases[BOTH[1]])
    expect(auditor.get_by_role("button", name="引き継ぐ")).to_have_count(0)
    tells_the_year(office, BOTH[1], 1, "50,000")


def years_after(office: Office) -> None:
    """Every spring both report; of what one earned beyond its own part two thirds come back; at the end one paper is owed."""
    for year, sold in ((2, "34,000"), (3, "1,000,000"), (4, "1"), (5, "1")):
        office.on(year, 5, 1)
        tells_the_year(office, BOTH[0], year, sold)
        tells_the_year(office, BOTH[1], year, "10,000")
        if year == 2:
            sends(office, BOTH[1], "仕入控除税額報告", "報告を送る", status="免税事業者").context.close()
        if year == 3:
            gives_back(office, year, "532,800円")  # (1,000,000 - 200,000 of the firm's own 334,000 left) * 666/1000
        if year == 4:
            scraps(office, year)
    office.on(5, 6, 5)
    auditor = office.at_desk("etsuran")
    assert owes(auditor, office, state="open") == [("仕入控除税額報告", TOYS)]
    auditor.goto(office.cases[BOTH[0]])
    expect(auditor.locator("main")).to_contain_text("終結")


def counts(office: Office) -> dict[str, int]:
    """The year's figures of the programme, as their pages print them."""
    page, found = office.at_desk("etsuran"), {}
    for what in FIGURES:
        page.goto(f"{office.address}/year/{YEAR}/grants.{what}/product-grant/")
        said = re.search(rf"{LABEL} (\d+)", page.locator("main").inner_text())
        found[what] = int(said[1]) if said else -1
    return found


def test_six_years(office: Office) -> None:
    joins(office)
    office.on(0, 4, 8, 9)
    public = opens_a_call(office)
    for (title, firm), email in zip(FIRMS.items(), ("toys@example.jp", "sweets@example.jp"), strict=True):
        applies(office, public, firm, title, email).context.close()
        finds(office, title)
    enters_six(office, public)
    office.on(0, 5, 20)
    panel = seats_a_panel(office)
    asks_reviewers(office)
    for nth in range(3):
        judges(office, nth)
    office.on(0, 6, 10)
    decides(office, panel)
    grants(office)
    changes(office)
    spends(office)
    reports_and_settles(office)
    pays(office)
    enters_the_machine(office)
    assert counts(office) == FIGURES
    first_year_after(office)
    years_after(office)
