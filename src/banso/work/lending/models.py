"""債権管理: loans and leases still being collected."""

from django.db import models

from banso.core.constraints import ends_after_start, not_negative
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Programme


@tracked
class Contract(Record):
    """A loan or instalment contract, under management from the day it was made until it is settled."""

    done_days = ("made_on", "settled_on")

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="contracts")
    number = models.CharField("契約番号", max_length=20, unique=True)
    made_on = models.DateField("契約日")
    settled_on = models.DateField("完済日", null=True, blank=True, help_text="この日の前日まで管理中として数える")
    managed_until = models.GeneratedField(
        expression=models.Func("settled_on", template="(%(expressions)s - 1)", output_field=models.DateField()),
        output_field=models.DateField("管理終了日"),
        db_persist=True,
    )
    principal = YenField("元金(円)")

    class Meta:
        verbose_name = verbose_name_plural = "債権"
        ordering = ["programme", "number"]
        indexes = [models.Index(fields=["programme", "made_on"], name="contract_figures")]
        constraints = [
            ends_after_start("contract_settled_after_made", start="made_on", end="settled_on"),
            not_negative("contract_principal_not_negative", "principal"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.company}"
