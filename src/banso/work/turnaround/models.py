"""活性化・経営改善: what a completed plan kept of jobs, and both improvement-plan schemes.

The cases and their stages are in :mod:`banso.cases`.
"""

from django.core.exceptions import ValidationError
from django.db import models

from banso.cases.models import StageEntry
from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Organisation, Programme

from .choices import ReceiptKind, Scheme


@tracked
class JobsKept(Record):
    """The people employed by a company whose plan was completed: kept jobs (雇用維持効果). Its entry's day decides."""

    completion = models.OneToOneField(
        StageEntry, models.PROTECT, verbose_name="計画策定支援の完了", related_name="jobs_kept"
    )
    employees = models.PositiveIntegerField("維持された雇用(名)")

    class Meta:
        verbose_name = verbose_name_plural = "雇用維持効果"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.completion} {self.employees}名"

    def clean(self) -> None:
        """Refuse a completion that no longer stands: jobs told of it would be counted in no year."""
        super().clean()
        if self.completion_id and not StageEntry.objects.in_force().filter(pk=self.completion_id).exists():
            raise ValidationError(
                {"completion": "この段階は訂正または取り消されています。いまの完了の段階を選んでください。"}
            )


@tracked
class PlanCase(Record):
    """A company that draws up an improvement plan with a certified adviser, under one of two schemes."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    scheme = models.CharField("制度", max_length=8, choices=Scheme.choices)
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="plan_cases")
    adviser = models.ForeignKey(Organisation, models.PROTECT, verbose_name="認定支援機関", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "経営改善計画"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["programme", "scheme"], name="plan_case_figures")]
        constraints = [known_values("plan_case_known_scheme", "scheme", Scheme)]

    def __str__(self) -> str:
        return f"{self.company} {self.get_scheme_display()}"


@tracked
class Receipt(Record):
    """A paper received for a plan: the application to use the scheme, or the claim for the plan's cost."""

    done_days = ("received_on",)

    case = models.ForeignKey(PlanCase, models.PROTECT, verbose_name="経営改善計画", related_name="receipts")
    kind = models.CharField("種類", max_length=12, choices=ReceiptKind.choices)
    received_on = models.DateField("受付日")
    fiscal_year = fiscal_year_column("received_on")

    class Meta:
        verbose_name = verbose_name_plural = "申請の受付"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["fiscal_year", "kind"], name="receipt_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"],
                name="receipt_once",
                violation_error_message="この計画の同じ申請はすでに受け付けています。",
            ),
            known_values("receipt_known_kind", "kind", ReceiptKind),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_kind_display()}"


@tracked
class Accompaniment(Record):
    """One accompaniment (伴走支援1回) of a plan being carried out."""

    done_days = ("held_on",)

    case = models.ForeignKey(PlanCase, models.PROTECT, verbose_name="経営改善計画", related_name="accompaniments")
    held_on = models.DateField("実施日")
    fiscal_year = fiscal_year_column("held_on")
    note = models.TextField("内容", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "伴走支援"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["fiscal_year", "case"], name="accompaniment_figures")]
        constraints = [models.UniqueConstraint(fields=["case", "held_on"], name="accompaniment_once_a_day")]

    def __str__(self) -> str:
        return f"{self.case} {format_date(self.held_on)}"
