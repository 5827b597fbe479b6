"""Text taken out of a PDF cell by cell: a row is its labels and its numbers one after another, or it is not settled."""

from collections.abc import Callable
from pathlib import Path

import pytest

from banso.report.tieout.finding import Status

from .test_tieout_by_labels import TEXT, tied, wrong

Alter = Callable[[list[str]], list[str]]


def stacked(text: str, *, apart: str = "", alter: Alter = list, at: str = "来所による相談") -> str:
    """The report with each cell on a line of its own, the cells of one table in another order; `apart` between the cells."""
    blocks = []
    for block in text.split("\n\n"):
        lines = block.split("\n")
        cells = [cell for line in lines if "\t" in line for cell in line.split("\t") if cell]
        cells = alter(cells) if at in cells else cells
        blocks.append("\n".join([*(line for line in lines if "\t" not in line), *(f"{cell}{apart}" for cell in cells)]))
    return "\n\n".join(blocks)


def by_columns(cells: list[str]) -> list[str]:
    """The labels, then one year's numbers and the other's."""
    return [cell for column in range(3) for cell in cells[column::3]]


def numbers_first(cells: list[str]) -> list[str]:
    """Each row's numbers before its label."""
    return [*cells[:3], *(cell for n in range(3, len(cells), 3) for cell in (*cells[n + 1 : n + 3], cells[n]))]


def last_number_first(cells: list[str]) -> list[str]:
    return [*cells[:-3], *cells[-2:], cells[-3]]


@pytest.mark.parametrize("apart", ["", "\n"])
@pytest.mark.parametrize(
    "alter",
    [
        list,
        last_number_first,
        lambda cells: [*cells[:3], *cells[6:], *cells[3:6]],
        lambda cells: [line for cell in cells for line in ((cell[:4], cell[4:]) if len(cell) > 8 else (cell,)) if line],
    ],
)
def test_a_table_taken_out_cell_by_cell(alter: Alter, apart: str, tmp_path: Path) -> None:
    """Rows in another order, cells broken into lines, the last row's numbers before its label: found, an altered number named."""
    text = stacked(TEXT, apart=apart, alter=alter)
    assert tied(text, tmp_path).ties_out
    differing = [
        f for f in tied(text.replace("1,120件", "9,999件", 1), tmp_path).findings if f.status is Status.DIFFERS
    ]
    assert [(f.key.row, f.printed, f.expected) for f in differing] == [("来所による相談", "9,999件", "1,120件")]


@pytest.mark.parametrize("alter", [by_columns, numbers_first, lambda cells: [*cells[:3], *reversed(cells[3:])]])
def test_what_has_no_single_reading_is_not_guessed(alter: Alter, tmp_path: Path) -> None:
    """Numbers that stand in an order of their own are asked for: none is said to differ."""
    result = tied(stacked(TEXT, alter=alter), tmp_path)
    assert not result.ties_out and result.count(Status.DIFFERS) == 0


def test_labels_and_headings_decide_here_too(tmp_path: Path) -> None:
    """Labels of rows exchanged: the numbers below them differ. Headings exchanged: nothing is settled."""
    swapped = stacked(TEXT, alter=lambda cells: [*cells[:3], cells[6], *cells[4:6], cells[3], *cells[7:]])
    assert wrong(tied(swapped, tmp_path)) == 4
    headings = tied(stacked(TEXT, alter=lambda cells: [cells[0], cells[2], cells[1], *cells[3:]]), tmp_path)
    assert headings.count(Status.NOT_IN_FILE) + headings.count(Status.UNSETTLED) == 8


def test_tables_with_the_same_headings_are_told_apart_by_their_captions(tmp_path: Path) -> None:
    exchanged = (
        TEXT.replace("【改善計画", "\0").replace("【早期の改善計画", "【改善計画").replace("\0", "【早期の改善計画")
    )
    assert wrong(tied(stacked(exchanged), tmp_path)) == 12
