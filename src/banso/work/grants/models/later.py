"""What a firm owes after its grant was settled (確定後の義務): its reports, what it gives back, and what goes up to the prefecture."""

from django.db import models
from django.db.models import Q

from banso.cases.models import Case
from banso.core.constraints import ends_after_start, known_values, not_negative
from banso.core.dues import Due
from banso.core.era import format_date
from banso.core.fields import FiscalYearField, YenField
from banso.core.fiscal import fiscal_year_column, fiscal_year_label
from banso.core.models import Record
from banso.core.money import yen_text
from banso.core.trail import tracked
from banso.registers.models import Programme

from ..aftercare.choices import Cause, Deduction, Stage, TaxOutcome, TaxStatus
from .applications import Decision
from .assets import Disposal


@tracked
class Followup(Record):
    """What the years after the settlement rest on (確定後の基礎): when the firm's business year ends, and what the work cost in all."""

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="grant_followup")
    year_ends_in = models.PositiveSmallIntegerField(
        "決算月", null=True, blank=True, help_text="1~12。個人事業者は空欄(12月)"
    )
    total_cost = YenField(
        "補助事業に要した経費(円)", null=True, blank=True, help_text="税込みの総額。空欄なら確定した補助対象経費を使う"
    )

    class Meta:
        verbose_name = verbose_name_plural = "確定後の基礎"
        constraints = [
            models.CheckConstraint(
                name="followup_month_of_year",
                condition=Q(year_ends_in__isnull=True) | Q(year_ends_in__gte=1, year_ends_in__lte=12),
                violation_error_message="決算月は1から12で入れてください。",
            ),
            not_negative("followup_not_negative", "total_cost"),
        ]

    def __str__(self) -> str:
        return f"確定後の基礎 {self.case}"


@tracked
class OutcomeReport(Record):
    """A report on commercialisation (事業化状況報告), the nth of its grant. Without the day it was sent it is in progress, and counts as not sent.

    Sales, cost and overhead are those of the subsidised business alone; `added_cost` is what the firm has spent on it since.
    """

    done_days = ("sent_on", "period_from", "period_to")

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="outcome_reports")
    nth = models.PositiveSmallIntegerField("第何回")
    sent_on = models.DateField("提出日", null=True, blank=True, help_text="作成中なら空欄。空欄のあいだは未提出です")
    fiscal_year = fiscal_year_column("sent_on")
    period_from = models.DateField("対象期間の初日", null=True, blank=True)
    period_to = models.DateField("対象期間の末日", null=True, blank=True)
    stage = models.CharField("事業化の段階", max_length=1, choices=Stage.choices)
    product = models.CharField("製品・サービス名", max_length=120, blank=True)
    sales = YenField("売上額(円)", default=0, help_text="補助事業による分だけ")
    cost = YenField("製造原価・仕入(円)", default=0)
    overhead = YenField("販売費・管理費(円)", default=0)
    added_cost = YenField("追加の支出(円)", default=0, help_text="補助事業のためにこの期間に自己負担で支出した額")
    no_sales_reason = models.CharField(
        "売上がない理由", max_length=200, blank=True, help_text="第3段階以上なのに売上額が0円のとき"
    )
    firm_sales = YenField("会社全体の売上高(円)", null=True, blank=True)
    firm_profit = YenField("会社全体の経常利益(円)", null=True, blank=True, help_text="損失は - を付ける")
    employees = models.PositiveIntegerField("従業員数", null=True, blank=True)
    wages = YenField("給与支給総額(円)", null=True, blank=True)
    rights = models.CharField("知的財産権", max_length=200, blank=True, help_text="出願・取得・譲渡・実施権")
    issues = models.TextField("課題・今後の予定", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事業化状況報告"
        ordering = ["case", "nth"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "nth"],
                name="outcome_report_once",
                violation_error_message="この回の報告はすでに登録されています。その報告を開いて直してください。",
            ),
            models.CheckConstraint(
                name="outcome_report_counts_from_one",
                condition=Q(nth__gte=1),
                violation_error_message="第1回から数えて入れてください。",
            ),
            ends_after_start("outcome_period", start="period_from", end="period_to"),
            known_values("outcome_stage_known", "stage", Stage),
            *(
                not_negative(f"outcome_{name}_not_negative", name)
                for name in ("sales", "cost", "overhead", "added_cost", "firm_sales", "wages")
            ),
        ]

    def __str__(self) -> str:
        return f"事業化状況報告 第{self.nth}回"

    @property
    def profit(self) -> int:
        """What the subsidised business earned; below zero is a loss."""
        return int(self.sales) - int(self.cost) - int(self.overhead)

    @property
    def state(self) -> str:
        return f"{format_date(self.sent_on)}に提出" if self.sent_on else "作成中(未提出)"


