"""Asking the index: exact names and numbers first, then what the words say, the latest first among the best."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from banso.core.searching import Searchable, all_searchables, searchable_of
from banso.core.spelling import number_key
from banso.registers.models import User

from .words import FEWEST_DIGITS, Question, part_key, question, words_of

SIZE = 20
OF_EACH, RANKED = 5, 500
MOST_COUNTED = 1000
EXCERPT = 160
FEWEST = 2  # letters of a name: one alone would find half the register


@dataclass(frozen=True)
class Asked:
    """What the question is narrowed to: a kind, a fiscal year, a programme; and how many hits were shown before."""

    kind: str = ""
    year: int | None = None
    programme: int | None = None
    start: int = 0


EVERYWHERE = Asked()


@dataclass(frozen=True)
class Hit:
    """A record found, with its title and the part of its text that was asked for, what matched marked."""

    kind: Searchable
    record: Any
    title: SafeString
    excerpt: SafeString
    day: date | None


@dataclass(frozen=True)
class Found:
    """A page of hits; `counts` says how many there are of each kind, at most `MOST_COUNTED` in all being counted."""

    asked: Question
    hits: list[Hit]
    counts: list[tuple[Searchable, int]]
    more: bool

    @property
    def groups(self) -> list[tuple[Searchable, int, list[Hit]]]:
        """The hits kind by kind, the kind of the best hit first, with how many there are of it."""
        counts, grouped = dict(self.counts), dict[Searchable, list[Hit]]()
        for hit in self.hits:
            grouped.setdefault(hit.kind, []).append(hit)
        return [(kind, counts.get(kind, len(hits)), hits) for kind, hits in grouped.items()]

    @property
    def total(self) -> str:
        return counted(sum(count for _, count in self.counts))


def counted(number: int) -> str:
    """How many there are, as far as they were counted."""
    return f"{MOST_COUNTED:,}件以上" if number >= MOST_COUNTED else f"{number:,}件"


def search(typed: str, within: Asked = EVERYWHERE, *, by: User | AnonymousUser) -> Found:
    """What is found for `by`: only of kinds that may be seen, and never from behind a wall. Of all kinds the first of each."""
    asked = question(typed)
    allowed = [s.kind for s in all_searchables() if by.has_perm(s.permission)]
    part = number_key(typed) or part_key(typed)
    if len(part) < (FEWEST_DIGITS if part.isdecimal() else FEWEST):
        part = ""
    if not (asked.tsquery or part) or not allowed:
        return Found(asked, [], [], False)
    one = within.kind in allowed
    kinds = [within.kind] if one else allowed
    start, size, each = (within.start, SIZE, RANKED) if one else (0, OF_EACH * len(allowed), OF_EACH)
    rows = _called(
        "search_find",
        asked.tsquery, part, kinds, within.year, within.programme, start, size + 1, each, RANKED if one else MOST_COUNTED,
    )  # fmt: skip
    counts = {kind: found for kind, _, found in rows}
    if one:
        counts = dict(
            _called("search_count", asked.tsquery, part, allowed, within.year, within.programme, MOST_COUNTED)
        )
    ordered = [(s, counts[s.kind]) for s in all_searchables() if counts.get(s.kind)]
    return Found(asked, _hits([(kind, key) for kind, key, _ in rows[:size]], asked), ordered, len(rows) > size)


def _called(function: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """What one of the index's functions answers."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM public.{function}({', '.join(['%s'] * len(arguments))})", arguments)  # noqa: S608 (own names)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _hits(rows: list[tuple[str, int]], asked: Question) -> list[Hit]:
    """The records themselves, each read behind its own wall: what may not be seen drops out once more."""
    records = read_back(rows)
    return [hit_of(*records[row], asked) for row in rows if row in records]


def read_back(rows: list[tuple[str, int]]) -> dict[tuple[str, int], tuple[Searchable, Any]]:
    """{(kind, key): the kind's declaration and the record} of those that whoever asks may read."""
    records: dict[tuple[str, int], tuple[Searchable, Any]] = {}
    for kind in {kind for kind, _ in rows}:
        declared = searchable_of(kind)
        if declared is not None:
            found = declared.rows().filter(pk__in=[key for of, key in rows if of == kind])
            records |= {(kind, record.pk): (declared, record) for record in found}
    return records


def hit_of(declared: Searchable, record: Any, asked: Question) -> Hit:
    text = " / ".join([*declared.names_of(record)[1:], declared.text_of(record)])
    title = marked(declared.title_of(record), asked)
    return Hit(declared, record, title, marked(excerpt(text, asked), asked), declared.day_of(record))


def excerpt(text: str, asked: Question) -> str:
    """The part of a text around the first word asked for."""
    first = next((word.start for word in words_of(text[:4000]) if asked.lexemes.intersection(word.lexemes)), 0)
    start = max(0, first - EXCERPT // 3)
    cut = text[start : start + EXCERPT]
    return ("…" if start else "") + cut + ("…" if start + EXCERPT < len(text) else "")


def marked(text: str, asked: Question) -> SafeString:
    """The text as HTML with every word asked for, or its synonym, marked."""
    parts, at = [], 0
    for start, end in _spans(text, asked):
        parts += [str(escape(text[at:start])), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return mark_safe("".join([*parts, str(escape(text[at:]))]))  # noqa: S308 - escaped above


def _spans(text: str, asked: Question) -> list[tuple[int, int]]:
    """Where the words asked for stand, those next to each other as one; a part of a word, such as 者 of 後継者, not by itself."""
    spans = list[tuple[int, int]]()
    for word in words_of(text):
        if asked.lexemes.intersection(word.lexemes):
            joined = spans and spans[-1][1] == word.start
            spans[-1:] = [(spans[-1][0], word.end)] if joined else [*spans[-1:], (word.start, word.end)]
    least = min(FEWEST, max(map(len, asked.lexemes), default=FEWEST))
    return [(start, end) for start, end in spans if end - start >= least]
