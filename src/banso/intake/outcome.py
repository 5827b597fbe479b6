"""What comes of a file: how many rows by outcome, each row that is refused with its reasons, and the first of the others.

When a file is looked at, all lines are kept, packed (:meth:`Outcome.packed`), so that the page can leaf through a hundred thousand.
"""

import base64
import hashlib
import json
import zlib
from collections import Counter
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

MOST_SHOWN = 200  # rows of each outcome that are listed once a file has come in; refused ones are all kept
MOST_ASKED = 1_000  # doubtful companies that one file asks a person about
LISTED = ("created", "changed", "same")


class What(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that a row changes, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
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
    """What comes of a file, row by row; the same whether it was only looked at or done. `keeps_all` lines for a look.

    `unusual` is how many rows are refused for a value that a person may say is right.
    `asks` are what a person has to decide before refused rows can come in, such as whether a company is one of the register.
    """

    counts: Counter[str] = field(default_factory=Counter)
    shown: dict[str, list[Line]] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    also: Counter[str] = field(default_factory=Counter)
    asks: list[dict[str, Any]] = field(default_factory=list)
    unusual: int = 0
    keeps_all: bool = False

    def __post_init__(self) -> None:
        self._digest = hashlib.sha256()

    def lists(self, what: What) -> bool:
        """Whether one more line of this outcome is listed."""
        return self.keeps_all or what is What.REFUSED or self.counts[what] < MOST_SHOWN

    def add(self, line: Line) -> None:
        record = line.record if self.counts[line.what] < MOST_SHOWN else ""  # the digest of a look is that of the run
        if self.lists(line.what):
            self.shown.setdefault(line.what, []).append(line)
        self.counts[line.what] += 1
        self._digest.update(f"{line.number}{line.what}{record}{line.changes}{line.why}\n".encode())

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
            "unusual": self.unusual,
            "asks": self.asks[:MOST_ASKED],
            "shown": [_plain(line) for line in self._listed(MOST_SHOWN)],
            "seen": self.seen,
        }

    def packed(self) -> str:
        """All listed lines, those of one outcome after the other, as short text."""
        lines = "\n".join(json.dumps(_plain(line), ensure_ascii=False) for line in self._listed())
        return base64.b64encode(zlib.compress(lines.encode(), 6)).decode()

    def _listed(self, most: int | None = None) -> list[Line]:
        return [line for what in LISTED for line in self.shown.get(what, [])[:most]]


def _plain(line: Line) -> dict[str, Any]:
    return asdict(line) | {"what": line.what.value}


def unpacked(packed: str, counts: dict[str, int], what: str) -> list[str]:
    """The lines of one outcome out of all that were packed, each still as JSON."""
    lines = zlib.decompress(base64.b64decode(packed)).decode().split("\n")
    start = sum(counts[other] for other in LISTED[: LISTED.index(what)])
    return lines[start : start + counts[what]]
