"""The plan's own record, what was received for it, how it is accompanied, and what its work is to cost."""

from decimal import ROUND_DOWN, Decimal
from typing import Any, Self

import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from banso.cases.models import Case
from banso.core.constraints import known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Organisation

from ..choices import FollowKind, Frame, Line, Month, ReceiptKind, Reuse, Scheme
from .editions import SchemeEdition
from .steps import PlanStep

LENDS = ("bank", "association", "agency")  # kinds of organisations that a firm borrows from or that stand surety for it

# The edition goes with the application that stands: nobody moves a case to other rules while it does.
_PINNED = """
IF OLD.edition_id IS NOT NULL AND NEW.edition_id IS DISTINCT FROM OLD.edition_id AND EXISTS (
    SELECT FROM public.turnaround_receipt r WHERE r.case_id = NEW.id AND r.kind = 'application'
    AND NOT EXISTS (SELECT FROM public.turnaround_planstep b WHERE b.replaces_id = r.step_id)
) THEN
    RAISE EXCEPTION 'edition_is_pinned' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@tracked
class PlanCase(Record):
    """A company that draws up an improvement plan with a certified adviser, under one of two schemes.

    Programme, company and keeper are its case's. `edition` is that of the day its application was received, and stays. `sales` and
    `debt` (有利子負債) are those of the last settlement, in yen; `settlement_month` is the month in which its business year ends.
    """

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="plan")
    scheme = models.CharField("制度", max_length=8, choices=Scheme.choices)
    frame = models.CharField("枠", max_length=10, choices=Frame.choices, default=Frame.NORMAL)
    edition = models.ForeignKey(
        SchemeEdition, models.PROTECT, verbose_name="版", null=True, blank=True, editable=False, related_name="plans"
    )
    adviser = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="認定支援機関(代表)", null=True, blank=True, related_name="+"
    )
    adviser_number = models.CharField("認定番号", max_length=40, blank=True)
    adviser_until = models.DateField("認定の有効期限", null=True, blank=True, help_text="認定通知書の日付。この日まで")
    sales = YenField("直近の年間売上高(円)", null=True, blank=True)
    debt = YenField("有利子負債(円)", null=True, blank=True)
    settlement_month = models.PositiveSmallIntegerField("決算月", choices=Month.choices, null=True, blank=True)
    sole = models.BooleanField("個人事業主", default=False)
    signed_by_bank = models.BooleanField("主要行が利用申請書に連名", default=False)
    reuse = models.CharField(
        "再度の利用の要件", max_length=8, choices=Reuse.choices, blank=True, help_text="以前に利用した企業のとき"
    )

    class Meta:
        verbose_name = verbose_name_plural = "経営改善計画"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["scheme", "frame"], name="plan_case_figures")]
        constraints = [
            known_values("plan_case_known_scheme", "scheme", Scheme),
            known_values("plan_case_known_frame", "frame", Frame),
            known_values("plan_case_known_reuse", "reuse", Reuse, blank=True),
            not_negative("plan_case_sales_not_negative", "sales"),
            not_negative("plan_case_debt_not_negative", "debt"),
            models.CheckConstraint(
                name="plan_case_known_month",
                condition=Q(settlement_month=None) | Q(settlement_month__range=(1, 12)),
                violation_error_message="決算月を1月から12月のうちから選んでください。",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="edition_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("edition_id"),  # type: ignore[no-untyped-call]
                func=_PINNED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.case.whose} {self.get_scheme_display()}"


class OfStepsQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Rows whose step was not taken back."""
        return self.filter(step__replaced_by__isnull=True)


