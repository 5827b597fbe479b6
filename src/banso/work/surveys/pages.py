"""Surveys: lists, records and forms."""

from banso.core.fiscal import fiscal_year_label
from banso.core.forms import record_form
from banso.core.pages import Panel, add_panel, pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .models import Question, QuestionKind, Survey, SurveyTarget

GROUP = "取引"
MOST_OFFERED = 40


def _surveys() -> list[tuple[str, str]]:
    return [(str(s.pk), f"{s} {fiscal_year_label(s.fiscal_year)}") for s in Survey.objects.all()[:MOST_OFFERED]]


pages(
    record_form(
        Survey,
        ("programme", "code", "name", "reference_date", "answer_by", "request"),
        services.record_survey,
        services.correct_survey,
    ),
    model=Survey,
    group=GROUP,
    title="調査",
    order="-reference_date",
    columns=(Column("調査基準日", "reference_date", Kind.DATE, sort="reference_date"), Column("調査名", "name")),
    search=("name",),
    filters=(Filter("year", "年度", "fiscal_year", fiscal_years),),
    related=("programme",),
    children=("questions", "targets"),
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
    filters=(
        Filter("survey", "調査", "survey_id", _surveys),
        Filter("answered", "回答日", "answered_on", is_date=True),
    ),
    related=("survey", "company"),
    in_menu=False,
)
pages(
    record_form(
        Question,
        ("survey", "position", "text", "kind", "options"),
        services.record_question,
        services.correct_question,
    ),
    model=Question,
    group=GROUP,
    title="調査の質問",
    order="position",
    columns=(
        Column("質問", "text"),
        Column("順番", "position", Kind.NUMBER, sort="position"),
        Column("調査", "survey__name"),
        Column("答え方", "get_kind_display"),
        Column("選択肢", lambda question: "、".join(question.options)),
    ),
    search=("text",),
    filters=(
        Filter("survey", "調査", "survey_id", _surveys),
        Filter("kind", "答え方", "kind", lambda: QuestionKind.choices),
    ),
    related=("survey",),
    in_menu=False,
)
add_panel(Panel("調査のしごと", "surveys-panel", lambda model: model in (Survey, SurveyTarget)))
