"""Lists are read as their spreadsheet shows them: hidden rows and columns, failed cells, numbers scaled or with a unit, in each format."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from banso.core.errors import UserError
from banso.core.foreign.books import Sheet, open_book
from banso.core.foreign.shown import Shown
from banso.core.imports import Day, Minutes, Row, Text, Whole, Year, Yen
from banso.core.imports.checking import Reading
from banso.core.imports.headings import find_layout

from .old_excel import ERROR, Cell, old_workbook
from .test_lists_as_offices_make_them import KIND

ROWS: list[list[Cell]] = [
    ["取引先", "貸付額(千円)", "摘要"],
    ["甲商店", (2_400_000.0, "#,##0,"), (77.0, "00000")],
    ["乙商店", (2_400.0, '#,##0"千円"'), None],
    ["丙商店", ERROR, None],
    ["丁商店", 2_400.0, None],
]
SHOWN = {(1, 1): "2,400", (1, 2): "00077", (2, 1): "2,400千円"}  # by row and column


def new_workbook(
    rows: Sequence[Sequence[Cell]], hidden_rows: Sequence[int], hidden_columns: Sequence[int], **options: Any
) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("名簿")
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if isinstance(cell, tuple):
                    sheet.write_number(y, x, cell[0], book.add_format({"num_format": cell[1]}))
                elif cell == ERROR:
                    sheet.write_formula(y, x, "=#REF!", None, ERROR)
                elif cell is not None:
                    sheet.write(y, x, cell)
        for number in hidden_rows:
            sheet.set_row(number - 1, None, None, {"hidden": True})
        for place in hidden_columns:
            sheet.set_column(place, place, None, None, {"hidden": True})
    return target.getvalue()


def open_document(rows: Sequence[Sequence[Cell]], hidden_rows: Sequence[int], hidden_columns: Sequence[int]) -> bytes:
    """As LibreOffice writes one: what a cell shows stands beside what it holds."""
    columns = "".join(
        f"<table:table-column{_unseen(place in hidden_columns, 'collapse')}/>" for place in range(len(rows[0]))
    )
    body = "".join(
        f"<table:table-row{_unseen(y + 1 in hidden_rows, 'filter')}>"
        + "".join(_cell(cell, SHOWN.get((y, x), "")) for x, cell in enumerate(row))
        + "</table:table-row>"
        for y, row in enumerate(rows)
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="名簿">{columns}{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return target.getvalue()


def _unseen(hidden: bool, how: str) -> str:
    return f' table:visibility="{how}"' if hidden else ""


def _cell(cell: Cell, shown: str) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if cell == ERROR:
        return f'<table:table-cell table:formula="of:=[.#REF!]" office:value-type="string"><text:p>{ERROR}</text:p></table:table-cell>'
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
    value = cell[0] if isinstance(cell, tuple) else cell
    return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown or value}</text:p></table:table-cell>'


Make = Callable[[Sequence[Sequence[Cell]], Sequence[int], Sequence[int]], bytes]
MAKERS: dict[str, Make] = {
    "xlsx": new_workbook,
    "xls": lambda rows, hidden, columns: old_workbook(rows, hidden_rows=hidden, hidden_columns=columns),
    "ods": open_document,
}


def sheet_of(form: str, *, hidden_rows: Sequence[int] = (), hidden_columns: Sequence[int] = ()) -> Sheet:
    book = open_book(MAKERS[form](ROWS, hidden_rows, hidden_columns), f"名簿.{form}")
    assert (book.format, book.notices) == (form, [])
    return book.sheet()


@pytest.mark.parametrize("form", ["xlsx", "xls"])
@pytest.mark.parametrize("from_1904", [False, True])
def test_days_are_counted_from_the_year_that_the_workbook_says(form: str, from_1904: bool) -> None:
    """Whole days and moments, and bare numbers in a column of days; elsewhere they are the numbers they are."""
    day, serial = date(2024, 4, 2), 43_922.0 if from_1904 else 45_384.0
    rows: list[list[Cell]] = [
        ["日", "時", "数"],
        [(serial, "yyyy/m/d"), (serial + 0.5, "yyyy/m/d h:mm"), serial],
    ]
    if form == "xls":
        content = old_workbook(rows, from_1904=from_1904)
    else:
        content = new_workbook(rows, (), (), date_1904=from_1904)
    (_, (whole, moment, bare)) = list(open_book(content).sheet().rows())[1]
    assert (whole, moment) == (day, datetime(2024, 4, 2, 12))
    assert Whole().read(bare, "数") == serial and Yen().read(bare, "額(千円)") == serial * 1_000
    assert Day().read(bare, "日") == day and Text(20).read(bare, "番号") == f"{serial:.0f}"


def read(rows: Sequence[tuple[int, Sequence[Any]]]) -> list[Row]:
    return [row for chunk in Reading(KIND, find_layout(KIND, rows), rows, len(rows)).chunks() for row in chunk]


@pytest.mark.parametrize("form", MAKERS)
def test_each_format_says_what_it_shows(form: str) -> None:
    """A scaled number under the unit it is scaled to, one with its unit, one with zeros in front; a failed cell is never blank."""
    rows = read(list(sheet_of(form).rows()))
    assert [row.facts.get("yen") for row in rows] == [2_400_000, 2_400_000, None, 2_400_000]
    assert rows[0].facts["note"] == "00077"
    assert "セルB4" in rows[2].problems[0] and not rows[3].problems


@pytest.mark.parametrize("form", MAKERS)
def test_each_format_says_what_it_hides(form: str) -> None:
    sheet = sheet_of(form, hidden_rows=[3, 5], hidden_columns=[2])
    assert (set(sheet.hidden), set(sheet.hidden_columns)) == ({3, 5}, {2})


@pytest.mark.parametrize(
    ("reader", "cell", "heading", "fact"),
    [
        (Yen(), Shown("3.1百万円", 3_100_000, scaled=True), "貸付額", 3_100_000),
        (Yen(), Shown("62万円", 62), "貸付額", 620_000),
        (Yen(), Shown("620円", 620), "貸付額(千円)", 620),
        (Whole(), Shown("18社", 18), "参加", 18),
        (Whole(), Shown("007", 7), "番号", 7),
        (Minutes(), Shown("75分", 75), "", 75),
        (Minutes(), Shown("2.5時間", 2.5), "", 150),
        (Year(), Shown("平成30年度", 30), "年度", 2018),
        (Text(), Shown("A-0042", 42), "整理番号", "A-0042"),
    ],
)
def test_a_number_is_taken_as_it_is_shown(reader: Any, cell: Shown, heading: str, fact: Any) -> None:
    assert reader.read(cell, heading) == fact


@pytest.mark.parametrize(
    ("reader", "cell", "heading"),
    [
        (Yen(), Shown("2,400", 2_400_000, scaled=True), "貸付額"),
        (Yen(), Shown("2,400", 2_400_300, scaled=True), "貸付額(千円)"),
        (Yen(), Shown("2,400", 2_400_000, scaled=True), "貸付額(百万円)"),
        (Yen(), Shown("2,401千円", 2_400.6), "貸付額"),
        (Whole(), Shown("40%", 0.4), "参加"),
        (Whole(), Shown("5", 5_000, scaled=True), "参加"),
        (Minutes(), Shown("2", 2_000, scaled=True), "時間(分)"),
    ],
)
def test_a_number_whose_display_says_another_is_asked(reader: Any, cell: Shown, heading: str) -> None:
    """Scaled without a unit, scaled to another, or rounded: neither what is shown nor what is held is surely meant."""
    with pytest.raises(UserError, match="表示|読めません"):
        reader.read(cell, heading)


@pytest.mark.parametrize(
    ("rows", "yen", "problem"),
    [
        ([["取引先", "貸付額", "単位"], ["甲商店", 31, "千円"], ["乙商店", 31, "円"]], [31_000, 31], ""),
        ([["取引先", "貸付額", "単位"], ["甲商店", 31, "千円"], ["乙商店", 31, "〃"]], [31_000, 31_000], ""),
        ([["取引先", "単位", "貸付額"], ["甲商店", "百万円", "31"]], [31_000_000], ""),
        ([["取引先", "貸付額", "摘要", "単位"], ["甲商店", 31, "x", "万円"]], [310_000], ""),
        ([["取引先", "貸付額", "単位"], ["甲商店", 31, ""]], [31], ""),
        ([["(単位:千円)"], ["取引先", "貸付額", "単位"], ["甲商店", 31, ""]], [31_000], ""),
        ([["取引先", "貸付額", "単位"], ["甲商店", 31, "件"]], None, "単位の列"),
        ([["取引先", "貸付額(円)", "単位"], ["甲商店", 31, "千円"]], None, "単位の列"),
        ([["取引先", "貸付額(千円)", "単位"], ["甲商店", 31, "千円"]], [31_000], ""),
    ],
)
def test_a_unit_in_a_column_beside(rows: list[list[Any]], yen: list[int] | None, problem: str) -> None:
    """Each cell has the unit of its row; one that is no unit of money, or another than the heading's, is sent back."""
    found = read(list(enumerate(rows, 1)))
    if yen is None:
        assert problem in "".join(found[0].problems)
    else:
        assert [row.facts["yen"] for row in found] == yen and not any(row.problems for row in found)


def test_a_column_of_units_is_no_unknown_column() -> None:
    layout = find_layout(KIND, [(1, ["取引先", "貸付額", "単位", "色"]), (2, ["甲商店", 1, "円", "青"])])
    assert layout.unknown == ("色",)