@tracked
class Receipt(Record):
    """A paper received for a plan: the application to use the scheme, or a claim for one line of its cost, by the day of receipt.

    `step` is the step it came with. A claim for accompaniment comes several times: `round` tells which.
    """

    done_days = ("received_on",)

    case = models.ForeignKey(PlanCase, models.PROTECT, verbose_name="経営改善計画", related_name="receipts")
    kind = models.CharField("種類", max_length=12, choices=ReceiptKind.choices)
    round = models.PositiveSmallIntegerField("回", default=1, editable=False)
    received_on = models.DateField("受付日")
    fiscal_year = fiscal_year_column("received_on")
    step = models.OneToOneField(
        PlanStep, models.PROTECT, verbose_name="手続", null=True, blank=True, editable=False, related_name="receipt"
    )

    objects = OfStepsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "申請の受付"
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["fiscal_year", "kind"], name="receipt_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "round"],
                name="receipt_once",
                violation_error_message="この計画の同じ申請はすでに受け付けています。",
            ),
            known_values("receipt_known_kind", "kind", ReceiptKind),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.title}"

    @property
    def title(self) -> str:
        """What it is called: the kind, and which time for what comes several times."""
        again = f"(第{self.round}回)" if self.kind == ReceiptKind.FOLLOW else ""
        return f"{self.get_kind_display()}{again}"


@tracked
class Accompaniment(Record):
    """One accompaniment (伴走支援1回) of a plan being carried out: a talk with the bank about how it goes. `claim` is what pays it.

    Lists from before do not say which bank it was; what is claimed names one.
    """

    done_days = ("held_on",)

    case = models.ForeignKey(PlanCase, models.PROTECT, verbose_name="経営改善計画", related_name="accompaniments")
    held_on = models.DateField("実施日")
    fiscal_year = fiscal_year_column("held_on")
    kind = models.CharField("時期", max_length=12, choices=FollowKind.choices, blank=True)
    bank = models.ForeignKey(
        Organisation,
        models.PROTECT,
        verbose_name="面談した金融機関",
        null=True,
        blank=True,
        related_name="+",
        help_text="企業だけとの面談は、伴走支援に数えません",
    )
    note = models.TextField("内容", blank=True)
    claim = models.ForeignKey(
        Receipt,
        models.PROTECT,
        verbose_name="支払申請",
        null=True,
        blank=True,
        editable=False,
        related_name="accompaniments",
    )
    step = models.OneToOneField(
        PlanStep,
        models.PROTECT,
        verbose_name="手続",
        null=True,
        blank=True,
        editable=False,
        related_name="accompaniment",
    )

    objects = OfStepsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "伴走支援"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["fiscal_year", "case"], name="accompaniment_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "held_on"],
                name="accompaniment_once_a_day",
                violation_error_message="同じ計画の同じ日の伴走支援が、すでに登録されています。",
            ),
            known_values("accompaniment_known_kind", "kind", FollowKind, blank=True),
            models.CheckConstraint(
                name="accompaniment_claimed_with_bank",
                condition=Q(claim=None) | Q(bank__isnull=False),
                violation_error_message="面談した金融機関が登録されていない伴走支援は、支払を申請できません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {format_date(self.held_on)}"

    def clean(self) -> None:
        """Refuse a party that is no bank: a talk with the firm or its adviser is no accompaniment."""
        super().clean()
        if self.bank is not None and self.bank.kind not in LENDS:
            raise ValidationError(
                {
                    "bank": f"「{self.bank}」は金融機関として登録されていません。伴走支援は金融機関との面談です。"
                    "金融機関を選ぶか、支援機関台帳の種類を直してください。"
                }
            )


@tracked
class Quote(Record):
    """What one adviser asks for one line (見積): hours at a price per hour, tax included. Taken out by a day, never deleted."""

    case = models.ForeignKey(PlanCase, models.PROTECT, verbose_name="経営改善計画", related_name="quotes")
    line = models.CharField("費目", max_length=8, choices=Line.choices)
    adviser = models.ForeignKey(Organisation, models.PROTECT, verbose_name="認定支援機関", related_name="+")
    hours = models.DecimalField("時間", max_digits=7, decimal_places=2, validators=[MinValueValidator(Decimal("0.25"))])
    rate = YenField("単価(円/時間、税込み)", validators=[MinValueValidator(1)])
    dropped_on = models.DateField("外した日", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "計画の見積"
        ordering = ["case", "line", "pk"]
        constraints = [
            known_values("quote_known_line", "line", Line),
            models.CheckConstraint(name="quote_of_something", condition=Q(hours__gt=0, rate__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.get_line_display()} {self.adviser}"

    @property
    def amount(self) -> int:
        """Hours by price, cut to the yen."""
        return int((self.hours * self.rate).quantize(Decimal(1), ROUND_DOWN))
