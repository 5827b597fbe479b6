"""専門家派遣: a registered outside expert sent to a company, and each visit made."""

from django.db import models

from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Expert, Programme


@tracked
class Dispatch(Record):
    """The decision to send an expert to a company (派遣決定), for one subject."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="派遣先企業", related_name="dispatches")
    expert = models.ForeignKey(Expert, models.PROTECT, verbose_name="専門家")
    decided_on = models.DateField("派遣決定日")
    fiscal_year = fiscal_year_column("decided_on")
    subject = models.CharField("派遣テーマ", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "専門家派遣"
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["programme", "company"], name="dispatch_figures")]

    def __str__(self) -> str:
        return f"{self.company} {self.subject}"


@tracked
class Visit(Record):
    """One visit (派遣1回) of a dispatch."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, verbose_name="派遣", related_name="visits")
    visited_on = models.DateField("訪問日")
    fiscal_year = fiscal_year_column("visited_on")
    minutes = models.PositiveSmallIntegerField("時間(分)", null=True, blank=True)
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
