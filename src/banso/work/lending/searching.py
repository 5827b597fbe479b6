"""What the search box finds of loans in collection."""

from banso.core.searching import searchable

from .models import Contract

searchable(
    model=Contract,
    title=lambda contract: f"{contract.company} {contract.number}",
    names=("number",),
    day="made_on",
    company="company_id",
    programme="programme_id",
    related=("company",),
)
