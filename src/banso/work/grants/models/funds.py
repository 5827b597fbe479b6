"""基金: what finances a programme's grants from money set aside once: who contributed, what it earned, what was taken from it; and what is to be
returned when a founder who moved here leaves early.
"""

from django.db import models
from django.db.models import F, Q

from banso.core.constraints import ends_after_start, known_values
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Organisation, Programme

from ..choices import FundEntryKind, FundKind, LeavingEvent
from ..fields import RateField


@tracked
class Fund(Record):
    """A fund (基金) from which the grants of a programme are paid: from its capital too (取崩し型), or from what it earns alone (運用型)."""

    done_days = ("founded_on",)

    programme = models.OneToOneField(Programme, models.PROTECT, verbose_name="事業", related_name="fund")
    name = models.CharField("基金の名称", max_length=80)
    kind = models.CharField("種類", max_length=8, choices=FundKind.choices)
    founded_on = models.DateField("造成日")
    matures_on = models.DateField("満了日", null=True, blank=True, help_text="造成の期間が終わる日。残りは拠出者に返す")

    class Meta:
        verbose_name = verbose_name_plural = "基金"
        ordering = ["programme"]
        constraints = [
            known_values("fund_known_kind", "kind", FundKind),
            ends_after_start("fund_matures_after_founding", start="founded_on", end="matures_on"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class FundEntry(Record):
    """One line of a fund's ledger: a contribution, what it earned, a fee, or what went back to a contributor. Grants are no lines: they are counted."""

    done_days = ("on",)

    fund = models.ForeignKey(Fund, models.PROTECT, verbose_name="基金", related_name="entries")
    on = models.DateField("日付")
    fiscal_year = fiscal_year_column("on")
    kind = models.CharField("種類", max_length=12, choices=FundEntryKind.choices)
    amount = YenField("金額(円)")
    contributor = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="拠出者", null=True, blank=True, related_name="+"
    )
    note = models.CharField("摘要", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "基金の出納"
        ordering = ["fund", "on", "pk"]
        constraints = [
            known_values("fund_entry_known_kind", "kind", FundEntryKind),
            models.CheckConstraint(
                name="fund_entry_positive",
                condition=Q(amount__gt=0),
                violation_error_message="金額は1円以上で入れてください。",
            ),
            models.CheckConstraint(
                name="fund_entry_whose",
                condition=Q(kind__in=("contribution", "returned"), contributor__isnull=False)
                | Q(kind__in=("income", "fee"), contributor__isnull=True),
                violation_error_message="拠出と返還には拠出者を選んでください。運用益と経費には選びません。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {format_date(self.on)}"


@tracked
class LeavingRule(Record):
    """What share of a grant is to be returned when something happens within some months (返還の割合): one row of a programme's table.

    The months are counted from the day the grant was applied for. `to_included` says whether the last of them reaches to the end of the
    anniversary itself, or only to its eve.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="leaving_rules")
    event = models.CharField("起きたこと", max_length=12, choices=LeavingEvent.choices)
    from_months = models.PositiveSmallIntegerField("何か月から", default=0, help_text="応当日を含む")
    to_months = models.PositiveSmallIntegerField("何か月まで", null=True, blank=True, help_text="空欄は終わりなし")
    to_included = models.BooleanField("終わりの応当日を含む", default=False)
    share = RateField("返還の割合", help_text="全額は 1、半額は 1/2")

    class Meta:
        verbose_name = verbose_name_plural = "返還の割合"
        ordering = ["programme", "event", "from_months"]
        constraints = [
            known_values("leaving_rule_known_event", "event", LeavingEvent),
            models.CheckConstraint(
                name="leaving_rule_in_order",
                condition=Q(to_months__isnull=True) | Q(to_months__gt=F("from_months")),
                violation_error_message="「何か月まで」は「何か月から」より大きくしてください。",
            ),
            models.UniqueConstraint(
                fields=["programme", "event", "from_months"],
                name="leaving_rule_once",
                violation_error_message="同じ月から始まる行が、すでにあります。",
            ),
        ]

    def __str__(self) -> str:
        until = f"{self.to_months}か月まで" if self.to_months else ""
        return f"{self.get_event_display()} {self.from_months}か月から{until} {self.share}"
