"""Japanese words: a text as lexemes with positions, and a question as a tsquery.

Every word stands under its normalised form, under the surface where that differs, and under its synonym groups of the
Sudachi dictionary (`s:12`), all at one position, so that phrases hold. The field's own synonyms, which no dictionary knows,
widen the question instead, and so need no new index.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from banso.core.dictionary import morphemes
from banso.core.spelling import number_key
from banso.core.text import fold
from banso.registers.naming import name_key

_SYNONYMS = Path(__file__).parent / "data" / "synonyms.txt"
_DROPPED = ("助詞", "助動詞", "補助記号", "空白", "記号")
_EXTENSION = re.compile(r" 内線\d+$|\(\D+\)$")  # behind a telephone number
_MARKS = re.compile(r"[-()‐ー・.]")
FEWEST_DIGITS = 3  # of a number: fewer would find half the register
MOST_POSITIONS = 16_000  # PostgreSQL keeps no higher position


@dataclass(frozen=True)
class Word:
    """A word of a text: where it stands in the text, and the lexemes it is found under."""

    start: int
    end: int
    lexemes: tuple[str, ...]


def words_of(text: str) -> list[Word]:
    """The words of a text that mean something, in order. Particles, auxiliaries and marks are left out."""
    found: list[Word] = []
    for offset, morpheme in morphemes(text):
        if morpheme.part_of_speech()[0] in _DROPPED:
            continue
        forms = (morpheme.normalized_form(), morpheme.surface())
        plain = dict.fromkeys(form for form in (_form(form) for form in forms) if form)
        groups = (f"s:{group}" for group in morpheme.synonym_group_ids())
        if plain:
            found.append(Word(offset + morpheme.begin(), offset + morpheme.end(), (*plain, *groups)))
    return found


def _form(text: str) -> str:
    return fold(text)[:80]


def vector(title: str, body: str) -> str:
    """The tsvector of a document as a literal: words of the title weigh more."""
    places: dict[str, list[str]] = {}
    position = 0
    for text, weight in ((title, "A"), (body, "D")):
        for word in words_of(text):
            position += 1
            if position > MOST_POSITIONS:
                break
            for lexeme in word.lexemes:
                places.setdefault(lexeme, []).append(f"{position}{weight if weight != 'D' else ''}")
    return " ".join(f"{_quoted(lexeme)}:{','.join(at[:255])}" for lexeme, at in places.items())


def _quoted(lexeme: str) -> str:
    doubled = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


@dataclass(frozen=True)
class Question:
    """What was asked: the tsquery ('' if no word of it means anything), its lexemes, and the synonyms also looked for."""

    tsquery: str
    lexemes: frozenset[str]
    also: tuple[str, ...]


def part_key(text: str) -> str:
    """What of a name or number is compared letter by letter: no legal form, no hyphens, no long marks."""
    return fold(_MARKS.sub("", name_key(text)))


def number_vector(names: Iterable[str]) -> str:
    """The tsvector of the numbers among a document's names, telephone and others: every ending, so that any part is found."""
    parts = (_EXTENSION.sub("", part) for name in names for part in name.split("、"))
    numbers = [number for part in parts if (number := number_key(part))]
    return " ".join(sorted({n[i:] for n in numbers for i in range(len(n) - FEWEST_DIGITS + 1)}))


def question(typed: str) -> Question:
    """The question behind what was typed: every word must be found, each as a phrase or as one of its synonyms."""
    parts: list[str] = []
    lexemes: set[str] = set()
    also: list[str] = []
    for term in unicodedata.normalize("NFKC", typed).split():
        synonyms = [other for other in _synonyms().get(fold(term), ()) if fold(other) != fold(term)]
        phrases = []
        for spelling in (term, *synonyms):
            words = words_of(spelling)
            if words:
                phrases.append("(" + " <-> ".join(_either(word) for word in words) + ")")
                lexemes |= {lexeme for word in words for lexeme in word.lexemes}
        also += synonyms
        if phrases:
            parts.append("(" + " | ".join(phrases) + ")")
    return Question(" & ".join(parts), frozenset(lexemes), tuple(also))


def _either(word: Word) -> str:
    return "(" + " | ".join(_quoted(lexeme) for lexeme in word.lexemes) + ")"


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    """Folded word → all spellings of its group. A line of the file is a group, its words parted by `=`."""
    groups: dict[str, tuple[str, ...]] = {}
    for line in _SYNONYMS.read_text(encoding="utf-8").splitlines():
        words = tuple(word.strip() for word in line.split("=") if word.strip())
        if words and not line.startswith("#"):
            for word in words:
                groups[fold(word)] = groups.get(fold(word), ()) + words
    return groups
