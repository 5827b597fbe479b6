"""What a company's history says of sale and purchase, to those who may know."""

from banso.cases.models import IN_FORCE
from banso.registers.histories import history

from .models import Buyer, ListingStep

history(
    code="transfers.step",
    group="再生・承継",
    label="譲渡案件の手続",
    model=ListingStep,
    company="case__company",
    day="taken_on",
    line=lambda step: f"{step.get_step_display()} {step.note}".strip(),
    condition=IN_FORCE,
)
history(
    code="transfers.buyer",
    group="再生・承継",
    label="譲受登録",
    model=Buyer,
    company="company",
    day="registered_on",
    line=lambda buyer: f"{buyer.get_kind_display()} {buyer.code}",
)
