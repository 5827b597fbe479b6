"""取引の相談: a complaint about trade (かけこみ寺), the law in force when the order was placed, and the steps of its case.

The opponent is a party of the case. Nothing of a complaint stands in the opponent's history.
"""

from django.db import models
from django.db.models import Q

from banso.cases.models import Case, Step, step_triggers
from banso.core.constraints import ends_after_start, known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Expert, Organisation

from .choices import (
    CLOSING,
    Answer,
    Basis,
    ComplaintStepCode,
    Conflict,
    Division,
    Ended,
    Matter,
    Means,
    Order,
    Paid,
    Retaliation,
    Side,
    Verdict,
)


@tracked
class Law(Record):
    """A law of trade (取引の法令) for orders placed within a period: 下請法 until the end of 2025, 取適法 from 2026 on.

    `division` is the kind of complaint under which the report counts it. Where it was read and on which day is part of the row.
    """

    done_days = ("checked_on",)

    code = models.SlugField("法令コード", max_length=40)
    name = models.CharField("法令", max_length=80)
    division = models.CharField("区分", max_length=20, choices=Division.choices)
    orders_from = models.DateField("発注日(始)")
    orders_until = models.DateField("発注日(終)", null=True, blank=True)
    source = models.CharField("出典", max_length=200, blank=True)
    checked_on = models.DateField("確かめた日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "取引の法令"
        ordering = ["-orders_from", "code"]
        constraints = [
            known_values("law_known_division", "division", Division),
            ends_after_start("law_ends_after_start", start="orders_from", end="orders_until"),
            models.UniqueConstraint(
                fields=["code", "orders_from"],
                name="law_once_from_a_day",
                violation_error_message="同じ法令コードで、同じ日からの法令がすでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class LawTest(Record):
    """One test of a law (適用基準): for this kind of order it applies where the buyer is `over` the number and the supplier at `most` it.

    A kind of order without any test needs none (建設工事). The number is yen of capital or persons employed, by `basis`.
    """

    law = models.ForeignKey(Law, models.CASCADE, verbose_name="法令", related_name="tests")
    order = models.CharField("取引の種類", max_length=20, choices=Order.choices)
    basis = models.CharField("基準", max_length=10, choices=Basis.choices, blank=True)
    over = models.BigIntegerField("発注側がこれを超える", null=True, blank=True)
    most = models.BigIntegerField("受注側がこれ以下", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "法令の適用基準"
        ordering = ["law", "order", "basis", "-over"]
        constraints = [
            known_values("law_test_known_order", "order", Order),
            known_values("law_test_known_basis", "basis", Basis, blank=True),
            models.CheckConstraint(
                name="law_test_whole_or_none",
                condition=Q(basis="", over=None, most=None)
                | ~Q(basis="") & Q(over__isnull=False, over__gte=0, most__isnull=False, most__gte=0),
                violation_error_message="基準を選んだときは、発注側と受注側の数を0以上で入れてください。基準がないときは、どちらも空けてください。",
            ),
            models.UniqueConstraint(
                fields=["law", "order", "basis", "over"],
                name="law_test_once",
                nulls_distinct=False,
                violation_error_message="同じ取引の種類と基準の行が、すでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law} {self.get_order_display()}"


@tracked
class Complaint(Record):
    """A complaint about trade: what happened, under which kind of order, placed when, between firms of what size.

    `law`, `verdict` and `division` follow from these by the law in force on the day of the order (:mod:`.law`); `division_said` is
    what the adviser says instead, with the reason. Someone who gives no name is the case's `alias`.
    """

    done_days = ("ordered_on",)

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="complaint")
    means = models.CharField("受付方法", max_length=10, choices=Means.choices)
    anonymous = models.BooleanField(
        "匿名で受付", default=False, help_text="名前を伏せて相談する人。企業と個人は空けたままにする"
    )
    side = models.CharField("相談者の立場", max_length=10, choices=Side.choices, default=Side.SUPPLIER)
    matter = models.CharField("相談の内容", max_length=20, choices=Matter.choices)
    second_matter = models.CharField("相談の内容(2)", max_length=20, choices=Matter.choices, blank=True)
    order = models.CharField("取引の種類", max_length=20, choices=Order.choices)
    ordered_on = models.DateField(
        "発注日", null=True, blank=True, help_text="適用される法令は、相談の日でなく発注日で決まる"
    )
    buyer_capital = YenField("発注側の資本金(円)", null=True, blank=True)
    buyer_employees = models.PositiveIntegerField("発注側の従業員数(人)", null=True, blank=True)
    supplier_capital = YenField("受注側の資本金(円)", null=True, blank=True, help_text="個人事業主は0円とする")
    supplier_employees = models.PositiveIntegerField("受注側の従業員数(人)", null=True, blank=True)
    amount = YenField("問題になっている金額(円)", null=True, blank=True)
    division_said = models.CharField(
        "区分(相談員の判断)", max_length=20, choices=Division.choices, blank=True, help_text="法令の判定と違うときだけ"
    )
    reason = models.CharField("判断の理由", max_length=200, blank=True)
    law = models.ForeignKey(
        Law, models.PROTECT, verbose_name="発注日の法令", null=True, blank=True, editable=False, related_name="+"
    )
    verdict = models.CharField(
        "法令の適用", max_length=10, choices=Verdict.choices, default=Verdict.OPEN, editable=False
    )
    division = models.CharField("区分", max_length=20, choices=Division.choices, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "取引の相談"
        ordering = ["-pk"]
        constraints = [
            known_values("complaint_known_means", "means", Means),
            known_values("complaint_known_side", "side", Side),
            known_values("complaint_known_matter", "matter", Matter),
            known_values("complaint_known_second_matter", "second_matter", Matter, blank=True),
            known_values("complaint_known_order", "order", Order),
            known_values("complaint_known_division_said", "division_said", Division, blank=True),
            known_values("complaint_known_verdict", "verdict", Verdict),
            known_values("complaint_known_division", "division", Division, blank=True),
            models.CheckConstraint(
                name="complaint_says_why",
                condition=Q(division_said="") | ~Q(reason=""),
                violation_error_message="区分を相談員が判断したときは、その理由を入れてください。",
            ),
            *(
                not_negative(f"complaint_{name}_not_negative", name)
                for name in ("buyer_capital", "supplier_capital", "amount")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case.whose} {self.get_matter_display()}"

    @property
    def nameless(self) -> bool:
        """Whether nobody knows yet who called."""
        return not self.case.company_id and not self.case.person_id


@tracked
class ComplaintStep(Step):
    """One step of a complaint: advice, the lawyer, who it was referred to, the mediation, and the calls after its end.

    Each fills in the columns that are its own.
    """

    step = models.CharField("手続", max_length=20, choices=ComplaintStepCode.choices)
    advice = models.TextField("助言の内容", blank=True)
    lawyer = models.ForeignKey(Expert, models.PROTECT, verbose_name="弁護士", null=True, blank=True)
    conflict = models.CharField("利害関係の確認", max_length=10, choices=Conflict.choices, blank=True)
    to = models.ForeignKey(Organisation, models.PROTECT, verbose_name="取次・紹介先", null=True, blank=True)
    named = models.BooleanField("相談者の名前を伝える", default=False)
    answer = models.CharField("取次先の回答", max_length=10, choices=Answer.choices, blank=True)
    number = models.CharField("申立ての番号", max_length=40, blank=True)
    ended = models.CharField("結果", max_length=12, choices=Ended.choices, blank=True)
    paid = models.CharField("支払の状況", max_length=10, choices=Paid.choices, blank=True)
    retaliation = models.CharField("報復", max_length=10, choices=Retaliation.choices, blank=True)
    amount = YenField("支払われた・和解した額(円)", null=True, blank=True)

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "取引の相談の手続"
        indexes = [models.Index(fields=["step", "fiscal_year"], name="complaint_step_figures")]
        constraints = [
            *Step.Meta.constraints,
            known_values("complaint_step_known", "step", ComplaintStepCode),
            known_values("complaint_step_conflict_known", "conflict", Conflict, blank=True),
            known_values("complaint_step_answer_known", "answer", Answer, blank=True),
            known_values("complaint_step_ended_known", "ended", Ended, blank=True),
            known_values("complaint_step_paid_known", "paid", Paid, blank=True),
            known_values("complaint_step_retaliation_known", "retaliation", Retaliation, blank=True),
            not_negative("complaint_step_amount_not_negative", "amount"),
        ]
        triggers = step_triggers(closing=CLOSING)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {format_date(self.taken_on)}"
