"""調査: a survey sent to registered companies, and who was asked and answered."""

from django.db import models

from banso.core.constraints import ends_after_start
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Programme


@tracked
class Survey(Record):
    """One survey. Its reference date (調査基準日) decides its fiscal year."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    code = models.SlugField("調査コード", max_length=40, help_text="毎年行う調査には同じコードを付ける")
    name = models.CharField("調査名", max_length=120)
    reference_date = models.DateField("調査基準日")
    fiscal_year = fiscal_year_column("reference_date")

    class Meta:
        verbose_name = verbose_name_plural = "調査"
        ordering = ["-reference_date", "-pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code", "fiscal_year"], name="survey_once_a_year")]

    def __str__(self) -> str:
        return self.name


@tracked
class SurveyTarget(Record):
    """A company the survey was sent to, and when its answer came."""

    survey = models.ForeignKey(Survey, models.PROTECT, verbose_name="調査", related_name="targets")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="surveys")
    sent_on = models.DateField("送付日")
    answered_on = models.DateField("回答日", null=True, blank=True)

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
