"""The plan of a succession (事業承継計画): its year grid, version by version; and the days that laws set."""

from django.db import models
from django.db.models import Q

from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.fields import FiscalYearField, YenField
from banso.core.fiscal import fiscal_year_label
from banso.core.models import Record
from banso.core.trail import tracked

from ..choices import Scheme
from .tracks import Track


@tracked
class PlanVersion(Record):
    """One version of a succession plan. It is never rewritten: what changes is a further version, with the reason."""

    done_days = ("made_on",)

    track = models.ForeignKey(Track, models.PROTECT, verbose_name="事業承継の支援", related_name="plans")
    version = models.PositiveSmallIntegerField("版", editable=False)
    made_on = models.DateField("作成日")
    reason = models.CharField("変更の理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事業承継計画"
        ordering = ["track", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["track", "version"],
                name="succession_plan_version_once",
                violation_error_message="同じ版がすでにあります。画面を開き直して、最新の版から直してください。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.track} 第{self.version}版"


@tracked
class PlanYear(Record):
    """One year of a plan's grid (計画表): sales in yen, who is what at which age with how many of the shares, what is learnt, guaranteed and owned."""

    plan = models.ForeignKey(PlanVersion, models.PROTECT, verbose_name="事業承継計画", related_name="years")
    fiscal_year = FiscalYearField("年度")
    sales = YenField("売上高(円)", null=True, blank=True)
    head_role = models.CharField("代表者の役職", max_length=40, blank=True)
    head_age = models.PositiveSmallIntegerField("代表者の年齢", null=True, blank=True)
    head_share = models.DecimalField("代表者の株式(%)", max_digits=5, decimal_places=2, null=True, blank=True)
    heir_role = models.CharField("後継者の役職", max_length=40, blank=True)
    heir_age = models.PositiveSmallIntegerField("後継者の年齢", null=True, blank=True)
    heir_share = models.DecimalField("後継者の株式(%)", max_digits=5, decimal_places=2, null=True, blank=True)
    training = models.CharField("後継者の教育", max_length=120, blank=True)
    guarantee = models.CharField("経営者保証", max_length=120, blank=True)
    assets = models.CharField("事業用資産", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "事業承継計画の年度"
        ordering = ["plan", "fiscal_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "fiscal_year"],
                name="succession_plan_year_once",
                violation_error_message="同じ年度が2度書かれています。",
            ),
            models.CheckConstraint(
                name="succession_plan_shares",
                condition=(Q(head_share=None) | Q(head_share__gte=0, head_share__lte=100))
                & (Q(heir_share=None) | Q(heir_share__gte=0, heir_share__lte=100))
                & (Q(head_share=None) | Q(heir_share=None) | Q(head_share__lte=100 - models.F("heir_share"))),
                violation_error_message="株式の割合は、代表者と後継者を合わせて100パーセントまでにしてください。",
            ),
        ]

    def __str__(self) -> str:
        return fiscal_year_label(self.fiscal_year)


@tracked
class LawDay(Record):
    """A day that a law sets for successions (法令の期限), as it was known on a day: such days move, and each move is a further row."""

    done_days = ("checked_on",)

    code = models.SlugField("期限コード", max_length=40)
    label = models.CharField("期限", max_length=80)
    scheme = models.CharField("事業承継税制", max_length=10, choices=Scheme.choices)
    due_on = models.DateField("期限の日")
    known_from = models.DateField("いつからの定めか")
    source = models.CharField("出典", max_length=200)
    checked_on = models.DateField("確かめた日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "法令の期限"
        ordering = ["code", "-known_from"]
        constraints = [
            known_values("law_day_known_scheme", "scheme", Scheme),
            models.UniqueConstraint(
                fields=["code", "known_from"],
                name="law_day_once",
                violation_error_message="同じ期限の同じ日からの定めが、すでにあります。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {format_date(self.due_on)}"
