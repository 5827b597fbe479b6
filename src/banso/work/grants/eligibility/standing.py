"""Where the checks of an application stand on a day: which are asked for, what was found, and what keeps a decision from being taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from banso.core.era import format_date
from banso.procedures.offering import State
from banso.procedures.terms import values_of

from ..models.applications import Application
from ..models.eligibility import EligibilityCheck
from .asked import Asked
from .choices import POINTS, CheckKind, CheckResult
from .findings import Finding, finding_of

# how a check stands: its sign and its word, so that neither colour nor sign alone says it
STATES = {
    "ok": ("○", "適"), "waived": ("―", "確認不要"), "open": ("□", "未確認"), "ask": ("…", "照会中"),
    "expired": ("!", "期限切れ"), "changed": ("!", "要再確認"), "ng": ("×", "不適"),
}  # fmt: skip
STANDS = ("ok", "waived")


@dataclass(frozen=True)
class Check:
    """One kind of check of an application on a day: what the terms ask, the row that stands, and what the machine sees."""

    kind: CheckKind
    asked: Asked | None
    row: EligibilityCheck | None
    day: date
    finding: Finding | None = None

    @property
    def state(self) -> str:
        """How it stands: a code of STATES."""
        if self.row is None:
            return "open"
        if self.row.result in (CheckResult.NG, CheckResult.ASK, CheckResult.WAIVED):
            return str(self.row.result)
        if self.row.valid_until is not None and self.row.valid_until < self.day:
            return "expired"
        return "changed" if self._sees_something_new() else "ok"

    def _sees_something_new(self) -> bool:
        assert self.row is not None
        return (
            self.finding is not None and self.finding.result != CheckResult.OK and self.finding.said != self.row.found
        )

    @property
    def sign(self) -> str:
        return STATES[self.state][0]

    @property
    def label(self) -> str:
        return STATES[self.state][1]

    @property
    def stands(self) -> bool:
        return self.state in STANDS

    @property
    def points(self) -> str:
        """The decisions before which it is asked for, in words."""
        return "・".join(POINTS[code] for code in self.asked.before) if self.asked else ""

    @property
    def mends(self) -> str:
        """What it lacks, in words that say what to do."""
        if self.state == "expired":
            assert self.row is not None
            return f"{self.kind.label}(証明が{format_date(self.row.valid_until)}で切れています)"
        return f"{self.kind.label}({self.label})"


def asked_of(application: Application) -> dict[CheckKind, Asked]:
    """The checks that the terms of an application ask for."""
    found: dict[CheckKind, Asked] = values_of(application.case).checks
    return found


def latest(rows: Iterable[EligibilityCheck]) -> dict[str, EligibilityCheck]:
    """Of each kind the row that stands."""
    return {row.kind: row for row in sorted(rows, key=lambda row: (row.checked_on, row.pk))}


def checks_of(application: Application, day: date, *, look: bool = True) -> list[Check]:
    """Every check that is asked for or was made; with what the machine sees on the day if it is to look."""
    asked, rows = asked_of(application), latest(application.checks.all())
    kinds = [kind for kind in CheckKind if kind in asked or kind in rows]
    return [
        Check(kind, asked.get(kind), rows.get(kind), day, finding_of(application, kind, day) if look else None)
        for kind in kinds
    ]


def lacking(application: Application, code: str, day: date, *, look: bool = True) -> list[Check]:
    """The checks that keep a decision from being taken on a day."""
    asked = asked_of(application)
    needed = [kind for kind, said in asked.items() if code in said.before]
    if not needed:
        return []
    return [one for one in checks_of(application, day, look=look) if one.kind in needed and not one.stands]


def hindrance(code: str) -> Any:
    """What of the checks hinders a decision whatever the day: (state) -> words; expiry and news are the day's, asked by the verb."""

    def said(state: State) -> str:
        found = lacking(state.root, code, date.min, look=False)
        return _words(found)

    return said


def _words(found: list[Check]) -> str:
    return (
        f"資格の確認が済んでいません: {'、'.join(one.mends for one in found)}。「資格の確認」で確かめてください。"
        if found
        else ""
    )


def why_unchecked(application: Application, code: str, day: date) -> str:
    """Why a decision cannot be taken on a day: which checks are open, failed, expired or no longer what was seen; '' where all stand."""
    return _words(lacking(application, code, day))
