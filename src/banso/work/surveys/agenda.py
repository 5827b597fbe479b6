"""Surveys on the first page: those to ask after because their day has passed, and the others with answers outstanding."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from banso.core.agenda import Part, agenda
from banso.office.chasing.chases import label_of

from .models import Reminder, Survey, SurveyTarget

_OPEN = SurveyTarget.objects.filter(survey=OuterRef("pk"), answered_on=None)
_REMINDED = Reminder.objects.filter(target=OuterRef("pk"), reminded_on__gt=OuterRef("survey__answer_by"))


def to_ask_again(today: date) -> QuerySet[Survey]:
    """Those whose answers were wanted before today, with companies that neither answered nor were asked again since."""
    return Survey.objects.filter(Exists(_OPEN.exclude(Exists(_REMINDED))), answer_by__lt=today)


def _waiting(today: date) -> QuerySet[Survey]:
    return Survey.objects.filter(Exists(_OPEN)).exclude(pk__in=to_ask_again(today).values("pk"))


agenda(
    code="surveys.chase",
    part=Part.DUE,
    label=label_of("調査の回答"),
    model=Survey,
    rows=to_ask_again,
    day="answer_by",
    line=lambda survey: f"{survey} 回答期限を過ぎ、督促していない企業があります",
)
agenda(
    code="surveys.unanswered",
    part=Part.WAITING,
    label="回答待ちの調査",
    model=Survey,
    rows=_waiting,
    day="reference_date",
    line=lambda survey: f"{survey} 回答のない企業があります",
)
