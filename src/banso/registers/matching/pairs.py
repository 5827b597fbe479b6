"""A list of pairs of names, compared one by one: `banso match`."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from banso.core.decoding import decode
from banso.core.errors import UserError

from .compare import Judgement, compare_names

HEADINGS = ("企業名1", "名前1", "企業名", "name1", "first", "a")


@dataclass(frozen=True)
class Pair:
    """Two names of a line, and what comparing them found."""

    line: int
    first: str
    second: str
    judgement: Judgement


def compare_pairs(path: Path) -> list[Pair]:
    """Compare the two names of each line of a CSV file; a heading line and further columns are passed over.

    Raises UserError for a file that cannot be read, or a line without two names, naming it.
    """
    try:
        text = decode(path.read_bytes())
    except OSError as error:
        raise UserError(f"「{path}」を開けません({error.strerror})。") from error
    rows = [(number, row) for number, row in enumerate(csv.reader(io.StringIO(text)), 1) if any(c.strip() for c in row)]
    if rows and rows[0][1][0].strip().lower() in HEADINGS:
        rows = rows[1:]
    return [_pair(number, row) for number, row in rows]


def _pair(number: int, row: list[str]) -> Pair:
    names = [cell.strip() for cell in row[:2]]
    if len(names) < 2 or not all(names):
        raise UserError(f"{number}行目: 名前が2つありません。1行に2つの企業名をコンマで区切って書いてください。")
    return Pair(number, names[0], names[1], compare_names(*names))
