"""One call for grants with eight applications through all its life in a real browser, over six years: played by two clerks, a chief, a director,
three reviewers (one with a tie), two applicants on their phones, and an auditor. Six applications come as a list and are moved by the pages for many.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import monotonic

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect

from banso.core.fiscal import fiscal_year_label, fiscal_year_of
from banso.work.grants.tests.test_applying import pdf

from .browsing import DESK, field
from .days import Days
from .houses import House, invited, press, send, take
from .outbox import Outbox, outbox_open
from .running import ROOT, banso, free_port, open_folder, serving

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)
YEAR = fiscal_year_of(localdate()) + 1  # the sessions' ends are the database's, whose day is the real one
LABEL = fiscal_year_label(YEAR)
PROGRAMME = "新商品開発助成事業"
TOYS, SWEETS, OTHERS = "木のおもちゃ六年株式会社", "りんごの菓子六年株式会社", "一覧の六年株式会社"
FILED = {"mimeType": "application/pdf", "buffer": pdf("証拠書類.pdf").read(), "name": "証拠書類.pdf"}
REVIEWERS = ("青木 一郎", "小野 二郎", "工藤 三郎")
WHOM = {"木のおもちゃの新商品": "木のおも 担当", "りんごの焼き菓子": "りんごの 担当"}
BOTH = tuple(WHOM)
PATIENCE = 180_000  # the worker lets everything else on the machine go first
POINTS = (19, 18, 17, 16, 15, 14, 8, 12)  # each reviewer's of 20, application by application in the order they came
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


class Office(House):
    """The centre in those years. Whoever comes back on another day logs in again; phones keep what they were shown."""

    def __init__(self, browser: Browser, address: str, data: Path, days: Days, outbox: Outbox) -> None:
        super().__init__(browser, address, data)
        self.days, self.outbox = days, outbox
        self.cases: dict[str, str] = {}  # whose application → the address of its case

    def on(self, year: int, month: int, day: int, hour: int = 10) -> None:
        """The office on another day; the years are counted from that of the call."""
        for page in self.desks.values():
            page.context.close()
        self.desks.clear()
        self.days.go_to(self.address, date(YEAR + year, month, day), hour)

    def number_for(self, email: str) -> str:
        """The number that was mailed to confirm who it is."""
        found = re.search(r"\d{6}", self.outbox.taken[email])
        assert found, self.outbox.taken[email]
        return found[0]


@pytest.fixture(scope="module")
def office(data: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The reference world with a programme of its own, served from the year after on; the shared folder stays as it is."""
    place = tmp_path_factory.mktemp("six years")
    folder = open_folder(place / "data")
    subprocess.run(["cp", "-a", data, folder], check=True)
    plan = place / "catalogue"
    plan.mkdir()
    shutil.copy(ROOT / "catalogue" / "aomori" / "centre.yaml", plan)
    for name, text in FILES.items():
        (plan / name.format(year=YEAR)).write_text(text.format(year=YEAR), encoding="utf-8")
    loaded = banso(folder, "catalogue", "load", str(plan), "--yes")
    assert loaded.returncode == 0, loaded.stderr + loaded.stdout
    days = Days(place / "moment")
    days.come(date(YEAR, 4, 8), 9)
    port = free_port()
    base = {"BANSO_URL": f"http://localhost:{port}"}
    with (
        outbox_open() as outbox,
        serving(folder, port, workers=1, **base, **days.settings, **outbox.settings) as address,
    ):
        yield Office(browser, address, folder, days, outbox)
    shutil.rmtree(place)


def saved(page: Page, said: str = "保存しました") -> None:
    expect(page.get_by_role("status").first).to_contain_text(said)


