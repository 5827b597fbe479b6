"""Surveys: lists, records and forms."""

from banso.core.forms import record_form
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .models import Survey, SurveyTarget

GROUP = "取引"

pages(
    record_form(
        Survey, ("programme", "code", "name", "reference_date"), services.record_survey, services.correct_survey
    ),
    model=Survey,
    group=GROUP,
    title="調査",
    order="-reference_date",
    columns=(Column("調査基準日", "reference_date", Kind.DATE, sort="reference_date"), Column("調査名", "name")),
    search=("name",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("programme",),
    children=("targets",),
)
pages(
    record_form(
        SurveyTarget,
        ("survey", "company", "sent_on", "answered_on"),
        services.record_survey_target,
        services.correct_survey_target,
    ),
    model=SurveyTarget,
    group=GROUP,
    title="調査対象",
    order="-sent_on",
    columns=(
        Column("送付日", "sent_on", Kind.DATE, sort="sent_on"),
        Column("調査", "survey__name"),
        Column("企業", "company__name"),
        Column("回答日", "answered_on", Kind.DATE),
    ),
    search=("company__name_key",),
    related=("survey", "company"),
    in_menu=False,
)
