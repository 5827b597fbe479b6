"""What cells say: dates, numbers, amounts, choices; and where the columns are."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.core.era import format_date, format_month
from banso.core.errors import UserError
from banso.core.imports import Choice, Clock, Column, Day, Exact, Flag, ImportKind, Month, Text, Whole, Year, Yen
from banso.core.imports.checking import Reading
from banso.core.imports.headings import find_layout
from banso.core.models import Access

WIDE = str.maketrans("0123456789,./-", "０１２３４５６７８９，．／－")
DAYS = st.dates(date(1955, 1, 1), date(2100, 12, 31))


@given(day=DAYS)
def test_a_date_is_read_however_it_is_written(day: date) -> None:
    """西暦 and 和暦, narrow and wide, as a date, a date with a time, or a spreadsheet's number."""
    serial = (day - date(1899, 12, 30)).days
    short = f"{format_date(day)[0]}"
    spellings = [
        day, datetime(day.year, day.month, day.day, 9, 30), float(serial), serial, day.isoformat(),
        f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日(水)", f"{day:%Y%m%d}", format_date(day),
        format_date(day).translate(WIDE), f"{day.year}/{day.month}/{day.day} 10:30", f" {day.year}. {day.month}. {day.day} ",
    ]  # fmt: skip
    assert {Day().read(cell, "") for cell in spellings} == {day} and short in "令平昭"


@given(day=DAYS)
def test_a_month_is_read_however_it_is_written(day: date) -> None:
    """By itself or by any of its days, as what it is for (4月分), narrow and wide; it is always its first day."""
    first = day.replace(day=1)
    spellings = [
        day, f"{day.year}/{day.month}", f"{day.year}-{day.month:02}", f"{day.year}年{day.month}月分", format_month(first),
        format_month(first).translate(WIDE), f" {format_month(first)} ", format_date(day), day.isoformat(),
    ]  # fmt: skip
    assert {Month().read(cell, "") for cell in spellings} == {first}


@pytest.mark.parametrize("text", ["4月", "令和6年13月", "平成31年5月", "令和6年", "²月", "2024/4/31", "R6.0"])
def test_what_is_no_month_is_told(text: str) -> None:
    with pytest.raises(UserError):
        Month().read(text, "")


@given(number=st.decimals(-(10**9), 10**9, places=3))
def test_a_number_with_decimals_is_read_however_it_is_written(number: Decimal) -> None:
    """With its sign as papers write it, its commas and its unit; not one decimal is lost."""
    sign, size = ("△" if number < 0 else ""), abs(number)
    spellings = [
        f"{number}",
        f"{sign}{size:,}",
        f"{sign}{size:,}".translate(WIDE),
        f"{sign}{size}㎡",
        f"{sign}{size} 件",
    ]
    assert {Exact().read(cell, "") for cell in spellings} == {number}
    assert Exact().read(1.5, "面積(㎡)") == Decimal("1.5") and Exact().read("1.5", "来場者(千人)") == 1500


@given(minutes=st.integers(0, 24 * 60 - 1))
def test_a_time_of_day_is_read_however_it_is_written(minutes: int) -> None:
    """As a time, the part of a day a spreadsheet keeps, in digits of any width, in words, by halves of the day."""
    hour, minute = divmod(minutes, 60)
    half = f"午後{hour - 12}" if hour >= 12 else f"午前{hour}"
    spellings = [
        time(hour, minute), time(hour, minute, 59), datetime(2024, 4, 1, hour, minute), minutes / (24 * 60), f"{hour}:{minute:02}",
        f"{hour:02}:{minute:02}:00", f"{hour}：{minute:02}".translate(WIDE), f"{hour}時{minute}分", f"{half}時{minute}分",
    ]  # fmt: skip
    spellings += [f"{hour}時", f"{half}時"] if minute == 0 else [f"{hour}時半"] if minute == 30 else []
    assert {Clock().read(cell, "") for cell in spellings} == {time(hour, minute)}


