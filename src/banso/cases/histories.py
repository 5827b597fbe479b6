"""What a company's history says of staged cases, to those who may know."""

from django.db.models import Q

from banso.registers.histories import history

from .models import IN_FORCE, Case, StageEntry
from .models.case import STAGED

history(
    code="cases.case",
    group="再生・承継",
    label="案件の受付",
    model=Case,
    company="company",
    day="opened_on",
    line=lambda case: f"{case.programme} {case.summary}".strip(),
    condition=Q(procedure=STAGED),
    related=("programme",),
)
history(
    code="cases.entry",
    group="再生・承継",
    label="段階の移行",
    model=StageEntry,
    company="case__company",
    day="taken_on",
    line=lambda entry: f"{entry.stage} {entry.note}".strip(),
    condition=IN_FORCE & Q(case__procedure=STAGED),
    related=("stage",),
)
