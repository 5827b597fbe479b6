"""Tie-out: what a number is, its labels say; where it stands only breaks ties."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from banso.figures.values import Value
from banso.report.document import BodyCell, Document, HeadCell, Section, Table
from banso.report.render import render
from banso.report.tieout import run
from banso.report.tieout.finding import Status
from banso.report.tieout.reading.text import read_text

from .a_report import Writing, report

DOCUMENT = report()
TEXT = render(DOCUMENT, "text").decode()
VISITS = TEXT[TEXT.index("区分\t令和4年度\t令和5年度\n来所") : TEXT.index("\n\n## 2")]
Alter = Callable[[str], str]


def tied(text: str, tmp_path: Path, document: Document = DOCUMENT) -> run.Result:
    path = tmp_path / "草案.txt"
    path.write_text(text, newline="")
    return run.compare(document, read_text(path))


def wrong(result: run.Result) -> int:
    return result.count(Status.DIFFERS) + result.count(Status.NOT_IN_FILE)


def visits(alter: Alter) -> Alter:
    """Only the table of visits altered."""
    return lambda text: text.replace(VISITS, alter(VISITS))


def swap(a: str, b: str) -> Alter:
    return lambda text: text.replace(a, "\0").replace(b, a).replace("\0", b)


def each_row(alter: Callable[[list[str]], list[str]]) -> Alter:
    return lambda table: "\n".join("\t".join(alter(row.split("\t"))) for row in table.split("\n"))


def part(start: str, end: str) -> str:
    return TEXT[TEXT.index(start) : TEXT.index(end)]


def block(a: tuple[str, str], b: tuple[str, str]) -> Alter:
    first, second = part(*a), part(*b)
    return lambda text: text.replace(first + second, second + first)


def numbered(row: list[str], start: list[int] = [0]) -> list[str]:  # noqa: B006 - counts over the rows of one table
    start[0] += 1
    return ["番号" if row[0] == "区分" else str(start[0] - 1), *row]


def one_a_row(table: str) -> str:
    """Each number in a row of its own, the year beside it; the row's label stands once."""
    head, *rows = (row.split("\t") for row in table.split("\n"))
    lines = [f"{row[0] if n == 1 else ''}\t{head[n]}\t{row[n]}" for row in rows for n in (1, 2)]
    return "\n".join(["区分\t年度\t実績", *lines])


def year_by_year(table: str) -> str:
    head, *rows = (row.split("\t") for row in table.split("\n"))
    lines = [f"{head[n] if row is rows[0] else ''}\t{row[0]}\t{row[n]}" for n in (1, 2) for row in rows]
    return "\n".join(["年度\t区分\t件数", *lines])


