"""Text taken out of a PDF cell by cell: tables stand one cell below another, and are read where only one reading fits."""

from pathlib import Path

import pytest

from banso.report.tieout.finding import Status
from banso.report.tieout.reading.stacked import unstacked

from .test_tieout_by_labels import TEXT, tied

STACKED = "\n".join(
    "".join(f"{cell}\n\n" for cell in line.split("\t") if cell) if "\t" in line else line for line in TEXT.split("\n")
)


def numbered(*texts: str) -> list[tuple[int, str]]:
    return list(enumerate("\n".join(texts).split("\n"), start=1))


def test_a_table_taken_out_cell_by_cell_is_put_together() -> None:
    """Each row keeps the number of its first line; what a cell breaks into stays one cell; what follows is untouched."""
    lines = numbered(
        "【実績】", "区分", "", "日程", "", "参加者", "", "第1回の", "研修", "", "令和5年7月", "", "34名", ""
    )
    lines += [
        (15, "第2回"),
        (16, ""),
        (17, "令和6年1月"),
        (18, ""),
        (19, "47名"),
        (20, ""),
        (21, "次の事業の説明です。"),
    ]
    assert [line for line in unstacked(lines) if line[1]] == [
        (1, "【実績】"),
        (2, "区分\t日程\t参加者"),
        (8, "第1回の研修\t令和5年7月\t34名"),
        (15, "第2回\t令和6年1月\t47名"),
        (21, "次の事業の説明です。"),
    ]


@pytest.mark.parametrize(
    "cells",
    [
        ["区分", "", "令和4年度", "", "来所", "訪問", "", "令和5年度", "10件", "", "20件"],  # a column at a time
        ["区分", "", "令和4年度", "", "10件", "", "来所"],  # the amount before its label
        ["来所", "", "訪問"],
        [],
    ],
)
def test_what_has_no_single_reading_stays_as_it_is(cells: list[str]) -> None:
    """It is asked for afterwards, not guessed."""
    lines = numbered(*cells)
    assert unstacked(lines) == lines


def test_its_numbers_are_found_and_an_altered_one_differs(tmp_path: Path) -> None:
    """As in the same report between tabs."""
    assert tied(STACKED, tmp_path).ties_out
    altered = STACKED.replace("1,120件", "9,999件", 1)
    differing = [f for f in tied(altered, tmp_path).findings if f.status is Status.DIFFERS]
    assert [(f.key.row, f.printed, f.expected) for f in differing] == [("来所による相談", "9,999件", "1,120件")]
