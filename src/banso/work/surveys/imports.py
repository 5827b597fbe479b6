"""Surveys from files."""

from banso.core.imports import imports
from banso.core.imports.deriving import facts
from banso.registers.importing import programme

from . import services
from .models import Survey

imports(
    code="surveys",
    model=Survey,
    new=services.record_survey,
    change=services.correct_survey,
    key=("code", "programme", "reference_date"),
    columns=(
        *facts(Survey, "programme", programme=programme),
        *facts(Survey, "code", "name", "reference_date", "answer_by", "request"),
    ),
)
