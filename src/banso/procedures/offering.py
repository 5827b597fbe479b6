"""What can be done about a case now, what cannot, and why, in words. Screen, guest and verb ask the same function."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.era import format_date

from .declaring import ALWAYS, Procedure, StepKind
from .terms import Content, content_of


@dataclass(frozen=True)
class Offer:
    """A step and whether it can be taken now; `why` says what would have to happen first, '' where nothing hinders."""

    step: StepKind
    why: str

    @property
    def possible(self) -> bool:
        return not self.why


@dataclass(frozen=True)
class State:
    """Where a case stands: every row of its steps in the order they were written, those answered and those that answer too."""

    declared: Procedure
    case: Case
    written: tuple[Any, ...]
    content: Content

    @cached_property
    def taken(self) -> tuple[Any, ...]:
        """The steps in force, the latest last: what `StepQuerySet.in_force` says, of rows that are at hand."""
        answered = {row.replaces_id for row in self.written}
        standing = (row for row in self.written if not row.withdrawn and row.pk not in answered)
        return tuple(sorted(standing, key=lambda row: (row.taken_on, row.pk)))

    @cached_property
    def standing(self) -> tuple[Any, ...]:
        """The steps in force without those that a later one has lifted: what other steps and dates follow from."""
        found: list[Any] = []
        for row in self.taken:
            lifted = self.declared.step_kinds[row.step].lifts
            found = [*(one for one in found if one.step not in lifted), row]
        return tuple(found)

    @cached_property
    def _latest(self) -> dict[str, Any]:
        return {row.step: row for row in self.standing}

    @property
    def last(self) -> Any | None:
        return self.taken[-1] if self.taken else None

    @property
    def root(self) -> Any:
        """The kind's own record of the case."""
        return self.declared.root_of(self.case)

    def count(self, code: str) -> int:
        """How many times a step has been taken."""
        return sum(row.step == code for row in self.taken)

    @property
    def label(self) -> str:
        return self.declared.label_of(self.last.step) if self.last else "受付"

    @property
    def since(self) -> date:
        return self.last.taken_on if self.last else self.case.opened_on

    @property
    def days(self) -> int:
        """How long it has stood there."""
        return (localdate() - self.since).days

    @property
    def closed(self) -> bool:
        return self.last is not None and self.declared.step_kinds[self.last.step].closes

    def latest(self, code: str) -> Any | None:
        """The latest row of a step in force; None if it was not taken, or has been lifted since."""
        return self._latest.get(code)

    def dates(self) -> dict[str, date]:
        """The day of each event: the acceptance, and each step's latest."""
        return {ALWAYS: self.case.opened_on} | {code: row.taken_on for code, row in self._latest.items()}


def state_of(declared: Procedure, case: Case) -> State:
    """Where a case stands, in one query of its steps."""
    rows = declared.steps._default_manager.filter(case=case).order_by("pk")
    return State(declared, case, tuple(rows), content_of(case))


def states_of(declared: Procedure, cases: Sequence[Case]) -> list[State]:
    """Where each of many cases of one procedure stands, in one query of their steps."""
    written: dict[int, list[Any]] = {case.pk: [] for case in cases}
    for row in declared.steps._default_manager.filter(case__any_of=written).order_by("pk"):
        written[row.case_id].append(row)
    under = {case.terms_id: content_of(case) for case in {case.terms_id: case for case in cases}.values()}
    return [State(declared, case, tuple(written[case.pk]), under[case.terms_id]) for case in cases]


def offers(state: State, user: Any = None, waiting: Iterable[str] = ()) -> list[Offer]:
    """Every step that the case's terms use, with why it cannot be taken now; `waiting` are steps in a draft not decided yet.

    Without a user, what the case allows; with one, also what she may do.
    """
    drafted = set(waiting)
    used = [step for step in state.declared.step_kinds.values() if state.content.uses(step.code) and step.fits(state)]
    return [Offer(step, _hindered(state, step, user, drafted)) for step in used]


def why_not(state: State, step: StepKind, user: Any = None) -> str:
    """Why this step cannot be taken now; '' if it can."""
    if not state.content.uses(step.code):
        return f"この案件の取扱条件では「{step.label}」を使いません。"
    if not step.fits(state):
        return f"この案件に「{step.label}」はありません。"
    return _hindered(state, step, user, set())


def _hindered(state: State, step: StepKind, user: Any, drafted: set[str]) -> str:
    if user is not None and not user.has_perm(step.permission or state.declared.permission("change")):
        return "この手続を行う権限がありません。"
    if state.closed and not _after_the_end(state, step):
        return f"この案件は終結しています({state.label})。"
    if missing := _missing(state, step):
        return missing
    if barred := next((row for row in state.standing if row.step in step.never_after), None):
        return f"「{state.declared.label_of(barred.step)}」({format_date(barred.taken_on)})のあとには行えません。"
    if not step.again and (done := state.latest(step.code)):
        return f"{format_date(done.taken_on)}に済んでいます。"
    if step.code in drafted:
        return "決裁を待っています。"
    return step.hinders(state)


def _missing(state: State, step: StepKind) -> str:
    needed = _before(state, step)
    if ALWAYS in needed or any(state.latest(code) for code in needed):
        return ""
    said = "」か「".join(state.declared.label_of(code) for code in needed)
    return f"先に「{said}」が必要です。"


def _before(state: State, step: StepKind) -> list[str]:
    """The steps of which one must be in force before; for one that the terms leave out, those before it."""
    found: list[str] = []
    for code in step.after:
        left_out = code != ALWAYS and not state.content.uses(code)
        found += _before(state, state.declared.step_kinds[code]) if left_out else [code]
    return list(dict.fromkeys(found))


def _after_the_end(state: State, step: StepKind) -> bool:
    """Whether a step belongs after the one that ended the case, such as a look at its outcome a year later."""
    return bool(state.last) and state.last.step in step.after  # type: ignore[union-attr]
