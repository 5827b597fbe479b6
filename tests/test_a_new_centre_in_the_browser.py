"""A centre that has never seen Banso: one command in an empty folder, then everything in the browser, up to its own printed report."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
import xlsxwriter
from django.utils.timezone import localdate
from playwright.sync_api import Browser, Locator, Page, expect

from banso.core.fiscal import fiscal_year_label, fiscal_year_of

from .browsing import DESK, field, log_in_on
from .outbox import Outbox, outbox_open
from .running import command, environment, free_port, open_folder, serving

pytestmark = pytest.mark.browser

PATIENCE = 180_000  # the worker lets everything else on the machine go first
YEAR = fiscal_year_of(localdate())
THIS, LAST = fiscal_year_label(YEAR), fiscal_year_label(YEAR - 1)
CENTRE, PASSWORD = "公益財団法人はまなす産業支援センター", "はまべの砂-2026"
PASTED = (
    "専門家派遣事業", "創業支援事業", "取引あっせん事業", "商談会開催事業", "経営者研修事業", "設備貸与事業",
    "広報・情報提供事業", "会員交流事業",
)  # fmt: skip
PRINTED = [
    ["区分", LAST, THIS, "目標", "達成率", "前年度比"],
    ["相談件数", "80件", "120件", "150件", "80.0%", "150.0%"],
    ["相談企業数(延べ)", "延べ80社", "延べ120社", "-社", "－", "150.0%"],
    ["相談企業数(実)", "40社", "50社", "60社", "83.3%", "125.0%"],
]


@dataclass(frozen=True)
class House:
    """The new centre: where it is served, its manager's link, and the mails that left."""

    address: str
    link: str
    outbox: Outbox


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The one command is given, and the server begins."""
    folder, port = open_folder(tmp_path_factory.mktemp("新しい機械") / "data"), free_port()
    base = {"BANSO_URL": f"http://localhost:{port}", "BANSO_CATALOGUE": ""}  # the folder's own, not that of the tests
    asked = ("--name", CENTRE, "--prefecture", "北海道", "--unit", "相談課", "--unit", "承継室:confidential")
    told = subprocess.run(
        command(folder, "init", *asked, "--manager", "kanri", "--manager-name", "浜 なす子"),
        env={**environment(), **base}, capture_output=True, text=True,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    link = next(line for line in told.stdout.splitlines() if "/welcome/" in line)
    with outbox_open() as outbox, serving(folder, port, **base, **outbox.settings) as address:
        yield House(address, link, outbox)


def enter(page: Page, house: House, link: str, username: str) -> None:
    """The link is opened, a password chosen, and the first login made with it."""
    page.goto(link)
    for label in ("新しいパスワード", "新しいパスワード(確認)"):
        field(page, label).fill(PASSWORD)
    page.get_by_role("button", name="決める").click()
    expect(page.get_by_role("status")).to_contain_text("ログインしてください")
    log_in_on(page, house.address, PASSWORD, username)


def begin(page: Page, house: House, thing: str) -> None:
    """One of the things to do first is begun where it stands."""
    page.goto(house.address)
    page.locator("section", has_text="はじめにすること").get_by_role("link", name=thing).click()


def type_programmes(page: Page, house: House) -> None:
    """Two one after another on one form; nobody has to think of a code, or to register who pays beforehand."""
    begin(page, house, "今年度の事業を登録する")
    page.get_by_role("link", name="事業を始める").click()
    field(page, "正式名称").fill("経営相談事業")
    field(page, "始まった年度").fill("平成21年度")
    field(page, "担当部署").select_option(label="相談課")
    field(page, "財源").fill("はまなす県")
    page.get_by_role("button", name="次の事業を登録する").click()
    expect(page.get_by_role("status")).to_contain_text("「経営相談事業」を保存しました")
    expect(field(page, "財源")).to_have_value("はまなす県")
    field(page, "正式名称").fill("事業承継支援事業")
    field(page, "担当部署").select_option(label="承継室")
    field(page, "守秘の事業にする").check()
    page.get_by_role("button", name="保存する", exact=True).click()
    expect(page.get_by_role("table")).to_contain_text("事業承継支援事業")


def paste_programmes(page: Page) -> None:
    """The other eight as they stand in somebody's sheet; two of the columns are called otherwise there."""
    page.get_by_role("link", name="事業の一覧を取り込む", exact=True).click()
    rows = [f"{name}\t相談課\tR{YEAR - 2018}\t北海道" for name in PASTED]
    page.get_by_label("Excelからコピーした表").fill("\n".join(["事業名\t担当課\t年度\t財源", *rows]))
    bring_in(page, len(rows))


