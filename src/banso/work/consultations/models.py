"""相談: one record per consultation, whichever programme it belongs to, and the days the desk goes out to a town."""

from django.db import models
from django.db.models import Q

from banso.core.fields import KeyField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record, ReferenceRow
from banso.core.text import fold
from banso.core.trail import tracked
from banso.figures.tally import tally_triggers
from banso.registers.models import Company, Municipality, Person, Programme, Staff

from .choices import Mode


@tracked
class Theme(ReferenceRow):
    """What a consultation was about (相談テーマ): marketing, cash flow, succession… A centre keeps its own list."""

    code = models.SlugField("テーマコード", max_length=40, unique=True)
    name = models.CharField("テーマ", max_length=60)
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "相談テーマ"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


@tracked
class Category(ReferenceRow):
    """A programme's own kinds of consultation (区分), where its report counts them apart."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="事業", related_name="consultation_categories"
    )
    code = models.SlugField("区分コード", max_length=40)
    name = models.CharField("区分", max_length=80)
    position = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "相談区分"
        ordering = ["programme", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="consultation_category_once")]

    def __str__(self) -> str:
        return self.name


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def with_company(self) -> "ConsultationQuerySet":
        """Those held with a known company: what counts in firms, 延べ or 実."""
        return self.filter(company__isnull=False)


@tracked
class Consultation(Record):
    """One consultation (相談1回): on one day, under one programme, with one company or a person about to found one."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    held_on = models.DateField("相談日")
    fiscal_year = fiscal_year_column("held_on")
    mode = models.CharField("相談方法", max_length=10, choices=Mode.choices)
    category = models.ForeignKey(Category, models.PROTECT, verbose_name="区分", null=True, blank=True)
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="consultations"
    )
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="相談者", null=True, blank=True)
    adviser = models.ForeignKey(Staff, models.PROTECT, verbose_name="担当者", null=True, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="相談場所", null=True, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name="相談テーマ", blank=True)
    minutes = models.PositiveSmallIntegerField("相談時間(分)", null=True, blank=True)
    note = models.TextField("相談内容", blank=True)
    note_key = KeyField("検索用内容", of="note", fold=fold, max_length=4000)
    next_step = models.CharField("次の対応", max_length=200, blank=True)
    next_on = models.DateField("次回予定日", null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "相談記録"
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["programme", "fiscal_year", "mode", "category"], name="consultation_figures"),
            models.Index(fields=["programme", "fiscal_year", "company"], name="consultation_companies"),
            models.Index(fields=["-held_on", "-id"], name="consultation_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="consultation_has_client",
                condition=Q(company__isnull=False) | Q(person__isnull=False),
                violation_error_message="企業か相談者のどちらかを入力してください。",
            ),
            models.CheckConstraint(name="consultation_known_mode", condition=Q(mode__in=Mode.values)),
            models.CheckConstraint(
                name="consultation_next_after_held",
                condition=Q(next_on__isnull=True) | Q(next_on__gte=models.F("held_on")),
                violation_error_message="次回予定日は相談日以後の日付にしてください。",
            ),
        ]
        triggers = tally_triggers("consultations", subject="company_id")

    def __str__(self) -> str:
        return f"{self.held_on} {self.company or self.person}"


@tracked
class OutreachDay(Record):
    """A day on which advisers held consultations in a town (出張相談会). The consultations are records of their own."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    held_on = models.DateField("開催日")
    fiscal_year = fiscal_year_column("held_on")
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="開催地")
    venue = models.CharField("会場", max_length=120)
    adviser = models.ForeignKey(Staff, models.PROTECT, verbose_name="担当者", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "出張相談会"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["programme", "fiscal_year"], name="outreach_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "held_on", "venue", "adviser"],
                name="outreach_day_once",
                nulls_distinct=False,
                violation_error_message="同じ日・同じ会場・同じ担当者の出張相談会がすでに登録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.venue}"
