"""How long a case's file is kept: every clock with its cause, the longest of which holds; and letting go of it by a decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate
from procrastinate.contrib.django import app as jobs

from banso.cases.filing import Leaf, Remains, duties_of, leaves_of, remains_of
from banso.cases.models import Case, Standing
from banso.core.acting import acting_for
from banso.core.days.counting import months_after
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_of
from banso.core.kept import private_storage
from banso.core.trail import verb
from banso.core.writing import hold, record, verbs
from banso.registers.models import Programme, User

from ..choices import RulePaper
from ..models import Disposal, DisposedFile, Hold, RetentionRule

record_rule, correct_rule = verbs(RetentionRule)
record_hold, correct_hold = verbs(Hold)
NO_RULE = "保存年限の定めがありません"
MOST_LISTED, MOST_LOOKED = 100, 500


@dataclass(frozen=True)
class Clock:
    """A reason to keep a case's file: the last day it must be kept, None without an end, and why."""

    until: date | None
    cause: str

    def __str__(self) -> str:
        return f"{format_date(self.until)}まで({self.cause})" if self.until else f"期限なし({self.cause})"


def clocks_of(case: Case, leaves: Iterable[Leaf] | None = None) -> list[Clock]:
    """Every reason to keep a completed case's file: by the rules for what is in it, by its duties, by what stops its disposal.

    A case that is not completed is kept without an end, and so is one that no rule speaks of.
    """
    standing = Standing.objects.filter(case=case).first()
    if standing is None or not standing.closed:
        return [Clock(None, "完結していません")]
    papers = {str(leaf.paper) for leaf in (leaves_of(case, None) if leaves is None else leaves)}
    rules = _rules(case, standing.since)
    found = [
        Clock(_end(standing.since, rule.years), f"{rule} {rule.basis}")
        for paper, rule in rules.items()
        if paper in papers or paper == RulePaper.CASE
    ]
    if RulePaper.CASE not in rules:
        found.append(Clock(None, NO_RULE))
    return [*found, *_duties(case, rules.get(RulePaper.DUTY)), *_holds(case)]


def longest(clocks: Iterable[Clock]) -> Clock:
    """The clock that runs longest; one without an end before all others."""
    return max(clocks, key=lambda clock: (clock.until is None, clock.until or date.min))


def _end(completed: date, years: int | None) -> date | None:
    """The last day of so many fiscal years, the first of which begins after the completion."""
    return None if years is None else date(fiscal_year_of(completed) + 1 + years, 3, 31)


def _rules(case: Case, completed: date) -> dict[str, RetentionRule]:
    """For each kind of paper the rule in force on the day of completion, the programme's own before that of all."""
    rows = RetentionRule.objects.filter(
        Q(programme=None) | Q(programme=case.programme_id), valid_from__lte=completed
    ).order_by("valid_from")
    found: dict[str, RetentionRule] = {}
    for row in sorted(rows, key=lambda rule: rule.programme_id is not None):
        found[row.paper] = row
    return found


def _duties(case: Case, rule: RetentionRule | None) -> list[Clock]:
    """What someone still has to do, or may not do, keeps the file until it is over, and so many years longer."""
    years = rule.years if rule else 0
    return [
        Clock(None if duty.ends_on is None or years is None else months_after(duty.ends_on, 12 * years), duty.label)
        for duty in duties_of(case)
    ]


def _holds(case: Case) -> list[Clock]:
    rows = Hold.objects.filter(case=case, ended_on=None)
    return [Clock(row.until, f"{row.get_reason_display()} {row.note}") for row in rows]


@dataclass(frozen=True)
class Due:
    """A case whose file may be disposed of: its clock, and what would go."""

    case: Case
    clock: Clock
    files: tuple[Remains, ...]

    @property
    def size(self) -> int:
        return sum(one.size for one in self.files)


def due_cases(programme: Programme, on: date) -> list[Due]:
    """The cases of a programme that were completed, whose longest clock has run out before a day; the oldest first."""
    rules = RetentionRule.objects.filter(Q(programme=None) | Q(programme=programme), paper=RulePaper.CASE)
    least = min((year for year in rules.values_list("years", flat=True) if year is not None), default=None)
    if least is None:
        return []
    last = date(fiscal_year_of(on) - least, 3, 31)
    rows = Case.objects.filter(programme=programme, standing__closed=True, standing__since__lte=last, disposal=None)
    found: list[Due] = []
    oldest = rows.select_related("programme", "company", "person", "standing").order_by("standing__since", "pk")
    for case in oldest[:MOST_LOOKED]:
        if (due := due_of(case, on)) is not None:
            found.append(due)
        if len(found) == MOST_LISTED:
            break
    return found


def due_of(case: Case, on: date) -> Due | None:
    """What would go of a case's file on a day; None while a clock runs."""
    leaves = leaves_of(case, None)
    clock = longest(clocks_of(case, leaves))
    if clock.until is None or clock.until >= on:
        return None
    own = [Remains(leaf.file, "file", leaf.title, str(leaf.paper)) for leaf in leaves if leaf.file is not None]
    return Due(case, clock, (*own, *remains_of(case)))


@verb
def dispose(case: Case, *, decision: str, by: User) -> Disposal:
    """Let go of the contents of a case's file, as decided: what they were stays, with their digests. The files go once that is certain.

    Raises ValidationError while a clock runs, or where it was done already.
    """
    hold(Case.objects.filter(pk=case.pk))
    if Disposal.objects.filter(case=case).exists():
        raise ValidationError(f"「{case}」は、すでに廃棄されています。")
    due = due_of(case, localdate())
    if due is None:
        raise ValidationError(f"「{case}」は保存期限が過ぎていません。{longest(clocks_of(case))}")
    facts: dict[str, Any] = {"disposed_on": localdate(), "kept_until": due.clock.until, "cause": due.clock.cause[:200]}
    made = record(Disposal, {"case": case, "decision": decision} | facts)
    for one in due.files:
        _let_go(made, one)
    erase_disposed.defer(disposal_id=made.pk, user_id=by.pk)
    return made


def _let_go(disposal: Disposal, one: Remains) -> None:
    said = {"paper": one.paper, "title": one.title[:200], "name": one.name[:200], "sha256": one.sha256}
    record(DisposedFile, {"disposal": disposal, "stored_as": one.stored_as} | said)
    type(one.row)._default_manager.filter(pk=one.row.pk).update(**{one.field: ""})


@jobs.task(name="erase_disposed")
def erase_disposed(*, disposal_id: int, user_id: int) -> None:
    """Take the files of a disposal off the disk; what was taken off before a break is not there any more, and that is well."""
    storage: Storage = private_storage()
    with acting_for(user_id):
        left = list(DisposedFile.objects.filter(disposal=disposal_id, erased_at=None))
    for row in left:
        if row.stored_as:
            storage.delete(row.stored_as)
        with acting_for(user_id):
            DisposedFile.objects.filter(pk=row.pk).update(stored_as="", erased_at=timezone.now())
