"""What a company's history says of improvement plans, to those who may know."""

from django.db.models import Q

from banso.cases.models import IN_FORCE
from banso.registers.histories import history

from .choices import STEP_OF
from .models import Accompaniment, PlanStep, Receipt

_STANDS = Q(step__replaced_by__isnull=True)
_TOLD_ELSEWHERE = (*STEP_OF.values(), "accompanied")

history(
    code="turnaround.receipt",
    group="再生・承継",
    label="申請の受付",
    model=Receipt,
    company="case__case__company",
    day="received_on",
    line=lambda receipt: f"{receipt.case.get_scheme_display()} {receipt.title}",
    condition=_STANDS,
    related=("case",),
)
history(
    code="turnaround.accompaniment",
    group="再生・承継",
    label="伴走支援",
    model=Accompaniment,
    company="case__case__company",
    day="held_on",
    line=lambda row: " ".join(filter(None, [row.case.get_scheme_display(), str(row.bank or ""), row.note])),
    condition=_STANDS,
    related=("case", "bank"),
)
history(
    code="turnaround.plan_step",
    group="再生・承継",
    label="経営改善計画の手続",
    model=PlanStep,
    company="case__company",
    day="taken_on",
    line=lambda step: f"{step.case.plan.get_scheme_display()} {step.get_step_display()} {step.note}".strip(),
    condition=IN_FORCE & ~Q(step__in=_TOLD_ELSEWHERE),
    related=("case__plan",),
)
