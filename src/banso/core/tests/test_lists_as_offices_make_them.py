"""Lists as offices make them: units, unseen marks, repeated marks, failed formulas, cells too many, hidden rows. Nothing wrong passes."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import xlsxwriter

from banso.core.errors import UserError
from banso.core.fiscal import typed_fiscal_year
from banso.core.foreign.books import open_book
from banso.core.imports import Column, Day, ImportKind, Minutes, Row, Text, Whole, Yen
from banso.core.imports.amounts import money_unit
from banso.core.imports.checking import Reading
from banso.core.imports.headings import find_layout
from banso.core.models import Access
from banso.core.text import clean_text

KIND = ImportKind(
    code="made-up",
    model=Access,
    new=lambda **facts: None,
    columns=(
        Column("name", "取引先", required=True),
        Column("yen", "貸付額(円)", Yen(), aliases=("貸付額",)),
        Column("on", "貸付日", Day()),
        Column("note", "摘要", Text()),
    ),
)


def rows_of(*rows: list[Any], **more: Any) -> list[Row]:
    numbered = list(enumerate(rows, 1))
    reading = Reading(KIND, find_layout(KIND, numbered), numbered, len(rows), **more)
    return [row for chunk in reading.chunks() for row in chunk]


def yen_of(*rows: list[Any]) -> int:
    return int(rows_of(*rows)[-1].facts["yen"])


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("貸付額(千円)", "千円"),
        ("貸付額(円・千円未満切捨)", "円"),
        ("貸付額（円、百万円未満四捨五入）", "円"),
        ("貸付額(1円未満切上げ)", ""),
        ("貸付額(千円単位、千円未満切捨て)", "千円"),
        ("貸付額(単位：1,000円)", "千円"),
        ("貸付額[百万円]", "百万円"),
        ("貸付額", ""),
    ],
)
def test_the_unit_of_a_heading(heading: str, unit: str) -> None:
    """How a number was rounded is no unit of it."""
    assert money_unit(heading) == unit


@pytest.mark.parametrize(
    ("rows", "yen"),
    [
        ([["貸付一覧(単位:千円)"], ["取引先", "貸付額"], ["甲商店", 25]], 25_000),
        ([["貸付一覧", "単位 百万円"], ["取引先", "貸付額"], ["甲商店", 1.5]], 1_500_000),
        ([["取引先", "貸付額"], [None, "(千円)"], ["甲商店", 25]], 25_000),
        ([["取引先", "貸付額"], ["", "【万円】"], ["甲商店", "3"]], 30_000),
        ([["3,000万円以下の貸付"], ["取引先", "貸付額"], ["甲商店", 25]], 25),
        ([["(単位:千円)"], ["取引先", "貸付額(円)"], ["甲商店", 25]], 25),
        ([["金額は千円単位です"], ["取引先", "貸付額"], ["甲商店", 25]], 25_000),
        ([["100円単位で切捨て"], ["取引先", "貸付額"], ["甲商店", 25]], 25),
        ([["取引先", "貸付額(千)"], ["甲商店", 25]], 25_000),
        ([["取引先", "貸付額(単位:百万)"], ["甲商店", "2.5"]], 2_500_000),
        ([["取引先", "貸付額(百万円)"], ["甲商店", "12.345"]], 12_345_000),
        ([["(単位:千円)"], ["取引先", "貸付額"], ["甲商店", "25円"]], 25),
    ],
)
def test_a_unit_counts_wherever_it_stands(rows: list[list[Any]], yen: int) -> None:
    """Above the table, below the heading, in brackets; the nearer one counts more."""
    assert yen_of(*rows) == yen


def test_an_amount_taken_in_another_unit_is_told() -> None:
    """So that the look shows what becomes of the number."""
    (row,) = rows_of(["取引先", "貸付額(千円)"], ["甲商店", 1500])
    assert row.notes == ["貸付額(円): 1500 → 1,500,000円(単位は千円)"]
    (row,) = rows_of(["取引先", "貸付額(円)"], ["甲商店", 1500])
    assert row.notes == []


@pytest.mark.parametrize("below", ["(単位:千円)", "単位：百万円"])
def test_a_unit_below_the_table_is_not_passed_over(below: str) -> None:
    """The amounts were read before it was met: nothing comes in until a heading says it."""
    with pytest.raises(UserError, match="3行目に金額の単位"):
        rows_of(["取引先", "貸付額"], ["甲商店", 25], [None, below])
    assert len(rows_of(["取引先", "貸付額(円)"], ["甲商店", 25], ["(単位:円)"])) == 1


@pytest.mark.parametrize("cell", ["25.000", "¥1.500.000", "１２．３４５円"])
def test_a_point_that_may_part_thousands_is_asked(cell: str) -> None:
    (row,) = rows_of(["取引先", "貸付額"], ["甲商店", cell])
    assert "yen" not in row.facts and row.problems


def test_two_units_above_a_table_are_not_guessed() -> None:
    with pytest.raises(UserError, match="単位が2つ"):
        rows_of(["(単位:千円)", "(単位:百万円)"], ["取引先", "貸付額"], ["甲商店", 1])


@pytest.mark.parametrize(
    ("cell", "heading", "minutes"),
    [
        ("3時間", "時間(分)", 180), ("1時間20分", "", 80), ("2時間半", "", 150), ("0.5時間", "", 30), ("45分間", "", 45),
        (time(1, 45), "", 105), (timedelta(hours=26), "", 1560), (datetime(1899, 12, 31, 2, 0), "", 120), ("1:05", "", 65),
        (75, "時間(分)", 75), (75.0, "所要時間", 75), (1.5, "所要時間(時間)", 90), ("２ｈ", "", 120), (5, "時間(分)", 5),
    ],
)  # fmt: skip
def test_a_length_of_time(cell: object, heading: str, minutes: int) -> None:
    """Hours, minutes, clocks and a spreadsheet's times, in any width."""
    assert Minutes().read(cell, heading) == minutes


