"""What a company's history says of dispatched experts."""

from banso.cases.models import IN_FORCE
from banso.registers.histories import history

from .models import DispatchStep, Visit

history(
    code="dispatches.step",
    group="相談・派遣",
    label="専門家派遣の手続",
    model=DispatchStep,
    company="case__company",
    day="taken_on",
    line=lambda step: (
        f"{step.case.programme} {step.case.dispatch.subject} {step.get_step_display()} {step.note}".strip()
    ),
    condition=IN_FORCE,
    related=("case__programme", "case__dispatch"),
)
history(
    code="dispatches.visit",
    group="相談・派遣",
    label="専門家派遣",
    model=Visit,
    company="dispatch__case__company",
    day="visited_on",
    line=lambda visit: " ".join(filter(None, [visit.dispatch.subject, str(visit.dispatch.expert or ""), visit.report])),
    related=("dispatch__expert", "dispatch__case"),
)
