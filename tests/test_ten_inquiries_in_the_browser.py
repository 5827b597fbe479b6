"""Ten buyers' inquiries in a real browser, from their coming in to what came of them; the report's row is what was done."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .browsing import DESK, log_in, open_fy2024

pytestmark = pytest.mark.browser
DRAWING = b"0\nSECTION\n2\nHEADER\n"


@dataclass(frozen=True)
class Life:
    """One inquiry: what is sought, how many suppliers are introduced, and what is heard of the first of them, in order."""

    item: str
    process: str
    suppliers: int = 1
    heard: tuple[dict[str, str], ...] = ()


def agreed(amount: str, on: str = "R7.3.31") -> dict[str, str]:
    return {"what": "成立", "amount": amount, "on": on}


def declined(reason: str) -> dict[str, str]:
    return {"what": "不成立", "reason": reason, "on": "R6.12.2"}


def goes_on(on: str) -> dict[str, str]:
    return {"what": "継続", "on": on}


def quoted(on: str) -> dict[str, str]:
    return {"what": "見積提出", "amount": "500,000", "on": on}


WITH_CARE = (
    Life(
        "アルミの薄物の板金", "板金加工", 2,
        (goes_on("R6.6.3"), quoted("R6.8.1"), goes_on("R6.11.1"), agreed("250,000")),
    ),
    Life("試作の軸", "旋盤加工", 2, (quoted("R6.6.3"), declined("納期が合わない"))),
)  # fmt: skip
AS_FAST_AS_ONE_CAN = (
    Life("量産の軸", "旋盤加工", 1, (agreed("300,000"),)),
    Life("継手", "旋盤加工", 1, (agreed("450,400"),)),
    Life("ピン", "旋盤加工", 1, (declined("価格が合わない"),)),
    Life("フランジ", "旋盤加工", 1, (quoted("R6.6.3"),)),
    Life("架台の曲げ", "板金加工", 1, (goes_on("R6.6.3"),)),
    Life("箱", "板金加工"),
    Life("蓋", "板金加工"),
    Life("樋", "板金加工"),
)


@pytest.fixture
def desk(browser: Browser, address: str, password: str) -> Iterator[Page]:
    page = log_in(browser, address, password, DESK)
    yield page
    page.close()


def a_buyer(desk: Page, address: str) -> str:
    """A registered buyer is looked up."""
    desk.goto(f"{address}/orders/registration/?all=1&side=buyer")
    return desk.locator("table.rows tbody tr td:first-child a, table.rows tbody tr a").first.inner_text()


def take(desk: Page, address: str, buyer: str, life: Life) -> None:
    """The inquiry is written down as the buyer told it, and its candidates are opened."""
    desk.goto(f"{address}/orders/inquiry/new/")
    desk.select_option("#id_programme", label="受発注取引推進事業")
    desk.fill("#id_buyer", buyer)
    desk.fill("#id_received_on", "R6.4.12")
    desk.fill("#id_item", life.item)
    desk.select_option("#id_process", label=life.process)
    desk.fill("#id_lot", "100")
    desk.press("#id_lot", "Control+Enter")
    desk.get_by_role("link", name="受注企業の候補を見る").click()


def introduce(desk: Page, number: int) -> None:
    """The first of the ranked suppliers are introduced; each of them and the buyer gets a letter."""
    for place in range(number):
        desk.locator(".candidates input[type=checkbox]:enabled").nth(place).check()
    desk.fill("#introduced_on", "R6.5.1")
    desk.get_by_role("button", name="選んだ企業を紹介する").click()
    expect(desk.get_by_role("status")).to_contain_text(f"{number}社を紹介しました")
    expect(desk.locator("#letters li")).to_have_count(number + 1)


def look_for(desk: Page, address: str, item: str) -> None:
    """The chase list, cut down to one job: more wait there than it shows."""
    desk.goto(f"{address}/orders/chases/")
    desk.get_by_label("企業名・品目").fill(item)
    desk.get_by_role("button", name="絞り込む").click()


def chase(desk: Page, row: Locator, heard: dict[str, str]) -> None:
    """One line of the chase list is filled in and kept by Enter."""
    row.get_by_label("状況").select_option(label=heard["what"])
    row.get_by_label("金額(円)").fill(heard.get("amount", ""))
    row.get_by_label("不成立の理由").select_option(label=heard.get("reason", ""))
    row.get_by_label("確認日").fill(heard["on"])
    row.get_by_label("確認日").press("Enter")
    expect(desk.locator("tr.kept").last).to_contain_text(f"{heard['what']} を保存しました")


def hand_in_a_drawing(desk: Page, folder: Path) -> None:
    """On the inquiry's page; it is there among the candidates too, and comes back as it was."""
    (folder / "軸 A-12.dxf").write_bytes(DRAWING)
    desk.get_by_role("link", name="図面を登録する").click()
    desk.fill("#id_title", "A-12 軸")
    desk.locator("#id_file").set_input_files(folder / "軸 A-12.dxf")
    desk.get_by_role("button", name="登録する").click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="A-12 軸").click()
    assert download.value.suggested_filename == "軸 A-12.dxf"
    assert Path(download.value.path()).read_bytes() == DRAWING


