"""Lists: paging by key, searching, exporting."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from banso.core.exports import comma_separated, excel
from banso.core.paging import page_of
from banso.core.tables import table_for
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


@pytest.mark.parametrize("typed", ["ｱｵﾓﾘ", "髙橋", "017-700", "きゅうしゃめい"])
def test_companies_are_found_as_typed(typed: str) -> None:
    """Half-width kana, variant kanji, phone numbers and former names all find the company."""
    company = Company.objects.create(name="株式会社高橋商事", kana="アオモリショウジ", phone="017-700-0000")
    company.other_names.create(name="きゅうしゃめい工業")
    other = Company.objects.create(name="別の会社")
    found = set(table_for(Company).searched(Company.objects.all(), typed))
    assert company in found and other not in found


def test_excel_keeps_numbers_dates_and_text_apart() -> None:
    """A 法人番号 stays text, a headcount is a number; nothing typed becomes a formula."""
    Company.objects.create(name="=1+1", employees=12, phone="+81")
    table = table_for(Company)
    content = b"".join(excel(table, table.rows().order_by("pk"), "検索「x」"))
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "企業 検索「x」"
    assert rows[1] == [column.label for column in table.columns]
    assert rows[2][0] == "=1+1" and rows[2][5] == "+81" and rows[2][6] == 12


def test_csv_defuses_formulas() -> None:
    """A cell a spreadsheet would run is written with a quote before it."""
    Company.objects.create(name="=HYPERLINK(1)")
    table = table_for(Company)
    text = b"".join(comma_separated(table, table.rows())).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("'=HYPERLINK(1)")
