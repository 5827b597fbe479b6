"""Lists that say another thing than they seem to: units of other kinds, marks among digits, cells that slipped. Told or asked."""

from datetime import date, time
from typing import Any

import pytest

from banso.core.errors import UserError
from banso.core.fiscal import typed_fiscal_year
from banso.core.imports import Column, Day, ImportKind, Minutes, Row, Text, Whole, Yen
from banso.core.imports.checking import Reading
from banso.core.imports.headings import find_layout
from banso.core.imports.spelled import Address, Kana, Phone, Prefecture
from banso.core.imports.units import money_unit, time_unit, yen_scale
from banso.core.models import Access

KIND = ImportKind(
    code="made-up-too",
    model=Access,
    new=lambda **facts: None,
    columns=(
        Column("name", "取引先", required=True),
        Column("yen", "貸付額(円)", Yen(), aliases=("貸付額",)),
        Column("took", "面談時間(分)", Minutes(), aliases=("面談時間",)),
        Column("people", "来場者", Whole()),
        Column("code", "契約番号", Text(longest=40)),
        Column("note", "摘要", Text()),
    ),
)


def rows_of(*rows: list[Any], **more: Any) -> list[Row]:
    numbered = list(enumerate(rows, 1))
    reading = Reading(KIND, find_layout(KIND, numbered), numbered, len(rows), **more)
    return [row for chunk in reading.chunks() for row in chunk]


@pytest.mark.parametrize(
    ("heading", "yen"),
    [
        ("残高(十万円)", 100_000), ("残高（千万円）", 10**7), ("残高[十億円]", 10**9), ("残高(100万円単位)", 10**6), ("残高 千円", 1_000),
        ("残高／百万円", 10**6), ("残高〔万円〕", 10_000), ("残高(税抜、千円)", 1_000), ("円滑化資金(千円)", 1_000), ("残高(件、千円)", 1_000),
        ("50万円枠の残高(円)", 1), ("残高(￥)", None), ("円滑化資金", None), ("残高(見込)", None),
    ],
)  # fmt: skip
def test_a_unit_of_money_in_any_power(heading: str, yen: int | None) -> None:
    unit = money_unit(heading)
    assert yen_scale(unit) == yen if yen else unit == ""


@pytest.mark.parametrize(
    "heading",
    [
        "(K)",
        "(千ドル)",
        "(US$)",
        "(thousand yen)",
        "(¥1,000)",
        "(円・千円)",
        "(千円又は円)",
        "(件)",
        "(%)",
        "(千¥)",
        "(百万ユーロ)",
    ],
)
def test_a_heading_in_no_unit_of_yen_is_refused(heading: str) -> None:
    """Nor one that names two: the numbers below it would be read a thousand times too small, or as yen."""
    with pytest.raises(UserError, match="単位"):
        rows_of(["取引先", f"貸付額{heading}"], ["甲商店", 15])


@pytest.mark.parametrize(
    ("rows", "minutes"),
    [
        ([["取引先", "面談時間"], [None, "(時間)"], ["甲商店", 2]], 120),
        ([["面談一覧(単位:時間)"], ["取引先", "面談時間"], ["甲商店", "1.5"]], 90),
        ([["取引先", "面談時間(単位:h)"], ["甲商店", 3]], 180),
        ([["取引先", "面談時間[時間]"], ["甲商店", 3]], 180),
        ([["(単位:時間)"], ["取引先", "面談時間(分)"], ["甲商店", 30]], 30),
        ([["(単位:時間、千円)"], ["取引先", "面談時間", "貸付額"], ["甲商店", 2, 5]], 120),
    ],
)
def test_a_unit_of_time_counts_wherever_it_stands(rows: list[list[Any]], minutes: int) -> None:
    assert rows_of(*rows)[-1].facts["took"] == minutes


