"""Publications, their issues, web pages and their visits from files."""

from banso.core.imports import Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import programme

from . import services
from .models import Issue, MonthOfVisits, Publication, WebPage

PUBLICATIONS = imports(
    code="publications",
    model=Publication,
    new=services.record_publication,
    change=services.correct_publication,
    key=("code", "programme"),
    columns=(
        *facts(Publication, "programme", programme=programme),
        *facts(Publication, "code", "title", "medium", "ended_on"),
    ),
)
PUBLICATION = Parent("publication", PUBLICATIONS, by=("title",), helped_by=("programme",))
imports(
    code="issues",
    model=Issue,
    new=services.record_issue,
    change=services.correct_issue,
    key=("number", "publication"),
    steps=(PUBLICATION,),
    columns=(*PUBLICATION.columns, *facts(Issue, "number", "issued_on", "copies", "contents")),
)
WEB_PAGES = imports(
    code="web-pages",
    model=WebPage,
    new=services.record_web_page,
    change=services.correct_web_page,
    key=("code", "programme"),
    columns=(
        *facts(WebPage, "programme", programme=programme),
        *facts(WebPage, "code", "name", "address", "ended_on"),
    ),
)
WEB_PAGE = Parent("page", WEB_PAGES, by=("name",), helped_by=("programme",))
imports(
    code="web-visits",
    model=MonthOfVisits,
    new=services.record_month_of_visits,
    change=services.correct_month_of_visits,
    key=("page", "month"),
    steps=(WEB_PAGE,),
    columns=(*WEB_PAGE.columns, *facts(MonthOfVisits, "month", "accesses")),
)
