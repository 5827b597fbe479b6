"""Surveys from files, and whom they were sent to."""

from banso.core.imports import Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, programme

from . import services
from .models import Survey, SurveyTarget

SURVEYS = imports(
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
SURVEY = Parent("survey", SURVEYS, by=("name",), helped_by=("fiscal_year", "reference_date"))
imports(
    code="survey-targets",
    model=SurveyTarget,
    new=services.record_survey_target,
    change=services.correct_survey_target,
    key=("survey", "company"),
    steps=(SURVEY, find_company()),
    columns=(*SURVEY.columns, *company_columns(required=True), *facts(SurveyTarget, "sent_on", "answered_on")),
)
