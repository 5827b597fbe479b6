"""The form of a step: the columns of its row that the declaration asks for, and the day."""

from typing import Any

from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.forms import RecordForm, record_form

from .declaring import Procedure, StepKind


def step_form(
    declared: Procedure, step: StepKind, data: Any = None, initial: dict[str, Any] | None = None
) -> RecordForm:
    """The form of a step, empty but for today and what is given, or filled with what was typed."""
    made = record_form(declared.steps, ("taken_on", *step.asks, "note"), step.verb, step.verb)
    return say_needs(step, made()(data, initial={"taken_on": localdate()} | (initial or {})))


def say_needs(step: StepKind, form: RecordForm) -> RecordForm:
    """Say beforehand what a step needs in a field (理由、原因…), where the column itself says nothing of it."""
    for name, said in step.needs.items():
        if name in form.fields and not form.fields[name].help_text:
            form.fields[name].help_text = said
    return form


def row_form(declared: Procedure, step: StepKind, case: Case, data: Any = None) -> RecordForm:
    """What a step asks of one case among many; its day is that of the decision."""
    made = record_form(declared.steps, step.asks, step.verb, step.verb)
    return made()(data, prefix=f"case-{case.pk}")


def facts_of(form: RecordForm) -> dict[str, Any]:
    """What was typed, as the facts a step's verb takes: what it has no column for is left out."""
    return {name: value for name, value in form.cleaned_data.items() if value is not None}
