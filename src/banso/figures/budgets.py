"""Budgets and what became of them (予算・決算), line by line."""

from django.db import models

from banso.core.constraints import known_values, not_negative
from banso.core.fields import FiscalYearField, YenField
from banso.core.fiscal import fiscal_year_label
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Programme
from banso.registers.walls import open_to_all


class BudgetSide(models.TextChoices):
    """On which side of a budget a line stands."""

    INCOME = "income", "収入"
    EXPENSE = "expense", "支出"


@open_to_all("事業ごとの予算と決算は公表するもので、どの記録も指さない")
@tracked
class BudgetLine(Record):
    """A line (科目) of a programme's budget in a fiscal year, and what became of it (予算・決算). In yen; no result before the accounts are closed."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    fiscal_year = FiscalYearField("年度", help_text="令和6年度、R6、2024 のように")
    side = models.CharField("収支", max_length=8, choices=BudgetSide, default=BudgetSide.EXPENSE)
    item = models.CharField("科目", max_length=80)
    budget = YenField("予算額(円)", help_text="補正があれば補正後の額")
    result = YenField("決算額(円)", null=True, blank=True, help_text="決算が済むまでは空欄にします。")

    class Meta:
        verbose_name = verbose_name_plural = "予算・決算"
        ordering = ["-fiscal_year", "programme", "side", "pk"]
        constraints = [
            known_values("budget_known_side", "side", BudgetSide),
            models.UniqueConstraint(
                fields=["programme", "fiscal_year", "side", "item"],
                name="budget_line_once",
                violation_error_message="この事業・年度のこの科目はすでに登録されています。",
            ),
            not_negative("budget_not_negative", "budget"),
            not_negative("budget_result_not_negative", "result"),
        ]

    def __str__(self) -> str:
        return f"{fiscal_year_label(self.fiscal_year)} {self.get_side_display()} {self.item}"
