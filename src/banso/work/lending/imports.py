"""Loans from files."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, programme

from . import services
from .models import Contract

imports(
    code="contracts",
    model=Contract,
    new=services.record_contract,
    change=services.correct_contract,
    key=("number", "programme"),
    steps=(find_company("company"),),
    columns=(
        *facts(Contract, "programme", programme=programme),
        *company_columns("company", "企業名", required=True),
        *facts(Contract, "number", "made_on", "settled_on", "principal"),
    ),
)