def bring_in(page: Page, number: int) -> None:
    """Looked through, then taken in."""
    page.get_by_role("button", name="次へ").click()
    page.get_by_role("button", name="取り込むとどうなるかを見る").click()
    expect(page.locator(".saved")).to_contain_text(f"登録 {number}件", timeout=PATIENCE)
    expect(page.locator(".saved")).to_contain_text("取り込めない 0件")
    page.get_by_role("button", name=f"{number}件を取り込む").click()
    expect(page.get_by_text(f"取り込みました。登録 {number}件")).to_be_visible(timeout=PATIENCE)


def consultations(path: Path) -> Path:
    """120 of this year with 50 companies, 80 of the year before with 40 of them, as a clerk keeps them."""
    begins = {0: date(YEAR, 4, 1), 1: date(YEAR - 1, 4, 1)}
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("相談")
    sheet.write_row(0, 0, ["相談受付簿"])
    sheet.write_row(2, 0, ["No.", "年月日", "対象事業", "方法", "企業名", "内容"])
    for line in range(200):
        back = int(line >= 120)
        day = min(begins[back] + timedelta(line % 60), localdate())
        firm = f"見本商店{(line - 120) % 40 if back else line % 50}"
        cells = [line + 1, day.strftime("%Y/%m/%d"), "経営相談事業", "窓口", firm, "販路の相談"]
        sheet.write_row(line + 3, 0, cells)
    book.close()
    return path


def bring_consultations(page: Page, house: House, path: Path) -> None:
    begin(page, house, "今ある一覧を取り込む")
    page.get_by_role("link", name="相談記録", exact=True).click()
    page.get_by_label("ファイル").first.set_input_files(path)
    bring_in(page, 200)


def invite(page: Page, house: House, browser: Browser) -> None:
    """Her link goes by mail; she opens it on her own machine, and the outbox does not keep what is hers alone."""
    begin(page, house, "職員を招く")
    field(page, "利用者名").fill("tanaka")
    field(page, "氏名").fill("田中 実")
    field(page, "メールアドレス").fill("tanaka@hamanasu.example.jp")
    field(page, "役割").select_option(label="相談員")
    field(page, "部署").select_option(label="相談課")
    page.get_by_role("button", name="招く").click()
    expect(page.locator("main")).to_contain_text("tanaka@hamanasu.example.jp にメールで送りました")
    link = house.outbox.link_to("tanaka@hamanasu.example.jp")
    hers = browser.new_context(viewport=DESK).new_page()
    enter(hers, house, link, "tanaka")
    expect(hers.get_by_role("link", name="相談を記録する").first).to_be_visible()
    hers.goto(f"{house.address}/mail/message/")
    hers.locator("table.rows tbody a").first.click()
    expect(hers.locator("main")).to_contain_text("送信済")
    assert "/welcome/" not in hers.content()
    hers.context.close()


def aim(page: Page, what: str, number: str) -> None:
    """A target of the year is written down."""
    page.get_by_role("link", name="登録").click()
    field(page, "事業").select_option(label="経営相談事業")
    field(page, "集計項目").select_option(label=what)
    field(page, "年度").fill(THIS)
    field(page, "目標").fill(number)
    page.get_by_role("button", name="保存する").click()
    page.get_by_role("link", name="年度の目標", exact=True).last.click()


