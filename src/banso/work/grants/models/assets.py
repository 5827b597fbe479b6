"""What a grant paid for and may not be disposed of freely (取得財産等): the register, each year's look, and disposals with their approval."""

from django.db import models
from django.db.models import F, Q

from banso.cases.models import Case
from banso.core.constraints import known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked

from ..aftercare.choices import DisposalKind, LifeTable, Use, Valuation


@tracked
class Asset(Record):
    """An asset that a grant paid for (取得財産等), with its life and the table it was told by; `restricted_until` follows from both and the terms."""

    done_days = ("acquired_on",)

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="assets")
    category = models.CharField("区分", max_length=40, blank=True, help_text="例: 機械装置、ソフトウェア")
    name = models.CharField("財産名", max_length=120)
    model = models.CharField("規格・型番", max_length=120, blank=True)
    quantity = models.PositiveIntegerField("数量", default=1)
    unit_price = YenField("単価(円・税抜)")
    acquired_on = models.DateField("取得年月日")
    life = models.PositiveSmallIntegerField("耐用年数")
    life_table = models.CharField("耐用年数の表", max_length=4, choices=LifeTable.choices, default=LifeTable.TAX)
    restricted_until = models.DateField("処分制限期限", null=True, blank=True)
    place = models.CharField("保管場所", max_length=120, blank=True)
    grant_part = YenField("補助金相当額(円)")
    expense = models.ForeignKey(
        "grants.Expense",
        models.PROTECT,
        verbose_name="支出",
        null=True,
        blank=True,
        editable=False,
        related_name="assets",
    )
    voucher = models.CharField("証ひょう番号", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "取得財産"
        ordering = ["case", "acquired_on", "pk"]
        indexes = [models.Index(fields=["restricted_until"], name="assets_by_restriction")]
        constraints = [
            not_negative("asset_price_not_negative", "unit_price"),
            known_values("asset_life_table_known", "life_table", LifeTable),
            models.CheckConstraint(
                name="asset_life_in_years",
                condition=Q(life__gte=1, life__lte=60),
                violation_error_message="耐用年数は1年から60年で入れてください。",
            ),
            models.CheckConstraint(
                name="asset_of_some_number",
                condition=Q(quantity__gte=1),
                violation_error_message="数量は1以上で入れてください。",
            ),
            models.CheckConstraint(
                name="asset_grant_within_price",
                condition=Q(grant_part__gte=0, grant_part__lte=F("unit_price") * F("quantity")),
                violation_error_message="補助金相当額は、0円以上、取得金額(単価×数量)以下にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def price(self) -> int:
        """The whole price, net of tax."""
        return int(self.unit_price) * int(self.quantity)


@tracked
class AssetCheck(Record):
    """One look at an asset (財産の確認): on which day, and how it was found."""

    done_days = ("checked_on",)

    asset = models.ForeignKey(Asset, models.CASCADE, verbose_name="取得財産", related_name="checks")
    checked_on = models.DateField("確認日")
    fiscal_year = fiscal_year_column("checked_on")
    found = models.CharField("状況", max_length=10, choices=Use.choices)
    note = models.CharField("備考", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "財産の確認"
        ordering = ["-checked_on", "-pk"]
        constraints = [known_values("asset_check_found_known", "found", Use)]

    def __str__(self) -> str:
        return f"{format_date(self.checked_on)} {self.get_found_display()}"


@tracked
class Disposal(Record):
    """The disposal of a restricted asset (財産処分): applied for first, approved or refused, and done only after it was approved.

    After a disaster it is reported instead. `amount` is what is to be given back, worked out when it was applied for.
    """

    done_days = ("applied_on", "approved_on", "refused_on", "disposed_on")

    asset = models.ForeignKey(Asset, models.PROTECT, verbose_name="取得財産", related_name="disposals")
    kind = models.CharField("処分の種類", max_length=12, choices=DisposalKind.choices)
    applied_on = models.DateField("申請日")
    planned_on = models.DateField("処分予定日")
    partner = models.CharField("相手先", max_length=120, blank=True)
    price = YenField("処分による収入(円)", default=0, help_text="売却額、貸付料など")
    quote = YenField("時価(円)", null=True, blank=True, help_text="2者以上の見積りのうち高いほう")
    valuation = models.CharField("納付額の計算", max_length=6, choices=Valuation.choices, default=Valuation.USUAL)
    disaster = models.BooleanField("災害による処分", default=False, help_text="報告だけでよく、納付は要らない")
    reason = models.CharField("理由", max_length=200)
    amount = YenField("納付額(円)")
    basis = models.CharField("納付額の計算の内訳", max_length=200)
    approval_no = models.CharField("承認番号", max_length=40, blank=True)
    approved_on = models.DateField("承認日", null=True, blank=True)
    refused_on = models.DateField("不承認の日", null=True, blank=True)
    refused_why = models.CharField("不承認の理由", max_length=200, blank=True, editable=False)
    disposed_on = models.DateField("処分日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "財産処分"
        ordering = ["-applied_on", "-pk"]
        constraints = [
            known_values("disposal_kind_known", "kind", DisposalKind),
            known_values("disposal_valuation_known", "valuation", Valuation),
            not_negative("disposal_price_not_negative", "price"),
            not_negative("disposal_quote_not_negative", "quote"),
            not_negative("disposal_amount_not_negative", "amount"),
            models.CheckConstraint(
                name="disposal_after_its_approval",
                condition=Q(disposed_on__isnull=True)
                | Q(disaster=True)
                | Q(approved_on__isnull=False, disposed_on__gte=F("approved_on")),
                violation_error_message="処分の前に承認が必要です。承認日より前の処分日は入れられません。",
            ),
            models.CheckConstraint(
                name="disposal_decided_once",
                condition=Q(approved_on__isnull=True) | Q(refused_on__isnull=True),
                violation_error_message="承認と不承認の両方は入れられません。",
            ),
            models.CheckConstraint(
                name="disposal_decided_after_it_was_asked",
                condition=(Q(approved_on__isnull=True) | Q(approved_on__gte=F("applied_on")))
                & (Q(refused_on__isnull=True) | Q(refused_on__gte=F("applied_on"))),
                violation_error_message="申請日より前の決定日です。日付を確かめてください。",
            ),
        ]

    def __str__(self) -> str:
        number = f" {self.approval_no}" if self.approval_no else ""
        return f"{self.asset} {self.get_kind_display()}({self.state}{number} 納付額{self.amount:,}円)"

    @property
    def state(self) -> str:
        if self.disposed_on:
            return f"{format_date(self.disposed_on)}に処分"
        if self.refused_on:
            return f"{format_date(self.refused_on)}に不承認"
        return f"{format_date(self.approved_on)}に承認" if self.approved_on else "審査中"
