"""How a name is read, as a dictionary of Japanese reads it: one of several signs, never proof."""

import re
import threading
from functools import lru_cache
from typing import Any

import jaconv
from sudachipy import Dictionary, SplitMode

from banso.core.text import fold_kana

_local = threading.local()


def _tokenizer() -> Any:
    """This thread's own tokenizer: one may not be used by two threads at once."""
    if not hasattr(_local, "tokenizer"):
        _local.tokenizer = Dictionary(dict="core").tokenizer()
    return _local.tokenizer


@lru_cache(maxsize=50_000)
def reading(text: str) -> str:
    """The reading of a name in large katakana without long marks; what the dictionary cannot read stays as it is."""
    parts = []
    for word in _tokenizer().tokenize(text[:200], SplitMode.C):
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