def entry(page: Page, what: str, number: int) -> Locator:
    return page.get_by_role("group", name=re.compile(rf"^{what} {number}\b")).first


def add_column(page: Page, number: int, heading: str) -> Locator:
    page.get_by_role("button", name="列を加える", exact=True).click()
    column = entry(page, "列", number)
    column.get_by_label("見出し", exact=True).fill(heading)
    return column


def add_rate(page: Page, number: int, heading: str, of: str, to: str) -> None:
    """A column worked out of two others, which are chosen by what stands above them."""
    add_column(page, number, heading)
    entry(page, "列", number).get_by_role("button", name="「ほかの列の率・増減で書く」にする").click()
    column = entry(page, "列", number)
    column.get_by_label("比べる行・列").select_option(label=of)
    column.get_by_label("もとにする行・列").select_option(label=to)


def make_outline(page: Page, house: House) -> None:
    """A section for each programme at once; the table of the first gets targets, what was reached of them, and last year's rate."""
    begin(page, house, "報告書の構成を作る")
    page.get_by_role("button", name="事業から構成を作る").click()
    expect(page.locator("table.rows tbody tr")).to_have_count(10)
    page.get_by_role("link", name="経営相談事業", exact=True).click()
    page.get_by_role("link", name="1番目を直す").click()
    add_column(page, 3, "目標").get_by_label("目標の数値を印刷する").check()
    add_rate(page, 4, "達成率", THIS, "目標")
    add_rate(page, 5, "前年度比", THIS, LAST)
    page.get_by_role("button", name="印刷のとおりに見る").last.click()
    expect(page.get_by_role("region", name="印刷のとおり")).to_contain_text("83.3%")
    page.get_by_role("button", name="保存する", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("保存しました")


def cells(table: Locator) -> list[list[str]]:
    return [row.locator("th, td").all_inner_texts() for row in table.locator("tr").all()]


def print_report(page: Page, house: House, path: Path) -> None:
    """On the page and in Word the same figures, exactly."""
    page.goto(house.address)
    page.get_by_role("link", name="事業報告書").last.click()
    page.get_by_role("link", name=f"{THIS}事業報告書").click()
    expect(page.locator("main")).to_contain_text(CENTRE)
    assert cells(page.locator("article table").first) == PRINTED
    page.get_by_role("button", name="Word").click()
    made = page.get_by_role("link", name="ダウンロードする")
    expect(made).to_be_visible(timeout=PATIENCE)
    with page.expect_download() as download:
        made.click()
    download.value.save_as(path)
    document = docx.Document(str(path))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == PRINTED
    assert any(CENTRE in paragraph.text for paragraph in document.paragraphs)


def test_from_an_empty_folder_to_a_printed_report(house: House, browser: Browser, tmp_path: Path) -> None:
    """The first-day list leads through all of it and is gone at the end; nothing is done outside the browser."""
    page = browser.new_page(viewport=DESK, accept_downloads=True)
    page.set_default_timeout(60_000)
    enter(page, house, house.link, "kanri")
    expect(page.get_by_role("heading", name="はじめにすること")).to_be_visible()
    type_programmes(page, house)
    paste_programmes(page)
    bring_consultations(page, house, consultations(tmp_path / "相談受付簿.xlsx"))
    invite(page, house, browser)
    page.goto(f"{house.address}/figures/target/")
    for what, number in (("相談件数(件)", "150"), ("相談企業数(実)(社)", "60")):
        aim(page, what, number)
    make_outline(page, house)
    print_report(page, house, tmp_path / "報告書.docx")
    page.goto(house.address)
    expect(page.get_by_role("heading", name="今日")).to_be_visible()
    expect(page.get_by_role("heading", name="はじめにすること")).to_have_count(0)
    page.close()
