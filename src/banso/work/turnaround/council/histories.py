"""What a company's history says of the council's supports, to those who may know."""

from banso.cases.models import IN_FORCE
from banso.registers.histories import history

from .models import CouncilCase, CouncilStep

history(
    code="turnaround.council",
    group="再生・承継",
    label="協議会の案件の受付",
    model=CouncilCase,
    company="case__company",
    day="case__opened_on",
    line=lambda council: f"{council.case.programme} {council.case.summary}".strip(),
    related=("case__programme",),
)
history(
    code="turnaround.council_step",
    group="再生・承継",
    label="協議会の手続",
    model=CouncilStep,
    company="case__company",
    day="taken_on",
    line=lambda step: f"{step.get_step_display()} {step.note}".strip(),
    condition=IN_FORCE,
)
