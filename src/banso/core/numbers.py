"""Whole numbers as people type them: any width, with or without commas; nothing else is one."""

import re

from .errors import UserError

LARGEST = 2**63 - 1  # what a column of the database can hold
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


def whole_or_none(text: str | None) -> int | None:
    """The number an address or a form names, if it is one: a record's key, a year, a page."""
    try:
        return whole(text or "")
    except UserError:
        return None
