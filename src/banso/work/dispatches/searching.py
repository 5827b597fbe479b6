"""What the search box finds of dispatches."""

from banso.core.searching import searchable

from .models import Dispatch, Visit

searchable(
    model=Dispatch,
    title=str,
    texts=("expert__name",),
    day="case__opened_on",
    company="case__company_id",
    programme="case__programme_id",
    related=("case__company", "case__person", "expert"),
)
searchable(
    model=Visit,
    title=lambda visit: str(visit.dispatch),
    texts=("report", "dispatch__expert__name"),
    case="report",
    day="visited_on",
    company="dispatch__case__company_id",
    programme="dispatch__case__programme_id",
    related=("dispatch__case__company", "dispatch__case__person", "dispatch__expert"),
)
