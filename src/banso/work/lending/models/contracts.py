"""Loans and leases still being collected, and what each contract says of how its yen are counted."""

from fractions import Fraction

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from banso.core.constraints import ends_after_start, known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Programme

from ..choices import AccelerationClause
from ..ledger.rules import (
    Advance,
    Basis,
    Counting,
    Cut,
    DayCount,
    Holiday,
    LateFrom,
    Order,
    Part,
    Rate,
    Scope,
    Span,
)  # fmt: skip


@tracked
class Contract(Record):
    """A loan or instalment contract, under management from the day it was made until it is settled."""

    done_days = ("made_on", "settled_on")

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="contracts")
    number = models.CharField("契約番号", max_length=20, unique=True)
    made_on = models.DateField("契約日")
    settled_on = models.DateField("完済日", null=True, blank=True, help_text="この日の前日まで管理中として数える")
    managed_until = models.GeneratedField(
        expression=models.Func("settled_on", template="(%(expressions)s - 1)", output_field=models.DateField()),
        output_field=models.DateField("管理終了日"),
        db_persist=True,
    )
    principal = YenField("元金(円)")

    class Meta:
        verbose_name = verbose_name_plural = "債権"
        ordering = ["programme", "number"]
        indexes = [models.Index(fields=["programme", "made_on"], name="contract_figures")]
        constraints = [
            ends_after_start("contract_settled_after_made", start="made_on", end="settled_on"),
            not_negative("contract_principal_not_negative", "principal"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.company}"


@tracked
class Clauses(Record):
    """What a contract says of penalties and due days (約定の計算条件). There is no default of the house: each is read from the paper."""

    contract = models.OneToOneField(Contract, models.CASCADE, verbose_name="債権", related_name="clauses")
    day_count = models.CharField("1年の日数", max_length=16, choices=DayCount.choices)
    cut = models.CharField("1円未満の切捨て", max_length=4, choices=Cut.choices)
    unit = models.PositiveSmallIntegerField("違約金の単位(円)", choices=((1, "1円"), (10, "10円"), (100, "100円")))
    least = models.PositiveIntegerField(
        "徴収しない額(円未満)", default=0, help_text="この額に満たない違約金は請求しない"
    )
    scope = models.CharField("単位と少額の判定", max_length=5, choices=Scope.choices)
    basis = models.CharField("違約金のかかる額", max_length=9, choices=Basis.choices)
    holiday = models.CharField("約定日が休日のとき", max_length=8, choices=Holiday.choices)
    late_from = models.CharField("休日のあとの遅れ", max_length=8, choices=LateFrom.choices)
    acceleration = models.CharField("期限の利益", max_length=9, choices=AccelerationClause.choices)
    commercial = models.BooleanField(
        "商行為による債権", default=True, help_text="改正前の契約の時効は、商行為なら5年、そうでなければ10年"
    )

    class Meta:
        verbose_name = verbose_name_plural = "計算条件"
        constraints = [
            known_values("clauses_known_day_count", "day_count", DayCount),
            known_values("clauses_known_cut", "cut", Cut),
            known_values("clauses_known_scope", "scope", Scope),
            known_values("clauses_known_basis", "basis", Basis),
            known_values("clauses_known_holiday", "holiday", Holiday),
            known_values("clauses_known_late_from", "late_from", LateFrom),
            known_values("clauses_known_acceleration", "acceleration", AccelerationClause),
            models.CheckConstraint(name="clauses_known_unit", condition=Q(unit__in=(1, 10, 100))),
        ]

    def __str__(self) -> str:
        return f"{self.contract.number}の計算条件"

    @property
    def counting(self) -> Counting:
        """The clauses as the arithmetic takes them."""
        return Counting(
            DayCount(self.day_count), Cut(self.cut), self.unit, self.least, Scope(self.scope), Basis(self.basis),
            Holiday(self.holiday), LateFrom(self.late_from),
        )  # fmt: skip


@tracked
class PenaltyRate(Record):
    """The yearly rate of a contract's penalties from a day on (違約金の利率): the next row ends it."""

    contract = models.ForeignKey(Contract, models.CASCADE, verbose_name="債権", related_name="rates")
    since = models.DateField("適用開始日")
    percent = models.DecimalField("年率(%)", max_digits=6, decimal_places=4)
    source = models.CharField("根拠", max_length=120, blank=True, help_text="契約の条項、通知の日付など")

    class Meta:
        verbose_name = verbose_name_plural = "違約金の利率"
        ordering = ["contract", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "since"],
                name="penalty_rate_once_a_day",
                violation_error_message="同じ日からの利率が、すでにあります。",
            ),
            models.CheckConstraint(
                name="penalty_rate_sensible",
                condition=Q(percent__gte=0, percent__lte=20),
                violation_error_message="年率は0から20%までで入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{format_date(self.since)}から年{self.percent.normalize():f}%"

    @property
    def rate(self) -> Rate:
        return Rate(self.since, Fraction(self.percent) / 100)


@tracked
class AllocationOrder(Record):
    """In which order money received is allocated (充当の順序), from a day on: the clause, or what was agreed later."""

    contract = models.ForeignKey(Contract, models.CASCADE, verbose_name="債権", related_name="orders")
    since = models.DateField("適用開始日")
    parts = ArrayField(models.CharField(max_length=9, choices=Part.choices), verbose_name="充当の順")
    span = models.CharField("埋め方", max_length=11, choices=Span.choices)
    advance = models.CharField("約定前の入金", max_length=4, choices=Advance.choices)
    source = models.CharField("根拠", max_length=120, help_text="契約の条項、合意書の日付など")

    class Meta:
        verbose_name = verbose_name_plural = "充当の順序"
        ordering = ["contract", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "since"],
                name="allocation_order_once_a_day",
                violation_error_message="同じ日からの順序が、すでにあります。",
            ),
            known_values("allocation_order_known_span", "span", Span),
            known_values("allocation_order_known_advance", "advance", Advance),
            models.CheckConstraint(
                name="allocation_order_of_all_parts",
                condition=Q(parts__len=len(Part), parts__contains=Part.values),
                violation_error_message="費用・違約金・割賦損料・元金を、充てる順に一つずつ並べてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{format_date(self.since)}から {'→'.join(Part(part).label for part in self.parts)}"

    def clean(self) -> None:
        super().clean()
        if sorted(self.parts or []) != sorted(Part.values):
            raise ValidationError({"parts": "費用・違約金・割賦損料・元金を、充てる順に一つずつ並べてください。"})

    @property
    def order(self) -> Order:
        return Order(self.since, tuple(Part(part) for part in self.parts), Span(self.span), Advance(self.advance))
