"""Whole numbers as people type them: any width, with or without commas; nothing else is one."""

import re
import unicodedata
from collections.abc import Iterable

from .errors import UserError

LARGEST = 2**63 - 1  # what a column of the database can hold
LARGEST_OF_4_BYTES = 2**31 - 1
MOST_DIGITS = 19
_WIDE = str.maketrans("０１２３４５６７８９，－−", "0123456789,--")
_NUMBER = re.compile(r"[+-]?\d+(,\d{3})*", re.ASCII)
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
_SPACED = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")
LONGEST_ECHO = 40


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


def has_marks(text: str) -> bool:
    """Whether a text holds digits that are marks and no part of a number: ①, ², ½."""
    return not text.isascii() and any(unicodedata.category(letter) == "No" for letter in text)


def one_number(text: str) -> str:
    """A text around one number, in half-width, without spaces and the commas between thousands.

    Raises UserError where a mark would be taken for a digit (①1,077, 12²), where several numbers stand, and where commas stand
    elsewhere than between thousands.
    """
    if has_marks(text):
        raise UserError(
            f"「{text[:LONGEST_ECHO]}」の丸数字や肩の小さな数字は、数か印か分かりません。数だけを入れてください。"
        )
    clean = unicodedata.normalize("NFKC", text).strip()
    clean = _SPACED.sub(lambda found: found[0].replace(" ", ""), clean)
    if re.search(r"\d\s+\d", clean):
        raise UserError(f"「{text[:LONGEST_ECHO]}」には数が2つ以上あるようです。1つだけにしてください。")
    joined = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), "".join(clean.split()))
    if re.search(r"\d,|,\d", joined):
        raise UserError(
            f"「{text[:LONGEST_ECHO]}」は桁区切りの位置がおかしいので、数として読めません。確かめてください。"
        )
    return joined