def opens_a_call(office: Office) -> str:
    """Two thirds of at most a million, three million in all, for machines; the address of its public page."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.address}/grants/course/new/")
    field(clerk, "事業").select_option(label=PROGRAMME)
    field(clerk, "コースコード").fill("six-years")
    field(clerk, "コース・枠").fill("六年枠")
    press(clerk, "保存する")
    saved(clerk)
    clerk.goto(f"{office.address}/grants/call/new/")
    field(clerk, "コース・枠").select_option(label="六年枠")
    for name, value in {
        "opened_on": f"{YEAR}-4-8", "closes_on": f"{YEAR}-5-10", "executed_in": str(YEAR), "rate": "2/3", "cap": "1,000,000",
        "budget": "3,000,000",
    }.items():  # fmt: skip
        clerk.fill(f"#id_{name}", value)
    press(clerk, "保存する")
    saved(clerk)
    clerk.get_by_role("link", name="受付期間・申請枠・経費区分を直す").click()
    row = {"name": "第1回", "opens_on": f"{YEAR}-4-8", "closes_on": f"{YEAR}-5-10"}
    for name, value in row.items():
        clerk.fill(f"#id_windows-1-{name}", value)
    clerk.fill("#id_categories-1-name", "機械装置費")
    press(clerk, "保存する")
    saved(clerk)
    expect(clerk.get_by_text("受付中")).to_be_visible()
    found = re.search(r"/(\d+)/", clerk.url)
    assert found
    return f"{office.address}/apply/{found[1]}/"


def applies(office: Office, public: str, firm: str, title: str, email: str) -> Page:
    """From the public page to the receipt on the phone, which is kept at hand."""
    phone = office.on_a_phone(public, "")
    phone.fill("#id_name", f"{firm[:4]} 担当")
    phone.fill("#id_email", email)
    press(phone, "確認番号を受け取って始める")
    phone.fill("#number", office.number_for(email))
    press(phone, "確認する")
    facts = {
        "company_name": firm, "address": "青森市中央1-1-1", "representative": "代表 太郎", "contact": f"{firm[:4]} 担当",
        "phone": "017-711-0000", "title": title, "background": "受注が減っている。", "other_grants": "なし",
    }  # fmt: skip
    for name, value in facts.items():
        phone.fill(f"#id_{name}", value)
    phone.select_option("#id_tax_status", "full")
    phone.select_option("#id_line-1-category", label="機械装置費")
    phone.fill("#id_line-1-content", "加工機 LX-2 1台")
    phone.fill("#id_line-1-cost", "1,100,000")
    phone.fill("#id_own", "434,000")
    expect(phone.locator("#budget .panel")).to_contain_text("666,000円")  # two thirds of a million without tax
    press(phone, "内容を確かめる")
    press(phone, "この内容で送る")
    expect(phone.get_by_role("heading", name="受付票")).to_be_visible()
    return phone


def number_in(address: str) -> str:
    found = re.search(r"/(\d+)/", address)
    assert found, address
    return found[1]


def enters_six(office: Office, public: str) -> None:
    """What came on paper from firms that are on the register: entered one after another by the second clerk."""
    clerk, call = office.at_desk("kanri"), number_in(public)
    clerk.goto(f"{office.address}/registers/company/")
    firms = clerk.locator("table.rows tbody tr td a").evaluate_all("all => all.map(one => one.href)")[:6]
    for n, firm in enumerate(dict.fromkeys(firms)):
        clerk.goto(f"{office.address}/cases/new/grant/?call={call}&company={number_in(firm)}")
        clerk.fill("#id_title", f"紙の計画{n}")
        clerk.fill("#id_requested", "666,000" if n < 2 else "700,000")
        clerk.fill("#id_expense", "1,200,000")
        press(clerk, "受け付ける")
        expect(clerk.locator(".state strong")).to_have_text("受付")
        office.cases[f"紙の計画{n}"] = clerk.url


def finds(office: Office, title: str) -> str:
    """The address of the case of an application that came in by itself."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.address}/grants/application/?q={title}")
    clerk.locator("table.rows tbody a").first.click()
    expect(clerk.locator(".state strong")).to_be_visible()
    office.cases[title] = clerk.url
    return clerk.url


