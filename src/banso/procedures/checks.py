"""Checks of the declarations at start-up: a step that leads nowhere is a mistake of the house, not of its users."""

from typing import Any

from django.core.checks import Error, register

from .declaring import ALWAYS, Procedure, all_procedures


@register
def declarations_hold_together(**_: Any) -> list[Error]:
    """Every step, deadline and column that a declaration names exists."""
    return [Error(f"{one.code}: {said}", id="procedures.E001") for one in all_procedures() for said in _mistakes(one)]


def _mistakes(declared: Procedure) -> list[str]:
    codes = set(declared.step_kinds)
    columns = {field.name for field in declared.steps._meta.get_fields()}
    found = []
    for step in declared.step_kinds.values():
        unknown = {*step.after, *step.never_after, *step.lifts} - codes - {ALWAYS}
        found += [f"step {step.code} names the unknown step {name}" for name in sorted(unknown)]
        found += [f"step {step.code} asks for the unknown column {name}" for name in step.asks if name not in columns]
        if step.party and step.party not in declared.roles:
            found.append(f"step {step.code} is for the unknown party {step.party}")
        if not step.doc:
            found.append(f"step {step.code} has no docstring")
    for deadline in declared.deadlines.values():
        unknown = {*deadline.met_by, *deadline.set_by, *filter(None, [deadline.each])} - codes
        found += [f"deadline {deadline.code} is met by the unknown step {name}" for name in sorted(unknown)]
        lacking = {*deadline.set_by.values()} - columns
        found += [f"deadline {deadline.code} is set by the unknown column {name}" for name in sorted(lacking)]
        if deadline.who not in {"keeper", *declared.roles}:
            found.append(f"deadline {deadline.code} is for the unknown party {deadline.who}")
    choices = {code for code, _ in declared.steps._meta.get_field("step").choices or ()}
    if choices != codes:
        found.append(f"the table's choices {sorted(choices)} are not the declared steps {sorted(codes)}")
    return found
