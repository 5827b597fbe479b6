"""Terms (取扱条件): which steps a programme uses, its deadlines, approvals, reminders and forms, by year of acceptance."""

import pgtrigger
from django.db import models

from banso.core.constraints import json_of
from banso.core.fields import FiscalYearField
from banso.core.fiscal import fiscal_year_label
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Programme
from banso.registers.walls import open_to_all

NEGATIVE_VALUES = '$.values.** ? (@.type() == "number" && @ < 0)'  # fees and numbers of times that money is paid by


@open_to_all("事業の取扱い(手続・期限・様式)は要領として公表する")
@tracked
class Terms(Record):
    """The terms of one procedure in one programme, for cases accepted in one fiscal year.

    They are never rewritten: a change is a new version, and a case keeps the one it was accepted under for ever. What
    `content` may say is checked by the procedure it belongs to (:mod:`banso.procedures.terms`).
    """

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="terms")
    procedure = models.CharField("手続", max_length=40)
    fiscal_year = FiscalYearField("受付年度")
    version = models.PositiveSmallIntegerField("版", default=1)
    content = models.JSONField("内容", default=dict)
    reason = models.CharField("変更の理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "取扱条件"
        ordering = ["programme", "procedure", "-fiscal_year", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "procedure", "fiscal_year", "version"],
                name="terms_version_once",
                violation_error_message="同じ版の取扱条件がすでにあります。画面を開き直して、最新の版から変更してください。",
            ),
            json_of("terms_are_terms", "content", "object", most=200_000, never=NEGATIVE_VALUES),
        ]
        triggers = [pgtrigger.Protect(name="keep_terms", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.programme} {fiscal_year_label(self.fiscal_year)} 第{self.version}版"
