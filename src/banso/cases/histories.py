"""What a company's history says of staged cases, to those who may know."""

from banso.registers.histories import history

from .models import Case, StageEntry

history(
    code="cases.case",
    group="再生・承継",
    label="案件の受付",
    model=Case,
    company="company",
    day="opened_on",
    line=lambda case: f"{case.programme} {case.summary}".strip(),
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
    related=("stage",),
)
