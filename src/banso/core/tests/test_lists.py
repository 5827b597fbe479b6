"""Lists: paging by key, searching, exporting."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db.models import QuerySet
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from banso.core.errors import UserError
from banso.core.exports import Head, Unwritable, comma_separated, excel
from banso.core.lists import matching
from banso.core.paging import page_of
from banso.core.tables import Table, all_tables, table_for
from banso.registers.models import Company, Expert

pytestmark = pytest.mark.django_db


def _walk(order: str, size: int) -> list[int]:
    """The keys seen by following 次のページ to the end."""
    seen: list[int] = []
    after = ""
    while True:
        page = page_of(Expert.objects.all(), order, after=after, size=size)
        seen += [row.pk for row in page.rows]
        if not page.after:
            return seen
        after = page.after


@settings(max_examples=15, deadline=None)
@given(
    days=st.lists(st.dates(date(2020, 1, 1), date(2020, 1, 4)), max_size=12),
    size=st.integers(1, 5),
    order=st.sampled_from(["registered_on", "-registered_on"]),
)
def test_pages_show_every_row_once_in_order(days: list[date], size: int, order: str) -> None:
    """Whatever the ties, following the pages shows each row once, in the order of the whole list."""
    Expert.objects.all().delete()
    Expert.objects.bulk_create(Expert(name=f"専門家{i}", registered_on=day) for i, day in enumerate(days))
    tie = "-pk" if order.startswith("-") else "pk"
    assert _walk(order, size) == list(Expert.objects.order_by(order, tie).values_list("pk", flat=True))


def test_the_way_back_leads_to_the_same_page() -> None:
    """前のページ from the second page is the first page again."""
    Expert.objects.bulk_create(Expert(name=f"専門家{i}", registered_on=date(2020, 1, 1 + i)) for i in range(5))
    first = page_of(Expert.objects.all(), "registered_on", size=2)
    second = page_of(Expert.objects.all(), "registered_on", after=first.after, size=2)
    again = page_of(Expert.objects.all(), "registered_on", before=second.before, size=2)
    assert [row.pk for row in again.rows] == [row.pk for row in first.rows]
    assert again.before == ""


@pytest.mark.parametrize("cursor", ["xx", "W10=", "bnVsbA==", "WyJhYmMiLCAxXQ=="])
def test_an_altered_cursor_begins_at_the_start(cursor: str) -> None:
    """Nobody gets an error page by editing the address."""
    Expert.objects.create(name="専門家", registered_on=date(2020, 1, 1))
    assert len(page_of(Expert.objects.all(), "registered_on", after=cursor).rows) == 1


@pytest.mark.parametrize("typed", ["ｱｵﾓﾘ", "髙橋", "017-700", "きゅうしゃめい", "統合前"])
def test_companies_are_found_as_typed(typed: str) -> None:
    """Half-width kana, variant kanji, phone numbers, former names and those merged into it find the company, and find it once."""
    company = Company.objects.create(name="株式会社高橋商事", kana="アオモリショウジ", phone="017-700-0000")
    for name in ("きゅうしゃめい工業", "きゅうしゃめい商会"):
        company.other_names.create(name=name)
    Company.objects.create(name="統合前の会社", merged_into=company)
    Company.objects.create(name="別の会社")
    table = table_for(Company)
    assert list(table.searched(table.rows().filter(table.listed), typed)) == [company]


HEAD = Head("企業", "検索「x」", 1, "担当 花子", datetime(2024, 4, 10, 9, 30, tzinfo=UTC))


def _sheet(shown: Table, rows: QuerySet[Any]) -> list[list[Any]]:
    with excel(shown, rows, HEAD) as file:
        return CalamineWorkbook.from_filelike(BytesIO(file.read())).get_sheet_by_index(0).to_python()


def _csv(shown: Table, encoding: str = "utf-8-sig", replacing: bool = False) -> tuple[list[str], list[Unwritable]]:
    file, unwritable = comma_separated(shown, shown.rows().order_by("pk"), encoding, replacing=replacing)
    with file:
        return file.read().decode(encoding).split("\r\n"), unwritable


def test_excel_keeps_numbers_dates_and_text_apart() -> None:
    """A 法人番号 stays text, a headcount is a number; nothing typed becomes a formula. The conditions stand on top."""
    Company.objects.create(name="=1+1", employees=12, phone="+81")
    table = table_for(Company)
    rows = _sheet(table, table.rows().order_by("pk"))
    assert [row[0] for row in rows[:4]] == [
        "企業",
        "条件: 検索「x」",
        "件数: 1件",
        "作成: 令和6年4月10日 18:30 担当 花子",
    ]
    assert rows[4] == [column.label for column in table.columns]
    assert rows[5][0] == "=1+1" and rows[5][5] == "+81" and rows[5][6] == 12


def test_csv_defuses_formulas() -> None:
    """A cell a spreadsheet would run is written with a quote before it."""
    Company.objects.create(name="=HYPERLINK(1)")
    lines, _ = _csv(table_for(Company))
    assert lines[1].startswith("'=HYPERLINK(1)")


def test_shift_jis_names_what_it_cannot_hold() -> None:
    """髙 and ㈱ are fine, 〜 becomes its twin; a 𠮷 is named with its record and column, and 〓 only when asked for."""
    Company.objects.create(name="㈱髙橋〜商店", kana="タカハシ")
    Company.objects.create(name="𠮷野家具♥", kana="ヨシノ")
    shown = table_for(Company).choosing(["name", "kana"])
    lines, unwritable = _csv(shown, "cp932")
    assert unwritable == [Unwritable(2, "𠮷野家具♥", "企業名", "𠮷♥")]
    assert lines == ["企業名,フリガナ", "㈱髙橋～商店,タカハシ", "〓野家具〓,ヨシノ", ""]
    assert _csv(shown, "cp932", replacing=True)[1] == []


def test_every_fact_of_a_record_can_be_a_column() -> None:
    """Those declared come first; the others follow once each, and none shows a search key."""
    labels = [column.label for column in table_for(Company).available]
    assert labels[:7] == ["企業名", "フリガナ", "業種", "都道府県", "市町村", "電話番号", "従業員数"]
    assert {"法人番号", "資本金(円)", "備考", "登録日時", "更新日時"} <= set(labels)
    assert len(labels) == len(set(labels)) and not any("検索用" in label for label in labels)


def test_chosen_columns_keep_their_order_and_unknown_ones_are_dropped() -> None:
    """A saved choice that names a column no longer there still works; one of none at all shows the usual ones."""
    table = table_for(Company)
    assert [c.label for c in table.choosing(["capital", "gone", "name", "capital"]).columns] == ["資本金(円)", "企業名"]
    assert [c.label for c in table.choosing(["gone"]).columns] == [c.label for c in table.columns]


def test_every_column_of_every_kind_reads_its_links_along() -> None:
    """The database accepts each kind's list with all its columns at once."""
    for table in all_tables():
        shown = table.choosing([column.key for column in table.available])
        assert list(shown.rows().filter(pk__lt=0)[:1]) == []


