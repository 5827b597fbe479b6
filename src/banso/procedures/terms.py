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
from banso.office.deadlines.ladder import read_ladder
from banso.registers.models import Programme, User

from .declaring import Procedure, StepKind, get_procedure


class Content(BaseModel):
    """The terms as data. What is left out is as the procedure has it: every step, no dates, no approval, no form.

    Mails that remind staff wait in the outbox like all others, unless `staff_reminders_at_once`.
    """

    model_config = ConfigDict(extra="forbid")
    steps: list[str] | None = None
    deadlines: dict[str, dict[str, Any]] = Field(default_factory=dict)
    reminders: dict[str, list[dict[str, Any]]] = Field(default_factory=dict)
    staff_reminders_at_once: bool = False
    approvals: dict[str, str] = Field(default_factory=dict)
    forms: dict[str, str] = Field(default_factory=dict)
    values: dict[str, Any] = Field(default_factory=dict)

    def uses(self, step: str) -> bool:
        return self.steps is None or step in self.steps


def read_content(declared: Procedure, data: Any) -> Content:
    """The terms from data. Raises ValidationError that names each mistake by the place it stands in."""
    mistakes: list[str] = []
    try:
        content = Content.model_validate(spelled_out(data))
    except Misfit as misfit:
        raise ValidationError(_misfits(misfit)) from None
    try:
        declared.values.model_validate(content.values)
    except Misfit as misfit:
        mistakes += _misfits(misfit)
    mistakes += _unknown(declared, content)
    for place, read in (("deadlines", lambda rule: read_rule_of(declared, rule)), ("reminders", read_ladder)):
        for code, said in getattr(content, place).items():
            try:
                read(said)
            except UserError as error:
                mistakes.append(
                    f"期限「{declared.deadlines[code].label if code in declared.deadlines else code}」: {error}"
                )
    if mistakes:
        raise ValidationError(mistakes)
    return content


def _misfits(misfit: Misfit) -> list[str]:
    return [f"{'・'.join(map(str, e['loc']))}: {e['msg']}" for e in misfit.errors()]


def spelled_out(data: Any) -> Any:
    """Data as they were meant: YAML reads a bare `on` as "true", and rules have no other use for that key."""
    if isinstance(data, dict):
        return {"on" if key is True else key: spelled_out(value) for key, value in data.items()}
    return [spelled_out(one) for one in data] if isinstance(data, list) else data


def read_rule_of(declared: Procedure, rule: Any) -> Rule:
    """The rule of a deadline, which counts from the acceptance, a step or a limit of the procedure. Raises UserError."""
    return read_rule(rule, declared.events().keys())


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
    worked_out = [one for code, one in declared.deadlines.items() if one.falls and code in content.deadlines]
    found += [
        f"deadlines: 「{one.label}」の期日は、金額・回数などの欄で決めます。ここには書けません。" for one in worked_out
    ]
    return found


def content_of(case: Case) -> Content:
    """The terms a case was accepted under; the procedure's own where none were laid down."""
    return Content.model_validate(case.terms.content) if case.terms else Content()


def approval_of(case: Case, step: StepKind) -> str:
    """The kind of matter in the table of 専決 by which a step of this case is decided; '' where it needs no draft."""
    return content_of(case).approvals.get(step.code, step.approval)


def refuse_undecided(case: Case, code: str) -> None:
    """Raises ValidationError where a step is decided by a draft: it can't be noted without one."""
    declared = get_procedure(case.procedure)
    assert declared is not None
    step = declared.step_kinds[code]
    if approval_of(case, step):
        raise ValidationError(
            f"「{case.programme}」の{step.label}は、取扱条件により決裁が必要です。案件を受け付けて、起案してください。"
        )


def rules_of(case: Case) -> dict[str, Rule]:
    """The rules of a case's deadlines, by code."""
    declared = get_procedure(case.procedure)
    assert declared is not None
    return {code: read_rule_of(declared, rule) for code, rule in content_of(case).deadlines.items()}


def latest_terms(declared: Procedure, programme: Programme, fiscal_year: int) -> Terms | None:
    """The terms for cases accepted in that year from now on; None where none were laid down."""
    found = Terms.objects.filter(programme=programme, procedure=declared.code, fiscal_year=fiscal_year)
    return found.order_by("-version").first()


def values_of(case: Case) -> Any:
    """The kind's own values in a case's terms (rates, caps, numbers of times), in the kind's own shape."""
    declared = get_procedure(case.procedure)
    assert declared is not None
    return declared.values.model_validate(content_of(case).values)


@verb
def lay_down_terms(
    declared: Procedure,
    *,
    programme: Programme,
    fiscal_year: int,
    content: Any,
    reason: str = "",
    seen: int | None = None,
    by: User | None,
) -> Terms:
    """Lay down the terms for cases accepted in a fiscal year, as a new version; earlier cases keep theirs.

    The same content again changes nothing. `seen` is the version it was made from (0: none). Raises ValidationError that names
    each mistake, and where another version has come meanwhile.
    """
    said = read_content(declared, content).model_dump(mode="json", exclude_defaults=True)
    said = said or {"steps": list(declared.step_kinds)}  # a version that says nothing would look like none
    last = latest_terms(declared, programme, fiscal_year)
    if seen is not None and seen != (last.version if last else 0):
        raise ValidationError(
            "開いているあいだに、別の人が新しい版を定めました。最新の版を開き直して変更してください。"
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
