"""補助・助成: courses of a scheme, each year's call with its rate and cap, applications, and dated decisions.

Three years are kept apart: that of the call and adoption, that in which the work is carried out (事業年度), and that of
the grant decision (交付決定). Each decision's own day decides its year.
"""

from django.db import models
from django.db.models import Q

from banso.core.constraints import ends_after_start, known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import FiscalYearField, YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record, ReferenceRow
from banso.core.trail import tracked
from banso.registers.models import Company, Person, Programme
from banso.registers.walls import open_to_all

from .choices import Step
from .fields import RateField


@open_to_all("コースは公募で公表する")
@tracked
class Course(ReferenceRow):
    """A course (コース・枠) of a scheme. A scheme with only one has one course of its own name."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="courses")
    code = models.SlugField("コースコード", max_length=40)
    name = models.CharField("コース・枠", max_length=80)
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "補助コース"
        ordering = ["programme", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="course_code_once")]

    def __str__(self) -> str:
        return self.name


@open_to_all("公募は公表する")
@tracked
class Call(Record):
    """A call for applications (公募) of a course, with the terms it was made on. No call means: not offered that year."""

    course = models.ForeignKey(Course, models.PROTECT, verbose_name="コース・枠", related_name="calls")
    opened_on = models.DateField("公募開始日")
    closes_on = models.DateField("締切日", null=True, blank=True)
    fiscal_year = fiscal_year_column("opened_on")
    executed_in = FiscalYearField("事業年度", help_text="補助事業を行う年度")
    rate = RateField("補助率", help_text="1/2、2/3 など")
    cap = YenField("上限額(円)")

    class Meta:
        verbose_name = verbose_name_plural = "公募"
        ordering = ["-opened_on", "-pk"]
        constraints = [
            ends_after_start("call_closes_after_opening", start="opened_on", end="closes_on"),
            not_negative("call_cap_not_negative", "cap"),
        ]

    def __str__(self) -> str:
        return f"{self.course} {format_date(self.opened_on)}"


@tracked
class Application(Record):
    """An application to a call."""

    done_days = ("applied_on",)

    call = models.ForeignKey(Call, models.PROTECT, verbose_name="公募", related_name="applications")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="申請企業", null=True, blank=True, related_name="grant_applications"
    )
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="申請者", null=True, blank=True)
    applied_on = models.DateField("申請日")
    title = models.CharField("事業名", max_length=160)
    requested = YenField("申請額(円)")

    class Meta:
        verbose_name = verbose_name_plural = "補助申請"
        ordering = ["-applied_on", "-pk"]
        constraints = [
            not_negative("application_not_negative", "requested"),
            models.CheckConstraint(
                name="application_has_applicant",
                condition=Q(company__isnull=False) | Q(person__isnull=False),
                violation_error_message="申請企業か申請者のどちらかを入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@tracked
class Decision(Record):
    """A dated decision on an application: adopted, granted, settled, or rejected."""

    done_days = ("decided_on",)

    application = models.ForeignKey(Application, models.PROTECT, verbose_name="補助申請", related_name="decisions")
    step = models.CharField("決定", max_length=10, choices=Step.choices)
    decided_on = models.DateField("決定日")
    fiscal_year = fiscal_year_column("decided_on")
    amount = YenField("決定額(円)", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "決定"
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["step", "fiscal_year"], name="decision_figures")]
        constraints = [
            not_negative("decision_not_negative", "amount"),
            known_values("decision_known_step", "step", Step),
            models.UniqueConstraint(
                fields=["application", "step"],
                name="decision_once",
                violation_error_message="この申請の同じ決定がすでに登録されています。",
            ),
            models.CheckConstraint(
                name="decision_amount_unless_rejected",
                condition=Q(step=Step.REJECTED, amount__isnull=True)
                | (~Q(step=Step.REJECTED) & Q(amount__isnull=False)),
                violation_error_message="決定額を入力してください。不採択には金額を入れません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.get_step_display()}"
