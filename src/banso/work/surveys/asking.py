"""A survey's questions, as a company is asked them on its own page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.timezone import localdate

from banso.office.guests.asks import ask
from banso.office.guests.models import Invitation
from banso.registers.models import User

from .models import Answer, QuestionKind, SurveyTarget
from .services import answer

THANKS = "ご回答ありがとうございました。直したいところがあるときは、お電話でお知らせください。"


class AnswersForm(forms.Form):
    """The questions of a survey, each as it is to be answered, with what the company has answered so far."""

    def __init__(self, target: SurveyTarget, data: Any = None) -> None:
        super().__init__(data, label_suffix="", initial={f"q{kept.question_id}": _said(kept) for kept in _kept(target)})
        for question in target.survey.questions.all():
            self.fields[f"q{question.pk}"] = _field(question)


def _field(question: Any) -> forms.Field:
    said: dict[str, Any] = {"label": str(question), "required": False}
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **said)
    offered = [(option, option) for option in question.options]
    if question.kind == QuestionKind.ONE:
        return forms.ChoiceField(choices=offered, widget=forms.RadioSelect, **said)
    return forms.MultipleChoiceField(
        choices=offered, widget=forms.CheckboxSelectMultiple, help_text="いくつでも選べます", **said
    )


def _kept(target: SurveyTarget) -> Iterable[Answer]:
    return target.answers.select_related("question")


def _said(kept: Answer) -> Any:
    """An answer as its field takes it."""
    if kept.question.kind == QuestionKind.ONE:
        return kept.chosen[0] if kept.chosen else ""
    return kept.chosen if kept.question.kind == QuestionKind.SOME else kept.text


def _target(invitation: Invitation) -> SurveyTarget:
    return invitation.survey_target


def _submit(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> SurveyTarget:
    given = {int(name[1:]): value if isinstance(value, list) else [value] for name, value in facts.items()}
    return answer(_target(invitation), given, on=localdate(), by=by)


ask(
    code="survey",
    label="調査への回答",
    about=lambda invitation: str(_target(invitation).survey),
    permission="surveys.change_surveytarget",
    form=lambda invitation, data: AnswersForm(_target(invitation), data),
    submit=_submit,
    template="surveys/request.html",
    shown=lambda invitation: {"survey": _target(invitation).survey},
    hinders=lambda invitation: THANKS if _target(invitation).answered_on else "",
    button="回答を送る",
    again=True,  # a company answers once (it is thanked); whoever enters it for them may put it right
)
