"""Finding the report's sections in a draft: headings wherever they stand, misread, renumbered or reworded a little."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from banso.report.document import Document, Section

from ..numbers import NumberReader
from ..reading.draft import Draft, DraftLine
from .align import align

LEAST = 0.72
LONGEST = 80
MOST_CANDIDATES = 3_000
LEAST_IN_TABLE = 0.9
_MARK = re.compile(
    r"^[#\s]*(?:第?[IVX\d]+[章節款項]|[IVXⅠ-Ⅻ]+[.\s．]|[①-⑳]|[(（]?[\d０-９]{1,2}[)）]?[.\s)．、-]?|[ア-ン](?=[\s「.．)、])|[・●■○◆▼【])?\s*"
)
_NOISE = re.compile(r"[\s「」『』【】（）()・#]")


@dataclass(frozen=True)
class Span:
    """An expected section and the draft's lines that belong to it."""

    section: Section
    lines: tuple[DraftLine, ...]


def spans(document: Document, draft: Draft, reader: NumberReader) -> list[Span]:
    """Each expected section with its lines, in the report's order; no lines where its heading is not found."""
    sections = list(document.walk())
    candidates = _candidates(draft, reader)
    starts = _starts(sections, candidates)
    ends = sorted(starts.values()) + [len(draft.lines)]
    return [Span(section, _lines(draft, starts.get(i), ends)) for i, section in enumerate(sections)]


def _candidates(draft: Draft, reader: NumberReader) -> list[tuple[int, DraftLine]]:
    """Lines that may be headings: short, and without figures where they stand in a table."""
    found = []
    for i, line in enumerate(draft.lines):
        filled = sum(1 for cell in line.cells if cell.text)
        if len(line.text) <= LONGEST and (
            line.table is None or (filled <= 2 and not any(reader.cell(c.text) for c in line.cells))
        ):
            found.append((i, line))
    return found[:MOST_CANDIDATES]


def _starts(sections: Sequence[Section], candidates: list[tuple[int, DraftLine]]) -> dict[int, int]:
    """Where each section begins: the most alike headings first, those in the report's order before others."""
    lines = [line for _, line in candidates]
    likeness = [[_likeness(section, line) for line in lines] for section in sections]
    in_order = align(range(len(sections)), range(len(lines)), lambda i, j: likeness[i][j], LEAST)
    ranked = sorted(
        (-(score + (0.04 if in_order.get(i) == j else 0.0)), i, j)
        for i, row in enumerate(likeness)
        for j, score in enumerate(row)
        if score >= LEAST
    )
    starts: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in ranked:
        if i not in starts and j not in taken:
            starts[i] = candidates[j][0]
            taken.add(j)
    return starts


def _lines(draft: Draft, start: int | None, ends: list[int]) -> tuple[DraftLine, ...]:
    if start is None:
        return ()
    return tuple(draft.lines[start + 1 : next(end for end in ends if end > start)])


def _likeness(section: Section, line: DraftLine) -> float:
    found, expected = _words(line.text), _words(section.heading)
    if not found or not expected or not 0.5 <= len(found) / len(expected) <= 2:
        return 0.0
    likeness = fuzz.ratio(found, expected) / 100
    if line.table is not None and likeness < LEAST_IN_TABLE:
        return 0.0
    same_mark = _mark(line.text) == unicodedata.normalize("NFKC", section.mark).strip()
    return likeness + (0.05 if same_mark and likeness >= LEAST else 0.0)


def _mark(text: str) -> str:
    match = _MARK.match(text)
    return unicodedata.normalize("NFKC", match.group() if match else "").strip("# \t")


def _words(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", _MARK.sub("", text, count=1)))