HARMLESS: dict[str, Alter] = {
    "columns moved with their headings": visits(each_row(lambda row: [row[0], row[2], row[1]])),
    "a running number before": visits(
        lambda table: each_row(lambda row: numbered(row, start))(table) if (start := [0]) else ""
    ),
    "a label column merged down before": visits(
        each_row(lambda row: ["", *row] if row[0] != "来所による相談" else ["相談", *row])
    ),
    "begins in the second column": visits(each_row(lambda row: ["", *row])),
    "rows turned round": visits(lambda table: "\n".join([table.split("\n")[0], *reversed(table.split("\n")[1:])])),
    "rows and columns exchanged": visits(
        lambda table: "\n".join(
            "\t".join(cells) for cells in zip(*(row.split("\t") for row in table.split("\n")), strict=True)
        )
    ),
    "one number a row": visits(one_a_row),
    "year by year": visits(year_by_year),
    "a column of remarks and a running number": visits(
        lambda table: each_row(lambda row: [*numbered(row, start), ""])(table) if (start := [0]) else ""
    ),
    "the total is called 合計 and stands first": visits(
        lambda table: "\n".join(
            (rows := table.replace("計\t", "合計\t").split("\n")) and [rows[0], rows[3], rows[1], rows[2], rows[4]]
        )
    ),
    "a row said in other words": visits(lambda table: table.replace("企業への訪問", "企業を訪問しての相談")),
    "years as letters": visits(lambda table: table.replace("令和4年度", "R4").replace("令和5年度", "R5")),
    "years in the western calendar": visits(
        lambda table: table.replace("令和4年度", "2022年度").replace("令和5年度", "2023年度")
    ),
    "years in kanji": visits(lambda table: table.replace("令和4年度", "令和四年度").replace("令和5年度", "令和五年度")),
    "last year and this": visits(lambda table: table.replace("令和4年度", "前年度").replace("令和5年度", "本年度")),
    "units in the headings": visits(
        lambda table: (
            re.sub(r"(\d)件", r"\1", table).replace("令和4年度", "令和4年度(件)").replace("令和5年度", "令和5年度(件)")
        )
    ),
    "units in a column of their own": visits(
        each_row(
            lambda row: [
                row[0],
                "単位" if row[0] == "区分" else row[1][-1],
                *(re.sub("[件社]$", "", cell) for cell in row[1:]),
            ]
        )
    ),
    "units beside the numbers": visits(
        each_row(
            lambda row: [
                row[0],
                *(piece for cell in row[1:] for piece in ((cell, "") if row[0] == "区分" else (cell[:-1], cell[-1]))),
            ]
        )
    ),
    "units told together above": lambda text: visits(lambda table: re.sub(r"(\d)[件社]", r"\1", table))(
        text.replace("【実績】\n区分\t令和4年度", "【実績】\n(単位:件、社)\n区分\t令和4年度", 1)
    ),
    "years of the century": visits(lambda table: table.replace("令和4年度", "22年度").replace("令和5年度", "23年度")),
    "no units": visits(lambda table: re.sub(r"(\d)[件社]", r"\1", table)),
    "sections in another order": block(("### ア", "### イ"), ("### イ", "## 3")),
    "tables moved with their captions": block(("【改善計画の策定】", "【早期"), ("【早期", "# 庶務")),
    "captions left out": lambda text: text.replace("【改善計画の策定】\n", "").replace(
        "【早期の改善計画の策定】\n", ""
    ),
    "no numbering of headings": lambda text: re.sub(r"^(#+) [\dアイ]+ ", r"\1 ", text, flags=re.M),
    "another numbering": lambda text: re.sub(r"^#+ (\d) ", lambda m: f"第{int(m[1]) + 4}章 ", text, flags=re.M),
    "a heading in other words": lambda text: text.replace("窓口と訪問の相談", "相談員による支援"),
    "a heading left out": lambda text: text.replace("## 3 講座の開催\n", ""),
    "rows of a list in another order": lambda text: re.sub(r"(入門講座\t.*\n\t.*)\n(実践講座.*)", r"\2\n\1", text),
    "tables in bars": lambda text: "\n".join(
        f"|{line}|".replace("\t", "|") if "\t" in line else line for line in text.split("\n")
    ),
    "tables with wide spaces": lambda text: text.replace("\t", "　　"),
    "a table told as a sentence": visits(
        lambda table: "。\n".join(
            f"{row.split(chr(9))[0]}は、令和4年度が{row.split(chr(9))[1]}、令和5年度が{row.split(chr(9))[2]}でした"
            for row in table.split("\n")[1:]
        )
    ),
    "told again, rightly": lambda text: text.replace(
        "聞きました。", "聞きました。企業への訪問は前年度の1,194件から1,231件に増えました。"
    ),
    "told again far off, rightly": lambda text: text.replace(
        "# 事業の実績\n", "# 事業の実績\n\n来所による相談は1,157件でした。\n"
    ),
    "days as letters": lambda text: text.replace("令和5年5月1日", "R5.5.1").replace("令和5年6月20日", "2023/6/20"),
    "days without the year": lambda text: text.replace("令和5年5月1日", "5月1日（月）").replace(
        "令和5年6月20日", "6/20(火)付"
    ),
    "days with the year in two digits": lambda text: text.replace("令和5年5月1日", "5年5月1日").replace(
        "令和5年6月20日", "'23.6.20"
    ),
    "days in eight digits": lambda text: text.replace("令和5年5月1日", "20230501").replace(
        "令和5年6月20日", "20230620"
    ),
    "days with one letter of the era": lambda text: text.replace("令和5年5月1日", "令5. 5. 1").replace(
        "令和5年6月20日", "令和五年六月二十日"
    ),
}

