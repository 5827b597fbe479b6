"""What the search box finds of placements."""

from banso.core.searching import searchable

from .models import Placement, Vacancy

searchable(
    model=Vacancy,
    title=str,
    texts=("details",),
    day="received_on",
    company="company_id",
    programme="programme_id",
    related=("company",),
)
searchable(
    model=Placement,
    title=str,
    texts=("note",),
    day="introduced_on",
    company="vacancy__company_id",
    programme="vacancy__programme_id",
    related=("person", "vacancy__company"),
)
