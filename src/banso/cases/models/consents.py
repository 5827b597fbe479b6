"""The consents of a case (承諾): who lets whom be told what, until when; and their end."""

from datetime import date
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.models import Record
from banso.core.trail import tracked

from ..choices import ConsentForm, Item
from .case import Case
from .parties import Party
from .recipients import Addressed, only_one

_WHOSE_ONLY = ["company", "updated_at"]  # what may change: a merged company's rows follow it


def items_field() -> Any:
    """The column for what may be told, or was."""
    return ArrayField(models.CharField(max_length=12, choices=Item.choices), verbose_name="開示する内容")


def known_items(name: str) -> models.CheckConstraint:
    """Refuse items nobody knows, and none at all."""
    return models.CheckConstraint(
        name=name,
        condition=Q(items__contained_by=Item.values) & ~Q(items=[]),
        violation_error_message="開示する内容を、一覧から一つ以上選んでください。",
    )


class ConsentQuerySet(models.QuerySet[Any]):
    def live(self, on: date) -> Self:
        """Those that hold on a day: given by then, not past their end, not withdrawn, and their case not closed before it.

        One without an end of its own ends with its case. On the day it is withdrawn it holds no more.
        """
        ends_with_case = Q(until=None) & ~Q(case__standing__closed=True, case__standing__since__lt=on)
        held = self.filter(Q(until__gte=on) | ends_with_case, given_on__lte=on)
        return held.exclude(end__withdrawn_on__lte=on)


@tracked
class Consent(Addressed, Record):
    """Someone lets certain things of a case be told to one recipient, or to a class of them, for a purpose (承諾).

    Never rewritten: one that was put down wrongly is ended, and given anew.
    """

    done_days = ("given_on",)

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="consents")
    giver = models.ForeignKey(
        Party, models.PROTECT, verbose_name="承諾した関係者", null=True, blank=True, related_name="+"
    )
    given_by = models.CharField("承諾した人", max_length=60)
    capacity = models.CharField("立場・権限", max_length=60, help_text="例: 代表取締役、保証人本人")
    items = items_field()
    purpose = models.CharField("目的", max_length=200)
    form = models.CharField("承諾の形", max_length=8, choices=ConsentForm.choices, default=ConsentForm.PAPER)
    given_on = models.DateField("承諾日")
    until = models.DateField("有効期限", null=True, blank=True, help_text="この日まで。空欄は案件が終わるまで")
    paper = models.CharField("承諾書", max_length=200, blank=True, help_text="綴ってある書類の名前や文書番号")
    sha256 = models.CharField("承諾書のハッシュ値", max_length=64, blank=True, editable=False)
    noted = models.CharField(
        "記録", max_length=400, blank=True, help_text="口頭のときは、日時・場所・立会い・話した言葉"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承諾"
        ordering = ["case", "-given_on", "-pk"]
        indexes = [models.Index(fields=["until"], name="consents_by_end", condition=Q(until__isnull=False))]
        constraints = [
            only_one("consent_to_one"),
            known_items("consent_known_items"),
            known_values("consent_known_form", "form", ConsentForm),
            models.CheckConstraint(
                name="consent_oral_is_recorded",
                condition=~Q(form=ConsentForm.ORAL) | ~Q(noted=""),
                violation_error_message="口頭の承諾には、日時・場所・立会い・話した言葉の記録を入れてください。",
            ),
            models.CheckConstraint(
                name="consent_ends_after_given",
                condition=Q(until=None) | Q(until__gte=F("given_on")),
                violation_error_message="有効期限が承諾日より前です。日付を確かめてください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_consents", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_what_was_consented",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=_WHOSE_ONLY),
            ),
        ]

    def __str__(self) -> str:
        return f"{format_date(self.given_on)} {self.given_by} → {self.to}"

    @property
    def told(self) -> str:
        """What may be told, in words."""
        return "、".join(Item(code).label for code in self.items)


@tracked
class ConsentEnd(Record):
    """A consent was withdrawn (撤回). It never comes to life again; what was told before stays said."""

    done_days = ("withdrawn_on",)

    consent = models.OneToOneField(Consent, models.PROTECT, verbose_name="承諾", related_name="end")
    withdrawn_on = models.DateField("撤回日")
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登録者", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "承諾の撤回"
        ordering = ["-withdrawn_on", "-pk"]
        constraints = [models.CheckConstraint(name="consent_end_has_reason", condition=~Q(reason=""))]
        triggers = [pgtrigger.Protect(name="keep_consent_ends", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{format_date(self.withdrawn_on)} 撤回 {self.reason}"
