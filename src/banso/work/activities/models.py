"""その他の実績: what a programme counts that no other kind of work records, each in a unit of its own, day by day or month by month."""

from fractions import Fraction

from django.db import models

from banso.core.era import format_date
from banso.core.fields import CodeField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record, ReferenceRow
from banso.core.trail import tracked
from banso.figures.values import as_decimal
from banso.registers.models import Programme, Staff


@tracked
class Activity(ReferenceRow):
    """Something a programme counts (実績の項目), in a unit of its own: calls taken, kilograms saved, points more or less."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="activities")
    code = CodeField("項目コード")
    name = models.CharField("項目", max_length=80)
    unit = models.CharField("単位", max_length=20, help_text="印刷する単位。件、回、kg、千円、ポイントなど")
    rule = models.CharField("数え方", max_length=200, blank=True, help_text="何を1と数えるか。例 電話1本を1件とする。")
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "実績の項目"
        ordering = ["programme", "position", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="activity_code_once",
                violation_error_message="この事業の同じコードの項目がすでに登録されています。",
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class ActivityCount(Record):
    """A number of an activity (実績), of a day or up to it; with decimals, and less than nothing where something was taken away."""

    done_days = ("counted_on",)

    activity = models.ForeignKey(Activity, models.PROTECT, verbose_name="項目", related_name="counts")
    counted_on = models.DateField("実施日")
    fiscal_year = fiscal_year_column("counted_on")
    number = models.DecimalField("数", max_digits=20, decimal_places=6, help_text="12.5 や △3 も書けます。")
    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="担当者", null=True, blank=True)
    note = models.CharField("内容", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "その他の実績"
        ordering = ["-counted_on", "-pk"]
        indexes = [models.Index(fields=["activity", "fiscal_year"], name="activity_figures")]

    def __str__(self) -> str:
        return f"{self.activity} {format_date(self.counted_on)} {self.as_counted}"

    @property
    def as_counted(self) -> str:
        """The number in the unit of its activity."""
        return f"{as_decimal(Fraction(self.number)):,f}{self.activity.unit}"
