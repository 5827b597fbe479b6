"""The major groups (大分類) of the standard industrial classification, by their letters."""

import csv
from functools import cache
from pathlib import Path

INDUSTRIES = Path(__file__).parent / "data" / "industries.csv"


@cache
def major_groups() -> dict[str, str]:
    """{letter: name}, in the order of the classification: a division (中分類) belongs to the group whose letter it has."""
    with INDUSTRIES.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines) if row["code"] == row["section"]}
