"""The form of a step: the columns of its row that the declaration asks for, and the day."""

from datetime import date
from typing import Any

from banso.core.forms import RecordForm, record_form

from .declaring import Procedure, StepKind


def step_form(declared: Procedure, step: StepKind, data: Any = None) -> RecordForm:
    """The form of a step, empty but for today, or filled with what was typed."""
    made = record_form(declared.steps, ("taken_on", *step.asks, "note"), step.verb, step.verb)
    return made()(data, initial={"taken_on": date.today()})


def facts_of(form: RecordForm) -> dict[str, Any]:
    """What was typed, as the facts a step's verb takes: what it has no column for is left out."""
    return {name: value for name, value in form.cleaned_data.items() if value is not None}
