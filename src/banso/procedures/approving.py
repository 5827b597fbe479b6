"""A step that waits for a decision: drafted as it was shown, and taken by the last seal exactly so."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from banso.cases.models import Case
from banso.core.bulk import revived
from banso.core.merging import plain
from banso.office.approvals.choices import State as DraftState
from banso.office.approvals.matters import Shown, matter
from banso.office.approvals.models import Draft
from banso.office.approvals.services import submit_draft
from banso.registers.models import User

from .declaring import Procedure, StepKind, get_procedure
from .offering import state_of
from .taking import preview, take_decided
from .terms import approval_of

STEP = "procedures.step"


def waiting_steps(case: Case) -> list[str]:
    """The steps of a case that stand in a draft not decided yet."""
    return list(waiting_drafts(case).values_list("versions__payload__step", flat=True))


def waiting_drafts(case: Case) -> Any:
    """The drafts of a case's steps that are not decided yet."""
    return Draft.objects.filter(case=case, matter=STEP, outcome__state=DraftState.OPEN)


def propose_step(
    case: Case,
    step: StepKind,
    facts: dict[str, Any],
    *,
    body: str = "",
    restrictions: list[str] | None = None,
    by: User,
) -> Draft:
    """Draft a step for decision. Its day is that of the decision, whatever was typed. Raises ValidationError, field by field."""
    declared = get_procedure(case.procedure)
    assert declared is not None
    if step.code in waiting_steps(case):
        raise ValidationError(f"「{step.label}」は、すでに決裁を待っています。")
    facts = {name: value for name, value in facts.items() if name != "taken_on"}
    title = f"{declared.label} {case.whose} {step.label}について(伺い)"
    return submit_draft(
        kind=approval_of(case, step),
        title=title[:120],
        body=body.strip() or f"次のとおり{step.label}としてよろしいか伺います。",
        amount=step.amount(declared.root_of(case), facts) if step.amount else 0,
        matter=STEP,
        payload={"step": step.code, "facts": {name: plain(value) for name, value in facts.items()}},
        case=case,
        restrictions=restrictions,
        by=by,
    )


def _facts(declared: Procedure, payload: dict[str, Any]) -> dict[str, Any]:
    """The facts a draft holds, as its step's columns take them, with today as the day."""
    model: type[models.Model] = declared.steps
    return {name: revived(model, name, value) for name, value in payload["facts"].items()} | {"taken_on": date.today()}


def _show(draft: Draft, payload: dict[str, Any], by: Any) -> Shown:
    case, declared = _of(draft)
    lines = preview(case, payload["step"], _facts(declared, payload), by=by)
    day = str(declared.steps._meta.get_field("taken_on").verbose_name)
    taken = [row.pk for row in state_of(declared, case).taken]
    return Shown([line for line in lines if line[0] != day], taken)


def _execute(draft: Draft, payload: dict[str, Any], by: Any) -> Any:
    case, declared = _of(draft)
    return take_decided(case, payload["step"], _facts(declared, payload), by=by)


def _of(draft: Draft) -> tuple[Case, Procedure]:
    assert draft.case is not None
    declared = get_procedure(draft.case.procedure)
    assert declared is not None
    return draft.case, declared


matter(code=STEP, label="案件の手続", show=_show, execute=_execute)
