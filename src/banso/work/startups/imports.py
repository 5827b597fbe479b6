"""Foundings from files; the founder is on the register of people."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, industry, person, programme

from . import services
from .models import Founding

imports(
    code="foundings",
    model=Founding,
    new=services.record_founding,
    change=services.correct_founding,
    key=("founded_on", "person", "programme"),
    steps=(find_company("company"),),
    columns=(
        *facts(Founding, "programme", programme=programme),
        *company_columns("company", "企業名", only=("name", "corporate_number")),
        *facts(Founding, "person", "founded_on", "industry", "moved_from", person=person, industry=industry),
    ),
)