def live_with_care(desk: Page, address: str, buyer: str, life: Life, folder: Path) -> None:
    """With its drawing, the reasons of the ranking, conditions tightened, a letter read, and every day to ask kept."""
    take(desk, address, buyer, life)
    desk.go_back()
    hand_in_a_drawing(desk, folder)
    desk.get_by_role("link", name="受注企業の候補を見る").click()
    expect(desk.get_by_role("link", name="A-12 軸")).to_be_visible()
    expect(desk.locator(".candidates > li").first).to_contain_text(f"{life.process}に対応")
    desk.select_option("#s_lot", label="適合だけ")
    expect(desk).to_have_url(re.compile("lot=must"))
    expect(desk.locator("#found")).not_to_contain_text("100個は未確認です")
    introduce(desk, life.suppliers)
    letter = desk.locator("#letters li", has_text="受注企業あて").first.get_by_role("link").first
    with desk.expect_download() as download:
        letter.click()
    assert download.value.suggested_filename.endswith(".docx")
    supplier = letter.inner_text().partition(" ")[2]
    for heard in life.heard:
        look_for(desk, address, life.item)
        row = desk.locator("#chases tbody tr", has_text=life.item).filter(has_text=supplier)
        expect(row).to_contain_text("12か月")
        chase(desk, row, heard)


def test_ten_inquiries_make_the_years_figures(desk: Page, address: str, tmp_path: Path) -> None:
    """Two by hand in full, eight through the same screens quickly; balance, funnel and report say what was done, exactly."""
    open_fy2024(desk, address)
    buyer = a_buyer(desk, address)
    for life in WITH_CARE:
        live_with_care(desk, address, buyer, life, tmp_path)
    for life in AS_FAST_AS_ONE_CAN:
        take(desk, address, buyer, life)
        introduce(desk, life.suppliers)
    for life in AS_FAST_AS_ONE_CAN:
        for heard in life.heard:
            desk.goto(f"{address}/orders/chases/?q={life.item}")
            chase(desk, desk.locator("#chases tbody tr", has_text=f"{life.item} 令和6年5月1日紹介"), heard)
    desk.goto(f"{address}/orders/?year=2024")
    own = desk.locator(".balance tbody tr").first
    assert re.findall(r"(\d+)件", own.inner_text()) == ["12", "3", "2", "7"]
    expect(desk.locator("svg.funnel desc")).to_have_text("照会 10件、紹介 12件、見積 5件、成立 3件")
    own.get_by_role("link", name="3件").click()
    expect(desk.locator("table.rows tbody tr")).to_have_count(3)
    desk.goto(f"{address}/report/2024/")
    text = desk.locator("main").inner_text()
    for label, figure in (
        ("あっせん紹介件数", "12件"),
        ("あっせん成立件数", "3件"),
        ("あっせん成立金額", "1,000千円"),
        ("あっせん不成立件数", "2件"),
    ):
        assert re.search(rf"{label}\s.*{figure}(\s|$)", text, re.MULTILINE), label