def seats_a_panel(office: Office) -> str:
    """A panel with one criterion of 20 points, three reviewers, and all eight before each of them; the address of its page."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.address}/reviews/panel/new/")
    clerk.select_option("#id_programme", label=PROGRAMME)
    facts = {
        "name": "六年枠 審査会",
        "held_on": f"{YEAR}-6-10",
        "due_on": f"{YEAR}-6-5",
        "budget": "3,000,000",
        "total_floor": "10",
    }
    fills(clerk, facts)
    clerk.goto(f"{office.address}/reviews/panel/?q=六年枠")
    clerk.locator("table.rows tbody a").first.click()
    panel = clerk.url
    clerk.goto(f"{office.address}/reviews/criterion/new/?panel={number_in(panel)}")
    fills(clerk, {"place": "1", "name": "新規性", "points": "20"})
    for n, name in enumerate(REVIEWERS):
        clerk.goto(f"{office.address}/reviews/reviewer/new/?panel={number_in(panel)}")
        terms = {"starts_on": f"{YEAR}-5-20", "ends_on": f"{YEAR + 1}-3-31"}
        fills(clerk, {"name": name, "email": f"reviewer{n}@example.jp"} | terms)
    clerk.goto(f"{panel}cases/")
    press(clerk, "8件すべてを審査の対象にする")
    clerk.goto(f"{panel}assign/")
    press(clerk, "全員に全件を割り当てる")
    clerk.goto(panel)
    clerk.get_by_role("button", name=re.compile("までお願いする$")).click()
    saved(clerk, "24件を")
    press(clerk, "委員へのメールを作る")
    return panel


def asks_reviewers(office: Office) -> None:
    """The mails are looked through, and let go."""
    clerk = office.at_desk("tantou")
    expect(clerk.locator("main")).to_contain_text("送信前 3通")
    assert "reviewer0@example.jp" not in office.outbox.taken
    press(clerk, "3通を送信に回す")
    until = monotonic() + PATIENCE / 1000
    while not all(f"reviewer{n}@example.jp" in office.outbox.taken for n in range(3)):
        assert monotonic() < until, office.outbox.taken.keys()
        clerk.wait_for_timeout(200)


def judges(office: Office, nth: int) -> None:
    """A reviewer by the mailed link: says of each of the eight files what ties there are, then gives points; the second is a rival of the first firm,
    and sees nothing of it.
    """
    email = f"reviewer{nth}@example.jp"
    page = office.browser.new_context(viewport=DESK).new_page()
    page.set_default_timeout(60_000)
    page.goto(office.outbox.link_to(email))
    own = page.locator("main li a").evaluate_all("all => all.map(one => one.href)")
    assert len(own) == 8
    for place, (file, points) in enumerate(zip(own, POINTS, strict=True)):
        page.goto(file)
        if place == 0:
            page.get_by_role("button", name=re.compile("で確認番号を受け取る$")).click()
            page.fill("#number", office.number_for(email))
            press(page, "確認する")
        expect(page.locator("main")).not_to_contain_text("事業名")
        tied = nth == 1 and place == 0
        page.select_option("#id_answer", "yes" if tied else "none")
        page.select_option("#id_tie", "rival" if tied else "")
        press(page, "送る")
        page.goto(file)
        if tied:
            expect(page.locator("main")).to_contain_text("(除斥)")
            continue
        page.locator("input[name^=points_]").fill(str(points))
        press(page, "送る")
        expect(page.locator("main .notice.error")).to_have_count(0)
    page.context.close()


def decides(office: Office, panel: str) -> None:
    """As the ranking has it: four adopted within the budget, three in reserve, one below the floor; one draft for all eight."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{panel}outcome/")
    clerk.fill("#id_decided_on", f"{YEAR}-6-10")
    press(clerk, "審査結果を保存する")
    expect(clerk.locator("main")).to_contain_text("採択候補の合計 2,664,000円")
    clerk.goto(f"{panel}rulings/")
    press(clerk, "8件の採否を起案する")
    seals(office, clerk.url)
    clerk.goto(f"{panel}rulings/")
    stands = clerk.locator("table.rows tbody tr td:last-child").all_inner_texts()
    assert [one.split()[0] for one in stands] == ["採択"] * 4 + ["補欠"] * 2 + ["不採択", "補欠"], stands