@pytest.mark.parametrize(
    ("cell", "heading", "says"),
    [
        (2.5, "時間(分)", "分か時間か"), ("2.5", "", "分か時間か"), (3, "所要時間", "分か時間か"), ("2日", "", "分に直せません"),
        ("半日", "", "分に直せません"), ("3回", "", "分に直せません"), ("約60分", "", "分に直せません"), (True, "", "読めません"),
        (date(2024, 4, 1), "", "読めません"), (-30, "時間(分)", "分に直せません"),
    ],
)  # fmt: skip
def test_what_may_be_another_length_is_asked(cell: object, heading: str, says: str) -> None:
    with pytest.raises(UserError, match=says):
        Minutes().read(cell, heading)


@pytest.mark.parametrize("cell", ["3時間", "2日", "1,00", "10,00,000", "12%", "1.5", "3千人"])
def test_what_is_no_count(cell: str) -> None:
    """A length of time is no number of people, and commas in odd places are no thousands."""
    with pytest.raises(UserError):
        Whole().read(cell, "人数")


def test_a_count_in_the_unit_of_its_heading() -> None:
    assert Whole().read(3, "来場者数(千人)") == 3000
    assert Whole().read("5日", "期間(日)") == 5


@pytest.mark.parametrize(
    "cell",
    [
        "2023年11月7日(火)",
        "令和5年11月7日（火・祝）",
        "R5.11.7 火曜日",
        "2023/11/7(火曜)",
        "2023年11月7日火",
        "2023-11-07 (Tue)",
    ],
)
def test_a_date_with_its_weekday(cell: str) -> None:
    assert Day().read(cell, "") == date(2023, 11, 7)
    assert Day().asks(cell, "", date(2023, 11, 7)) == ""


