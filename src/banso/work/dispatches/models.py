"""専門家派遣: a registered outside expert sent to a company: the case's own facts, its steps, and each visit made."""

from django.db import models
from django.db.models import Q

from banso.cases.models import Case, Step, step_triggers
from banso.core.era import format_date
from banso.core.fields import MinutesField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Expert

from .choices import CLOSING, DispatchStepCode


@tracked
class Dispatch(Record):
    """An expert sent to a company for one subject (派遣). Programme, company and acceptance are its case's."""

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="dispatch")
    expert = models.ForeignKey(Expert, models.PROTECT, verbose_name="専門家", null=True, blank=True)
    subject = models.CharField("派遣テーマ", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "専門家派遣"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.case.whose} {self.subject}"


@tracked
class DispatchStep(Step):
    """One step of a dispatch: from the company's request to the outcome a year later."""

    step = models.CharField("手続", max_length=20, choices=DispatchStepCode.choices)
    visits_planned = models.PositiveSmallIntegerField("派遣予定回数", null=True, blank=True)

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "専門家派遣の手続"
        indexes = [models.Index(fields=["step", "fiscal_year"], name="dispatch_step_figures")]
        constraints = [
            *Step.Meta.constraints,
            models.CheckConstraint(name="dispatch_step_known", condition=Q(step__in=DispatchStepCode.values)),
        ]
        triggers = step_triggers(closing=CLOSING)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {format_date(self.taken_on)}"


@tracked
class Visit(Record):
    """One visit (派遣1回) of a dispatch."""

    done_days = ("visited_on",)

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, verbose_name="派遣", related_name="visits")
    visited_on = models.DateField("訪問日")
    fiscal_year = fiscal_year_column("visited_on")
    minutes = MinutesField("時間(分)", null=True, blank=True)
    report = models.TextField("実施内容", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "派遣の実施"
        ordering = ["-visited_on", "-pk"]
        indexes = [models.Index(fields=["fiscal_year", "dispatch"], name="visit_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["dispatch", "visited_on"],
                name="visit_once_a_day",
                violation_error_message="同じ派遣の同じ日の実施がすでに登録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dispatch} {format_date(self.visited_on)}"
