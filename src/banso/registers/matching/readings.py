"""How a name is read, as a dictionary of Japanese reads it: one of several signs, never proof."""

import re
from functools import lru_cache

import jaconv
from sudachipy import SplitMode

from banso.core.dictionary import morphemes
from banso.core.text import fold_kana


@lru_cache(maxsize=50_000)
def reading(text: str) -> str:
    """The reading of a name in large katakana without long marks; what the dictionary cannot read stays as it is."""
    parts = []
    for _, word in morphemes(text[:200], SplitMode.C):
        known = word.reading_form()
        if known != "キゴウ":
            parts.append(known if re.fullmatch(r"[ァ-ヴー]+", known) else word.surface())
    return fold_kana("".join(parts))


@lru_cache(maxsize=50_000)
def romanised(text: str) -> str:
    """The reading in Latin letters: ヤマダ and yamada meet."""
    return latin_letters(reading(text))


def latin_letters(kana: str) -> str:
    """Kana in Latin letters, long vowels shortened; what is no kana stays."""
    latin = jaconv.kana2alphabet(jaconv.kata2hira(kana)).casefold()
    return re.sub(r"([aiueo])\1+|ou", lambda match: match[1] or "o", latin)