@pytest.mark.parametrize("unit", ["日", "コマ", "回", "秒", "時間・分"])
def test_a_heading_in_no_unit_of_time_is_refused(unit: str) -> None:
    with pytest.raises(UserError, match="分にも時間にも"):
        rows_of(["取引先", f"面談時間({unit})"], ["甲商店", 20])


def test_how_a_length_was_rounded_is_no_unit_of_it() -> None:
    assert [time_unit(text) for text in ("時間(30分単位)", "時間(分・切上げ)", "時間", "所要分")] == [
        "",
        "分",
        "",
        "分",
    ]


@pytest.mark.parametrize("cell", [time(13, 30), "13:30", "25:00", 800, "20時間"])
def test_more_than_a_day_of_work_is_asked(cell: object) -> None:
    """It is likelier the time of day at which something began."""
    (row,) = rows_of(["取引先", "面談時間(分)"], ["甲商店", cell])
    assert row.unusual
    (sure,) = rows_of(["取引先", "面談時間(分)"], ["甲商店", cell], sure=True)
    assert not sure.problems and sure.notes


def test_a_count_in_the_unit_of_the_row_below_its_heading() -> None:
    assert rows_of(["取引先", "来場者"], [None, "(千人)"], ["甲商店", 3])[0].facts["people"] == 3000


@pytest.mark.parametrize("below", ["※金額の単位は千円", "(注)単位:百万円", "※面談時間は時間単位で記入"])
def test_a_remark_below_the_table_that_says_a_unit_is_not_passed_over(below: str) -> None:
    with pytest.raises(UserError, match="単位"):
        rows_of(["取引先", "貸付額", "面談時間"], ["甲商店", 25, 90], [below])


@pytest.mark.parametrize("cell", ["①1500", "1500²", "1500 1600", "1,5", "12½", "⑩", "30\n40"])
@pytest.mark.parametrize("heading", ["貸付額(円)", "面談時間(分)", "来場者"])
def test_marks_and_second_numbers_are_no_digits(heading: str, cell: str) -> None:
    (row,) = rows_of(["取引先", heading], ["甲商店", cell])
    assert row.problems and not row.unusual


def test_a_number_in_groups_is_one_number() -> None:
    (row,) = rows_of(["取引先", "貸付額(円)"], ["甲商店", "12 345 678"])
    assert row.facts["yen"] == 12_345_678


@pytest.mark.parametrize(
    ("line", "sent_back"),
    [
        (["甲商店", "1", "000", "000"], True), (["甲商店", "25", "050", ""], True), (["甲商店", "1", "234", "ことば"], True),
        (["甲商店", "1000000", "120", ""], False), (["甲商店", "5", "12", ""], False),
    ],
)  # fmt: skip
def test_an_amount_parted_at_its_own_commas(line: list[str], sent_back: bool) -> None:
    """Also where the row has no cell too many, because those behind it were empty."""
    (row,) = rows_of(["取引先", "貸付額(円)", "摘要", "契約番号"], line, parted=True)
    assert bool(row.problems) == sent_back


def test_another_table_below_the_first_is_not_read_by_its_headings() -> None:
    with pytest.raises(UserError, match="4行目に別の見出し"):
        rows_of(["取引先", "摘要"], ["甲商店", "x"], [], ["取引先", "契約番号"], ["乙商店", "A-1"])


@pytest.mark.parametrize("mark", ["(同上)", "同　上", '"', "↑", "上記に同じ"])
def test_other_marks_that_repeat(mark: str) -> None:
    assert [row.facts["name"] for row in rows_of(["取引先", "摘要"], ["甲商店", "x"], [mark, "y"])] == ["甲商店"] * 2


@pytest.mark.parametrize("words", [["以 上", None], ["令和4年度計", 5], ["5月～8月計", 5], ["H30年度分 合計", 5]])
def test_more_rows_that_are_no_records(words: list[Any]) -> None:
    assert len(rows_of(["取引先", "貸付額(円)"], ["甲商店", 1], words)) == 1


