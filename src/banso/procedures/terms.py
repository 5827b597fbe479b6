"""What the terms of a procedure may say: which steps a programme uses, its dates, who decides, the forms, the kind's own values."""

from typing import Any

from django.core.exceptions import ValidationError
from pydantic import BaseModel, ConfigDict, Field
from pydantic import ValidationError as Misfit

from banso.cases.models import Case, Terms
from banso.core.days import Rule, read_rule
from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import record
from banso.registers.models import Programme, User

from .declaring import ALWAYS, Procedure, StepKind, get_procedure


class Rung(BaseModel):
    """One reminder of a deadline: so many days before or after it, to whom (keeper, manager, or a party's role)."""

    model_config = ConfigDict(extra="forbid")
    days_before: int | None = None
    days_after: int | None = None
    to: str = "keeper"


class Content(BaseModel):
    """The terms as data. What is left out is as the procedure has it: every step, no dates, no approval, no form."""

    model_config = ConfigDict(extra="forbid")
    steps: list[str] | None = None
    deadlines: dict[str, dict[str, Any]] = Field(default_factory=dict)
    reminders: dict[str, list[Rung]] = Field(default_factory=dict)
    approvals: dict[str, str] = Field(default_factory=dict)
    forms: dict[str, str] = Field(default_factory=dict)
    values: dict[str, Any] = Field(default_factory=dict)

    def uses(self, step: str) -> bool:
        return self.steps is None or step in self.steps


def read_content(declared: Procedure, data: Any) -> Content:
    """The terms from data. Raises ValidationError that names each mistake by the place it stands in."""
    try:
        content = Content.model_validate(data)
        declared.values.model_validate(content.values)
    except Misfit as misfit:
        raise ValidationError([f"{'・'.join(map(str, e['loc']))}: {e['msg']}" for e in misfit.errors()]) from None
    mistakes = _unknown(declared, content)
    for code, rule in content.deadlines.items():
        try:
            _read_rule(declared, rule)
        except UserError as error:
            mistakes.append(f"期限「{code}」: {error}")
    if mistakes:
        raise ValidationError(mistakes)
    return content


def _read_rule(declared: Procedure, rule: Any) -> Rule:
    return read_rule(rule, {ALWAYS, *declared.step_kinds})


def _unknown(declared: Procedure, content: Content) -> list[str]:
    steps = ", ".join(declared.step_kinds)
    named = {"steps": content.steps or [], "approvals": content.approvals, "forms": content.forms}
    found = [
        f"{place}: 「{code}」という手続はありません。使えるのは {steps} です。"
        for place, codes in named.items()
        for code in codes
        if code not in declared.step_kinds
    ]
    dates = ", ".join(declared.deadlines) or "ありません"
    for place in ("deadlines", "reminders"):
        unknown = [code for code in getattr(content, place) if code not in declared.deadlines]
        found += [f"{place}: 「{code}」という期限はありません。使えるのは {dates} です。" for code in unknown]
    return found


def content_of(case: Case) -> Content:
    """The terms a case was accepted under; the procedure's own where none were laid down."""
    return Content.model_validate(case.terms.content) if case.terms else Content()


def approval_of(case: Case, step: StepKind) -> str:
    """The kind of matter in the table of 専決 by which a step of this case is decided; '' where it needs no draft."""
    return content_of(case).approvals.get(step.code, step.approval)


def rules_of(case: Case) -> dict[str, Rule]:
    """The rules of a case's deadlines, by code."""
    declared = get_procedure(case.procedure)
    assert declared is not None
    return {code: _read_rule(declared, rule) for code, rule in content_of(case).deadlines.items()}


def values_of(case: Case) -> Any:
    """The kind's own values in a case's terms (rates, caps, numbers of times), in the kind's own shape."""
    declared = get_procedure(case.procedure)
    assert declared is not None
    return declared.values.model_validate(content_of(case).values)


@verb
def lay_down_terms(
    declared: Procedure, *, programme: Programme, fiscal_year: int, content: Any, reason: str = "", by: User | None
) -> Terms:
    """Lay down the terms for cases accepted in a fiscal year, as a new version; earlier cases keep theirs.

    The same content again changes nothing. Raises ValidationError that names each mistake.
    """
    said = read_content(declared, content).model_dump(mode="json", exclude_defaults=True)
    last = (
        Terms.objects.filter(programme=programme, procedure=declared.code, fiscal_year=fiscal_year)
        .order_by("-version")
        .first()
    )
    if last is not None and last.content == said:
        return last
    facts = {"programme": programme, "procedure": declared.code, "fiscal_year": fiscal_year, "content": said}
    return record(Terms, facts | {"version": (last.version if last else 0) + 1, "reason": reason})


@verb
def copy_terms(fiscal_year: int, *, by: User | None) -> list[Terms]:
    """Carry the latest terms of every programme over to the next fiscal year, where it has none yet."""
    latest = Terms.objects.filter(fiscal_year=fiscal_year).order_by("programme_id", "procedure", "-version")
    copied = []
    for terms in latest.distinct("programme_id", "procedure"):
        declared = get_procedure(terms.procedure)
        key = {"programme": terms.programme, "procedure": terms.procedure, "fiscal_year": fiscal_year + 1}
        if declared is not None and not Terms.objects.filter(**key).exists():
            copied.append(record(Terms, key | {"content": terms.content, "reason": "前年度の写し"}))
    return copied
