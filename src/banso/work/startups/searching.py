"""What the search box finds of startups."""

from banso.core.searching import searchable

from .models import Founding

searchable(
    model=Founding,
    title=lambda founding: f"{founding.person} {founding.company or ''}".strip(),
    texts=("industry__name", "moved_from"),
    day="founded_on",
    company="company_id",
    programme="programme_id",
    related=("person", "company", "industry"),
)
