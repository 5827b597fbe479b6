"""Excel drafts: read as Excel shows them, what is hidden left out and named, and compared like that."""

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from banso.report.render import render
from banso.report.tieout import run
from banso.report.tieout.finding import Status
from banso.report.tieout.reading.excel import read_excel

from .a_report import report
from .packages import packed, unpacked

DOCUMENT = report()
Cell = str | tuple[float, str]
Rows = list[list[Cell]]
Alter = Callable[[Rows], Rows]
Arrange = Callable[[Any, Any], None]
"""What is done to a workbook and its sheet after the cells are written."""


def typed(text: str) -> Cell:
    """A figure as a clerk types it: a number, its unit in the format."""
    match = re.fullmatch(r"(延べ)?([\d,]+)(\D+)", text)
    if match is None:
        return text
    return float(match[2].replace(",", "")), f'"{match[1] or ""}"#,##0"{match[3]}"'


ROWS: Rows = [[typed(cell) for cell in line.split("\t")] for line in render(DOCUMENT, "text").decode().split("\n")]
TOP = ROWS.index(["区分", "令和4年度", "令和5年度"])
END = TOP + 5


def written(path: Path, sheets: dict[str, Rows], arrange: dict[str, Arrange] | None = None) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if isinstance(cell, tuple):
                    sheet.write_number(i, j, cell[0], book.add_format({"num_format": cell[1]}))
                elif cell:
                    sheet.write_string(i, j, cell)
        (arrange or {}).get(name, lambda book, sheet: None)(book, sheet)
    book.close()
    return path


SHOWN: list[tuple[float, str, str]] = [
    (8_764_500, "#,##0,", "8,765"),
    (8_764_499, '#,##0,"千円"', "8,764千円"),
    (8_764_500_000, "#,##0,,", "8,765"),
    (499, "#,##0,", "0"),
    (-1_500, "#,##0,", "-2"),
    (2_610.49, "#,##0", "2,610"),
    (2_610.5, "#,##0", "2,611"),
    (2_610.5, "0", "2611"),
    (2_610.456, "#,##0.0", "2,610.5"),
    (0.125, "0%", "13%"),
    (0.3746, "0.0%", "37.5%"),
    (52, '0"件"', "52件"),
    (5_200, '"延べ"#,##0"社"', "延べ5,200社"),
    (52, "0件", "52件"),
    (-5_200, '#,##0;"△"#,##0', "△5,200"),
    (-5_200, "#,##0;△ #,##0", "△ 5,200"),
    (-5_200, "#,##0;[Red]▲#,##0", "▲5,200"),
    (-5_200, "#,##0_);(#,##0)", "(5,200)"),
    (-5_200, "#,##0", "-5,200"),
    (-5_200, '#,##0,;"△"#,##0,', "△5"),
    (-5_200, "#,##0;[Red]#,##0", "-5,200"),
    (-5_200, '#,##0"社";[赤]#,##0"社"', "-5,200社"),
    (-5_200, '[<0]"▲"#,##0;#,##0', "▲5,200"),
    (-5_200, "[Red][<0]#,##0;#,##0", "-5,200"),
    (5_200, "[Red][<0]#,##0;#,##0", "5,200"),
    (-5_200, "[Red]#,##0", "-5,200"),
    (5_200, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "5,200"),
    (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "-"),
    (52, 'General"件"', "52件"),
    (5_200, "[DBNum3][$-411]#,##0", "5,200"),
    (0, '#,##0;△#,##0;"－"', "－"),
    (7, "[<10]0;[>=10]0.0", "7"),
    (12, "[<10]0;[>=10]0.0", "12.0"),
    (7, "General", "7"),
    (7.25, "General", "7.25"),
    (7, "000", "007"),
    (45_200, 'ggge"年"m"月"d"日"', "令和5年10月1日"),
    (45_200, "[$-411]ggge年m月d日", "令和5年10月1日"),
    (45_200, "yyyy/m/d", "2023/10/1"),
    (45_200, 'm"月"d"日"', "10月1日"),
    (45_200, 'm"月"d"日"(aaa)', "10月1日(日)"),
    (45_200.5625, "yyyy/m/d h:mm", "2023/10/1 13:30"),
    (0.75, "h:mm AM/PM", "6:00 PM"),
    (1.25, "[h]:mm", "30:00"),
    (0.0625, '[m]"分"', "90分"),
    (2_610, "0.00E+00", "2.61E+03"),
    (0.0026, "0.0E+00", "2.6E-03"),
    (1.75, "# ?/?", "1 3/4"),
    (0.3333, "??/??", "1/3"),
    (-2.5, "?/2", "-5/2"),
]