def test_an_unlikely_date_is_asked_and_an_impossible_one_refused() -> None:
    """In its row; once a person says that it is right, it comes in and that is told. The other rows stay."""
    head = ["取引先", "貸付日"]
    table = [head, ["甲", "2204/4/1"], ["乙", "1023/4/1"], ["丙", "2023/11/7(水)"], ["丁", "2023/11/7"]]
    found = rows_of(*table)
    assert [bool(row.problems) for row in found] == [True, True, True, False]
    assert [row.unusual for row in found] == [True, False, True, False]
    sure = rows_of(*table, sure=True)
    assert [bool(row.problems) for row in sure] == [False, True, False, False] and sure[0].notes


@pytest.mark.parametrize("mark", ["〃", "同上", "々", " 〃 "])
def test_a_repeated_mark_is_the_cell_above(mark: str) -> None:
    """Through several rows; without anything above it is refused."""
    found = rows_of(["取引先", "貸付日"], ["甲商店", "R5.4.1"], [mark, mark], [mark, "R5.4.3"])
    assert [row.facts["name"] for row in found] == ["甲商店"] * 3
    assert [row.facts["on"].day for row in found] == [1, 1, 3]
    (first,) = rows_of(["取引先", "貸付日"], [mark, "R5.4.1"])
    assert "上の行" in first.problems[0]


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "＃N/A", "#DIV/0!", "#NAME?", "#####"])
def test_a_failed_formula_is_never_blank(text: str) -> None:
    """It is refused with its cell named, in an optional column too."""
    (row,) = rows_of(["取引先", "貸付額(円)", "摘要"], ["甲商店", "1", text])
    assert "セルC2" in row.problems[0]


@pytest.mark.parametrize(
    "text",
    [
        "- 制度融資(県)の相談",
        "+81(17)700-0001に電話",
        "@みほん(株)",
        "-DX(デジタル)の話",
        "=みほん=",
        "−3割減",
        "+",
        "-",
        "@",
    ],
)
def test_a_text_that_begins_like_a_formula_is_text(text: str) -> None:
    (row,) = rows_of(["取引先", "摘要"], ["甲商店", text])
    assert not row.problems and row.facts["note"] == text


@pytest.mark.parametrize(
    "text", ["=1+1", "=B3", "=SUM(A1:A3)", "@SUM(A1:A3)", '-CALL("x")', "+cmd|' /C calc'!A0", "=A1&B1"]
)
def test_a_formula_is_refused(text: str) -> None:
    (row,) = rows_of(["取引先", "摘要"], ["甲商店", text])
    assert "式と見なされる" in row.problems[0]


def test_cells_beyond_the_headings() -> None:
    """In a text they have slipped and are refused; in a sheet it is asked whether they may be left."""
    table = [["取引先", "貸付額(円)"], ["甲商店", "2", "500", "000"], ["乙商店", "3", "", None]]
    parted, kept = rows_of(*table, parted=True)
    assert "欄が多い" in parted.problems[0] and not parted.unusual and not kept.problems
    asked, _ = rows_of(*table)
    assert asked.unusual and "500" in asked.problems[0]


@pytest.mark.parametrize(
    "words", [["合計", 25], ["合計 25社", None], ["平均", 3], ["以上", None], ["※ 見込みを含む", None], ["小計：", 1]]
)
def test_rows_below_a_table_are_no_records(words: list[Any]) -> None:
    assert [row.facts["name"] for row in rows_of(["取引先", "貸付額(円)"], ["甲商店", 1], words)] == ["甲商店"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("⻘森の⻑⾕川", "青森の長谷川"), ("青\u200b森\ufeff", "青森"), ("一\x0b二\x0c三", "一\n二\n三"), ("a\x00b\x1f", "ab"),
        ("\u202eabc", "abc"), ("改\u2028行", "改\n行"), ("神\ufe00社", "神\ufe00社"), ("﨑①㈱～", "﨑①㈱～"), ("\ud800x\uffff", "x"),
        ("tab\tと改行\r\n", "tab\tと改行\r\n"),
    ],
)  # fmt: skip
def test_a_text_as_people_see_it(typed: str, kept: str) -> None:
    """Radicals become kanji, unseen marks go, other programs' line breaks become ours; what people type stays."""
    assert clean_text(typed) == kept


