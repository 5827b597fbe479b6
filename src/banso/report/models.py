"""The report's outline as data, and runs that make a report in the background."""

import pgtrigger
from django.conf import settings
from django.db import models

from banso.core.constraints import json_of
from banso.core.fields import FiscalYearField
from banso.core.fiscal import fiscal_year_label
from banso.core.models import Record
from banso.core.private import asked_for_by
from banso.core.trail import tracked
from banso.registers.models import Programme
from banso.registers.walls import open_to_all

CLOSED = "締めた年度の報告書の構成は変えられません。"


def _keeps_closed_years(year: str) -> pgtrigger.Trigger:
    """A trigger that keeps the outline of a closed year as it was printed; `year` is the SQL of the fiscal year of a `{row}`."""
    closed = "EXISTS (SELECT FROM public.figures_frozenyear y WHERE y.fiscal_year = {})"
    before, after = (closed.format(year.format(row=row)) for row in ("OLD", "NEW"))
    return pgtrigger.Trigger(
        name="keep_closed_outline",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF (TG_OP <> 'INSERT' AND {before}) OR (TG_OP <> 'DELETE' AND {after}) THEN
                RAISE EXCEPTION '{CLOSED}';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,
    )


@tracked
class Outline(Record):
    """The outline (構成) of one fiscal year's report: its title and its sections, in order."""

    fiscal_year = FiscalYearField("年度", unique=True)
    title = models.CharField("表題", max_length=120)
    centre = models.CharField("法人名", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "報告書の構成"
        ordering = ["-fiscal_year"]
        triggers = [_keeps_closed_years("{row}.fiscal_year")]

    def __str__(self) -> str:
        return self.title


@open_to_all("印刷して公表する文章と表の構成")
@tracked
class OutlineSection(Record):
    """A section: its place, its printed numbering and heading, its programme, and its blocks as the catalogue has them.

    `number` names the section in lists of figures and is empty for headings without any. `blocks` is checked by
    :mod:`banso.report.outline.schema` on every way in. Where it is `by_place`, number and mark follow from where the section
    stands. `unread` sections came from the year before with their prose, and nobody has said yet that it holds.
    """

    outline = models.ForeignKey(Outline, models.CASCADE, verbose_name="構成", related_name="sections")
    position = models.PositiveSmallIntegerField("並び順")
    level = models.PositiveSmallIntegerField("深さ")
    number = models.CharField("番号", max_length=40, blank=True)
    by_place = models.BooleanField("番号を並び順に付ける", default=False)
    unread = models.BooleanField("前年度の文章のまま", default=False)
    is_chapter = models.BooleanField("章", default=False, help_text="Excelでは章ごとにシートを分ける")
    mark = models.CharField("見出しの番号", max_length=20, blank=True)
    heading = models.CharField("見出し", max_length=160, blank=True, help_text="空欄なら事業の表記を印刷する")
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", null=True, blank=True)
    blocks = models.JSONField("内容", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "報告書の節"
        ordering = ["outline", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["outline", "position"], name="section_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["outline", "number"], condition=~models.Q(number=""), name="section_number_once"
            ),
            models.CheckConstraint(
                name="section_has_heading",
                condition=~models.Q(heading="") | models.Q(programme__isnull=False),
                violation_error_message="見出しか事業のどちらかを入れてください。",
            ),
            json_of("section_of_blocks", "blocks", "array", most=1_000_000, never='$[*] ? (@.type() != "object")'),
        ]
        triggers = [
            _keeps_closed_years("(SELECT o.fiscal_year FROM public.report_outline o WHERE o.id = {row}.outline_id)")
        ]

    def __str__(self) -> str:
        return f"{self.mark} {self.heading or self.programme}"


class RunState(models.TextChoices):
    WAITING = "waiting", "待機中"
    RUNNING = "running", "作成中"
    DONE = "done", "完成"
    FAILED = "failed", "失敗"


@asked_for_by("asked_by_id", made=("file",))
class ReportRun(Record):
    """One making of a report file in the background, with how far it is (0 to 100)."""

    fiscal_year = FiscalYearField("年度")
    format = models.CharField("形式", max_length=8)
    state = models.CharField("状態", max_length=8, choices=RunState.choices, default=RunState.WAITING)
    progress = models.PositiveSmallIntegerField("進み具合(%)", default=0)
    step = models.CharField("いまの作業", max_length=60, blank=True)
    error = models.CharField("エラー", max_length=400, blank=True)
    file = models.FileField("ファイル", upload_to="reports/", blank=True)
    hides_telling = models.BooleanField("小さい数値を秘匿", default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="依頼者")

    class Meta:
        verbose_name = verbose_name_plural = "報告書の作成"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.format}"

    @property
    def file_name(self) -> str:
        """The name the file is handed over under."""
        extension = "txt" if self.format == "text" else self.format
        return f"{fiscal_year_label(self.fiscal_year)}事業報告書.{extension}"

    @property
    def year_label(self) -> str:
        return fiscal_year_label(self.fiscal_year)
