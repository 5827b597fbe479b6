"""Foundings: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years, programmes

from . import services
from .models import Founding

GROUP = "補助・開発"

pages(
    record_form(
        Founding,
        ("programme", "person", "company", "founded_on", "industry", "moved_from"),
        services.record_founding,
        services.correct_founding,
    ),
    model=Founding,
    group=GROUP,
    title="創業",
    order="-founded_on",
    columns=(
        Column("創業日", "founded_on", Kind.DATE, sort="founded_on"),
        Column("創業者", "person__name"),
        Column("企業", "company__name"),
        Column("業種", "industry__name"),
        Column("移住元", "moved_from"),
    ),
    search=("person__name_key", "company__name_key"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("programme", "事業", "programme_id", programmes),
    ),
    related=("person", "company", "industry", "programme"),
)
