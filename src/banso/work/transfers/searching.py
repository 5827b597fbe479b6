"""What the search box finds of sale and purchase."""

from banso.core.searching import searchable

from .models import Buyer, Listing

searchable(
    model=Listing,
    title=lambda listing: f"{listing} {listing.case.whose}",
    texts=("code", "words", "strengths"),
    day="case__opened_on",
    company="case__company_id",
    programme="case__programme_id",
    related=("case__company", "case__person"),
)
searchable(
    model=Buyer,
    title=str,
    texts=("code", "words", "experience", "interview"),
    day="registered_on",
    company="company_id",
    programme="programme_id",
    related=("company", "person"),
)
