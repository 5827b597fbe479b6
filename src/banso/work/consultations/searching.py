"""What the search box finds of consultations: a visit once, however many programmes it counts under."""

from django.db.models import Q

from banso.core.searching import searchable

from .models import Consultation

searchable(
    model=Consultation,
    title=lambda visit: str(visit.company or visit.person),
    texts=("note", "next_step"),
    day="held_on",
    company="company_id",
    programme="programme_id",
    related=("company", "person"),
    condition=Q(main__isnull=True),
    case="note",
)
