"""What belongs to a version of the plan, to a bank meeting, and to the team: years in figures, contents, attendance, experts."""

from django.db import models
from django.db.models import Q

from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Expert

from ..choices import ExpertRole, PlanItem
from .case import CouncilCase, CouncilStep
from .creditors import Creditor

LAST_YEAR = 15


@tracked
class PlanYear(Record):
    """One business year of a plan in figures. `nth` 0 is the last closed year, 1 the first that begins after the plan takes effect."""

    plan = models.ForeignKey(CouncilStep, models.PROTECT, verbose_name="計画案", related_name="years")
    nth = models.PositiveSmallIntegerField("計画年度")
    ends_on = models.DateField("決算期末", null=True, blank=True)
    sales = YenField("売上高(円)", null=True, blank=True)
    profit = YenField("経常利益(円)", null=True, blank=True)
    net_assets = YenField("実質純資産(円)", null=True, blank=True)
    debt = YenField("有利子負債(円)", null=True, blank=True)
    cash_flow = YenField("キャッシュフロー(円)", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "計画の年度ごとの数値"
        ordering = ["plan", "nth"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "nth"], name="plan_year_once"),
            models.CheckConstraint(name="plan_year_within", condition=Q(nth__lte=LAST_YEAR)),
        ]

    def __str__(self) -> str:
        return f"計画{self.nth}年目" if self.nth else "計画前の決算"


@tracked
class PlanCheck(Record):
    """Whether a plan says what it has to (計画の記載事項): one item looked for and found, or why it is not needed."""

    plan = models.ForeignKey(CouncilStep, models.PROTECT, verbose_name="計画案", related_name="checks")
    item = models.CharField("記載事項", max_length=16, choices=PlanItem.choices)
    found = models.BooleanField("記載がある", default=False)
    note = models.CharField("備考", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "計画の記載事項の確認"
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "item"], name="plan_check_once"),
            known_values("plan_check_known_item", "item", PlanItem),
        ]

    def __str__(self) -> str:
        return self.get_item_display()


@tracked
class Attendance(Record):
    """A creditor at a bank meeting: invited, there or not, by whom, and which papers it was shown (資料の版)."""

    meeting = models.ForeignKey(
        CouncilStep, models.PROTECT, verbose_name="バンクミーティング", related_name="attendances"
    )
    creditor = models.ForeignKey(Creditor, models.PROTECT, verbose_name="債権者", related_name="attendances")
    present = models.BooleanField("出席", default=False)
    who = models.CharField("出席者", max_length=120, blank=True)
    shown = models.CharField("示した資料と版", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "バンクミーティングの出席"
        ordering = ["meeting", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "creditor"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.creditor} {'出席' if self.present else '欠席'}"


@tracked
class ExpertCommission(Record):
    """An outside expert in the team of one case (外部専門家の委嘱). Without both statements the expert works on nothing."""

    done_days = ("asked_on", "accepted_on", "no_conflict_on", "secrecy_on", "ended_on")

    council = models.ForeignKey(CouncilCase, models.PROTECT, verbose_name="支援案件", related_name="commissions")
    expert = models.ForeignKey(Expert, models.PROTECT, verbose_name="専門家", related_name="+")
    role = models.CharField("役割", max_length=12, choices=ExpertRole.choices)
    asked_on = models.DateField("委嘱を依頼した日")
    accepted_on = models.DateField("承諾の日", null=True, blank=True)
    no_conflict_on = models.DateField("利害関係がない旨の書面の日", null=True, blank=True)
    secrecy_on = models.DateField("守秘誓約書の日", null=True, blank=True)
    ended_on = models.DateField("委嘱を終えた日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "専門家の委嘱"
        ordering = ["council", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "expert", "role"],
                condition=Q(ended_on=None),
                name="commission_once",
                violation_error_message="この専門家は、同じ役割ですでに委嘱しています。",
            ),
            known_values("commission_known_role", "role", ExpertRole),
            models.CheckConstraint(
                name="commission_ends_after_it_began",
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("asked_on")),
                violation_error_message="委嘱を終えた日が、依頼した日より前です。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.expert}"

    @property
    def lacking(self) -> list[str]:
        """What has not come in yet, in words."""
        papers = (
            ("accepted_on", "委嘱の承諾"),
            ("no_conflict_on", "利害関係がない旨の書面"),
            ("secrecy_on", "守秘誓約書"),
        )
        return [name for column, name in papers if getattr(self, column) is None]

    @property
    def since(self) -> str:
        return format_date(self.asked_on)
