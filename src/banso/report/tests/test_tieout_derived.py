"""Tie-out: what a draft works out of its own figures (増減, 前年度比) is known as that, checked where both parts are there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from banso.report.tieout.finding import Status

from .test_tieout_by_labels import TEXT, each_row, tied, visits, wrong


def column(heading: str, worked: Callable[[int, int], str], at: int = 3) -> str:
    """The report with one column more in its table of visits, worked out of last year's number and this one's."""

    def alter(row: list[str]) -> list[str]:
        said = heading if row[0] == "区分" else worked(*(int(re.sub(r"\D", "", cell)) for cell in row[1:3]))
        return [*row[:at], said, *row[at:]]

    return visits(each_row(alter))(TEXT)


RIGHT = {
    "difference": column("増減", lambda last, this: f"{this - last}件"),
    "signed": column("増減数", lambda last, this: f"+{this - last}"),
    "in front": column("前年度比較増減", lambda last, this: f"{this - last}件増", at=1),
    "percentage": column("前年度比", lambda last, this: f"{this / last * 100:.1f}%"),
    "percentage cut off": column("対前年度比(%)", lambda last, this: f"{int(this / last * 1000) / 10}"),
    "rate of change": column("伸び率", lambda last, this: f"{(this / last - 1) * 100:.2f}%"),
    "times": column("B/A", lambda last, this: f"{this / last:.2f}"),
}


@pytest.mark.parametrize("kind", RIGHT)
def test_a_column_worked_out_rightly_is_told_in_one_line(kind: str, tmp_path: Path) -> None:
    result = tied(RIGHT[kind], tmp_path)
    others = [finding for finding in result.findings if finding.status is not Status.AGREES]
    assert result.ties_out and [finding.status for finding in others] == [Status.DERIVED]
    assert "4個は元の数値と合っています" in others[0].note and "突き合わせていません" not in others[0].note


def test_a_column_in_a_table_with_wide_spaces(tmp_path: Path) -> None:
    result = tied(RIGHT["difference"].replace("\t", "　　"), tmp_path)
    assert result.ties_out and result.count(Status.DERIVED) == 1


def test_a_row_worked_out_in_a_turned_table(tmp_path: Path) -> None:
    table = RIGHT["difference"][RIGHT["difference"].index("区分\t令和4年度") :].split("\n\n")[0]
    turned = "\n".join("\t".join(cells) for cells in zip(*(row.split("\t") for row in table.split("\n")), strict=True))
    result = tied(RIGHT["difference"].replace(table, turned), tmp_path)
    assert result.ties_out and result.count(Status.DERIVED) == 1 and wrong(result) == 0


@pytest.mark.parametrize(
    "draft",
    [
        column("増減", lambda last, this: f"{this - last + 1}件"),
        column("増減", lambda last, this: f"△{this - last}件"),
        column("増減", lambda last, this: f"{last - this}件"),
        column("前年度比", lambda last, this: f"{this / last * 100 + 0.1:.1f}%"),
        column("増減率(%)", lambda last, this: f"{this / last * 100:.1f}"),
    ],
)
def test_a_column_worked_out_wrongly_is_named_number_by_number(draft: str, tmp_path: Path) -> None:
    """By one, with the wrong sign, in the wrong direction, or another rate than the heading says."""
    result = tied(draft, tmp_path)
    assert not result.ties_out and result.count(Status.SUM_DIFFERS) == 4 and wrong(result) == 0


def test_what_cannot_be_checked_is_named(tmp_path: Path) -> None:
    """A share of a whole is of figures that the table need not have."""
    result = tied(column("構成比", lambda last, this: "21.4%"), tmp_path)
    (told,) = [finding for finding in result.findings if finding.status is Status.DERIVED]
    assert result.ties_out and "4個は突き合わせていません" in told.note


def test_a_wrong_figure_beside_its_difference_still_differs(tmp_path: Path) -> None:
    result = tied(RIGHT["difference"].replace("1,157件", "1,158件"), tmp_path)
    assert wrong(result) == 1 and result.count(Status.SUM_DIFFERS) >= 1


@pytest.mark.parametrize(
    ("sentence", "ties_out"),
    [
        ("企業への訪問は1,231件で、前年度より37件増えました。", True),
        ("企業への訪問は1,231件(前年度比37件増)でした。", True),
        ("企業への訪問は前年度より47件増えました。", False),
        ("企業への訪問は前年度に比べ37件減少しました。", False),
    ],
)
def test_a_difference_told_in_a_sentence(sentence: str, ties_out: bool, tmp_path: Path) -> None:
    assert tied(TEXT.replace("聞きました。", f"聞きました。{sentence}"), tmp_path).ties_out is ties_out


def test_last_year_s_number_in_the_cell_of_this_year_s(tmp_path: Path) -> None:
    """Right or wrong, it is the figure of its row and year."""
    assert tied(TEXT.replace("1,157件", "1,157件(前年度1,120件)"), tmp_path).ties_out
    result = tied(TEXT.replace("1,157件", "1,157件(前年度1,121件)"), tmp_path)
    assert (result.ties_out, wrong(result)) == (False, 1)


def test_answers_called_more_and_less_are_no_differences(tmp_path: Path) -> None:
    """Rows of a survey that the report has not stay numbers that nobody expects."""
    result = tied(TEXT.replace("\n\n## 2", "\n\n回答\t企業\n増加\t17社\n減少\t4社\n\n## 2", 1), tmp_path)
    assert result.count(Status.NOT_IN_OUTLINE) == 2 and not result.count(Status.DERIVED)
