"""What the search box finds of succession diagnoses."""

from banso.core.searching import searchable

from .models import Diagnosis

searchable(
    model=Diagnosis,
    title=lambda sheet: str(sheet.company or sheet.sender),
    texts=("sender__name",),
    day="received_on",
    company="company_id",
    programme="programme_id",
    related=("company", "sender"),
)
