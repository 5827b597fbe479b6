"""What a grantee reports: how far the spending is on a day (遂行状況), and at the end what was done (実績報告)."""

from django.db import models
from django.db.models import Q

from banso.core.constraints import not_negative
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked

from .applications import Decision
from .budgets import CostCategory


@tracked
class ProgressReport(Record):
    """How far the spending was on a base day (遂行状況報告), as the expenses said when it was reported."""

    done_days = ("base_on",)

    decision = models.OneToOneField(Decision, models.PROTECT, verbose_name="遂行状況報告", related_name="progress")
    base_on = models.DateField("基準日")

    class Meta:
        verbose_name = verbose_name_plural = "遂行状況"
        ordering = ["decision"]

    def __str__(self) -> str:
        return f"遂行状況 {self.decision}"


@tracked
class ProgressLine(Record):
    """One category of a report on the way: planned, and of that ordered, delivered and paid by the base day."""

    report = models.ForeignKey(ProgressReport, models.CASCADE, verbose_name="遂行状況", related_name="lines")
    category = models.ForeignKey(CostCategory, models.PROTECT, verbose_name="経費区分", related_name="+")
    planned = YenField("計画額(円)")
    ordered = YenField("発注済額(円)")
    delivered = YenField("納品済額(円)")
    paid = YenField("支払済額(円)")

    class Meta:
        verbose_name = verbose_name_plural = "遂行状況の経費区分"
        ordering = ["report", "category"]
        constraints = [
            models.UniqueConstraint(fields=["report", "category"], name="progress_category_once"),
            *(
                not_negative(f"progress_{name}_not_negative", name)
                for name in ("planned", "ordered", "delivered", "paid")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.category}"


@tracked
class FinalReport(Record):
    """What was done with a grant (実績報告の内容) and where the money came from (収支決算の収入), as the grantee reported it."""

    decision = models.OneToOneField(Decision, models.PROTECT, verbose_name="実績報告", related_name="final")
    done = models.TextField("実施内容", max_length=4000, help_text="計画に書いたことと比べて、何を行ったか")
    results = models.TextField("成果", max_length=4000, help_text="数と単位で。例: 生産量 月120個→180個")
    outlook = models.TextField("効果と今後", max_length=4000, blank=True)
    own = YenField("自己資金(円)", default=0)
    borrowed = YenField("借入金(円)", default=0)
    other = YenField("その他の収入(円)", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "実績報告の内容"
        ordering = ["decision"]
        constraints = [
            *(not_negative(f"final_{name}_not_negative", name) for name in ("own", "borrowed", "other")),
            models.CheckConstraint(
                name="final_results_in_numbers",
                condition=Q(results__regex=r"[0-9０-９]"),
                violation_error_message="成果は、数と単位を入れて書いてください。例: 来客数 月200人→260人",
            ),
        ]

    def __str__(self) -> str:
        return f"実績報告の内容 {self.decision}"
