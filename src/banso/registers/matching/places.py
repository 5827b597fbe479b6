"""The municipality an address names."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

from banso.core.text import digits

_PLACES = Path(__file__).parents[1] / "data" / "municipalities.csv"


def municipality_in(address: str) -> str:
    """The municipality at the beginning of an address, with its prefecture where only one is called so; '' if none is named.

    「釜石市只越町3」 → 岩手県釜石市; 府中市 is in 東京都 and 広島県, and stays 府中市.
    """
    text = "".join(digits(address).split())
    for size in range(min(len(text), _longest()), 1, -1):
        if found := _written().get(text[:size]):
            return found
    return ""


@cache
def _written() -> dict[str, str]:
    """Every way the beginning of an address names a municipality, and what that is called with its prefecture."""
    meant: dict[str, set[str]] = defaultdict(set)
    with _PLACES.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["name"]:
                for before in ("", row["prefecture"]):
                    for county in {"", row["county"]}:
                        meant[f"{before}{county}{row['name']}"].add(f"{row['prefecture']}{row['name']}")
    return {text: next(iter(places)) if len(places) == 1 else text for text, places in meant.items()}


@cache
def _longest() -> int:
    return max(map(len, _written()))
