"""What the caller's history says of complaints, to those who may know. The other side's history says nothing."""

from banso.cases.models import IN_FORCE
from banso.registers.histories import history

from .models import Complaint, ComplaintStep

history(
    code="complaints.received",
    group="取引の相談",
    label="取引の相談",
    model=Complaint,
    company="case__company",
    day="case__opened_on",
    line=lambda complaint: f"{complaint.get_matter_display()} {complaint.get_order_display()}",
    related=("case",),
)
history(
    code="complaints.step",
    group="取引の相談",
    label="取引の相談の手続",
    model=ComplaintStep,
    company="case__company",
    day="taken_on",
    line=lambda step: f"{step.get_step_display()} {step.note}".strip(),
    condition=IN_FORCE,
    related=("case",),
)
