"""The banks there are, and the branches of those of the region, by code, name and reading (全国銀行協会 codes, 2026).

The branches of other banks are not kept: their codes are taken as they are typed.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from banso.core.text import fold, fold_kana

_DATA = Path(__file__).parent / "data"
MOST = 50


@dataclass(frozen=True)
class Bank:
    """A bank by its code of four digits."""

    code: str
    name: str
    kana: str


@dataclass(frozen=True)
class Branch:
    """A branch by its bank and its code of three digits."""

    bank: str
    code: str
    name: str
    kana: str


@cache
def banks() -> dict[str, Bank]:
    return {row["bank_code"]: Bank(row["bank_code"], row["name"], row["kana"]) for row in _rows("banks.csv")}


@cache
def branches() -> dict[tuple[str, str], Branch]:
    """Every branch that is kept, by the codes of its bank and its own."""
    found = (Branch(row["bank_code"], row["branch_code"], row["branch"], row["kana"]) for row in _rows("branches.csv"))
    return {(one.bank, one.code): one for one in found}


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def branch_missing(bank: str, branch: str) -> str:
    """Why an account's branch cannot be: '' where it is there, or where the branches of its bank are not kept."""
    if (bank, branch) in branches() or not any(known == bank for known, _ in branches()):
        return ""
    return f"{banks()[bank].name}に、支店コード{branch}の支店はありません。通帳で確かめるか「銀行・支店を探す」で探してください。"


def search(text: str) -> list[tuple[Bank, Branch | None]]:
    """Banks, and branches kept, whose names, readings or codes hold every word of a text; branches come with their bank."""
    words = [_key(word) for word in text.split() if _key(word)]
    if not words:
        return []
    known: list[tuple[Bank, Branch | None]] = [(bank, None) for bank in banks().values()]
    known += [(banks()[one.bank], one) for one in branches().values() if one.bank in banks()]
    return [pair for pair in known if all(word in _found_by(*pair) for word in words)][:MOST]


@cache
def _found_by(bank: Bank, branch: Branch | None) -> str:
    of_branch = (branch.code, branch.name, branch.kana) if branch else ()
    return " ".join(_key(text) for text in (bank.code, bank.name, bank.kana, *of_branch))


def _key(text: str) -> str:
    """Any width, either kana, small kana as banks write them; 銀行 and 信用金庫 as the list has them."""
    short = text.replace("信用金庫", "信金").replace("信用組合", "信組")
    return fold_kana(fold(short.removesuffix("銀行") or short))