@given(number=st.integers(0, 10**12))
def test_a_number_is_read_however_it_is_written(number: int) -> None:
    """With commas, full-width, with its unit, as text or as the number a spreadsheet keeps."""
    spellings = [
        number,
        float(number),
        str(number),
        f"{number:,}",
        f"{number:,}".translate(WIDE),
        f" {number} 名",
        f"{number:,}件",
    ]
    assert {Whole().read(cell, "") for cell in spellings} == {number}


@given(yen=st.integers(0, 10**9))
def test_an_amount_is_in_the_unit_of_its_heading(yen: int) -> None:
    """千円 in the heading counts, but a unit beside the number counts more; a thousandth of a yen is refused."""
    assert Yen().read(f"{yen:,}", "金額") == yen
    assert Yen().read(f"{yen:,}", "金額(千円)") == yen * 1000 == Yen().read(float(yen), "金額 （千円）")
    assert Yen().read(f"{yen}円", "金額(千円)") == yen and Yen().read(f"¥{yen:,}", "") == yen
    assert Yen().read(1.5, "資本金(百万円)") == 1_500_000


@pytest.mark.parametrize(
    ("reader", "cell", "says"),
    [
        (Day(), "令和6年2月30日", "という日付はありません"),
        (Day(), "平成32年4月1日", "元号を確かめて"),
        (Day(), 12, "日付として読めません"),
        (Day(), True, "日付として読めません"),
        (Clock(), "24:00", "時刻として読めません"),
        (Clock(), "お昼", "時刻として読めません"),
        (Clock(), 10, "時刻として読めません"),
        (Whole(), "約12", "数として読めません"),
        (Whole(), 1.5, "整数"),
        (Whole(), "▲3", "0以上"),
        (Whole(), date(2024, 4, 1), "数として読めません"),
        (Yen(), "0.3", "端数"),
        (Text(longest=3), "あいうえ", "3文字以内"),
        (Choice([("desk", "窓口"), ("phone", "電話")]), "手紙", "窓口、電話 のどれか"),
        (Flag(), "たぶん", "○ か ×"),
        (Year(), "昔", "年度として読めません"),
    ],
)
def test_what_cannot_be_read_is_said(reader: object, cell: object, says: str) -> None:
    """In words that say how to mend it."""
    with pytest.raises(UserError, match=says):
        reader.read(cell, "見出し")


def test_codes_and_flags() -> None:
    """A number in a column of text is its digits; labels in any width; ○ and ×."""
    assert Text().read(177000001.0, "") == "177000001"
    assert Text(only="0-9").read("〒０３０－０８０１", "") == "0300801"
    assert Choice([("online", "オンライン")], (("web", "online"),)).read("ｵﾝﾗｲﾝ", "") == "online"
    assert [Flag().read(cell, "") for cell in ("○", "有", 1, True, "×", "なし", "0")] == [True] * 4 + [False] * 3
    assert (Year().read("令和5年度", ""), Year().read(2023.0, "")) == (2023, 2023)


KIND = ImportKind(
    code="made-up",
    model=Access,
    new=lambda **facts: None,
    columns=(
        Column("name", "企業名", aliases=("会社名",), required=True),
        Column("on", "相談日", Day(), required=True),
        Column("yen", "売上高(円)", Yen(), aliases=("売上高",)),
        Column("minutes", "相談時間(分)", Whole()),
    ),
)


def columns_of(*rows: list[object], chosen: dict[str, str] | None = None) -> tuple[int, dict[str, int]]:
    layout = find_layout(KIND, list(enumerate(rows, 1)), chosen)
    return layout.first, {h.column.name: h.position for h in layout.known}


def test_headings_in_any_order_below_a_title() -> None:
    """A title, a blank line, then headings in other words, widths and spaces; what nobody knows is listed."""
    rows = [["相談一覧", None], [None], ["No", "相 談 日", "会社名 ※必須", "売上高（千円）", "天気"]]
    assert columns_of(*rows) == (4, {"on": 1, "name": 2, "yen": 3})
    assert find_layout(KIND, list(enumerate(rows, 1))).unknown == ("天気",)


