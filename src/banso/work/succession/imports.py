"""Diagnoses of succession from files, as partners send them."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, organisation, programme

from . import services
from .models import Diagnosis

imports(
    code="diagnoses",
    model=Diagnosis,
    new=services.record_diagnosis,
    steps=(find_company("company"),),
    columns=(
        *facts(Diagnosis, "programme", programme=programme),
        *company_columns("company", "企業名"),
        *facts(Diagnosis, "received_on", "sender", "has_successor", "wants_help", sender=organisation),
    ),
)
