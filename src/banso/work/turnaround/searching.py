"""What the search box finds of improvement plans."""

from banso.core.searching import searchable

from .models import Accompaniment, PlanCase

searchable(
    model=PlanCase,
    title=lambda plan: f"{plan.company} {plan.get_scheme_display()}",
    texts=("adviser__name",),
    company="company_id",
    programme="programme_id",
    related=("company", "adviser"),
)
searchable(
    model=Accompaniment,
    title=lambda visit: f"{visit.case.company} 伴走支援",
    texts=("note",),
    case="note",
    day="held_on",
    company="case__company_id",
    programme="case__programme_id",
    related=("case__company",),
)
