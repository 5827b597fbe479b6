"""表彰の候補: who was put forward for a prize, and the steps from there to the day it is given and the years after."""

from django.db import models

from banso.cases.models import Case, Step, step_triggers
from banso.core.constraints import known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked

from ..choices import CLOSING, AwardStepCode, Route
from .gatherings import Session


@tracked
class Nomination(Record):
    """A company put forward for a prize in one division (部門), by itself or by someone else, and what for."""

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="案件", related_name="nomination")
    division = models.CharField("部門", max_length=60)
    theme = models.CharField("取組の名称", max_length=120)
    route = models.CharField("応募の方法", max_length=10, choices=Route.choices, default=Route.OWN)
    nominator = models.CharField("推薦者", max_length=120, blank=True, help_text="推薦のとき。機関名と氏名")
    statement = models.TextField("取組の内容と成果", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "表彰の候補"
        ordering = ["-pk"]
        constraints = [
            known_values("nomination_known_route", "route", Route),
            models.CheckConstraint(
                name="nomination_says_by_whom",
                condition=~models.Q(route=Route.NAMED) | ~models.Q(nominator=""),
                violation_error_message="推薦のときは、推薦者を入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.case.whose}"


@tracked
class AwardStep(Step):
    """One step of a nomination: from its papers to the prize and to what became of the winner, year by year.

    Each fills in the columns that are its own. What a winner does not answer in a year stays empty: nothing is carried over.
    """

    step = models.CharField("手続", max_length=20, choices=AwardStepCode.choices)
    announced_on = models.DateField("公表日", null=True, blank=True, help_text="この日より前は、外に出さない")
    session = models.ForeignKey(
        Session, models.PROTECT, verbose_name="表彰する催し", null=True, blank=True, related_name="+"
    )
    sales = YenField("売上高(円)", null=True, blank=True)
    employees = models.PositiveIntegerField("従業員数(名)", null=True, blank=True)
    products = models.TextField("新しい商品・サービス", blank=True)
    press = models.TextField("報道・取材", blank=True)
    prizes = models.TextField("そのほかの受賞", blank=True)

    class Meta(Step.Meta):
        verbose_name = verbose_name_plural = "表彰の手続"
        indexes = [models.Index(fields=["step", "fiscal_year"], name="award_step_figures")]
        constraints = [
            *Step.Meta.constraints,
            known_values("award_step_known", "step", AwardStepCode),
            not_negative("award_step_sales_not_negative", "sales"),
        ]
        triggers = step_triggers(closing=CLOSING)

    def __str__(self) -> str:
        return f"{self.get_step_display()} {format_date(self.taken_on)}"
