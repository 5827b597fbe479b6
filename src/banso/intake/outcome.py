"""What comes of a file: how many rows by outcome, each row that is refused with its reasons, and the first of the others."""

import hashlib
from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

MOST_SHOWN = 200  # rows of each outcome that a preview lists; refused ones are all kept


class What(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Change:
    """One fact that a row changes, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """What comes of one row. `record` names the record; `why` are the reasons for refusing, `notes` what else was decided."""

    number: int
    what: What
    record: str = ""
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass
class Outcome:
    """What comes of a file, row by row; the same whether it was only looked at or done."""

    counts: Counter[str] = field(default_factory=Counter)
    shown: dict[str, list[Line]] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    also: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, line: Line) -> None:
        self.counts[line.what] += 1
        shown = self.shown.setdefault(line.what, [])
        if line.what is What.REFUSED or len(shown) < MOST_SHOWN:
            shown.append(line)
        self._digest.update(f"{line.number}{line.what}{line.record}{line.changes}{line.why}\n".encode())

    @property
    def seen(self) -> str:
        """A digest of what comes of every row: under a confirmation of it nothing else may be done."""
        return self._digest.hexdigest()

    def as_json(self) -> dict[str, Any]:
        """All of it as plain values, in the order of the rows."""
        return {
            "counts": {what.value: self.counts[what] for what in What},
            "also_registered": dict(self.also),
            "passed": self.passed,
            "unknown_headings": list(self.unknown),
            "notices": list(self.notices),
            "refused": [{"row": line.number, "why": list(line.why)} for line in self.shown.get(What.REFUSED, ())],
            "shown": [
                asdict(line) | {"what": line.what.value}
                for what in (What.CREATED, What.CHANGED, What.SAME)
                for line in self.shown.get(what, ())
            ],
            "seen": self.seen,
        }
