"""One call for grants with eight applications through all its life in a real browser, over six years: played by two clerks, a chief, a director,
three reviewers (one with a tie), two applicants on their phones, and an auditor. Six applications come as a list and are moved by the pages for many.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Page, expect

from banso.core.fiscal import fiscal_year_label, fiscal_year_of
from banso.work.grants.tests.test_applying import pdf

from .browsing import field
from .days import Days
from .houses import House, press
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


def brings_a_list(office: Office) -> None:
    """What a partner collected: six more, pasted as they stand in somebody's sheet."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.address}/intake/new/grant-applications/")
    heads = "コース・枠\t公募開始日\t受付日\t企業名\t事業名\t申請額(円)\t補助対象経費(円)"
    rows = [
        f"六年枠\t{YEAR}/4/8\t{YEAR}/4/8\t{OTHERS[:-4]}{n}株式会社\t一覧の計画{n}\t{'666000' if n < 2 else '700000'}\t1200000"
        for n in range(6)
    ]
    clerk.get_by_label("Excelからコピーした表").fill("\n".join([heads, *rows]))
    clerk.get_by_role("button", name="次へ").click()
    clerk.get_by_role("button", name="取り込むとどうなるかを見る").click()
    expect(clerk.locator(".saved")).to_contain_text("登録 6件")
    clerk.get_by_role("button", name="6件を取り込む").click()
    expect(clerk.get_by_text("取り込みました。登録 6件")).to_be_visible()


def finds_cases(office: Office) -> None:
    """The eight applications, each by whose it is."""
    clerk = office.at_desk("tantou")
    clerk.goto(f"{office.address}/grants/application/?q=六年")
    clerk.goto(f"{office.address}/cases/case/?q=六年株式会社")


def test_six_years(office: Office) -> None:
    public = opens_a_call(office)
    applies(office, public, TOYS, "木のおもちゃの新商品", "toys@example.jp")
    applies(office, public, SWEETS, "りんごの焼き菓子", "sweets@example.jp")
    brings_a_list(office)
