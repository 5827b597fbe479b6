"""What the search box finds of grants."""

from banso.core.searching import searchable

from .models import Application

searchable(
    model=Application,
    title=lambda application: f"{application.company or application.person} {application.title}",
    texts=("call__course__name",),
    day="applied_on",
    company="company_id",
    programme="call__course__programme_id",
    related=("company", "person", "call__course"),
)
