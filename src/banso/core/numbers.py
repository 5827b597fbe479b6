"""Whole numbers as people type them: any width, with or without commas; nothing else is one."""

import re
from collections.abc import Iterable

from .errors import UserError

LARGEST = 2**63 - 1  # what a column of the database can hold
LARGEST_OF_4_BYTES = 2**31 - 1
MOST_DIGITS = 19
_WIDE = str.maketrans("０１２３４５６７８９，－−", "0123456789,--")
_NUMBER = re.compile(r"[+-]?\d+(,\d{3})*", re.ASCII)


def whole(text: str) -> int:
    """A whole number as typed. Raises UserError for anything else: ² and ① are marks, and 19 digits are the most there are."""
    clean = text.strip().translate(_WIDE)
    if not _NUMBER.fullmatch(clean):
        raise UserError(f"「{text[:40]}」は整数として読めません。1,077 のように数字だけを入力してください。")
    plain = clean.replace(",", "")
    if len(plain.lstrip("+-0")) > MOST_DIGITS or abs(int(plain)) > LARGEST:
        raise UserError("数が大きすぎます。けた数を確かめてください。")
    return int(plain)


def whole_or_none(text: str | None, most: int = LARGEST) -> int | None:
    """The number an address or a form names, if it is one of 0 to `most`: a record's key, a page, a number of months."""
    try:
        number = whole(text or "")
    except UserError:
        return None
    return number if 0 <= number <= most else None


def numbers_in(texts: Iterable[str]) -> list[int]:
    """The numbers among several texts, each once and in order: the rows ticked, the months chosen."""
    return sorted({number for text in texts if (number := whole_or_none(text)) is not None})
