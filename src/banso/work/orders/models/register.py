"""Registered buyers and suppliers, buyers' inquiries, introductions and what came of each."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from banso.core.constraints import ends_after_start, known_values, no_overlap, not_negative
from banso.core.fields import PrefectureField, YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.office.guests.models import Invitation
from banso.registers.models import Company, Programme

from ..choices import Reason, Result, Side, TermKind
from .terms import Term


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def standing_on(self, day: date) -> "RegistrationQuerySet":
        """Those on the register on a day; the first and the last day count."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=day), registered_on__lte=day)


@tracked
class Registration(Record):
    """A company on the register of buyers or of suppliers, from a day until a day; an open end still stands."""

    done_days = ("registered_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="registrations")
    side = models.CharField("区分", max_length=8, choices=Side.choices)
    registered_on = models.DateField("登録日")
    ended_on = models.DateField("登録終了日", null=True, blank=True, help_text="この日まで登録")
    capabilities = models.TextField("取扱品目・加工内容", blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "受発注登録"
        ordering = ["side", "-registered_on", "-pk"]
        indexes = [models.Index(fields=["programme", "side", "registered_on"], name="registration_figures")]
        constraints = [
            known_values("registration_known_side", "side", Side),
            ends_after_start("registration_ends_after_start", start="registered_on", end="ended_on"),
            *(
                no_overlap(
                    f"registration_{side}_no_overlap",
                    same=["programme", "company"],
                    start="registered_on",
                    end="ended_on",
                    message="この企業はその期間すでに登録されています。",
                    condition=Q(side=side),
                )
                for side in Side.values
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company}({self.get_side_display()})"


def _term(label: str, kind: TermKind) -> Any:
    return models.ForeignKey(
        Term,
        models.PROTECT,
        verbose_name=label,
        null=True,
        blank=True,
        limit_choices_to={"kind": kind},
        related_name="+",
    )


@tracked
class Inquiry(Record):
    """A buyer's job looking for a supplier (発注案件)."""

    done_days = ("received_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    buyer = models.ForeignKey(Company, models.PROTECT, verbose_name="発注企業", related_name="inquiries")
    received_on = models.DateField("受付日")
    fiscal_year = fiscal_year_column("received_on")
    item = models.CharField("品目・加工", max_length=120)
    quantity = models.CharField("数量", max_length=60, blank=True)
    process = _term("工程", TermKind.PROCESS)
    material = _term("材料", TermKind.MATERIAL)
    certificate = _term("必要な認証", TermKind.CERTIFICATE)
    lot = models.PositiveIntegerField("1回の数量(個)", null=True, blank=True)
    size = models.CharField("寸法(mm)", max_length=40, blank=True, help_text="300×200×50 のように")
    tolerance = models.DecimalField("公差(±mm)", max_digits=6, decimal_places=3, null=True, blank=True)
    due_on = models.DateField("希望納期", null=True, blank=True)
    place = models.CharField("納入場所", max_length=80, blank=True)
    prefecture = PrefectureField("受注企業の都道府県", max_length=4, blank=True, help_text="地域の条件があるとき")
    conditions = models.TextField("条件", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "発注案件"
        ordering = ["-received_on", "-pk"]
        constraints = [not_negative("inquiry_tolerance_not_negative", "tolerance")]

    def __str__(self) -> str:
        return f"{self.buyer} {self.item}"


@tracked
class Introduction(Record):
    """One supplier introduced for one inquiry (あっせん紹介)."""

    done_days = ("introduced_on",)

    inquiry = models.ForeignKey(Inquiry, models.PROTECT, verbose_name="発注案件", related_name="introductions")
    supplier = models.ForeignKey(Company, models.PROTECT, verbose_name="受注企業", related_name="introductions")
    introduced_on = models.DateField("紹介日")
    fiscal_year = fiscal_year_column("introduced_on")
    invitation = models.OneToOneField(
        Invitation,
        models.PROTECT,
        verbose_name="お願い",
        null=True,
        blank=True,
        editable=False,
        related_name="introduction",
    )

    class Meta:
        verbose_name = verbose_name_plural = "あっせん紹介"
        ordering = ["-introduced_on", "-pk"]
        indexes = [models.Index(fields=["fiscal_year", "inquiry"], name="introduction_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry", "supplier"],
                name="introduction_once",
                violation_error_message="この案件には、その企業をすでに紹介しています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.inquiry} → {self.supplier}"


@tracked
class Outcome(Record):
    """What came of an introduction, with the day it was settled. None yet means that it is still open."""

    done_days = ("settled_on",)

    introduction = models.OneToOneField(Introduction, models.PROTECT, verbose_name="紹介", related_name="outcome")
    result = models.CharField("結果", max_length=10, choices=Result.choices)
    settled_on = models.DateField("確定日")
    fiscal_year = fiscal_year_column("settled_on")
    amount = YenField("成立金額(円)", null=True, blank=True)
    reason_code = models.CharField("不成立の理由", max_length=12, choices=Reason.choices, blank=True)
    reason = models.CharField("理由の補足", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "あっせんの結果"
        ordering = ["-settled_on", "-pk"]
        indexes = [models.Index(fields=["fiscal_year", "result"], name="outcome_figures")]
        constraints = [
            known_values("outcome_of_order_known_result", "result", Result),
            not_negative("outcome_amount_not_negative", "amount"),
            models.CheckConstraint(
                name="outcome_amount_iff_agreed",
                condition=Q(result=Result.AGREED, amount__isnull=False)
                | Q(result=Result.DECLINED, amount__isnull=True),
                violation_error_message="成立には成立金額が必要です。不成立には金額を入れません。",
            ),
            models.CheckConstraint(
                name="outcome_reason_iff_declined",
                condition=Q(result=Result.AGREED, reason_code="")
                | Q(result=Result.DECLINED, reason_code__in=Reason.values),
                violation_error_message="不成立には理由を選んでください。成立には理由を入れません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introduction} {self.said}"

    @property
    def said(self) -> str:
        """In a word what came of it."""
        return self.get_result_display()
