"""The board's year: dated entries compared by day and matter. People's names are left out of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from rapidfuzz import fuzz

from banso.report.document import FigureKey, Section, Table

from .dates import day_alone, days_in
from .finding import Finding, Status
from .matching.sections import Span
from .plain import normalise
from .reading.draft import Draft, DraftLine

LEAST = 80
SHORTEST_WORD = 4  # the parts of a person's name are shorter, those of an office or a body are not
MOST_COMPARED = 2_000


@dataclass(frozen=True)
class Event:
    """An entry of the report: its day as printed, and its matter."""

    printed: str
    matter: str

    @property
    def day(self) -> date | None:
        return next(iter(days_in(self.printed)), None)

    @property
    def words(self) -> list[str]:
        first = self.matter.split("\n")[0].split(" 於 ")[0]
        return [word for word in first.split() if len(word) >= SHORTEST_WORD]


@dataclass(frozen=True)
class Entry:
    """An entry of the draft: its first day, and all that stands with it."""

    line: DraftLine
    day: date
    text: str


def compare_events(spans: Sequence[Span], draft: Draft, fiscal_year: int) -> tuple[int, list[Finding]]:
    """How many entries the report has, and what is missing from the draft or only there."""
    expected = 0
    findings: list[Finding] = []
    for span in spans:
        events = _events(span.section)
        if events:
            expected += len(events)
            found = bool(span.lines)
            entries = _entries(span.lines if found else draft.lines, fiscal_year)
            missing, extra = _compare(span.section, events, entries[:MOST_COMPARED])
            findings += missing + (extra if found else [])
    return expected, findings


def _events(section: Section) -> list[Event]:
    tables = [block for block in section.blocks if isinstance(block, Table) and block.dated]
    rows = [
        [normalise("".join(str(run) for run in cell.runs)) for cell in row] for table in tables for row in table.body
    ]
    return [Event(row[-2], row[-1]) for row in rows]


def _entries(lines: Sequence[DraftLine], fiscal_year: int) -> list[Entry]:
    """The draft's entries; in running text, what stands around a day up to the days before and after belongs to it."""
    dated = [(k, days[0]) for k, line in enumerate(lines) if (days := _days(line, fiscal_year))]
    entries = []
    for n, (k, day) in enumerate(dated):
        first, last = k, k
        if lines[k].table is None:
            first = dated[n - 1][0] + 1 if n else max(0, k - 8)
            last = dated[n + 1][0] - 1 if n + 1 < len(dated) else min(len(lines) - 1, k + 12)
        entries.append(Entry(lines[k], day, "".join(_flat(line.text) for line in lines[first : last + 1])))
    return entries


def _days(line: DraftLine, fiscal_year: int) -> list[date]:
    """The days of a line; one without its year is of the report's."""
    alone = (day for cell in line.cells if (day := day_alone(cell.text, fiscal_year)))
    return days_in(line.text) or list(islice(alone, 1))


def _compare(section: Section, events: list[Event], entries: list[Entry]) -> tuple[list[Finding], list[Finding]]:
    ranked = sorted(
        (-_likeness(event, entry), i, j) for i, event in enumerate(events) for j, entry in enumerate(entries)
    )
    paired: dict[int, int] = {}
    for score, i, j in ranked:
        if -score >= LEAST and i not in paired and j not in paired.values():
            paired[i] = j
    missing = [
        Finding(
            Status.NOT_IN_FILE,
            "",
            _key(section, event.matter, event.printed),
            "",
            f"{event.printed} {event.matter.split(chr(10))[0]}",
        )
        for i, event in enumerate(events)
        if i not in paired
    ]
    extra = [
        Finding(
            Status.NOT_IN_OUTLINE, entry.line.where, _key(section, entry.line.text[:40], ""), entry.line.text[:60], ""
        )
        for j, entry in enumerate(entries)
        if j not in paired.values()
    ]
    return missing, extra


def _likeness(event: Event, entry: Entry) -> float:
    """0 on another day; else how well the matter's own words stand there: office and change, body and number, never names."""
    if event.day is None or event.day != entry.day:
        return 0.0
    words = event.words
    return sum(fuzz.partial_ratio(_flat(word), entry.text) for word in words) / len(words) if words else 0.0


def _flat(text: str) -> str:
    return "".join(normalise(text).split())


def _key(section: Section, matter: str, day: str) -> FigureKey:
    return FigureKey(section.number, section.programme or section.heading, "", matter, day, "")