WRONG: dict[str, tuple[Alter, int]] = {
    "headings exchanged": (visits(swap("令和4年度", "令和5年度")), 8),
    "headings of last year's report": (
        visits(lambda t: t.replace("令和4年度", "令和3年度").replace("令和5年度", "令和4年度")),
        8,
    ),
    "one heading out of date": (visits(lambda table: table.replace("令和4年度", "令和3年度")), 4),
    "one heading twice": (visits(lambda table: table.replace("令和4年度", "令和5年度", 1)), 4),
    "values exchanged under their headings": (
        visits(each_row(lambda r: r if r[0] == "区分" else [r[0], r[2], r[1]])),
        8,
    ),
    "years exchanged beside numbers": (visits(lambda table: swap("令和4年度", "令和5年度")(one_a_row(table))), 8),
    "whole and part exchanged": (lambda text: text.replace("全体\tうち県内企業", "うち県内企業\t全体", 1), 4),
    "rows' labels exchanged": (visits(swap("来所による相談", "企業への訪問")), 4),
    "headings of sections exchanged": (swap("春の商談会", "秋の商談会"), 8),
    "captions exchanged": (swap("【改善計画の策定】", "【早期の改善計画の策定】"), 12),
    "places exchanged in a list": (swap("令和5年6月\t中央会館", "令和5年9月\t港町会館"), 2),
    "a row left out": (visits(lambda table: re.sub("企業への訪問.*\n", "", table)), 2),
    "told again, wrongly": (lambda t: t.replace("聞きました。", "聞きました。企業への訪問は1,213件でした。"), 1),
    "last year's told again, wrongly": (
        lambda t: t.replace("聞きました。", "聞きました。前年度の来所による相談は1,210件でした。"),
        1,
    ),
    "told again far off, wrongly": (
        lambda t: t.replace("# 事業の実績\n", "# 事業の実績\n\n来所による相談は1,175件でした。\n"),
        1,
    ),
    "another day, without the year": (lambda text: text.replace("令和5年6月20日", "6月21日(水)"), 1),
    "another day": (lambda text: text.replace("令和5年6月20日", "令和5年6月21日"), 1),
}


def test_the_report_itself(tmp_path: Path) -> None:
    result = tied(TEXT, tmp_path)
    assert (result.ties_out, result.count(Status.AGREES), result.events) == (True, len(DOCUMENT.figures()), (2, 2))


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_changes_no_meaning_ties_out(kind: str, tmp_path: Path) -> None:
    altered = HARMLESS[kind](TEXT)
    assert altered != TEXT
    result = tied(altered, tmp_path)
    assert [f for f in result.findings if f.status not in (Status.AGREES, Status.IMPLAUSIBLE)] == []


@pytest.mark.parametrize("kind", WRONG)
def test_what_changes_the_meaning_differs(kind: str, tmp_path: Path) -> None:
    alter, count = WRONG[kind]
    result = tied(alter(TEXT), tmp_path)
    assert (result.ties_out, wrong(result)) == (False, count)


def test_a_label_that_says_something_else_is_for_a_person(tmp_path: Path) -> None:
    """The numbers may be those of the row that is missing, but its words do not say so."""
    renamed = TEXT.replace("来所による相談\t", "補助金の申請\t")
    for text in (renamed, renamed.replace("1,157件", "1,158件")):
        result = tied(text, tmp_path)
        assert (result.ties_out, result.count(Status.UNSETTLED), wrong(result)) == (False, 2, 0)


