"""What was spent (支出管理表): an expense is one contract in one category, with the papers that prove it in their order."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from banso.core.constraints import known_values, not_negative
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.office.files.models import ReceivedFile

from ..choices import TaxRate
from ..spending.choices import Method, Proof
from .applications import Application, Decision
from .budgets import CostCategory


@tracked
class Expense(Record):
    """An expense of a grant (支出): one contract in one category. Its number (証ひょう番号) is given by the system and never given again.

    Whatever is not known yet stays empty: what is missing is told, and hinders nobody from entering the rest.
    """

    done_days = ("quoted_on", "ordered_on", "delivered_on", "accepted_on", "invoiced_on", "paid_on", "debited_on")

    application = models.ForeignKey(Application, models.PROTECT, verbose_name="補助申請", related_name="expenses")
    number = models.PositiveSmallIntegerField("証ひょう番号", editable=False)
    category = models.ForeignKey(CostCategory, models.PROTECT, verbose_name="経費区分", related_name="expenses")
    kind = models.CharField("経費の種類", max_length=40, blank=True)
    payee = models.CharField("支払先", max_length=120)
    content = models.CharField("内容", max_length=160)
    quoted_on = models.DateField("見積日", null=True, blank=True)
    quote_valid_until = models.DateField("見積の有効期限", null=True, blank=True)
    ordered_on = models.DateField("発注日", null=True, blank=True)
    delivered_on = models.DateField("納品日", null=True, blank=True)
    accepted_on = models.DateField("検収日", null=True, blank=True)
    invoiced_on = models.DateField("請求日", null=True, blank=True)
    paid_on = models.DateField("支払日", null=True, blank=True)
    method = models.CharField("支払方法", max_length=10, choices=Method.choices, blank=True)
    debited_on = models.DateField("口座引落日", null=True, blank=True, help_text="カード払いのときだけ")
    net = YenField("支払額(税抜・円)", null=True, blank=True)
    tax_rate = models.PositiveSmallIntegerField("税率", choices=TaxRate.choices, default=TaxRate.TEN)
    gross = YenField("支払額(税込・円)", null=True, blank=True)
    eligible = YenField("対象額(円)", null=True, blank=True, help_text="補助対象とする額。対象にならない分は除く")
    why_not = models.CharField(
        "対象外額の理由", max_length=160, blank=True, help_text="例: 送料は対象外、期間外の利用料を除いた"
    )
    is_asset = models.BooleanField("取得財産", default=False, help_text="財産管理台帳に載せるもの")
    explained = models.CharField(
        "日付の順の説明", max_length=160, blank=True, help_text="前払いなど、日付が順番どおりでないとき"
    )
    withdrawn_on = models.DateField("取り下げた日", null=True, blank=True, editable=False)
    withdrawn_why = models.CharField("取り下げた理由", max_length=160, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "補助事業の支出"
        ordering = ["application", "number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="expense_number_once"),
            *(not_negative(f"expense_{name}_not_negative", name) for name in ("net", "gross", "eligible")),
            known_values("expense_known_method", "method", Method, blank=True),
            known_values("expense_known_tax_rate", "tax_rate", TaxRate),
            models.CheckConstraint(
                name="expense_eligible_within_gross",
                condition=Q(eligible=None) | Q(gross=None) | Q(eligible__lte=F("gross")),
                violation_error_message="対象額が、支払額(税込)を超えています。対象額を直してください。",
            ),
            models.CheckConstraint(
                name="expense_withdrawn_for_a_reason",
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_why=""),
                violation_error_message="取り下げる理由を入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"証ひょう{self.number} {self.payee} {self.content}"

    def get_absolute_url(self) -> str:
        return reverse("grants-expense", args=[self.pk])

    @property
    def left_out(self) -> int | None:
        """What of the payment is not eligible (対象外額)."""
        return None if self.gross is None or self.eligible is None else self.gross - self.eligible


class InForce(models.QuerySet["ExpensePaper"]):
    def standing(self) -> "InForce":
        """The papers that were not withdrawn since."""
        return self.filter(file__withdrawn_on=None)


@tracked
class ExpensePaper(Record):
    """A paper that proves an expense (証拠書類): a file of the case, its place in the chain, and what was read on it."""

    expense = models.ForeignKey(Expense, models.PROTECT, verbose_name="支出", related_name="papers")
    proof = models.CharField("書類の種類", max_length=12, choices=Proof.choices)
    title = models.CharField("書類名", max_length=60, blank=True, help_text="例: 設置前の写真")
    file = models.ForeignKey(ReceivedFile, models.PROTECT, verbose_name="ファイル", related_name="expense_papers")
    dated_on = models.DateField("書類の日付", null=True, blank=True)
    code = models.CharField("書類の番号", max_length=40, blank=True, help_text="請求書番号など")
    issuer = models.CharField("発行者", max_length=120, blank=True, help_text="支払の証拠では、振込先・口座名義")
    addressee = models.CharField("宛名", max_length=120, blank=True)
    amount = YenField("書類の金額(税込・円)", null=True, blank=True)
    model = models.CharField("型番", max_length=80, blank=True)
    quantity = models.DecimalField("数量", max_digits=9, decimal_places=2, null=True, blank=True)
    is_unreadable = models.BooleanField("読めない・切れている", default=False)

    objects = InForce.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "支出の証拠書類"
        ordering = ["expense", "pk"]
        constraints = [
            known_values("paper_known_proof", "proof", Proof),
            not_negative("paper_amount_not_negative", "amount"),
            not_negative("paper_quantity_not_negative", "quantity"),
            models.UniqueConstraint(
                fields=["expense", "proof", "file"],
                name="paper_once",
                violation_error_message="この書類は、この支出に登録済みです。",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_proof_display())


@tracked
class ExpenseReturn(Record):
    """An expense that went back to the applicant with a 差戻し: until it is answered, only such expenses are open to them."""

    expense = models.ForeignKey(Expense, models.PROTECT, verbose_name="支出", related_name="returns")
    decision = models.OneToOneField(Decision, models.PROTECT, verbose_name="差戻し", related_name="of_expense")

    class Meta:
        verbose_name = verbose_name_plural = "支出の差戻し"
        ordering = ["expense", "pk"]

    def __str__(self) -> str:
        return f"{self.expense} {self.decision}"
