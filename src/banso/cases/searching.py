"""What the search box finds of cases: by their number, by whose they are, by what is said of them; and of their stages."""

from banso.core.searching import searchable

from .models import Case, StageEntry

searchable(
    model=Case,
    title=str,
    names=("number",),
    texts=("programme__name", "alias", "summary"),
    case="summary",
    day="opened_on",
    company="company_id",
    programme="programme_id",
    related=("company", "person", "programme"),
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
