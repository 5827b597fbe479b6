"""Plans of improvement from files."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, organisation, programme

from . import services
from .models import PlanCase

imports(
    code="plan-cases",
    model=PlanCase,
    new=services.record_plan_case,
    steps=(find_company("company"),),
    columns=(
        *facts(PlanCase, "programme", programme=programme),
        *company_columns("company", "企業名", required=True),
        *facts(PlanCase, "scheme", "adviser", adviser=organisation),
    ),
)