@pytest.mark.parametrize(("number", "code", "shown"), SHOWN)
def test_a_number_is_what_its_format_shows(number: float, code: str, shown: str, tmp_path: Path) -> None:
    lines = read_excel(written(tmp_path / "草案.xlsx", {"表": [["額", (number, code)]]})).lines
    assert [cell.text for cell in lines[1].cells] == ["額", shown]


def test_what_shows_nothing_is_not_there(tmp_path: Path) -> None:
    """A format that hides the number, and one that shows nothing for zero."""
    rows: Rows = [["春", (31, ";;;"), "開催"], ["夏", (0, "0;-0;"), "中止"]]
    lines = read_excel(written(tmp_path / "草案.xlsx", {"表": rows})).lines
    assert [[cell.text for cell in line.cells] for line in lines[1:]] == [["春", "", "開催"], ["夏", "", "中止"]]


def test_struck_through_and_raised_text_is_no_part_of_a_cell(tmp_path: Path) -> None:
    def arrange(book: Any, sheet: Any) -> None:
        struck, raised = book.add_format({"font_strikeout": True}), book.add_format({"font_script": 1})
        sheet.write_rich_string("A1", struck, "40件", " 41件", raised, "1")
        sheet.write_number("B1", 42, struck)
        sheet.write_string("C1", "43件")

    lines = read_excel(written(tmp_path / "草案.xlsx", {"表": []}, {"表": arrange})).lines
    assert [cell.text for cell in lines[1].cells] == ["41件", "", "43件"]


def test_a_row_struck_through_ends_no_table(tmp_path: Path) -> None:
    def arrange(book: Any, sheet: Any) -> None:
        struck = book.add_format({"font_strikeout": True})
        for n, (label, number) in enumerate([("春", 31), ("夏", 52), ("秋", 53)]):
            sheet.write_row(n, 0, [label, number], struck if label == "夏" else None)

    lines = read_excel(written(tmp_path / "草案.xlsx", {"表": []}, {"表": arrange})).lines
    assert [(line.text, line.table) for line in lines[1:]] == [("春 31", 1), ("秋 53", 1)]


def test_a_formula_is_its_result(tmp_path: Path) -> None:
    def arrange(book: Any, sheet: Any) -> None:
        sheet.write_formula("B1", "=SUM(C1:D1)", book.add_format({"num_format": '0"件"'}), 44)
        sheet.write_formula("C1", '=TEXT(45,"0社")', None, "45社")

    lines = read_excel(written(tmp_path / "草案.xlsx", {"表": [["計"]]}, {"表": arrange})).lines
    assert [cell.text for cell in lines[1].cells] == ["計", "44件", "45社"]


def test_text_boxes_and_line_ends_are_read(tmp_path: Path) -> None:
    """A text box lies on its sheet, hidden and struck-through ones do not; a line's end within a cell may be written by its number."""

    def arrange(book: Any, sheet: Any) -> None:
        sheet.insert_textbox("D4", "来場者は 61名\nでした。")
        sheet.insert_textbox("D9", "旧 60名")
        sheet.insert_textbox("D14", "控え 59名")
        sheet.write_formula("B1", '="46件"&CHAR(13)', None, "46件_x000D_")

    path = written(tmp_path / "草案.xlsx", {"表": [["計"]]}, {"表": arrange})
    parts = unpacked(path.read_bytes())
    drawn = parts["xl/drawings/drawing1.xml"].decode().replace('name="TextBox 3"', 'name="TextBox 3" hidden="1"')
    struck = re.sub(r"<a:rPr ([^<]*<a:t>旧)", r'<a:rPr strike="sngStrike" \1', drawn)
    assert struck.count("sngStrike") == struck.count("hidden=") == 1
    lines = read_excel(packed({**parts, "xl/drawings/drawing1.xml": struck.encode()}, path)).lines
    assert [[cell.text for cell in line.cells] for line in lines] == [
        ["表"],
        ["計", "46件"],
        ["来場者は 61名"],
        ["でした。"],
    ]