@tracked
class ProjectIncome(Record):
    """What the work itself brought in until its report (補助事業による収入), where a programme takes that off the grant when it is settled."""

    case = models.OneToOneField(
        Case,
        models.PROTECT,
        verbose_name="案件",
        related_name="project_income",
        error_messages={"unique": "この案件の収入はすでに登録されています。それを開いて直してください。"},
    )
    income = YenField("補助事業による収入(円)")
    cost = YenField("その収入を得るための費用(円)", default=0)
    excluded = YenField("控除する額(円)", default=0, help_text="補助対象にならなかった自己負担額など")

    class Meta:
        verbose_name = verbose_name_plural = "補助事業による収入"
        ordering = ["-pk"]
        constraints = [not_negative(f"project_{name}_not_negative", name) for name in ("income", "cost", "excluded")]

    def __str__(self) -> str:
        return f"補助事業による収入 {self.case}"


@tracked
class InputTaxReport(Record):
    """A report on the tax on purchases that the firm got back (仕入控除税額報告): due also where it comes to 0, with which of three outcomes."""

    done_days = ("reported_on", "filed_on")

    case = models.OneToOneField(
        Case,
        models.PROTECT,
        verbose_name="案件",
        related_name="input_tax_report",
        error_messages={"unique": "この案件の報告はすでに登録されています。その報告を開いて直してください。"},
    )
    reported_on = models.DateField("提出日")
    fiscal_year = fiscal_year_column("reported_on")
    filed_on = models.DateField("消費税の確定申告日", null=True, blank=True)
    status = models.CharField("課税方式", max_length=10, choices=TaxStatus.choices)
    gross = YenField("税込みの補助対象経費(円)", default=0, help_text="標準税率の分")
    rate = models.PositiveSmallIntegerField("標準税率(%)", default=10)
    reduced_gross = YenField("うち軽減税率8%の補助対象経費(円)", default=0, help_text="上の額とは別に、税込みで")
    deduction = models.CharField("控除の方式", max_length=12, choices=Deduction.choices, blank=True)
    ratio = models.DecimalField(
        "課税売上割合(%)", max_digits=5, decimal_places=2, null=True, blank=True, help_text="一括比例配分方式のとき"
    )
    deductible = YenField("控除できた税額(円)", null=True, blank=True, help_text="個別対応方式のとき")
    outcome = models.CharField("結果", max_length=6, choices=TaxOutcome.choices)
    amount = YenField("返還額(円)", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "仕入控除税額報告"
        ordering = ["-reported_on", "-pk"]
        constraints = [
            known_values("input_tax_status_known", "status", TaxStatus),
            known_values("input_tax_deduction_known", "deduction", Deduction, blank=True),
            models.CheckConstraint(
                name="input_tax_outcome_says_amount",
                condition=Q(outcome__in=[TaxOutcome.NET, TaxOutcome.STATUS], amount=0)
                | Q(outcome=TaxOutcome.AMOUNT, amount__gte=0),
            ),
            models.CheckConstraint(
                name="input_tax_ratio_of_a_hundred",
                condition=Q(ratio__isnull=True) | Q(ratio__gte=0, ratio__lte=100),
                violation_error_message="課税売上割合は0から100で入れてください。",
            ),
            *(
                not_negative(f"input_tax_{name}_not_negative", name)
                for name in ("gross", "reduced_gross", "deductible")
            ),
        ]

    def __str__(self) -> str:
        return f"仕入控除税額報告 {self.case}"


@tracked
class Demand(Due):
    """What a firm is told to give back after the settlement (納付の通知), for which of three causes; a row for each part it is paid in."""

    done_days = ("demanded_on", "paid_on")

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="grant_demands")
    cause = models.CharField("理由", max_length=10, choices=Cause.choices)
    demanded_on = models.DateField("通知日")
    amount = YenField("金額(円)", blank=True, help_text="空欄なら、まだ通知していない額のすべて")
    outcome_report = models.ForeignKey(
        OutcomeReport, models.PROTECT, verbose_name="事業化状況報告", null=True, blank=True, related_name="demands"
    )
    disposal = models.ForeignKey(
        Disposal, models.PROTECT, verbose_name="財産処分", null=True, blank=True, related_name="demands"
    )
    note = models.CharField("備考", max_length=200, blank=True)
    fiscal_year = fiscal_year_column("paid_on", "納付の年度")

    class Meta(Due.Meta):
        verbose_name = verbose_name_plural = "納付の通知"
        constraints = [
            *Due.Meta.constraints,
            known_values("demand_cause_known", "cause", Cause),
            models.CheckConstraint(
                name="demand_of_its_cause",
                condition=Q(cause=Cause.INCOME, disposal__isnull=True)
                | Q(cause=Cause.INPUT_TAX, disposal__isnull=True, outcome_report__isnull=True)
                | Q(cause=Cause.DISPOSAL, outcome_report__isnull=True),
                violation_error_message="理由と、もとになる報告・財産処分が合いません。",
            ),
            ends_after_start("demand_due_after_it_is_told", start="demanded_on", end="due_on"),
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()} {yen_text(self.amount)} {format_date(self.due_on)}まで"


