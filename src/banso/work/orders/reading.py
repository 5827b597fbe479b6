"""Reading the trade's texts: their words, and the processes, materials and certificates they speak of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from banso.core.dictionary import morphemes
from banso.core.text import fold

from .models import Term

TELLING = {"名詞", "動詞", "形容詞", "形状詞"}
EMPTY = {
    "為る",
    "有る",
    "居る",
    "成る",
    "出来る",
    "行う",
    "対応",
    "可能",
    "加工",
    "製造",
    "製作",
    "部品",
    "品",
    "等",
    "他",
}
LONGEST = 40


def words(text: str) -> list[str]:
    """The telling words of a text in their normal form, each once, in the order they come."""
    found: dict[str, None] = {}
    for _, morpheme in morphemes(text):
        kind, sort = morpheme.part_of_speech()[:2]
        form = morpheme.normalized_form().lower()
        if kind in TELLING and sort not in ("数詞", "非自立可能") and form not in EMPTY:
            found[form[:LONGEST]] = None
    return list(found)


@dataclass(frozen=True)
class Vocabulary:
    """Every term with every name it goes by, ready to be found in texts."""

    terms: tuple[Term, ...]

    @classmethod
    def load(cls) -> "Vocabulary":
        return cls(tuple(Term.objects.filter(ended_on=None)))

    @cached_property
    def _by_word(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for term in self.terms:
            for word in term.words:
                found.setdefault(fold(word), []).append(term)
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(_edged(word) for word in sorted(self._by_word, key=len, reverse=True)) or "(?!)")

    def mentioned(self, text: str) -> list[Term]:
        """The terms a text speaks of, in the order they come. The longest name wins: 射出成形型 is a mould, not moulding."""
        found: dict[int, Term] = {}
        for match in self._pattern.finditer(fold(text)):
            for term in self._by_word[match[0]]:
                found.setdefault(term.pk, term)
        return list(found.values())

    def family_of(self, term: Term) -> list[int]:
        """The keys of the terms of one family, the term itself included."""
        return [t.pk for t in self.terms if (t.kind, t.family) == (term.kind, term.family)]


def _edged(word: str) -> str:
    """Short and Latin names only where no letter of their own script goes on: PP is not in PPS, 鉄 not in 鉄道."""
    pattern = re.escape(word)
    if word.isascii():
        return rf"(?<![a-z0-9]){pattern}(?![a-z0-9])"
    return pattern if len(word) > 1 else rf"(?<![\u4e00-\u9fff]){pattern}(?![\u4e00-\u9fff])"


def all_words(texts: Iterable[str]) -> list[str]:
    return words("\n".join(texts))
