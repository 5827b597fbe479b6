"""What the search box finds of dispatches."""

from banso.core.searching import searchable

from .models import Dispatch, Visit

searchable(
    model=Dispatch,
    title=lambda dispatch: f"{dispatch.company} {dispatch.subject}",
    texts=("expert__name",),
    day="decided_on",
    company="company_id",
    programme="programme_id",
    related=("company", "expert"),
)
searchable(
    model=Visit,
    title=lambda visit: f"{visit.dispatch.company} {visit.dispatch.subject}",
    texts=("report", "dispatch__expert__name"),
    case="report",
    day="visited_on",
    company="dispatch__company_id",
    programme="dispatch__programme_id",
    related=("dispatch__company", "dispatch__expert"),
)
