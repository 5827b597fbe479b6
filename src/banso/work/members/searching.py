"""What the search box finds of members."""

from banso.core.searching import searchable

from .models import Member

searchable(
    model=Member,
    title=str,
    names=("number",),
    day="joined_on",
    company="company_id",
    programme="programme_id",
    related=("company", "person", "grade"),
)
