"""What the search box finds of grants."""

from banso.core.searching import searchable

from .models import Application

searchable(
    model=Application,
    title=lambda application: f"{application.case.whose} {application.title}",
    texts=("call__course__name",),
    day="case__opened_on",
    company="case__company_id",
    programme="case__programme_id",
    related=("case__company", "case__person", "call__course"),
)
