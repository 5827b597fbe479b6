"""The ledger (債権管理台帳): instalments by version of the schedule, what happened on which day, and where each yen went."""

from typing import Any, Self

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from banso.core.constraints import known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked

from ..choices import WITHOUT_AMOUNT, EntryKind, Means
from ..ledger.rules import Part
from .contracts import Contract

_NEEDS_NO_AMOUNT = Q(kind__in=[kind.value for kind in WITHOUT_AMOUNT])


@tracked
class Instalment(Record):
    """What falls due on a day by one version of the schedule (償還予定): version 1 as the contract was made, others by a rescheduling."""

    contract = models.ForeignKey(Contract, models.CASCADE, verbose_name="債権", related_name="instalments")
    version = models.PositiveSmallIntegerField("予定表の版", default=1, help_text="当初は1。条件変更ごとに1つ進む")
    number = models.PositiveSmallIntegerField("回")
    due_on = models.DateField("約定日")
    principal = YenField("元金(円)")
    charge = YenField("割賦損料・利息(円)", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "償還予定"
        ordering = ["contract", "version", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "version", "number"],
                name="instalment_once",
                violation_error_message="この版の同じ回は、すでにあります。",
            ),
            not_negative("instalment_principal_not_negative", "principal"),
            not_negative("instalment_charge_not_negative", "charge"),
        ]

    def __str__(self) -> str:
        return f"第{self.number}回 {format_date(self.due_on)}"

    def clean(self) -> None:
        """Refuse a day before the contract was made: such a claim cannot exist."""
        super().clean()
        if self.contract_id and self.due_on and self.due_on < self.contract.made_on:
            raise ValidationError({"due_on": "契約日より前の約定日です。契約日か約定日を確かめてください。"})


class EntryQuerySet(models.QuerySet["Entry"]):
    def in_force(self) -> Self:
        """Entries that hold: neither answered by a later one nor such an answer that only takes back."""
        return self.filter(withdrawn=False, replaced_by__isnull=True)


@tracked
class Entry(Record):
    """One thing that happened to a contract (異動), by the day it has its effect from. Never rewritten: a mistake is answered by another entry.

    `on` is the value date (起算日) of money. `amount` in yen. `pointed` is the instalment the payer named; `guarantor` who paid instead of the
    debtor. A rescheduling names the `version` of the schedule it brings.
    """

    done_days = ("on",)

    contract = models.ForeignKey(Contract, models.PROTECT, verbose_name="債権", related_name="entries")
    kind = models.CharField("種類", max_length=12, choices=EntryKind.choices)
    on = models.DateField("起算日", help_text="入金は銀行の起算日(なければ勘定日)。気づいた日ではない")
    fiscal_year = fiscal_year_column("on")
    amount = YenField("金額(円)", null=True, blank=True)
    sequence = models.PositiveSmallIntegerField("同じ日の順", default=0, help_text="銀行の明細の順")
    means = models.CharField("入金の方法", max_length=8, choices=Means.choices, blank=True)
    payer = models.CharField("依頼人の名義", max_length=60, blank=True)
    guarantor = models.ForeignKey(
        "lending.Guarantor",
        models.PROTECT,
        verbose_name="支払った保証人",
        null=True,
        blank=True,
        related_name="payments",
    )
    pointed = models.ForeignKey(
        Instalment, models.PROTECT, verbose_name="指定した約定", null=True, blank=True, related_name="+"
    )
    version = models.PositiveSmallIntegerField("新しい予定表の版", null=True, blank=True, help_text="条件変更のとき")
    note = models.CharField("摘要", max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        verbose_name="訂正した異動",
        null=True,
        blank=True,
        editable=False,
        related_name="replaced_by",
        error_messages={"unique": "この異動は、すでに訂正または取り消されています。画面を開き直してください。"},
    )
    withdrawn = models.BooleanField("取消し", default=False, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "債権の異動"
        ordering = ["contract", "on", "sequence", "pk"]
        indexes = [models.Index(fields=["fiscal_year", "kind"], name="entry_figures")]
        triggers = [pgtrigger.Protect(name="keep_entries", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            known_values("entry_known_kind", "kind", EntryKind),
            known_values("entry_known_means", "means", Means, blank=True),
            models.CheckConstraint(
                name="entry_amount_where_money",
                condition=(_NEEDS_NO_AMOUNT & Q(amount__isnull=True)) | (~_NEEDS_NO_AMOUNT & Q(amount__gt=0)),
                violation_error_message="金額は1円以上で入れてください。期限の利益の喪失・条件変更・債権放棄には入れません。",
            ),
            models.CheckConstraint(
                name="entry_version_of_rescheduling",
                condition=Q(kind="rescheduled", version__gte=2) | (~Q(kind="rescheduled") & Q(version__isnull=True)),
                violation_error_message="条件変更には、新しい予定表の版(2以上)を入れてください。ほかには入れません。",
            ),
            models.CheckConstraint(
                name="entry_takes_something_back", condition=Q(withdrawn=False) | Q(replaces__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{format_date(self.on)} {self.get_kind_display()}"

    def clean(self) -> None:
        """Refuse what belongs to another contract, and a day before the contract was made."""
        super().clean()
        wrong: dict[str, Any] = {}
        if self.contract_id and self.on and self.on < self.contract.made_on:
            wrong["on"] = "契約日より前の日付です。日付を確かめてください。"
        for name in ("pointed", "guarantor"):
            other = getattr(self, name)
            if other and other.contract_id != self.contract_id:
                wrong[name] = "別の債権のものです。この債権のものを選んでください。"
        if self.kind == EntryKind.RECEIVED and not self.means:
            wrong["means"] = "入金の方法を選んでください。"
        if wrong:
            raise ValidationError(wrong)


@tracked
class Allotted(Record):
    """Where yen of a receipt went (充当), worked out by replaying the ledger: superseded, never deleted, when a replay says otherwise."""

    done_days = ("on",)
    contract = models.ForeignKey(Contract, models.PROTECT, verbose_name="債権", related_name="allotted", editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, verbose_name="入金", related_name="allotted", editable=False)
    instalment = models.ForeignKey(
        Instalment, models.PROTECT, verbose_name="約定", null=True, related_name="allotted", editable=False
    )
    part = models.CharField("費目", max_length=9, choices=Part.choices, editable=False)
    amount = YenField("金額(円)", editable=False)
    on = models.DateField("起算日", editable=False)
    fiscal_year = fiscal_year_column("on")
    superseded_at = models.DateTimeField("置き換えた日時", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "充当"
        ordering = ["contract", "on", "pk"]
        indexes = [
            models.Index(fields=["contract", "on"], name="allotted_in_force", condition=Q(superseded_at__isnull=True)),
            models.Index(
                fields=["fiscal_year", "part"], name="allotted_figures", condition=Q(superseded_at__isnull=True)
            ),
        ]
        constraints = [
            known_values("allotted_known_part", "part", Part),
            models.CheckConstraint(name="allotted_something", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="allotted_to_an_instalment", condition=Q(part="cost") | Q(instalment__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.get_part_display()} {self.amount:,}円"