def test_a_number_beside_other_words_in_its_cell_is_for_a_person(tmp_path: Path) -> None:
    """The same number, but of something else."""
    head = HeadCell(("区分",)), HeadCell(("令和5年度",))
    people = Writing(iter([Value.counted(4), Value.counted(4)])).row("9", "実績", "内訳", ["工場", "商店"], "社")
    cell = BodyCell(("(工場)", people[0], "、(商店)", people[1]))
    table = Table("実績", "【実績】", (head,), ((BodyCell(("内訳",), is_label=True), cell),))
    document = Document(2023, "令和5年度事業報告書", "", (Section("9", "9", "利用の内訳", 1, "", (table,)),))
    text = render(document, "text").decode()
    assert tied(text, tmp_path, document).ties_out
    result = tied(text.replace("(工場)", "(農園)"), tmp_path, document)
    assert (result.count(Status.UNSETTLED), result.count(Status.AGREES), wrong(result)) == (1, 1, 0)


ASKED = ["減1,157件", "1,157件減", "(1,157件)", "うち1,157件", "前年度 1,157件", "目標 1,157件", "R4：1,157件", "夜間対応 1,157件", "1,157件/月",
         "1,157件(速報値)", "1,157件×2", "1,157件ー", "令和4年度 1,157件", "＋1,157件", "最大1,157件"]  # fmt: skip


def test_the_right_number_with_a_word_that_makes_it_another_thing_is_for_a_person(tmp_path: Path) -> None:
    """A number never agrees for being the same digits."""
    for cell in ASKED:
        result = tied(TEXT.replace("1,157件", cell), tmp_path)
        said = [f for f in result.findings if f.key.row == "来所による相談" and f.key.period == "FY2023"]
        assert {f.status for f in said} <= {Status.UNSETTLED, Status.NOT_IN_FILE, Status.NOT_IN_OUTLINE}, (cell, said)


def test_a_year_in_a_sentence_is_the_number_s_year(tmp_path: Path) -> None:
    """However alike the sentence is otherwise; a year that only leads over to this one's number is none."""
    for said, agrees in (
        ("令和4年度の相談員", False), ("前年度、常駐した相談員", False), ("令和5年度に常駐する相談員", True),
        ("令和4年度に引き続き常駐する相談員", True),
    ):  # fmt: skip
        result = tied(TEXT.replace("常駐する相談員", said), tmp_path)
        assert (wrong(result), result.ties_out) == (0, agrees), said


def test_what_was_planned_is_not_what_came_of_it(tmp_path: Path) -> None:
    """A plan's column before the year's own has numbers that nobody expects; the year's figures are found."""
    planned = each_row(lambda r: [*r[:2], "令和5年度計画" if r[0] == "区分" else f"9{r[2]}", *r[2:]])
    result = tied(visits(planned)(TEXT), tmp_path)
    assert (wrong(result), result.count(Status.NOT_IN_OUTLINE)) == (0, 4)


def test_a_total_over_years_told_in_a_sentence_is_no_year_s_figure(tmp_path: Path) -> None:
    text = TEXT.replace("聞きました。", "聞きました。来所による相談は累計で9,200件です。")
    result = tied(text, tmp_path)
    assert (wrong(result), result.count(Status.NOT_IN_OUTLINE)) == (0, 1)


def test_very_many_numbers_are_bounded(tmp_path: Path) -> None:
    """60,000 numbers that nobody expects: the report's are found, the rest is told in short."""
    strange = "\n".join("\t".join([f"項目{i}", *(f"{i * 7 + j}件" for j in range(6))]) for i in range(10_000))
    result = tied(f"{TEXT}\n\n{strange}", tmp_path)
    assert result.count(Status.AGREES) == len(DOCUMENT.figures()) and wrong(result) == 0
    assert result.count(Status.NOT_IN_OUTLINE) == run.MOST_STRANGE + 1
