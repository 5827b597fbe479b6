"""Succession diagnoses: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .models import Diagnosis

GROUP = "再生・承継"

pages(
    record_form(
        Diagnosis,
        ("programme", "received_on", "sender", "company", "has_successor", "wants_help"),
        services.record_diagnosis,
        services.correct_diagnosis,
    ),
    model=Diagnosis,
    group=GROUP,
    title="事業承継診断",
    order="-received_on",
    columns=(
        Column("受領日", "received_on", Kind.DATE, sort="received_on"),
        Column("実施機関", "sender__name"),
        Column("企業", "company__name"),
    ),
    search=("company__name_key", "sender__name"),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("sender", "company"),
)
