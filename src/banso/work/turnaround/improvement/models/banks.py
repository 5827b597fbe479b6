"""The banks of a firm that draws up a plan, and what each says to it."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from banso.core.constraints import known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.models import Record, ReferenceRow
from banso.core.trail import tracked
from banso.registers.models import Organisation

from ..choices import BankPaper, BankRole
from .plans import LENDS, PlanCase


@tracked
class PlanBank(ReferenceRow):
    """A bank that the firm borrows from, or the guarantee association: with its branch, what is owed, and whether that is guaranteed."""

    case = models.ForeignKey(PlanCase, models.PROTECT, verbose_name="経営改善計画", related_name="banks")
    bank = models.ForeignKey(Organisation, models.PROTECT, verbose_name="金融機関", related_name="+")
    branch = models.CharField("支店", max_length=60, blank=True)
    role = models.CharField("立場", max_length=12, choices=BankRole.choices, default=BankRole.OTHER)
    balance = YenField("借入残高(円)", null=True, blank=True)
    guaranteed = models.BooleanField("信用保証協会の保証付き", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "計画の取引金融機関"
        ordering = ["case", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "bank", "branch"],
                name="plan_bank_once",
                violation_error_message="同じ金融機関・支店が、すでに登録されています。",
            ),
            known_values("plan_bank_known_role", "role", BankRole),
            not_negative("plan_bank_balance_not_negative", "balance"),
        ]

    def __str__(self) -> str:
        return f"{self.bank}{self.branch}"

    def clean(self) -> None:
        super().clean()
        if self.bank_id and self.bank.kind not in LENDS:
            said = f"「{self.bank}」は金融機関として登録されていません。支援機関台帳の種類を確かめてください。"
            raise ValidationError({"bank": said})


@tracked
class BankConsent(Record):
    """What a bank said to the plan, on its paper and day; the latest stands."""

    done_days = ("said_on",)

    bank = models.ForeignKey(PlanBank, models.PROTECT, verbose_name="金融機関", related_name="consents")
    paper = models.CharField("書類", max_length=12, choices=BankPaper.choices)
    said_on = models.DateField("書類の日付")
    note = models.CharField("条件・理由", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "計画への金融機関の回答"
        ordering = ["bank", "said_on", "pk"]
        constraints = [
            known_values("bank_consent_known_paper", "paper", BankPaper),
            models.CheckConstraint(
                name="bank_consent_with_reason",
                condition=~Q(paper__in=(BankPaper.CONDITIONAL, BankPaper.DECLINED)) | ~Q(note=""),
                violation_error_message="条件または不同意の理由を入れてください。",
            ),
        ]
        triggers = [pgtrigger.Protect(name="keep_consents", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.bank} {self.get_paper_display()} {format_date(self.said_on)}"
