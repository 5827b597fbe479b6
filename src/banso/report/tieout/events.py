"""The board's year: dated entries compared by day and matter. People's names are left out of it."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from banso.report.document import FigureKey, Section, Table

from .draft import DraftLine
from .finding import Finding, Status
from .numbers import normalise
from .sections import Span

LEAST = 80
SHORTEST_WORD = 4  # the parts of a person's name are shorter, those of an office or a body are not
_DATE = re.compile(r"(?:令和|平成|昭和)(?:元|\d{1,2})年\d{1,2}月\d{1,2}日")


def compare_events(spans: Sequence[Span]) -> tuple[int, list[Finding]]:
    """How many entries the report has, and what is missing from the draft or only there."""
    expected = 0
    findings: list[Finding] = []
    for span in spans:
        events = _events(span.section)
        if events:
            expected += len(events)
            findings += _compare(span, events)
    return expected, findings


def _events(section: Section) -> list[tuple[str, str]]:
    """(date, matter) of each entry."""
    tables = [block for block in section.blocks if isinstance(block, Table) and block.dated]
    rows = [
        [normalise("".join(str(run) for run in cell.runs)) for cell in row] for table in tables for row in table.body
    ]
    return [(row[-2], row[-1]) for row in rows]


def _compare(span: Span, events: list[tuple[str, str]]) -> list[Finding]:
    lines = [line for line in span.lines if _DATE.search(_flat(line))]
    ranked = sorted(
        ((_likeness(event, line), i, j) for i, event in enumerate(events) for j, line in enumerate(lines)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    paired: dict[int, int] = {}
    for score, i, j in ranked:
        if score >= LEAST and i not in paired and j not in paired.values():
            paired[i] = j
    section = span.section
    missing = [
        Finding(Status.NOT_IN_FILE, "", _key(section, matter, date), "", f"{date} {_first_line(matter)}")
        for i, (date, matter) in enumerate(events)
        if i not in paired
    ]
    extra = [
        Finding(Status.NOT_IN_OUTLINE, line.where, _key(section, line.text[:40], ""), line.text[:60], "")
        for j, line in enumerate(lines)
        if j not in paired.values()
    ]
    return missing + extra


def _likeness(event: tuple[str, str], line: DraftLine) -> float:
    """0 on another day; else how well the matter's own words stand there: office and change, body and number, never names."""
    date, matter = event
    text = _flat(line)
    found, wanted = _DATE.search(text), _DATE.search(date)
    if not (found and wanted and found.group() == wanted.group()):
        return 0.0
    words = [word for word in _first_line(matter).split(" 於 ")[0].split() if len(word) >= SHORTEST_WORD]
    return sum(fuzz.partial_ratio(word, text) for word in words) / len(words) if words else 0.0


def _first_line(matter: str) -> str:
    return matter.split("\n")[0]


def _flat(line: DraftLine) -> str:
    return "".join(normalise(line.text).split())


def _key(section: Section, matter: str, date: str) -> FigureKey:
    return FigureKey(section.number, section.programme or section.heading, "", matter, date, "")
