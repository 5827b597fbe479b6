"""Lending: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Kind

from . import services
from .models import Contract

GROUP = "再生・承継"

pages(
    record_form(
        Contract,
        ("programme", "company", "number", "made_on", "settled_on", "principal"),
        services.record_contract,
        services.correct_contract,
    ),
    model=Contract,
    group=GROUP,
    title="債権",
    order="number",
    columns=(
        Column("契約番号", "number", sort="number"),
        Column("企業", "company__name"),
        Column("契約日", "made_on", Kind.DATE, sort="made_on"),
        Column("完済日", "settled_on", Kind.DATE),
        Column("元金(円)", "principal", Kind.YEN, sort="principal"),
    ),
    search=("number", "company__name_key"),
    related=("company", "programme"),
)
