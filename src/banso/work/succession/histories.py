"""What a company's history says of succession, to those who may know."""

from banso.registers.histories import history

from .models import Diagnosis

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
