"""Taking a step: asked first whether it may be taken, then the kind's own verb, then the deadlines that follow from it."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from banso.cases.models import Case, Step
from banso.cases.services import take_back_step
from banso.core.era import format_date
from banso.core.records import facts as facts_in_words
from banso.core.trail import verb
from banso.core.writing import hold
from banso.registers.models import User

from .dating import keep_deadlines
from .declaring import ALWAYS, Procedure, StepKind, get_procedure
from .offering import State, state_of, why_not
from .terms import approval_of

NOT_DECIDED = (
    "id",
    "created_at",
    "updated_at",
    "taken_on",
    "fiscal_year",
)  # columns of a step's row; so in config/sql/bound.sql


@verb
def begin(declared: Procedure, *, by: User | None, **facts: Any) -> Any:
    """Open a case by its kind's own verb, with the deadlines that begin with it; its root record. Raises ValidationError."""
    assert declared.opens is not None
    root = declared.opens(by=by, **facts)
    keep_deadlines(state_of(declared, root.case), by)
    return root


@verb
def take(case: Case, code: str, facts: dict[str, Any], *, by: User | None) -> Step:
    """Take a step of a case: by the kind's verb, if it may be taken now. Two at once: the second finds it taken.

    Raises ValidationError, field by field, that says what would mend it; then nothing is written. So does a step that waits for a
    decision: that is drafted (:mod:`.approving`).
    """
    declared, step = _known(case, code)
    if approval_of(case, step):
        raise ValidationError(f"「{step.label}」は決裁が必要です。起案してください。")
    return _take(declared, step, case, facts, by)


@verb
def take_decided(case: Case, code: str, facts: dict[str, Any], *, by: User | None) -> Step:
    """Take a step that has been decided. Raises ValidationError as :func:`take` does."""
    declared, step = _known(case, code)
    return _take(declared, step, case, facts, by)


def _take(declared: Procedure, step: StepKind, case: Case, facts: dict[str, Any], by: User | None) -> Step:
    hold(Case.objects.filter(pk=case.pk))
    if why := why_not(state_of(declared, case), step):
        raise ValidationError(f"「{step.label}」は行えません。{why}")
    row: Step = step.verb(declared.root_of(case), by=by, **facts)
    keep_deadlines(_sound(state_of(declared, case)), by, row)
    return row


def _sound(state: State) -> State:
    """Raise ValidationError where the steps of a case do not hold together any more."""
    if said := state.declared.unsound(state):
        raise ValidationError(said)
    return state


@verb
def take_back(case: Case, row: Step, *, reason: str, by: User | None) -> Step:
    """Answer a step taken by mistake. Raises ValidationError without a reason, or where later steps stand on it."""
    declared = get_procedure(case.procedure)
    assert declared is not None
    hold(Case.objects.filter(pk=case.pk))
    if not reason.strip():
        raise ValidationError({"reason": "取り消す理由を入れてください。"})
    answer = take_back_step(row, reason=reason.strip(), by=by)
    if standing := _standing_on(declared, state_of(declared, case), row):
        raise ValidationError(
            f"「{declared.label_of(standing.step)}」({format_date(standing.taken_on)})がこの手続に続いています。"
            "先にそれを取り消してください。"
        )
    keep_deadlines(_sound(state_of(declared, case)), by)
    return answer


@dataclass(frozen=True)
class Preview:
    """What taking a step would write: in words, and as the database would hold it."""

    lines: list[tuple[str, str]]
    written: dict[str, str | None]


def preview(case: Case, code: str, facts: dict[str, Any], *, by: User | None) -> Preview:
    """What taking a step would write: done for real, by the real rules, and taken back. Raises ValidationError."""
    with transaction.atomic():
        row = take_decided(case, code, facts, by=by)
        found = Preview(in_words(row), as_written(row))
        transaction.set_rollback(True)
    return found


def as_written(row: Step) -> dict[str, str | None]:
    """A step's row as the database holds it, column by column, without its own number and its day: to this a decision is held."""
    table = connection.ops.quote_name(row._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT jsonb_object_agg(said.name, said.text) FROM {table} t, jsonb_each_text(to_jsonb(t)) said (name, text)"
            " WHERE t.id = %s AND said.name <> ALL (%s)",
            [row.pk, [*NOT_DECIDED]],
        )
        (found,) = cursor.fetchone()
    written: dict[str, str | None] = json.loads(found)
    return written


def in_words(row: Step) -> list[tuple[str, str]]:
    """What a step's row says beyond its case, as (label, text)."""
    found = [(label, text) for label, text, linked in facts_in_words(row) if linked != row.case and label != "年度"]
    return [(label, text) for label, text in found if text]


def _known(case: Case, code: str) -> tuple[Procedure, StepKind]:
    declared = get_procedure(case.procedure)
    if declared is None or code not in declared.step_kinds:
        raise ValidationError("この案件にない手続です。案件の画面を開き直してください。")
    return declared, declared.step_kinds[code]


def _standing_on(declared: Procedure, state: State, gone: Any) -> Any | None:
    """A step in force that needed the one now gone, where nothing else it could follow is left."""
    taken = {row.step for row in state.taken}
    for row in state.taken:
        needs = declared.step_kinds[row.step].after
        if gone.step in needs and ALWAYS not in needs and not taken & set(needs):
            return row
    return None