def test_headings_of_two_lines() -> None:
    """What stands merged above two columns belongs to both."""
    rows = [["企業名", "相談", None, "売上高"], [None, "日", "時間(分)", "(千円)"]]
    assert columns_of(*rows) == (3, {"name": 0, "on": 1, "minutes": 2, "yen": 3})
    assert columns_of(["企業名", "相談\n日", "相談\n時間(分)"]) == (2, {"name": 0, "on": 1, "minutes": 2})


def test_a_person_chooses_a_column() -> None:
    """A heading nobody knows is given a column; one that was taken wrongly is left out."""
    chosen = {"先方": "name", "売上高": ""}
    assert columns_of(["先方", "相談日", "売上高"], chosen=chosen) == (2, {"name": 0, "on": 1})


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([[f"列{n}" for n in range(40)], list(range(40))], "見出しの行が見つかりません"),
        ([["企業名", "売上高", "天気"]], "「相談日」の列がありません.*天気"),
        ([["企業名", "相談日", "会社名"]], "「企業名」の列が2つ以上"),
        ([], "見出しの行が見つかりません"),
    ],
)
def test_headings_that_will_not_do(rows: list[list[object]], says: str) -> None:
    """Forty columns of anything, a column missing, one twice, nothing at all: said by name."""
    with pytest.raises(UserError, match=says):
        columns_of(*rows)


def read(*rows: list[object]) -> tuple[list[object], dict[str, int]]:
    numbered = list(enumerate(rows, 1))
    reading = Reading(KIND, find_layout(KIND, numbered), numbered, len(rows))
    return [row for chunk in reading.chunks(2) for row in chunk], vars(reading.passed)


def test_rows_that_are_no_records_are_passed_over() -> None:
    """Blank rows, sums and headings printed again on each page are counted, and nothing else is left out."""
    head = ["企業名", "相談日", "売上高(千円)"]
    rows, passed = read(
        head,
        ["青い森", "R6.4.1", 1],
        [None, "", "  "],
        head,
        ["4月 計", None, 1],
        ["みなと", "R6.4.2", "２"],
        ["合　計", None, 3],
    )
    assert [(row.number, row.facts) for row in rows] == [
        (2, {"name": "青い森", "on": date(2024, 4, 1), "yen": 1000}),
        (6, {"name": "みなと", "on": date(2024, 4, 2), "yen": 2000}),
    ]
    assert {name: number for name, number in passed.items() if number} == {"blank": 1, "totals": 2, "repeated": 1}


def test_a_formula_in_a_text_is_refused_and_a_kept_text_is_not() -> None:
    """=HYPERLINK(…) and @SUM(…) come in as no fact; ="0123", '-3 and a telephone with + do."""
    rows, _ = read(
        ["企業名", "相談日"], ['=HYPERLINK("http://x","y")', "R6.4.1"], ["@SUM(A1:A2)", "R6.4.1"], ['="0123"', "R6.4.1"],
        ["'=商店", "R6.4.1"], ["+81-17-700-0001", "R6.4.1"],
    )  # fmt: skip
    assert [row.facts.get("name") for row in rows] == [None, None, "0123", "=商店", "+81-17-700-0001"]
    assert [len(row.problems) for row in rows] == [1, 1, 0, 0, 0] and "式と見なされる" in rows[0].problems[0]


def test_a_row_is_known_by_what_it_says() -> None:
    """The same facts written otherwise, in other columns, are the same row; another fact is another row."""
    (one,), _ = read(["企業名", "相談日"], ["青い森", "令和6年4月1日"])
    (two,), _ = read(["備考", "相談日", "企業名"], ["x", date(2024, 4, 1), " 青い森 "])
    (three,), _ = read(["企業名", "相談日"], ["青い森", "R6.4.2"])
    assert one.said == two.said != three.said
