"""A draft's text made plain for reading: one width, one dash, one minus, one mark between thousands, no marks of notes."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASHES = re.compile("[‐‑‒–—―−─━⎯⁃➖˗]")
_LONG = re.compile(r"(?<!\w)ー+|(?<=\d)ー+|(?<![ァ-ヺ])ー+(?=\s*\d)|(?<![ァ-ヺぁ-ゖ])ー+(?=\s*$)")
"""The sign of a long vowel stands after kana; elsewhere someone took it for a dash."""
_ALIKE = str.maketrans("Δ∆⊿▵▴،٬‚⸲", "△△△△△,,,,")
_MINUS = re.compile(r"(?<=[^\W\d])−(?=\s*\d)")
"""The minus sign proper is one after a word too, where other dashes may only join."""
_MARKS = re.compile(
    "[\u00b9\u00b2\u00b3\u2070-\u207f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]+"
)
"""Raised and circled digits: marks of notes and lists."""
_NOTES = re.compile(
    r"(?<=\D)[※*†‡]+(?:\d{1,2}(?:\)|(?![\w,.、])))?|(?<=\d)\s*[※*†‡]+\d{0,2}\)?(?!\d)|\(?注\d{0,2}\)?(?=$|\s)"
    r"|^\s*[※*†‡]+(?:\d{0,2}\s+|(?=\d))"
)
_RUN_ON = re.compile(
    r"(?<![※*†‡\d])(?:[※†‡]|\*(?!\*))(?=(?:1\d|[1-9])(?:[1-9]\d{0,2}(?:[,、]\d{3})+|[1-9]\d*)(?![\d,.、]))"
)
"""A note's mark whose own number may run on into the amount: ※16件 is 16件, or 6件 with note 1."""
RUN_ON = "#"
_THIN = re.compile("(?<=\\d)[\u00a0\u2007-\u200a\u202f\u205f](?=\\d{3}(?!\\d))")
_POWERS = re.compile(r"(?<![\w.])\d(?:\.\d{1,15})?E[+-]?\d{1,2}(?!\w)")
_OLD = str.maketrans("壱壹弌弐貳貮参參肆伍陸漆柒捌玖拾佰陌仟阡萬", "一一一二二二三三四五六七七八九十百百千千万")
_NUMERALS = re.compile("[〇零一二三四五六七八九十百千万億兆壱壹弌弐貳貮参參肆伍陸漆柒捌玖拾佰陌仟阡萬]{2,}")
_ROUND = re.compile("(?<=[〇一二三四五六七八九])[○◯]")


def normalise(text: str) -> str:
    """Full-width to half-width, every dash that is no long vowel to the plain hyphen, without signs that take no place."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))
    return _LONG.sub(lambda sign: "-" * len(sign.group()), plain)


@lru_cache(maxsize=20_000)
def clean(text: str) -> str:
    """A text to read numbers in: normal, without the marks of notes; one that may hide a digit stays, as `RUN_ON`."""
    text = _MARKS.sub(" ", _THIN.sub(",", _MINUS.sub("△", text.translate(_ALIKE))))
    text = _POWERS.sub(_written_out, normalise(text))
    text = _ROUND.sub("〇", _NUMERALS.sub(lambda found: found.group().translate(_OLD), text))
    return _NOTES.sub(" ", _RUN_ON.sub(RUN_ON, text))


def _written_out(power: re.Match[str]) -> str:
    """1.08E+03 as 1080."""
    return f"{Decimal(power.group()):f}"