def test_strict_workbooks_and_links_to_nowhere_are_read(tmp_path: Path) -> None:
    path = written(tmp_path / "草案.xlsx", {"表": [["春", (47, '0"件"')]]})
    parts = {name: content.decode() for name, content in unpacked(path.read_bytes()).items()}
    for old, new in (
        ("schemas.openxmlformats.org/spreadsheetml/2006/main", "purl.oclc.org/ooxml/spreadsheetml/main"),
        ("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument"),
    ):
        parts = {name: text.replace(old, new) for name, text in parts.items()}
    links = "xl/_rels/workbook.xml.rels"
    nowhere = '<Relationship Id="rId90" Type="http://x/worksheet" Target="../NULL"/></Relationships>'
    parts[links] = parts[links].replace("</Relationships>", nowhere)
    lines = read_excel(packed({name: text.encode() for name, text in parts.items()}, path)).lines
    assert [cell.text for cell in lines[1].cells] == ["春", "47件"]


def test_cells_say_where_they_stand(tmp_path: Path) -> None:
    """Rows that touch are one table, whichever column it begins in."""
    rows: Rows = [["", "まえがき"], [], ["", "春", "3件"], ["", "夏", "4件"], [], ["", "秋", "5件"]]
    lines = read_excel(written(tmp_path / "草案.xlsx", {"面談": rows})).lines
    assert [(line.table, [cell.where for cell in line.cells if cell.text]) for line in lines[1:]] == [
        (None, ["シート「面談」B1"]),
        (1, ["シート「面談」B3", "シート「面談」C3"]),
        (1, ["シート「面談」B4", "シート「面談」C4"]),
        (2, ["シート「面談」B6", "シート「面談」C6"]),
    ]


def visits(alter: Alter) -> Alter:
    """Only the table of visits altered."""
    return lambda rows: [*rows[:TOP], *alter(rows[TOP:END]), *rows[END:]]


def each_row(alter: Callable[[list[Cell]], list[Cell]]) -> Alter:
    return lambda rows: [alter(row) for row in rows]


def row(label: str, *cells: Cell) -> Alter:
    """The first row with this label has these cells."""

    def alter(rows: Rows) -> Rows:
        at = next(i for i, one in enumerate(rows) if one[0] == label)
        return [*rows[:at], [label, *cells], *rows[at + 1 :]]

    return alter


def bare(cell: Cell, unit: str = "") -> Cell:
    """A number without its unit, where it has this one or any."""
    return (cell[0], "#,##0") if isinstance(cell, tuple) and cell[1].endswith(f'{unit}"') else cell


def unit_of(cells: list[Cell]) -> str:
    return next((cell[1].split('"')[-2] for cell in cells if isinstance(cell, tuple)), "単位")


def unit_in_headings(rows: Rows) -> Rows:
    return [["区分", "令和4年度(件)", "令和5年度(件)"], *([bare(cell, "件") for cell in one] for one in rows[1:])]


def total_first(rows: Rows) -> Rows:
    return [rows[0], rows[3], rows[1], rows[2], rows[4]]


def numbered(rows: Rows) -> Rows:
    return [["No.", *rows[0]], *([(n, "0"), *one] for n, one in enumerate(rows[1:], 1))]


def of_all_sheets(rows: Rows) -> Rows:
    return [["", *one] if any(one) else one for one in rows]


