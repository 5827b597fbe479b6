"""What the search box finds of fairs."""

from banso.core.searching import searchable

from .models import Fair, Meeting

searchable(model=Fair, title="name", names=("name",), texts=("place",), day="starts_on", programme="programme_id")
searchable(
    model=Meeting,
    title=lambda meeting: f"{meeting.buyer.company} × {meeting.supplier.company}",
    texts=("fair__name", "note"),
    day="fair__starts_on",
    programme="fair__programme_id",
    related=("buyer__company", "supplier__company", "fair"),
)
