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
def _normaliser() -> jpnorm.Normalizer:
    return jpnorm.Normalizer.preset("for_search")


_VOICING = {0x309B: 0x3099, 0x309C: 0x309A}


def digits(text: str) -> str:
    """Full-width letters, digits and marks to half-width; everything else as it is."""
    return unicodedata.normalize("NFKC", text)


def fold(text: str) -> str:
    """The key under which a text is found: width, case, kana form, variant kanji and spaces folded away."""
    # Spaces go first, and detached voicing marks (か゛) join their kana: what follows looks at whole characters.
    closed = "".join(unicodedata.normalize("NFKC", text.translate(_VOICING)).split())
    standard = jaconv.hira2kata(unicodedata.normalize("NFKC", closed).translate(_variants()))
    folded = _normaliser().normalize(standard).casefold().translate(_variants())
    return "".join(unicodedata.normalize("NFKC", folded).split())


def fold_kana(text: str) -> str:
    """The key of a reading: katakana, small kana enlarged, without spaces, dots and long marks."""
    kana = jaconv.hira2kata(unicodedata.normalize("NFKC", text))
    return "".join(kana.translate(_LARGE).split())


_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", "・ー-‐−")