AGREES: dict[str, Alter] = {
    "as typed": lambda rows: [*rows, []],
    "yen shown in thousands": row("成約額", (1_416_000, '#,##0,"千円"'), (1_453_000, '#,##0,"千円"')),
    "yen rounded to thousands": row("成約額", (1_415_612, '#,##0,"千円"'), (1_453_499, '#,##0,"千円"')),
    "yen as they are": row("成約額", (1_416_000, '#,##0"円"'), (1_453_000, '#,##0"円"')),
    "fractions rounded away": row("利用企業", (1_268.2, '#,##0"社"'), (1_304.5, '#,##0"社"')),
    "numbers as text": row("利用企業", "延べ１，２６８社", "1305社"),
    "without units": visits(each_row(lambda one: [bare(cell) for cell in one])),
    "begins in column B": of_all_sheets,
    "one table begins in column B": visits(each_row(lambda one: ["", *one])),
    "a No. column": visits(numbered),
    "a merged label column": visits(lambda rows: [["", *rows[0]], ["相談", *rows[1]], *(["", *r] for r in rows[2:])]),
    "the unit in the headings": visits(unit_in_headings),
    "the unit in a cell of its own": visits(each_row(lambda one: [one[0], unit_of(one), *(bare(c) for c in one[1:])])),
    "the unit behind each number": visits(
        each_row(lambda r: [r[0], bare(r[1]), unit_of(r).strip("単位"), bare(r[2]), unit_of(r).strip("単位")])
    ),
    "the total at the top": visits(total_first),
    "columns moved with their headings": visits(each_row(lambda one: [one[0], one[2], one[1]])),
    "the parts as rates of nothing": lambda rows: [*rows[:END], ["前年比", (1.0291, "0.0%")], *rows[END:]],
}

DIFFERS: dict[str, tuple[Alter, dict[Status, int]]] = {
    "a wrong number": (row("利用企業", (1_268, '"延べ"#,##0"社"'), (1_350, '"延べ"#,##0"社"')), {Status.DIFFERS: 1}),
    "right in the cell, shown a thousand times too small": (
        row("利用企業", (1_268, '#,##0"社"'), (1_305, '#,##0,"社"')),
        {Status.DIFFERS: 1},
    ),
    "shown one too few": (row("利用企業", (1_268, '#,##0"社"'), (1_304.4, '#,##0"社"')), {Status.DIFFERS: 1}),
    "yen a thousand times too many": (
        row("成約額", (1_416_000_000, '#,##0,"千円"'), (1_453_000, '#,##0,"千円"')),
        {Status.DIFFERS: 1},
    ),
    "negative": (row("利用企業", (1_268, '#,##0"社"'), (-1_305, '#,##0"社"')), {Status.DIFFERS: 1}),
    "negative with △": (row("利用企業", (-1_268, '0"社";△0"社"'), (-1_305, '0"社";"△"0"社"')), {Status.DIFFERS: 2}),
    "negative in brackets": (row("利用企業", (1_268, "#,##0"), (-1_305, "#,##0_);(#,##0)")), {Status.DIFFERS: 1}),
    "negative only in colour": (row("利用企業", (1_268, "#,##0"), (-1_305, "#,##0;[Red]#,##0")), {Status.DIFFERS: 1}),
    "not offered where there is a number": (
        row("利用企業", (1_268, '#,##0"社"'), (0, '0"社";-0"社";"-社"')),
        {Status.DIFFERS: 1},
    ),
    "shown as nothing": (row("利用企業", (1_268, '#,##0"社"'), (1_305, ";;;")), {Status.NOT_IN_FILE: 1}),
    "headings of the years exchanged": (
        visits(lambda rows: [["区分", "令和5年度", "令和4年度"], *rows[1:]]),
        {Status.DIFFERS: 8},
    ),
    "a row under other words": (
        visits(lambda rows: [["区分", *rows[0][1:]], ["融資のあっせん", *rows[1][1:]], *rows[2:]]),
        {Status.UNSETTLED: 2},
    ),
    "a row left out": (visits(lambda rows: rows[:4]), {Status.NOT_IN_FILE: 2}),
}


