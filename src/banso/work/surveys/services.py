"""Every write in surveys."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import correct, hold, record, verbs
from banso.office.guests.models import Invitation
from banso.office.guests.services import invite
from banso.office.papers.models import Letter
from banso.office.papers.services import enter_numbered
from banso.registers.company_lists import company_list
from banso.registers.keepers import units_of
from banso.registers.models import Company, Unit, User

from .models import Answer, Question, QuestionKind, Reminder, Survey, SurveyTarget
from .wording import title_of

record_survey, correct_survey = verbs(Survey)
record_survey_target, correct_survey_target = verbs(SurveyTarget)
record_question, correct_question = verbs(Question)
record_reminder, _ = verbs(Reminder)

OPEN_AFTER = timedelta(days=90)
Given = Mapping[int, Sequence[str]]


@verb
def send_survey(survey: Survey, addressees: str, *, on: date, by: User | None) -> int:
    """Address a survey to a list of companies as it stands on a day; those addressed already stay. How many came to it."""
    found = company_list(addressees)
    if found is None:
        raise UserError("送付先を選んでください。")
    if not survey.questions.exists():
        raise UserError("質問がまだありません。先に質問を登録するか、前回の調査から写してください。")
    known = survey.targets.values("company")
    new = [
        SurveyTarget(survey=survey, company=company, sent_on=on, invitation=_asked(survey, company, by))
        for company in found.companies(on).exclude(pk__in=known)
    ]
    return len(SurveyTarget.objects.bulk_create(new, batch_size=500))


def _asked(survey: Survey, company: Company, by: User | None) -> Invitation:
    """A company is asked for its answers, also for some time after the day they were wanted by."""
    until = max(survey.answer_by or localdate(), localdate()) + OPEN_AFTER
    return invite("survey", programme=survey.programme, company=company, name=company.name, until=until, by=by)


@verb
def ask_target(target: SurveyTarget, *, by: User | None) -> Invitation:
    """What a company is asked: one that was addressed by hand or by a list is asked from now on."""
    if target.invitation is None:
        correct(target, {"invitation": _asked(target.survey, target.company, by)})
    assert target.invitation is not None
    return target.invitation


@verb
def remind(survey: Survey, *, on: date, by: User | None) -> int:
    """Note that every company that has not answered was asked again on a day; how many. Once a day is enough."""
    open_ones = survey.targets.filter(answered_on=None, sent_on__lt=on).exclude(reminders__reminded_on=on)
    return len(Reminder.objects.bulk_create([Reminder(target=target, reminded_on=on) for target in open_ones]))


@verb
def number_letters(survey: Survey, *, again: bool, by: User | None) -> Letter:
    """Give the printed requests, or reminders, one number of the house as of today, and enter them in the register of what goes out.

    Raises UserError where no company has its answer outstanding.
    """
    open_ones = survey.targets.filter(answered_on=None, invitation__isnull=False).select_related("company")
    first, number = open_ones.order_by("company__kana_key", "pk").first(), open_ones.count()
    if first is None:
        raise UserError("未回答の送付先がありません。番号を付ける文書がありません。")
    to = f"{first.company}{f' ほか{number - 1}社' if number > 1 else ''}"
    unit = Unit.objects.filter(pk__in=units_of([survey.programme_id], localdate()).values()).first()
    facts: dict[str, Any] = {
        "title": title_of(survey, again=again),
        "to": to,
        "mark": unit.symbol if unit else "",
        "copies": number,
    }
    entered = enter_numbered(survey.programme, by=by, **facts)
    correct(survey, {"numbered_again" if again else "numbered": entered})
    return entered


@verb
def copy_questions(survey: Survey, *, by: User | None) -> int:
    """Take the questions over from the last survey of the same code; how many. Raises UserError if there is none."""
    if survey.questions.exists():
        raise UserError("質問がすでにあります。前回から写せるのは、質問がないときだけです。")
    former = Survey.objects.filter(
        programme=survey.programme, code=survey.code, reference_date__lt=survey.reference_date, questions__isnull=False
    ).first()
    if former is None:
        raise UserError("同じコードの前回の調査に、質問がありません。")
    for question in former.questions.all():
        facts = {name: getattr(question, name) for name in ("position", "text", "kind", "options")}
        record(Question, {"survey": survey, **facts})
    return survey.questions.count()


@verb
def answer(target: SurveyTarget, given: Given, *, on: date, by: User | None) -> SurveyTarget:
    """Keep a company's answers, by its own hand (`by` is None) or a clerk's, who may also put them right.

    Raises UserError with nothing written, naming the question; a company answers once.
    """
    locked = hold(SurveyTarget.objects.filter(pk=target.pk))
    if by is None and locked.answered_on:
        raise UserError("すでにご回答いただいています。直したいところがあるときは、お電話でお知らせください。")
    for question in locked.survey.questions.all():
        _keep(locked, question, list(given.get(question.pk, ())))
    return correct(locked, {"answered_on": locked.answered_on or on})


@verb
def record_answer(*, answered_on: date | None = None, by: User | None, **facts: Any) -> Answer:
    """Keep one answer of a company that had answered on paper: `answered_on` is noted unless the day is known already."""
    kept = record(Answer, facts)
    target = kept.target
    day = target.answered_on or answered_on
    if day is None:
        raise ValidationError({"target": "回答日がありません。回答日の列を足すか、調査対象に回答日を入れてください。"})
    if target.answered_on is None:
        correct(target, {"answered_on": day})
    return kept


@verb
def correct_answer(kept: Answer, *, by: User | None, **facts: Any) -> Answer:
    """Put one answer right."""
    return correct(kept, facts)


def facts_of_answer(question: Question, values: Sequence[str]) -> dict[str, Any]:
    """What was answered, as an answer keeps it. Raises UserError, naming the question, for what it does not offer."""
    values = [value.strip() for value in values if value.strip()]
    if question.kind == QuestionKind.TEXT:
        return {"text": "\n".join(values), "chosen": []}
    unknown = [value for value in values if value not in question.options]
    if unknown or (question.kind == QuestionKind.ONE and len(values) > 1):
        raise UserError(f"{question}: 選択肢の中から選んでください。")
    return {"chosen": values, "text": ""}


def _keep(target: SurveyTarget, question: Question, values: list[str]) -> None:
    facts = facts_of_answer(question, values)
    kept = Answer.objects.filter(target=target, question=question).first() or Answer(target=target, question=question)
    if kept.pk or any(facts.values()):
        correct(kept, facts)
