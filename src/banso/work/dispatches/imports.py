"""Dispatches of experts from files."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, expert, find_company, programme

from . import services
from .models import Dispatch

imports(
    code="dispatches",
    model=Dispatch,
    new=services.record_dispatch,
    steps=(find_company("company"),),
    columns=(
        *facts(Dispatch, "programme", programme=programme),
        *company_columns("company", "企業名", required=True),
        *facts(Dispatch, "expert", "decided_on", "subject", expert=expert),
    ),
)
