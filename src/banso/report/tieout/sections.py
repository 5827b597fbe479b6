"""Finding the report's sections in a draft: headings in order, however misread, renumbered or reworded a little."""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

from banso.report.document import Document, Section

from .align import align
from .draft import Draft, DraftLine

LEAST = 0.72
_MARK = re.compile(r"^[#\s]*(?:[IVX]+\.|[①-⑳]|\(?\d{1,2}\)?[.\s)]?|[ア-ン](?=[\s「]|$)|【)?\s*")
_NOISE = re.compile(r"[\s「」『』【】（）()・#]")


@dataclass(frozen=True)
class Span:
    """An expected section and the draft's lines that belong to it."""

    section: Section
    lines: tuple[DraftLine, ...]


def spans(document: Document, draft: Draft) -> list[Span]:
    """Each expected section with its lines, in the report's order; no lines where its heading is not found."""
    sections = list(document.walk())
    candidates = [(i, line) for i, line in enumerate(draft.lines) if line.table is None and len(line.text) <= 80]
    pairs = align(sections, [line for _, line in candidates], _likeness, LEAST)
    starts = {i: candidates[j][0] for i, j in pairs.items()}
    ends = sorted(starts.values()) + [len(draft.lines)]
    return [Span(section, _lines(draft, starts.get(i), ends)) for i, section in enumerate(sections)]


def _lines(draft: Draft, start: int | None, ends: list[int]) -> tuple[DraftLine, ...]:
    if start is None:
        return ()
    return tuple(draft.lines[start + 1 : next(end for end in ends if end > start)])


def _likeness(section: Section, line: DraftLine) -> float:
    found, expected = _words(line.text), _words(section.heading)
    if not found or not expected:
        return 0.0
    likeness = fuzz.ratio(found, expected) / 100
    same_mark = _mark(line.text) == unicodedata.normalize("NFKC", section.mark).strip()
    return likeness + (0.05 if same_mark and likeness >= LEAST else 0.0)


def _mark(text: str) -> str:
    match = _MARK.match(text)
    return unicodedata.normalize("NFKC", match.group() if match else "").strip("# \t")


def _words(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", _MARK.sub("", text, count=1)))
