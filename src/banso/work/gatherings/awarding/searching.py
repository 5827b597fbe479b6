"""What the search box finds of nominations."""

from banso.core.searching import searchable

from ..models import Nomination

searchable(
    model=Nomination,
    title=str,
    names=("nominator",),
    texts=("theme", "statement"),
    day="case__opened_on",
    company="case__company_id",
    programme="case__programme_id",
    related=("case__company", "case__person"),
)
