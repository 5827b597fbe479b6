"""Dispatches of experts from files, and the visits made."""

from banso.cases.models import Case
from banso.core.imports import Column, Day, Parent, imports
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
        *facts(Case, "programme", programme=programme),
        *company_columns("company", "企業名", required=True),
        Column("expert", "専門家", expert, required=True),
        Column("decided_on", "派遣決定日", Day(), required=True, example="令和6年4月1日"),
        *facts(Dispatch, "subject"),
    ),
)
DISPATCH = Parent(
    "dispatch",
    DISPATCHES,
    by=("company.name",),
    helped_by=("company.corporate_number", "expert", "decided_on", "subject"),
    paths={"company": "case__company", "decided_on": "case__opened_on"},
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
