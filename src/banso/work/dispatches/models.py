"""専門家派遣: a registered outside expert sent to a company: the case's own facts, its steps, and each visit made."""

from typing import Self

from django.db import models
from django.db.models import Q

from banso.cases.models import Case, Step, step_triggers
from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.fields import MinutesField, YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Expert

from .choices import CLOSING, DispatchStepCode, Result, Satisfaction


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
    """One step of a dispatch: from the company's request to the outcome a year later. Each fills in the columns that are its own.

    `committed` is what the planned visits cost at most, `fee`, `travel` and `share` what the visits made come to, worked out by
    the terms when the step was taken.
    """

    step = models.CharField("手続", max_length=20, choices=DispatchStepCode.choices)
    issues = models.TextField("現状と課題", blank=True)
    wish = models.TextField("希望する支援", blank=True)
    visits_planned = models.PositiveSmallIntegerField("派遣予定回数", null=True, blank=True)
    committed = YenField("予定額(円)", null=True, blank=True, editable=False)
    place = models.CharField("場所", max_length=120, blank=True)
    started_at = models.TimeField("開始時刻", null=True, blank=True)
    ended_at = models.TimeField("終了時刻", null=True, blank=True)
    travel = YenField("旅費(円)", null=True, blank=True)
    confirmed_by = models.CharField("確認した人(企業)", max_length=60, blank=True)
    advice = models.TextField("助言の内容", blank=True)
    next_step = models.TextField("次回までに行うこと", blank=True)
    fee = YenField("謝金(円)", null=True, blank=True, editable=False)
    share = YenField("企業負担金(円)", null=True, blank=True)
    satisfaction = models.PositiveSmallIntegerField("満足度", choices=Satisfaction.choices, null=True, blank=True)
    result = models.CharField("目標", max_length=10, choices=Result.choices, blank=True)
    effect = models.TextField("成果", blank=True)

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "専門家派遣の手続"
        indexes = [models.Index(fields=["step", "fiscal_year"], name="dispatch_step_figures")]
        constraints = [
            *Step.Meta.constraints,
            known_values("dispatch_step_known", "step", DispatchStepCode),
            models.CheckConstraint(
                name="dispatch_satisfaction_known",
                condition=Q(satisfaction=None) | Q(satisfaction__in=Satisfaction.values),
                violation_error_message="満足度を一覧から選んでください。",
            ),
            models.CheckConstraint(
                name="dispatch_result_known",
                condition=Q(result="") | Q(result__in=Result.values),
                violation_error_message="目標がどうなったかを一覧から選んでください。",
            ),
            models.CheckConstraint(
                name="dispatch_money_not_below_zero",
                condition=(Q(travel=None) | Q(travel__gte=0)) & (Q(share=None) | Q(share__gte=0)),
                violation_error_message="金額は0円以上で入れてください。",
            ),
        ]
        triggers = step_triggers(closing=CLOSING)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {format_date(self.taken_on)}"


class VisitQuerySet(models.QuerySet["Visit"]):
    def held(self) -> Self:
        """Visits that were made: not those whose step was taken back."""
        return self.filter(step__replaced_by__isnull=True)


@tracked
class Visit(Record):
    """One visit (派遣1回) of a dispatch, which is what the reports count. `step` is the step it came with; lists from before have none."""

    done_days = ("visited_on",)

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, verbose_name="派遣", related_name="visits")
    visited_on = models.DateField("訪問日")
    fiscal_year = fiscal_year_column("visited_on")
    minutes = MinutesField("時間(分)", null=True, blank=True)
    report = models.TextField("実施内容", blank=True)
    step = models.OneToOneField(
        DispatchStep, models.PROTECT, verbose_name="手続", null=True, blank=True, editable=False, related_name="visit"
    )

    objects = VisitQuerySet.as_manager()

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
