"""Dispatches of experts from files, and the visits made."""

from banso.core.imports import Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, expert, find_company, known_company, programme

from . import services
from .models import Dispatch, Visit

DISPATCHES = imports(
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
DISPATCH = Parent(
    "dispatch",
    DISPATCHES,
    by=("company.name",),
    helped_by=("company.corporate_number", "expert", "decided_on", "subject"),
)
imports(
    code="dispatch-visits",
    model=Visit,
    new=services.record_visit,
    change=services.correct_visit,
    key=("visited_on", "dispatch"),
    steps=(known_company("dispatch.company"), DISPATCH),
    columns=(*DISPATCH.columns, *facts(Visit, "visited_on", "minutes", "report")),
)