def test_a_text_file_with_an_old_end_mark_and_odd_letters() -> None:
    sheet = open_book("取引先,貸付額(円)\n⻘い\u200b森,1\n\x1a".encode()).sheet()
    rows = list(sheet.rows())
    layout = find_layout(KIND, rows)
    (row,) = next(Reading(KIND, layout, rows, len(rows)).chunks())
    assert row.facts == {"name": "青い森", "yen": 1}


def test_a_pasted_block_is_parted_by_tabs_alone() -> None:
    """However many commas its numbers have."""
    block = "取引先\t貸付額(円)\n甲商店\t12,345,678\n乙,丙商店\t1,000,000\n"
    rows = [cells for _, cells in open_book(block.encode()).sheet().rows()]
    assert rows == [["取引先", "貸付額(円)"], ["甲商店", "12,345,678"], ["乙,丙商店", "1,000,000"]]


def test_a_text_of_a_hundred_thousand_columns_is_refused() -> None:
    with pytest.raises(UserError, match="列が多すぎます"):
        open_book(("a," * 100_000).encode())


def sheet_file(hidden: bool = True) -> bytes:
    """A workbook with a hidden sheet before the visible one, which has a hidden row, a failed cell and one not reckoned."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    old, new = book.add_worksheet("昨年"), book.add_worksheet("今年")
    old.write_row(0, 0, ["取引先", "摘要"])
    old.write_row(1, 0, ["古い商店", "x"])
    new.write_row(0, 0, ["取引先", "摘要"])
    new.write_row(1, 0, ["甲商店", "a"])
    new.write_row(2, 0, ["乙商店", "b"])
    new.write_row(3, 0, ["丙商店"])
    new.write_formula(3, 1, "=VLOOKUP(1,A:A,2)", None, "#N/A")
    new.write_row(4, 0, ["丁商店"])
    new.write_formula(4, 1, '=A1&"x"', None, "")
    if hidden:
        old.hide()
        new.activate()
        new.set_first_sheet()
        new.set_row(2, None, None, {"hidden": True})
    book.close()
    return target.getvalue()


def test_what_a_spreadsheet_shows_and_hides() -> None:
    """The visible sheet first, hidden rows by number, a failed cell and a formula without a value never blank."""
    book = open_book(sheet_file())
    assert [(sheet.name, sheet.visible) for sheet in book.sheets] == [("今年", True), ("昨年", False)]
    assert book.sheet().hidden == {3} and "昨年" in book.notices[0]
    rows = list(book.sheet().rows())
    found = next(Reading(KIND, find_layout(KIND, rows), rows, len(rows)).chunks())
    assert [bool(row.problems) for row in found] == [False, False, True, True]
    assert "セルB4" in found[2].problems[0] and "セルB5" in found[3].problems[0]
    plain = open_book(sheet_file(hidden=False))
    assert [sheet.name for sheet in plain.sheets] == ["昨年", "今年"] and plain.notices == []


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("令和8年度", 2026),
        ("R8", 2026),
        ("８", 2026),
        ("2026", 2026),
        ("8年度", 2026),
        ("H30", 2018),
        ("令和元年度", 2019),
    ],
)
def test_a_fiscal_year_as_it_is_typed(typed: str, year: int) -> None:
    assert typed_fiscal_year(typed, today=date(2026, 11, 30)) == year


@pytest.mark.parametrize("typed", ["30", "0", "", "2,026", "来年", "R99", "12345"])
def test_what_is_no_fiscal_year(typed: str) -> None:
    """A bare 30 may be 平成30年度: it is not guessed."""
    with pytest.raises(UserError):
        typed_fiscal_year(typed, today=date(2026, 11, 30))
