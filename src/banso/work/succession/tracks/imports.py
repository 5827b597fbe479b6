"""Tracks from files, as the centre kept its cases before."""

from banso.cases.models import Case
from banso.core.imports import Column, Day, imports
from banso.core.imports.deriving import facts, with_examples
from banso.registers.importing import company_columns, find_company, person, programme, staff

from ..models import Track
from . import services

imports(
    code="succession-tracks",
    model=Track,
    new=services.open_track,
    steps=(find_company(),),
    columns=(
        *facts(Case, "programme", programme=programme),
        *company_columns(),
        *facts(Case, "person", person=person),
        Column("opened_on", "受付日", Day(), aliases=("相談日",), required=True, example="令和6年4月1日"),
        *facts(Case, "keeper", keeper=staff),
        *with_examples(facts(Track, "kind", "route", "head_age", "succession_on", "scheme"), head_age="68", scheme=""),
        *facts(Case, "summary"),
    ),
)
