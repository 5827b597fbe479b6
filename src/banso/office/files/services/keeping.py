"""How long a case's file is kept: every clock with its cause, the longest of which holds; and letting go of it by a decision."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate
from procrastinate.contrib.django import app as jobs

from banso.cases.filing import Duty, Leaf, Paper, Remains, duties_of_each, leaves_of_each, remains_of_each
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


def clocks_of(case: Case) -> list[Clock]:
    """Every reason to keep a case's file, as :func:`clocks_of_each` finds them."""
    return clocks_of_each([case], leaves_of_each([case], None))[case.pk]


def clocks_of_each(cases: Sequence[Case], leaves: Mapping[int, Iterable[Leaf]]) -> dict[int, list[Clock]]:
    """Every reason to keep completed cases' files: by the rules for what is in them, by their duties, by what stops their disposal.

    A case that is not completed is kept without an end, and so is one that no rule speaks of. As many queries for many as for one.
    """
    standings = {row.case_id: row for row in Standing.objects.filter(case__in=cases, closed=True)}
    rules = sorted(RetentionRule.objects.order_by("valid_from"), key=lambda rule: rule.programme_id is not None)
    duties, holds = duties_of_each(cases), _holds(cases)
    found: dict[int, list[Clock]] = {}
    for case in cases:
        if (standing := standings.get(case.pk)) is None:
            found[case.pk] = [Clock(None, "完結していません")]
            continue
        spoken = _rules(rules, case, standing.since)
        papers = {str(leaf.paper) for leaf in leaves[case.pk]}
        found[case.pk] = [
            *_by_rule(spoken, papers, standing.since),
            *_by_duty(duties[case.pk], spoken.get(RulePaper.DUTY)),
            *holds.get(case.pk, ()),
        ]
    return found


def longest(clocks: Iterable[Clock]) -> Clock:
    """The clock that runs longest; one without an end before all others."""
    return max(clocks, key=lambda clock: (clock.until is None, clock.until or date.min))


def _end(completed: date, years: int | None) -> date | None:
    """The last day of so many fiscal years, the first of which begins after the completion."""
    return None if years is None else date(fiscal_year_of(completed) + 1 + years, 3, 31)


def _rules(rules: Iterable[RetentionRule], case: Case, completed: date) -> dict[str, RetentionRule]:
    """For each kind of paper the rule in force on the day of completion, the programme's own before that of all."""
    own = (None, case.programme_id)
    return {rule.paper: rule for rule in rules if rule.programme_id in own and rule.valid_from <= completed}


def _by_rule(rules: Mapping[str, RetentionRule], papers: set[str], completed: date) -> list[Clock]:
    found = [
        Clock(_end(completed, rule.years), f"{rule} {rule.basis}")
        for paper, rule in rules.items()
        if paper in papers or paper == RulePaper.CASE
    ]
    return found if RulePaper.CASE in rules else [*found, Clock(None, NO_RULE)]


def _by_duty(duties: Iterable[Duty], rule: RetentionRule | None) -> list[Clock]:
    """What someone still has to do, or may not do, keeps the file until it is over, and so many years longer."""
    years = rule.years if rule else 0
    return [
        Clock(None if duty.ends_on is None or years is None else months_after(duty.ends_on, 12 * years), duty.label)
        for duty in duties
    ]


def _holds(cases: Sequence[Case]) -> dict[int, list[Clock]]:
    found: dict[int, list[Clock]] = {}
    for row in Hold.objects.filter(case__in=cases, ended_on=None):
        found.setdefault(row.case_id, []).append(Clock(row.until, f"{row.get_reason_display()} {row.note}"))
    return found


@dataclass(frozen=True)
class Due:
    """A case whose file may be disposed of: its clock, what would go, and how many mails and drafts stay as they were written.

    What was written by mail and what was drafted stand in the trail too, which nobody may change, and seals and attempts to send
    prove them; so their words stay, and it is said beforehand.
    """

    case: Case
    clock: Clock
    files: tuple[Remains, ...]
    mails: int = 0
    drafts: int = 0

    @property
    def size(self) -> int:
        return sum(one.size for one in self.files)

    @property
    def stays(self) -> str:
        """What does not go, in words; '' where everything does."""
        said = [f"メール{self.mails}通の本文" if self.mails else "", f"起案{self.drafts}件の文" if self.drafts else ""]
        return "・".join(filter(None, said))


def due_cases(programme: Programme, on: date) -> list[Due]:
    """The cases of a programme that were completed, whose longest clock has run out before a day; the oldest first."""
    rules = RetentionRule.objects.filter(Q(programme=None) | Q(programme=programme), paper=RulePaper.CASE)
    least = min((year for year in rules.values_list("years", flat=True) if year is not None), default=None)
    if least is None:
        return []
    last = date(fiscal_year_of(on) - least, 3, 31)
    rows = Case.objects.filter(programme=programme, standing__closed=True, standing__since__lte=last, disposal=None)
    oldest = rows.select_related("programme", "company", "person", "standing", "terms")
    return list(dues_of(oldest.order_by("standing__since", "pk")[:MOST_LOOKED], on).values())[:MOST_LISTED]


def dues_of(cases: Iterable[Case], on: date) -> dict[int, Due]:
    """What would go of these cases' files on a day, by case and in their order; nothing of one whose clock runs."""
    asked = list(cases)
    leaves = leaves_of_each(asked, None)
    clocks = {pk: longest(found) for pk, found in clocks_of_each(asked, leaves).items()}
    over = [case for case in asked if (until := clocks[case.pk].until) is not None and until < on]
    remains = remains_of_each(over)
    return {case.pk: _due(case, clocks[case.pk], leaves[case.pk], remains[case.pk]) for case in over}


def _due(case: Case, clock: Clock, leaves: Sequence[Leaf], remains: Iterable[Remains]) -> Due:
    own = [Remains(leaf.file, "file", leaf.title, str(leaf.paper)) for leaf in leaves if leaf.file is not None]
    kinds = Counter(leaf.paper for leaf in leaves)
    return Due(case, clock, (*own, *remains), mails=kinds[Paper.MAIL], drafts=kinds[Paper.DRAFT])


@verb
def dispose(case: Case, *, decision: str, by: User) -> Disposal:
    """Let go of the contents of a case's file, as decided: what they were stays, with their digests. The files go once that is certain.

    Raises ValidationError while a clock runs, or where it was done already.
    """
    hold(Case.objects.filter(pk=case.pk))
    if Disposal.objects.filter(case=case).exists():
        raise ValidationError(f"「{case}」は、すでに廃棄されています。")
    due = dues_of([case], localdate()).get(case.pk)
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