def seals(office: Office, draft: str) -> None:
    """The chief, and then the director, who decides."""
    for username in ("kacho", "kyokucho"):
        page = office.at_desk(username)
        page.goto(draft)
        button = page.get_by_role("button", name=re.compile("^(承認する|決裁する)$"))
        if button.count():
            button.click()
            saved(page, "記録しました")


def drafts(office: Office, username: str, step: str, *titles: str, **facts: str) -> None:
    """One draft of a step for several applications, sealed."""
    clerk = office.at_desk(username)
    clerk.goto(f"{office.cases[titles[0]]}steps/{step}/round/")
    for box in clerk.locator("input[name=case]").all():
        box.uncheck()
    for title in titles:
        clerk.locator(f"input[name=case][value='{number_in(office.cases[title].split('/cases')[1])}']").check()
    press(clerk, "選んだ案件をまとめて起案する")
    expect(clerk.locator(".notice.error")).to_have_count(0)
    seals(office, clerk.url)


def phone_for(office: Office, title: str, what: str) -> Page:
    """The applicant's phone with what is asked of them."""
    address = invited(office.at_desk("tantou"), office.cases[title], what, WHOM[title])
    return office.on_a_phone(address, what)


def sends(office: Office, title: str, what: str, button: str = "送る", **facts: str) -> Page:
    """What the applicant is asked, filled in on the phone and sent."""
    phone = phone_for(office, title, what)
    send(phone, button, **facts)
    return phone


def grants(office: Office) -> None:
    """Asked for in detail on two phones, drafted as one by the second clerk; what another declines falls to the first in reserve."""
    office.on(0, 6, 25)
    for title in BOTH:
        sends(office, title, "交付申請", expense="1,000,000", amount="666,000").context.close()
    office.on(0, 7, 1)
    drafts(office, "kanri", "granted", *BOTH)
    clerk = office.at_desk("tantou")
    take(clerk, office.cases["紙の計画0"], "declined", note="ほかで採択された")
    clerk.goto(office.address)
    expect(clerk.locator("main")).to_contain_text("補欠1位")
    drafts(office, "tantou", "adopted", "紙の計画2")
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
    drafts(office, "tantou", "changed", BOTH[1])
    clerk.goto(office.cases[BOTH[1]])
    expect(clerk.locator(".state strong")).to_have_text("変更承認")


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
    press(clerk, "保存する")
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
    clerk = office.at_desk("kanri")
    clerk.goto(office.cases[BOTH[0]])
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
        + f"&q=六年株式会社"
    )
    rows = page.locator("#rows tbody tr").all()
    return [(cells[2], cells[3]) for row in rows if (cells := row.locator("td").all_inner_texts())]


def gives_back(office: Office, amount: str) -> None:
    """What the income of a year gives back is told by the clerk and paid."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.address}/grants/demand/new/?case={number_in(office.cases[BOTH[0]].split('/cases')[1])}")
    clerk.select_option("#id_cause", label="収益納付")
    year = date.fromisoformat(office.days.kept.read_text()[:10]).year
    fills(clerk, {"demanded_on": f"{year}-5-1", "due_on": f"{year}-6-20"})
    expect(clerk.locator("main")).to_contain_text(amount)
    clerk.goto(clerk.url + "edit/" if not clerk.url.endswith("edit/") else clerk.url)


def fills(page: Page, facts: dict[str, str], button: str = "保存する") -> None:
    """A form filled in and kept."""
    for name, value in facts.items():
        page.fill(f"#id_{name}", value)
    press(page, button)
    expect(page.locator(".notice.error")).to_have_count(0)
    saved(page, "")


def test_six_years(office: Office) -> None:
    public = opens_a_call(office)
    applies(office, public, TOYS, "木のおもちゃの新商品", "toys@example.jp")
    applies(office, public, SWEETS, "りんごの焼き菓子", "sweets@example.jp")
    enters_six(office, public)
