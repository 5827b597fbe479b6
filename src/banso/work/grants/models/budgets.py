"""What an applicant plans to spend (収支予算書): a sheet of lines by category of cost. A plan that changes is a new sheet, never a corrected one."""

from django.db import models
from django.db.models import F, Q

from banso.core.constraints import known_values, not_negative
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.walls import open_to_all

from ..choices import TaxRate
from ..fields import RateField
from .applications import Application, Call


@open_to_all("補助対象経費の区分は公募要領で公表する")
@tracked
class CostCategory(Record):
    """A category of cost (経費区分) of a call, in the order of its forms, with what a grant may hold of it at most."""

    call = models.ForeignKey(Call, models.PROTECT, verbose_name="公募", related_name="categories")
    name = models.CharField("経費区分", max_length=40)
    position = models.PositiveSmallIntegerField("並び順", default=0)
    rate = RateField("この区分の補助率", null=True, blank=True, help_text="公募の補助率と違うときだけ入れる")
    cap = YenField("この区分の補助上限額(円)", null=True, blank=True)
    share = RateField(
        "補助金額に占める上限の割合", null=True, blank=True, help_text="例: 機械装置費は補助金額の 1/2 まで"
    )

    class Meta:
        verbose_name = verbose_name_plural = "経費区分"
        ordering = ["call", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="category_name_once"),
            not_negative("category_cap_not_negative", "cap"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class BudgetSheet(Record):
    """What is to be spent and where the money comes from (収支予算書), as it was drawn up on a day; the last one up to a day is the plan then."""

    application = models.ForeignKey(Application, models.PROTECT, verbose_name="補助申請", related_name="sheets")
    drawn_on = models.DateField("作成日")
    own = YenField("自己資金(円)", default=0)
    borrowed = YenField("借入金(円)", default=0)
    other = YenField("その他の収入(円)", default=0)
    note = models.CharField("備考", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "収支予算書"
        ordering = ["application", "drawn_on", "pk"]
        constraints = [not_negative(f"sheet_{name}_not_negative", name) for name in ("own", "borrowed", "other")]

    def __str__(self) -> str:
        return f"収支予算書 {self.application}"


@tracked
class BudgetLine(Record):
    """One line of a sheet: what is bought, in which category, at what cost, and how much of that is eligible (補助対象経費)."""

    sheet = models.ForeignKey(BudgetSheet, models.CASCADE, verbose_name="収支予算書", related_name="lines")
    category = models.ForeignKey(CostCategory, models.PROTECT, verbose_name="経費区分", related_name="lines")
    position = models.PositiveSmallIntegerField("並び順", default=0)
    content = models.CharField("内容", max_length=120)
    unit_price = YenField("単価(円)", null=True, blank=True)
    quantity = models.DecimalField("数量", max_digits=9, decimal_places=2, null=True, blank=True)
    cost = YenField("補助事業に要する経費(円)", help_text="税込み")
    eligible = YenField("補助対象経費(円)", help_text="補助率を掛ける額")
    quote = models.CharField("見積番号", max_length=40, blank=True)
    quoted = YenField("見積額(税込み・円)", null=True, blank=True)
    quoted_until = models.DateField("見積の有効期限", null=True, blank=True)
    rival = models.CharField("相見積の番号", max_length=40, blank=True)
    tax_rate = models.PositiveSmallIntegerField("税率", choices=TaxRate.choices, default=TaxRate.TEN)

    class Meta:
        verbose_name = verbose_name_plural = "収支予算書の明細"
        ordering = ["sheet", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="line_eligible_within_cost",
                condition=Q(eligible__gte=0, eligible__lte=F("cost")),
                violation_error_message="補助対象経費は、0円以上、補助事業に要する経費以下にしてください。",
            ),
            not_negative("line_price_not_negative", "unit_price"),
            not_negative("line_quantity_not_negative", "quantity"),
            not_negative("line_quoted_not_negative", "quoted"),
            known_values("line_known_tax_rate", "tax_rate", TaxRate),
        ]

    def __str__(self) -> str:
        return self.content
