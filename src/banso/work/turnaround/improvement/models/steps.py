"""The steps of an improvement plan."""

from django.db import models
from django.db.models import Q

from banso.cases.models import Step, step_triggers
from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.trail import tracked
from banso.registers.models import Organisation

from ..choices import CLOSING, FollowKind, PlanStepCode, Proof

MONEY = (
    "dd_cost", "plan_cost", "talks_cost", "follow_cost", "invoiced", "other_aid", "share_paid", "share_withheld", "eligible", "granted",
    "paid_now", "held_back", "amount",
)  # fmt: skip


@tracked
class PlanStep(Step):
    """One step of an improvement plan. Each fills in the columns that are its own; amounts are yen.

    The costs are the estimates accepted line by line, `eligible` to `held_back` what a decision of payment comes to: worked out, typed by nobody.
    `claim` is the claim that was decided or paid.
    """

    step = models.CharField("手続", max_length=16, choices=PlanStepCode.choices)
    dd_cost = YenField("DD費用の見積(円)", null=True, blank=True, editable=False)
    plan_cost = YenField("計画策定費用の見積(円)", null=True, blank=True, editable=False)
    talks_cost = YenField("金融機関交渉費用の見積(円)", null=True, blank=True, editable=False)
    follow_cost = YenField("伴走支援費用の見積(円)", null=True, blank=True, editable=False)
    work_from = models.DateField("業務を始めた日", null=True, blank=True, help_text="従事時間管理表の最初の日")
    invoiced = YenField("請求額(円、税込み)", null=True, blank=True, help_text="認定支援機関の請求書の総額")
    other_aid = YenField(
        "同じ費用へのほかの補助(円)", null=True, blank=True, help_text="信用保証協会の補助など。なければ空欄"
    )
    proof = models.CharField("自己負担分の支払の証拠", max_length=10, choices=Proof.choices, blank=True)
    share_paid = YenField("控えに出ている振込額(円)", null=True, blank=True)
    share_withheld = YenField("源泉徴収した額(円)", null=True, blank=True, help_text="個人の認定支援機関のとき")
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
    met = models.CharField("金融機関の担当者", max_length=60, blank=True)
    planned_sales = YenField("売上高の計画(円)", null=True, blank=True)
    actual_sales = YenField("売上高の実績(円)", null=True, blank=True)
    planned_profit = YenField("経常利益の計画(円)", null=True, blank=True)
    actual_profit = YenField("経常利益の実績(円)", null=True, blank=True)
    report = models.TextField("伴走支援の内容", blank=True)
    eligible = YenField("対象になる費用(円)", null=True, blank=True, editable=False)
    granted = YenField("支払を認める額(円)", null=True, blank=True, editable=False)
    paid_now = YenField("今回支払う額(円)", null=True, blank=True, editable=False)
    held_back = YenField("初回の伴走支援のあとに支払う額(円)", null=True, blank=True, editable=False)
    amount = YenField("金額(円)", null=True, blank=True)
    claim = models.ForeignKey(
        "turnaround.Receipt",
        models.PROTECT,
        verbose_name="もとの申請",
        null=True,
        blank=True,
        editable=False,
        related_name="decisions",
    )

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "経営改善計画の手続"
        indexes = [models.Index(fields=["step", "fiscal_year"], name="plan_step_figures")]
        constraints = [
            *Step.Meta.constraints,
            known_values("plan_step_known", "step", PlanStepCode),
            known_values("plan_step_known_proof", "proof", Proof, blank=True),
            known_values("plan_step_known_kind", "kind", FollowKind, blank=True),
            models.CheckConstraint(
                name="plan_step_money_not_below_zero",
                condition=Q(*[Q(**{name: None}) | Q(**{f"{name}__gte": 0}) for name in MONEY]),
                violation_error_message="金額は0円以上で入れてください。",
            ),
            models.CheckConstraint(
                name="plan_step_never_above_cost",
                condition=Q(granted=None) | Q(granted__lte=models.F("eligible")),
                violation_error_message="支払を認める額が、対象になる費用を超えます。",
            ),
        ]
        triggers = step_triggers(closing=CLOSING)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {format_date(self.taken_on)}"
