"""What a company's history says of succession, to those who may know."""

from banso.cases.models import IN_FORCE
from banso.registers.histories import history

from .models import Diagnosis, TrackStep

history(
    code="succession.diagnosis",
    group="再生・承継",
    label="事業承継診断",
    model=Diagnosis,
    company="company",
    day="received_on",
    line=lambda diagnosis: f"{diagnosis.sender}{' 支援を希望' if diagnosis.wants_help else ''}",
    related=("sender",),
)
history(
    code="succession.step",
    group="再生・承継",
    label="事業承継の手続",
    model=TrackStep,
    company="case__company",
    day="taken_on",
    line=lambda step: f"{step.case.title} {step.get_step_display()} {step.note}".strip(),
    condition=IN_FORCE,
    related=("case",),
)
