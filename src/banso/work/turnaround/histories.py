"""What a company's history says of improvement plans, to those who may know."""

from banso.registers.histories import history

from .models import Accompaniment, Receipt

history(
    code="turnaround.receipt",
    group="再生・承継",
    label="申請の受付",
    model=Receipt,
    company="case__company",
    day="received_on",
    line=lambda receipt: f"{receipt.case.get_scheme_display()} {receipt.get_kind_display()}",
    related=("case",),
)
history(
    code="turnaround.accompaniment",
    group="再生・承継",
    label="伴走支援",
    model=Accompaniment,
    company="case__company",
    day="held_on",
    line=lambda accompaniment: f"{accompaniment.case.get_scheme_display()} {accompaniment.note}".strip(),
    related=("case",),
)
