"""What the search box finds of improvement plans."""

from banso.core.searching import searchable

from .models import Accompaniment, PlanCase

searchable(
    model=PlanCase,
    title=str,
    texts=("adviser__name",),
    company="case__company_id",
    programme="case__programme_id",
    related=("case__company", "case__person", "adviser"),
)
searchable(
    model=Accompaniment,
    title=lambda visit: f"{visit.case.case.whose} 伴走支援",
    texts=("note",),
    case="note",
    day="held_on",
    company="case__case__company_id",
    programme="case__case__programme_id",
    related=("case__case__company", "case__case__person"),
)
