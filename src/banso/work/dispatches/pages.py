"""Dispatched experts: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years, programmes

from . import services
from .models import Dispatch, Visit

GROUP = "相談・派遣"

pages(
    record_form(
        Dispatch,
        ("programme", "company", "expert", "decided_on", "subject"),
        services.record_dispatch,
        services.correct_dispatch,
    ),
    model=Dispatch,
    group=GROUP,
    title="専門家派遣",
    order="-decided_on",
    columns=(
        Column("派遣決定日", "decided_on", Kind.DATE, sort="decided_on"),
        Column("企業", "company__name"),
        Column("専門家", "expert__name"),
        Column("派遣テーマ", "subject"),
    ),
    search=("company__name_key", "subject"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("programme", "事業", "programme_id", programmes),
    ),
    related=("programme", "company", "expert"),
    children=("visits",),
)
pages(
    record_form(Visit, ("dispatch", "visited_on", "minutes", "report"), services.record_visit, services.correct_visit),
    model=Visit,
    group=GROUP,
    title="派遣の実施",
    order="-visited_on",
    columns=(
        Column("訪問日", "visited_on", Kind.DATE, sort="visited_on"),
        Column("企業", "dispatch__company__name"),
        Column("専門家", "dispatch__expert__name"),
    ),
    search=("dispatch__company__name_key",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("dispatch__company", "dispatch__expert"),
    in_menu=False,
)
