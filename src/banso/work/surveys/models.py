"""調査: a survey sent to companies, what it asks, who was asked and reminded, and what each answered."""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from banso.core.constraints import ends_after_start, known_values
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.office.guests.models import Invitation
from banso.office.papers.models import Letter
from banso.registers.models import Company, Programme


def _number(label: str, related: str) -> Any:
    """The number in the register of what goes out (発送簿) that letters of one text bear, the last if there were several."""
    return models.OneToOneField(
        Letter, models.PROTECT, verbose_name=label, null=True, blank=True, editable=False, related_name=related
    )


@tracked
class Survey(Record):
    """One survey. Its reference date (調査基準日) decides its fiscal year."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    code = models.SlugField("調査コード", max_length=40, help_text="毎年行う調査には同じコードを付ける")
    name = models.CharField("調査名", max_length=120)
    reference_date = models.DateField("調査基準日")
    fiscal_year = fiscal_year_column("reference_date")
    answer_by = models.DateField("回答期限", null=True, blank=True)
    request = models.TextField("依頼文", blank=True, help_text="依頼状と回答ページの初めに載せる")
    numbered = _number("依頼状の文書番号", "survey_request")
    numbered_again = _number("督促状の文書番号", "survey_reminder")

    class Meta:
        verbose_name = verbose_name_plural = "調査"
        ordering = ["-reference_date", "-pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code", "fiscal_year"], name="survey_once_a_year")]

    def __str__(self) -> str:
        return self.name


@tracked
class SurveyTarget(Record):
    """A company the survey was sent to, and when its answer came."""

    done_days = ("sent_on", "answered_on")

    survey = models.ForeignKey(Survey, models.PROTECT, verbose_name="調査", related_name="targets")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="surveys")
    sent_on = models.DateField("送付日")
    answered_on = models.DateField("回答日", null=True, blank=True)
    invitation = models.OneToOneField(
        Invitation,
        models.PROTECT,
        verbose_name="お願い",
        null=True,
        blank=True,
        editable=False,
        related_name="survey_target",
    )

    class Meta:
        verbose_name = verbose_name_plural = "調査対象"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "company"],
                name="survey_target_once",
                violation_error_message="この企業はすでに調査の対象に入っています。",
            ),
            ends_after_start("survey_answer_after_sending", start="sent_on", end="answered_on"),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.company}"


class QuestionKind(models.TextChoices):
    ONE = "one", "1つ選ぶ"
    SOME = "some", "いくつでも選ぶ"
    TEXT = "text", "自由に書く"


@tracked
class Question(Record):
    """One question of a survey, in its place, with what may be chosen."""

    survey = models.ForeignKey(Survey, models.PROTECT, verbose_name="調査", related_name="questions")
    position = models.PositiveSmallIntegerField("順番")
    text = models.CharField("質問", max_length=200)
    kind = models.CharField("答え方", max_length=6, choices=QuestionKind.choices)
    options = ArrayField(
        models.CharField(max_length=60), verbose_name="選択肢", default=list, blank=True, help_text="カンマで区切る"
    )

    class Meta:
        verbose_name = verbose_name_plural = "質問"
        ordering = ["survey", "position"]
        constraints = [
            known_values("question_known_kind", "kind", QuestionKind),
            models.UniqueConstraint(
                fields=["survey", "position"],
                name="question_place_once",
                violation_error_message="この順番の質問はすでにあります。",
            ),
            models.CheckConstraint(
                name="question_options_iff_chosen",
                condition=Q(kind=QuestionKind.TEXT, options=[]) | (~Q(kind=QuestionKind.TEXT) & ~Q(options=[])),
                violation_error_message="選ぶ質問には選択肢が必要です。自由に書く質問には入れません。",
            ),
        ]

    def __str__(self) -> str:
        return f"問{self.position} {self.text}"


@tracked
class Reminder(Record):
    """A day a company was asked again (督促)."""

    done_days = ("reminded_on",)

    target = models.ForeignKey(SurveyTarget, models.PROTECT, verbose_name="調査対象", related_name="reminders")
    reminded_on = models.DateField("督促日")

    class Meta:
        verbose_name = verbose_name_plural = "督促"
        ordering = ["-reminded_on", "-pk"]
        triggers = [pgtrigger.Protect(name="keep_reminders", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [models.UniqueConstraint(fields=["target", "reminded_on"], name="reminder_once_a_day")]

    def __str__(self) -> str:
        return f"{self.target} {format_date(self.reminded_on)}"


_ANSWERED_ANEW = pgtrigger.UpdateOf("chosen", "question_id")  # type: ignore[no-untyped-call]
_IS_OFFERED = """
    IF NOT EXISTS (SELECT 1 FROM public.surveys_question q
        WHERE q.id = NEW.question_id AND NEW.chosen <@ q.options
            AND (q.kind = 'some' OR cardinality(NEW.chosen) <= CASE q.kind WHEN 'one' THEN 1 ELSE 0 END)) THEN
        RAISE EXCEPTION 'answer_is_offered' USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_is_offered';
    END IF;
    RETURN NEW;
"""


@tracked
class Answer(Record):
    """What one company answered to one question."""

    target = models.ForeignKey(SurveyTarget, models.PROTECT, verbose_name="調査対象", related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, verbose_name="質問", related_name="answers")
    chosen = ArrayField(models.CharField(max_length=60), verbose_name="選んだもの", default=list, blank=True)
    text = models.TextField("書いたこと", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "調査の回答"
        ordering = ["target", "question"]
        constraints = [models.UniqueConstraint(fields=["target", "question"], name="answer_once")]
        triggers = [
            pgtrigger.Trigger(
                name="answer_is_offered",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | _ANSWERED_ANEW,
                func=_IS_OFFERED,
            )
        ]

    def __str__(self) -> str:
        return "、".join(self.chosen) or self.text

    def clean(self) -> None:
        """What was chosen is what the question offers: the tabulation counts by it."""
        if self.question_id is None or not self.chosen:
            return
        most = {QuestionKind.TEXT: 0, QuestionKind.ONE: 1}.get(QuestionKind(self.question.kind), len(self.chosen))
        if not set(self.chosen) <= set(self.question.options) or len(self.chosen) > most:
            raise ValidationError({"chosen": f"{self.question}: 選択肢の中から選んでください。"})
