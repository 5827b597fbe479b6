"""What the search box finds of complaints, for those inside the wall."""

from banso.core.searching import searchable

from .models import Complaint, ComplaintStep

searchable(
    model=Complaint,
    title=str,
    texts=("case__summary", "case__alias"),
    day="case__opened_on",
    company="case__company_id",
    programme="case__programme_id",
    related=("case__company", "case__person"),
)
searchable(
    model=ComplaintStep,
    title=lambda step: f"{step.case.whose} {step}",
    texts=("advice", "note"),
    day="taken_on",
    company="case__company_id",
    programme="case__programme_id",
    related=("case__company", "case__person"),
)
