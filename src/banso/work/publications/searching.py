"""What the search box finds of publications."""

from banso.core.searching import searchable

from .models import Issue

searchable(
    model=Issue,
    title=str,
    texts=("contents",),
    names=("number",),
    day="issued_on",
    programme="publication__programme_id",
    related=("publication",),
)