PASSES = (Status.AGREES, Status.IMPLAUSIBLE, Status.DERIVED)


def others(path: Path) -> dict[Status, int]:
    """How many findings of each kind but agreement."""
    result = run.compare(DOCUMENT, read_excel(path))
    return dict(Counter(f.status for f in result.findings if f.status not in PASSES))


@pytest.mark.parametrize("kind", AGREES)
def test_what_shows_the_same_ties_out(kind: str, tmp_path: Path) -> None:
    rows = AGREES[kind](ROWS)
    assert rows != ROWS
    assert others(written(tmp_path / "草案.xlsx", {"報告": rows})) == {}


@pytest.mark.parametrize("kind", DIFFERS)
def test_what_shows_something_else_differs(kind: str, tmp_path: Path) -> None:
    alter, expected = DIFFERS[kind]
    assert others(written(tmp_path / "草案.xlsx", {"報告": alter(ROWS)})) == expected


def test_a_sheet_for_each_section_in_any_order(tmp_path: Path) -> None:
    """A sheet's name may be the only heading there is."""
    starts = [i for i, one in enumerate(ROWS) if str(one[0]).startswith("#")] + [len(ROWS)]
    parts = {str(ROWS[a][0]).strip("# "): ROWS[a + 1 : b] for a, b in zip(starts, starts[1:], strict=False)}
    assert others(written(tmp_path / "草案.xlsx", dict(reversed(parts.items())))) == {}


OLD: Rows = [["夜間の相談", (1_350, '#,##0"件"'), (1_360, '#,##0"件"')]]


def hide_row(number: int, book: Any, sheet: Any) -> None:
    sheet.set_row(number - 1, None, None, {"hidden": True})


def hide_column(letter: str, book: Any, sheet: Any) -> None:
    sheet.set_column(f"{letter}:{letter}", None, None, {"hidden": True})


def other_year_beside(rows: Rows) -> Rows:
    """A column of the year before last put in everywhere, filled in the table of visits."""
    between: list[Cell] = ["令和3年度", *((n, '#,##0"件"') for n in (901, 902, 1_803, 904))]
    return [
        [one[0], between[i - TOP] if TOP <= i < END else "", *one[1:]] if len(one) > 1 else one
        for i, one in enumerate(rows)
    ]


HIDDEN: dict[str, tuple[dict[str, Rows], dict[str, Arrange], str, dict[Status, int]]] = {
    "a row of old numbers": (
        {"報告": [*ROWS[: TOP + 3], *OLD, *ROWS[TOP + 3 :]]},
        {"報告": partial(hide_row, TOP + 4)},
        f"シート「報告」の{TOP + 4}行目(非表示)",
        {},
    ),
    "a column of old numbers": (
        {"報告": other_year_beside(ROWS)},
        {"報告": partial(hide_column, "B")},
        "シート「報告」のB列(非表示)",
        {},
    ),
    "a sheet of old numbers": (
        {"報告": ROWS, "前年": [ROWS[TOP], *OLD * 3]},
        {"前年": lambda book, sheet: sheet.hide()},
        "シート「前年」(非表示)",
        {},
    ),
    "a sheet hidden from the menu too": (
        {"報告": ROWS, "控え": ROWS},
        {"控え": lambda book, sheet: sheet.very_hidden()},
        "シート「控え」(非表示)",
        {},
    ),
    "a row of the report's own": (
        {"報告": ROWS},
        {"報告": partial(hide_row, END)},
        f"シート「報告」の{END}行目(非表示)",
        {Status.NOT_IN_FILE: 2},
    ),
}


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_is_hidden_is_left_out_and_named(kind: str, tmp_path: Path) -> None:
    sheets, arrange, where, expected = HIDDEN[kind]
    path = written(tmp_path / "草案.xlsx", sheets, arrange)
    assert read_excel(path).left_out == [where]
    assert others(path) == {**expected, Status.LEFT_OUT: 1}
