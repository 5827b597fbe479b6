"""庶務: changes in office, audits, and the meetings of the board and the council with their agenda."""

from django.db import models

from banso.core.constraints import ends_after_start, known_values
from banso.core.era import format_date
from banso.core.fields import FiscalYearField, LastDayField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Programme

from .choices import AuditKind, Body, Change, Form, ItemKind, Office


@tracked
class OfficerChange(Record):
    """Someone took, kept or left an office on a day."""

    done_days = ("changed_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    office = models.CharField("役職", max_length=12, choices=Office.choices)
    name = models.CharField("氏名", max_length=60)
    change = models.CharField("異動", max_length=12, choices=Change.choices)
    changed_on = models.DateField("異動日")
    fiscal_year = fiscal_year_column("changed_on")

    class Meta:
        verbose_name = verbose_name_plural = "役員等の異動"
        ordering = ["-changed_on", "-pk"]
        constraints = [
            known_values("officer_known_office", "office", Office),
            known_values("officer_known_change", "change", Change),
            models.UniqueConstraint(fields=["office", "name", "change", "changed_on"], name="officer_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()} {self.name} {self.get_change_display()}"


@tracked
class Audit(Record):
    """An audit, of a fiscal year's accounts, held on one or more days. Its first day decides its own fiscal year."""

    done_days = ("starts_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    kind = models.CharField("種類", max_length=12, choices=AuditKind.choices)
    starts_on = models.DateField("実施日")
    ends_on = LastDayField("最終日")
    fiscal_year = fiscal_year_column("starts_on")
    audited_year = FiscalYearField("対象年度")

    class Meta:
        verbose_name = verbose_name_plural = "監査"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            ends_after_start("audit_ends_after_start", start="starts_on", end="ends_on"),
            known_values("audit_known_kind", "kind", AuditKind),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {format_date(self.starts_on)}"


@tracked
class Meeting(Record):
    """A meeting of the board or the council, in person or in writing, numbered within its fiscal year."""

    done_days = ("held_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    body = models.CharField("会議体", max_length=8, choices=Body.choices)
    number = models.PositiveSmallIntegerField("回")
    is_regular = models.BooleanField("定時", default=False)
    form = models.CharField("方法", max_length=10, choices=Form.choices)
    place = models.CharField("場所", max_length=80, blank=True)
    held_on = models.DateField("開催日")
    fiscal_year = fiscal_year_column("held_on")

    class Meta:
        verbose_name = verbose_name_plural = "理事会・評議員会"
        ordering = ["-held_on", "-pk"]
        constraints = [
            known_values("meeting_known_body", "body", Body),
            known_values("meeting_known_form", "form", Form),
            models.UniqueConstraint(
                fields=["programme", "body", "fiscal_year", "number"],
                name="meeting_number_once",
                violation_error_message="この年度の同じ回の会議がすでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}回{'定時' if self.is_regular else ''}{self.get_body_display()}"


@tracked
class AgendaItem(Record):
    """An item of a meeting's agenda: a proposal to decide or a report to hear, numbered apart."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name="会議", related_name="items")
    kind = models.CharField("種類", max_length=10, choices=ItemKind.choices)
    number = models.PositiveSmallIntegerField("番号")
    title = models.CharField("件名", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "議案・報告"
        ordering = ["meeting", "kind", "number"]
        constraints = [
            known_values("agenda_known_kind", "kind", ItemKind),
            models.UniqueConstraint(fields=["meeting", "kind", "number"], name="agenda_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}第{self.number}号 {self.title}"
