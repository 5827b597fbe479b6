"""The letter by which a step is told: which form is printed for it, and which step a form is printed for."""

from typing import Any

from banso.cases import words
from banso.cases.models import Case
from banso.office.papers.models import Form
from banso.office.papers.services import forms_for

from .declaring import StepKind, get_procedure
from .offering import State, state_of
from .terms import Content, content_of


def paper_of(case: Case, step: StepKind) -> str:
    """The code of the form that is printed for a step of this case; '' where it is told by no letter."""
    return _paper(content_of(case), step)


def _paper(content: Content, step: StepKind) -> str:
    return content.forms.get(step.code, step.paper)


def form_of(case: Case, step: StepKind) -> Form | None:
    """The form printed for a step of this case; None where it has none, or none is registered yet."""
    code = paper_of(case, step)
    return next((form for form in forms_for(case) if form.code == code), None) if code else None


def letters_due(state: State) -> dict[int, Form]:
    """The steps in force whose letter has not been issued since they were taken, by key, with its form."""
    kinds = state.declared.step_kinds
    codes = {row.pk: _paper(state.content, kinds[row.step]) for row in state.taken}
    if not any(codes.values()):
        return {}
    forms = {form.code: form for form in forms_for(state.case)}
    issued = state.case.letters.filter(void=None).values_list("form__code", "issued_on")
    latest = {code: on for code, on in issued.order_by("issued_on")}
    due = [row for row in state.taken if codes[row.pk] in forms]
    return {
        row.pk: forms[codes[row.pk]]
        for row in due
        if codes[row.pk] not in latest or latest[codes[row.pk]] < row.taken_on
    }


def _step_told_by(case: Case, form: str) -> Any:
    declared = get_procedure(case.procedure)
    if declared is None:
        return None
    state, kinds = state_of(declared, case), declared.step_kinds
    return next((row for row in reversed(state.taken) if _paper(state.content, kinds[row.step]) == form), None)


words.add_step_finder(_step_told_by)