def test_each_sort_of_each_kind_is_a_column_of_the_database() -> None:
    """Whatever header may be clicked, the database can sort by it and pages can be cut by it."""
    for table in all_tables():
        for column in table.available:
            if column.sort:
                for order in (column.sort, f"-{column.sort}"):
                    assert page_of(table.rows().filter(pk__lt=0), order).rows == []


@pytest.mark.parametrize("order", ["employees", "-employees"])
def test_companies_without_a_value_come_last_on_every_page(order: str) -> None:
    """Sorted by an optional number, each company is seen once, and those without it at the end, up or down."""
    for number in (5, None, 3, None, 5, None):
        Company.objects.create(name="企業", employees=number)
    seen, after = [], ""
    while True:
        page = page_of(Company.objects.all(), order, after=after, size=2)
        seen += [row.employees for row in page.rows]
        if not (after := page.after):
            break
    assert seen == ([5, 5, 3, None, None, None] if order.startswith("-") else [3, 5, 5, None, None, None])
    back = page_of(Company.objects.all(), order, before=page.before, size=2)
    assert [row.employees for row in back.rows] == seen[2:4]


def test_what_is_not_filled_in_can_be_listed() -> None:
    """未記入 finds empty text and missing links alike, and refuses a column that is none."""
    Company.objects.create(name="電話なし")
    Company.objects.create(name="電話あり", phone="017", capital=1)
    shown = table_for(Company)
    for name in ("phone", "capital"):
        rows, said = matching(shown, f"empty={name}")
        assert [row.name for row in rows] == ["電話なし"] and said.startswith("未記入: ")
    with pytest.raises(UserError, match="未記入"):
        matching(shown, "empty=password")
