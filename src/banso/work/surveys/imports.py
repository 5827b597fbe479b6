"""Surveys from files: what they ask, whom they were sent to, who was reminded, and what each answered."""

import re

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.imports import Column, Day, Parent, Row, Text, imports
from banso.core.imports.declaring import Writing
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, known_company, programme

from . import services
from .models import Answer, Question, QuestionKind, Reminder, Survey, SurveyTarget

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
QUESTIONS = imports(
    code="survey-questions",
    model=Question,
    new=services.record_question,
    change=services.correct_question,
    key=("survey", "position"),
    steps=(SURVEY,),
    columns=(*SURVEY.columns, *facts(Question, "position", "text", "kind", "options")),
)
TARGETS = imports(
    code="survey-targets",
    model=SurveyTarget,
    new=services.record_survey_target,
    change=services.correct_survey_target,
    key=("survey", "company"),
    steps=(SURVEY, find_company()),
    columns=(*SURVEY.columns, *company_columns(required=True), *facts(SurveyTarget, "sent_on", "answered_on")),
)
TARGET = Parent(
    "target", TARGETS, by=("survey.name", "company.name"), helped_by=("survey.fiscal_year", "survey.reference_date")
)
imports(
    code="survey-reminders",
    model=Reminder,
    new=services.record_reminder,
    key=("target", "reminded_on"),
    steps=(known_company("target.company"), TARGET),
    columns=(*TARGET.columns, *facts(Reminder, "reminded_on")),
)
QUESTION = Parent("question", QUESTIONS, by=("position",), within=("survey",), headings={"position": "問"})
MOST_BEGUN = 20_000  # rows of one form
_BETWEEN = r"[、,，;；\n]+"


def _asked_of(rows: list[Row], writing: Writing) -> None:
    """A question is one of the survey that the company was asked."""
    for row in rows:
        if "target" in row.facts:
            row.facts["survey"] = row.facts["target"].survey


def _answer(rows: list[Row], writing: Writing) -> None:
    """What a cell answers: the words of a free question as they stand, else the choices, parted by commas."""
    for row in rows:
        row.facts.pop("survey", None)
        text, question = row.facts.pop("answer", ""), row.facts.get("question")
        if question is None or not text:
            continue
        # one choice may itself be written with a comma
        whole = question.kind == QuestionKind.TEXT or text in question.options
        try:
            row.facts |= services.facts_of_answer(question, [text] if whole else re.split(_BETWEEN, text))
        except UserError as error:
            row.refuse("回答", f"{error}選択肢: {'、'.join(question.options)}")


def _unanswered(survey: int) -> list[dict[str, str]]:
    """Each question for each company that has not answered yet: the answers on paper are filled in."""
    targets = SurveyTarget.objects.filter(survey=survey, answered_on=None).select_related("survey", "company")
    questions = list(Question.objects.filter(survey=survey))
    return [
        {
            "target.survey.name": target.survey.name,
            "target.company.name": target.company.name,
            "target.survey.reference_date": format_date(target.survey.reference_date),
            "question.position": str(question.position),
        }
        for target in targets.order_by("company__kana_key", "pk")
        for question in questions
    ][:MOST_BEGUN]


imports(
    code="survey-answers",
    fills={"survey": _unanswered},
    model=Answer,
    new=services.record_answer,
    change=services.correct_answer,
    key=("target", "question"),
    steps=(known_company("target.company"), TARGET, _asked_of, QUESTION, _answer),
    columns=(
        *TARGET.columns,
        *QUESTION.columns,
        Column("answer", "回答", Text(), ("回答内容", "答え"), required=True, example="見本A"),
        Column("answered_on", "回答日", Day(), ("回収日",), example="令和6年9月1日"),
    ),
)
