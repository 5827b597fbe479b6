"""What the search box finds of succession, for those inside the wall."""

from banso.core.searching import searchable

from .models import Diagnosis, Track, TrackStep

searchable(
    model=Diagnosis,
    title=lambda sheet: str(sheet.company or sheet.sender),
    texts=("sender__name",),
    day="received_on",
    company="company_id",
    programme="programme_id",
    related=("company", "sender"),
)
searchable(
    model=Track,
    title=str,
    texts=("case__summary",),
    day="case__opened_on",
    company="case__company_id",
    programme="case__programme_id",
    related=("case__company", "case__person"),
)
searchable(
    model=TrackStep,
    title=lambda step: f"{step.case.whose} {step}",
    texts=("advice", "note"),
    day="taken_on",
    company="case__company_id",
    programme="case__programme_id",
    related=("case__company", "case__person"),
)
