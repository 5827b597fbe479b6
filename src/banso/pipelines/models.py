"""Cases that move through stages (段階): the stages are data, each move a dated row that is never rewritten."""

import pgtrigger
from django.db import models

from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record, ReferenceRow
from banso.core.trail import tracked
from banso.registers.models import Company, Programme, Staff
from banso.registers.walls import open_to_all


@open_to_all("段階の名前は事業報告書に印刷して公表する")
@tracked
class Stage(ReferenceRow):
    """A stage a programme's cases pass through, such as 事前相談 or 計画策定支援完了, in its usual order."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="stages")
    code = models.SlugField("段階コード", max_length=40)
    name = models.CharField("段階", max_length=60)
    position = models.PositiveSmallIntegerField("並び順", default=0)
    closes = models.BooleanField("終結", default=False, help_text="この段階に入った案件は終結とする")

    class Meta:
        verbose_name = verbose_name_plural = "段階"
        ordering = ["programme", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="stage_code_once")]

    def __str__(self) -> str:
        return self.name


@tracked
class Case(Record):
    """One company's case under one programme. A company that comes back later is a new case."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="cases")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="cases")
    opened_on = models.DateField("受付日")
    fiscal_year = fiscal_year_column("opened_on")
    staff = models.ForeignKey(Staff, models.PROTECT, verbose_name="担当者", null=True, blank=True)
    summary = models.TextField("概要", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "案件"
        ordering = ["-opened_on", "-pk"]
        indexes = [models.Index(fields=["programme", "fiscal_year"], name="case_figures")]

    def __str__(self) -> str:
        return f"{self.company} {format_date(self.opened_on)}"


@tracked
class StageEntry(Record):
    """A case entered a stage on a day. The database refuses to rewrite it: a mistaken
    entry is taken out, which the trail keeps, and entered anew."""

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="entries")
    stage = models.ForeignKey(Stage, models.PROTECT, verbose_name="段階")
    entered_on = models.DateField("移行日")
    fiscal_year = fiscal_year_column("entered_on")
    note = models.CharField("備考", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "段階の移行"
        ordering = ["case", "entered_on", "pk"]
        indexes = [models.Index(fields=["stage", "fiscal_year"], name="stage_entry_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "stage"],
                name="stage_entered_once",
                violation_error_message="この案件はすでにその段階に入っています。",
            )
        ]
        triggers = [pgtrigger.Protect(name="keep_stage_entries", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.stage} {format_date(self.entered_on)}"
