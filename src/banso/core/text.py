"""Japanese text: keys for finding and comparing. What a person typed is never changed, only folded beside it."""

import csv
import unicodedata
from functools import cache
from pathlib import Path

import jaconv
import jpnorm

_VARIANTS = Path(__file__).parent / "data" / "kanji_variants.csv"


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
def _normaliser() -> jpnorm.Normalizer:
    return jpnorm.Normalizer.preset("for_search")


_VOICING = {0x309B: 0x3099, 0x309C: 0x309A}


def storable(text: str) -> str:
    """A text without what no column can hold: NUL, and halves of a letter's code."""
    return text.translate(_UNSTORABLE)


_UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)])


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