@tracked
class FunderYear(Record):
    """What the centre tells the prefecture of a programme's year (県への実績報告): its own cost beside what was settled for the firms."""

    done_days = ("reported_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="funder_years")
    fiscal_year = FiscalYearField("年度")
    granted = YenField("県の交付決定額(円)", null=True, blank=True)
    received = YenField("概算払で受けた額(円)", default=0)
    administration = YenField("センターの事務費(円)", default=0)
    reported_on = models.DateField("報告日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "県への実績報告"
        ordering = ["-fiscal_year", "programme"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "fiscal_year"],
                name="funder_year_once",
                violation_error_message="この事業・年度の実績報告はすでにあります。それを開いて直してください。",
            ),
            *(not_negative(f"funder_{name}_not_negative", name) for name in ("granted", "received", "administration")),
        ]

    def __str__(self) -> str:
        return f"{self.programme} {fiscal_year_label(self.fiscal_year)}"


@tracked
class FunderReturn(Record):
    """What a firm gave back goes up to the prefecture (県への返納), linked to what the firm paid: a repayment, or a demand."""

    done_days = ("passed_on",)

    year = models.ForeignKey(FunderYear, models.PROTECT, verbose_name="県への実績報告", related_name="returns")
    repaid = models.OneToOneField(
        Decision, models.PROTECT, verbose_name="返還", null=True, blank=True, related_name="+"
    )
    demand = models.OneToOneField(Demand, models.PROTECT, verbose_name="納付", null=True, blank=True, related_name="+")
    amount = YenField("返納額(円)")
    passed_on = models.DateField("返納日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "県への返納"
        ordering = ["year", "pk"]
        constraints = [
            not_negative("funder_return_not_negative", "amount"),
            models.CheckConstraint(
                name="funder_return_of_one",
                condition=Q(repaid__isnull=False, demand__isnull=True) | Q(repaid__isnull=True, demand__isnull=False),
                violation_error_message="企業からの返還か納付の、どちらか一つを選んでください。",
            ),
        ]

    def __str__(self) -> str:
        return f"県への返納 {self.amount:,}円"
