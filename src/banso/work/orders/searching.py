"""What the search box finds of orders."""

from banso.core.searching import searchable

from .models import Inquiry, Registration

searchable(
    model=Inquiry,
    title=lambda inquiry: f"{inquiry.buyer} {inquiry.item}",
    texts=("quantity", "conditions", "place"),
    case=lambda inquiry: f"{inquiry.item} {inquiry.conditions}",
    day="received_on",
    company="buyer_id",
    programme="programme_id",
    related=("buyer",),
)
searchable(
    model=Registration,
    title=lambda registration: f"{registration.company} {registration.get_side_display()}",
    texts=("capabilities",),
    day="registered_on",
    company="company_id",
    programme="programme_id",
    related=("company",),
)
