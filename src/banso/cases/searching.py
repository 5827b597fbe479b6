"""What the search box finds of staged cases."""

from banso.core.searching import searchable

from .models import Case, StageEntry

searchable(
    model=Case,
    title="company__name",
    texts=("programme__name", "summary"),
    case="summary",
    day="opened_on",
    company="company_id",
    programme="programme_id",
    related=("company", "programme"),
)
searchable(
    model=StageEntry,
    title=lambda entry: f"{entry.case.company} {entry.stage}",
    texts=("note",),
    case="note",
    day="taken_on",
    company="case__company_id",
    programme="case__programme_id",
    related=("case__company", "stage"),
)
