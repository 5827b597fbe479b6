"""Japanese text: keys for finding and comparing, and what no text may hold.

What a person typed is never changed, only folded beside it. What nobody types, but files and copied texts carry along unseen
(control characters, marks without width, radicals that look like kanji), is taken out where text comes in.
"""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import jaconv
import jpnorm

_VARIANTS = Path(__file__).parent / "data" / "kanji_variants.csv"
_RADICALS = Path(__file__).parent / "data" / "cjk_radicals.csv"  # Unicode's Equivalent_Unified_Ideograph
_BREAKS = "\x0b\x0c\x85\u2028\u2029"  # line breaks of other programs, such as Word's
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_NO_NAME = re.compile(r'[\x00-\x1f\\/:*?"<>|\s]+')
_ODD = re.compile(f"[{_BREAKS}{_UNSEEN}\u2e80-\u2fdf]")


@cache
def _variants() -> dict[int, str]:
    """Old and variant kanji to the standard one."""
    with _VARIANTS.open(encoding="utf-8") as lines:
        return {ord(row["char"]): row["standard"] for row in csv.DictReader(lines)}


@cache
def _variant_letters() -> frozenset[str]:
    return frozenset(map(chr, _variants()))


def _standard(text: str) -> str:
    """Old and variant kanji as the standard ones. Most texts have none: looking takes half as long as translating."""
    return text if _variant_letters().isdisjoint(text) else text.translate(_variants())


@cache
def _seen() -> dict[int, str]:
    """What stands for each character that no text may hold: nothing, a line break, or the kanji that a radical looks like."""
    breaks = {ord(mark): "\n" for mark in _BREAKS}
    with _RADICALS.open(encoding="utf-8") as lines:
        return {ord(row["char"]): row["standard"] for row in csv.DictReader(lines)} | breaks


def clean_text(text: str) -> str:
    """A text as people see it: without control characters and marks of no width, ⻑ (a radical) as 長 (the kanji).

    All text that comes in passes here, so that a database, a search or a document can hold whatever is kept.
    """
    if text.isascii() and text.isprintable():
        return text
    return _ODD.sub(lambda found: _seen().get(ord(found[0]), ""), text)


def clean_texts(value: Any) -> Any:
    """A value with every text in it as people see it: those in lists and mappings too, names included."""
    if value.__class__ is str:
        return clean_text(value)
    if value.__class__ is list:
        return [clean_texts(one) for one in value]
    if value.__class__ is dict:
        return {clean_texts(name): clean_texts(one) for name, one in value.items()}
    return value


@cache
def _normaliser() -> jpnorm.Normalizer:
    return jpnorm.Normalizer.preset("for_search")


_VOICING = {0x309B: 0x3099, 0x309C: 0x309A}


def digits(text: str) -> str:
    """Full-width letters, digits and marks to half-width; everything else as it is."""
    return unicodedata.normalize("NFKC", text)


def fold(text: str) -> str:
    """The key under which a text is found: width, case, kana form, variant kanji and spaces folded away."""
    # Spaces go first, and detached voicing marks (か゛) join their kana: what follows looks at whole characters.
    joined = text.translate(_VOICING) if "゛" in text or "゜" in text else text
    closed = "".join(unicodedata.normalize("NFKC", joined).split())
    standard = jaconv.hira2kata(_standard(unicodedata.normalize("NFKC", closed)))
    folded = _standard(_normaliser().normalize(standard).casefold())
    return "".join(unicodedata.normalize("NFKC", folded).split())


def fold_kana(text: str) -> str:
    """The key of a reading: katakana, small kana enlarged, without spaces, dots and long marks."""
    kana = jaconv.hira2kata(unicodedata.normalize("NFKC", text))
    return "".join(kana.translate(_LARGE).split())


_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", "・ー-‐−")


def not_a_formula(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, whatever someone typed."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def as_file_name(text: str) -> str:
    """A text without what no file system takes in a name."""
    return _NO_NAME.sub("_", text)