@pytest.mark.parametrize("cell", [date(2024, 1, 2), time(1, 30), True])
def test_a_code_that_became_a_date_is_asked(cell: object) -> None:
    """In a note it is told what it becomes."""
    (row,) = rows_of(["取引先", "契約番号"], ["甲商店", cell])
    assert row.unusual
    (noted,) = rows_of(["取引先", "摘要"], ["甲商店", date(2024, 1, 2)])
    assert not noted.problems and "2024-01-02" in noted.notes[0]


@pytest.mark.parametrize("cell", ["1.23457E+18", 1.2345678901234567e18])
def test_a_code_whose_digits_were_cut_is_refused(cell: object) -> None:
    (row,) = rows_of(["取引先", "契約番号"], ["甲商店", cell])
    assert "丸められています" in row.problems[0]
    with pytest.raises(UserError, match="丸められています"):
        Phone(longest=20).read("1.77E+08", "")


@pytest.mark.parametrize("text", ["=Sheet1!A1", "='昨年 分'!B2"])
def test_a_link_to_another_sheet_is_a_formula(text: str) -> None:
    assert rows_of(["取引先", "摘要"], ["甲商店", text])[0].problems


@pytest.mark.parametrize("text", ["Err:502", "#名前?"])
def test_failed_formulas_of_other_programs(text: str) -> None:
    assert "セルB2" in rows_of(["取引先", "摘要"], ["甲商店", text])[0].problems[0]


def test_a_line_break_is_no_part_of_a_code() -> None:
    (row,) = rows_of(["取引先", "契約番号", "摘要"], ["甲商店", "A-1\n (旧)", "一\n二"])
    assert (row.facts["code"], row.facts["note"]) == ("A-1 (旧)", "一\n二")


@pytest.mark.parametrize("typed", ["2024/2/29(Fri)", "2024/2/29（金）"])
def test_a_wrong_weekday_is_asked_in_any_language(typed: str) -> None:
    assert "木曜日" in Day().asks(typed, "", date(2024, 2, 29))
    assert Day().asks("2024/2/29(Thu)", "", date(2024, 2, 29)) == ""


@pytest.mark.parametrize("typed", ["2024/2/②", "令和6年2月²日"])
def test_a_mark_is_no_day(typed: str) -> None:
    with pytest.raises(UserError):
        Day().read(typed, "")


@pytest.mark.parametrize(
    ("typed", "kept"), [("か゛くせい", "ガクセイ"), ("ハ°ン", "パン"), ("ﾎﾟﾌﾟﾗ", "ポプラ"), ("シ゛ャム", "ジャム")]
)
def test_a_reading_with_its_marks_apart(typed: str, kept: str) -> None:
    assert Kana(longest=40).read(typed, "") == kept


def test_what_is_likely_incomplete_is_told() -> None:
    assert "町名" in Address(longest=40).tells("2-3", "", "2-3") and not Address(longest=40).tells("x", "", "長島2-3")
    assert "漢字" in Kana(longest=40).tells("x", "", "タメ志") and not Kana(longest=40).tells("x", "", "タメシ")


@pytest.mark.parametrize("typed", ["18", "11", "①"])
def test_a_bare_year_is_near_today(typed: str) -> None:
    """18 is likelier 平成18年度 than one ten years from now: it is asked with its era."""
    with pytest.raises(UserError):
        typed_fiscal_year(typed, today=date(2026, 11, 30))
    assert typed_fiscal_year("2026 年度", today=date(2026, 11, 30)) == 2026


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("岩手", "岩手県"), ("東 京", "東京都"), ("京都", "京都府"), ("北海道", "北海道"), ("みほん県", "みほん県")],
)
def test_a_prefecture_by_its_full_name(typed: str, kept: str) -> None:
    """Figures by prefecture find it however it was written; what is none is refused."""
    assert Prefecture().read(typed, "") == kept
    with pytest.raises(UserError, match="都道府県"):
        Prefecture().read("いわて", "")
