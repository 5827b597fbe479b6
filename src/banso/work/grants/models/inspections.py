"""The inspection of what was spent (中間検査・確定検査): a sheet by two people, expense by expense."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from banso.core.constraints import known_values, not_negative
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Staff

from ..spending.choices import Manner, Stage
from .applications import Application
from .spending import Expense

_CONFIRMED = "OLD.first_at IS NOT NULL AND OLD.second_at IS NOT NULL"
_SHEET_STANDS = """
    IF EXISTS (
        SELECT FROM public.grants_inspection i WHERE i.id = {}.inspection_id AND i.first_at IS NOT NULL AND i.second_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'inspection_is_confirmed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN {};
"""


@tracked
class Inspection(Record):
    """An inspection by two members of staff, neither of whom drew the sheet up. Once both have confirmed it, it stays as it is."""

    done_days = ("inspected_on",)

    application = models.ForeignKey(Application, models.PROTECT, verbose_name="補助申請", related_name="inspections")
    stage = models.CharField("検査", max_length=8, choices=Stage.choices)
    manner = models.CharField("方法", max_length=8, choices=Manner.choices)
    inspected_on = models.DateField("検査日")
    place = models.CharField("場所", max_length=120, blank=True)
    first = models.ForeignKey(Staff, models.PROTECT, verbose_name="検査員", related_name="+")
    second = models.ForeignKey(Staff, models.PROTECT, verbose_name="検査員(もう一人)", related_name="+")
    drawn_by = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="調書の作成者", null=True, blank=True, editable=False, related_name="+"
    )
    first_at = models.DateTimeField("検査員の確認", null=True, blank=True, editable=False)
    second_at = models.DateTimeField("もう一人の確認", null=True, blank=True, editable=False)
    opinion = models.TextField("所見", max_length=1000, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "検査調書"
        ordering = ["application", "inspected_on", "pk"]
        constraints = [
            known_values("inspection_known_stage", "stage", Stage),
            known_values("inspection_known_manner", "manner", Manner),
            models.CheckConstraint(
                name="inspection_by_two",
                condition=~Q(first=F("second")),
                violation_error_message="検査員は、別の2人を選んでください。",
            ),
            models.CheckConstraint(
                name="inspection_not_by_its_drafter",
                condition=Q(drawn_by=None) | (~Q(first=F("drawn_by")) & ~Q(second=F("drawn_by"))),
                violation_error_message="調書を作る人は検査員になれません。検査員には別の2人を選んでください。",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="keep_confirmed_inspections",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition(_CONFIRMED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {format_date(self.inspected_on)}"

    def get_absolute_url(self) -> str:
        return reverse("grants-inspection", args=[self.pk])

    @property
    def is_confirmed(self) -> bool:
        """Whether both have confirmed it."""
        return self.first_at is not None and self.second_at is not None


@tracked
class InspectionLine(Record):
    """What the inspection made of one expense: how much of it is accepted, why not all, and what was seen."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, verbose_name="検査調書", related_name="lines")
    expense = models.ForeignKey(Expense, models.PROTECT, verbose_name="支出", related_name="inspected")
    accepted = YenField("認定額(円)")
    reason = models.CharField("認めない理由・備考", max_length=160, blank=True)
    original_seen = models.BooleanField("原本を確認", default=False)
    asset_seen = models.BooleanField("現物を確認", default=False)
    labelled = models.BooleanField("表示ラベルを確認", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "検査調書の明細"
        ordering = ["inspection", "expense"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "expense"], name="inspected_once"),
            not_negative("accepted_not_negative", "accepted"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="keep_confirmed_lines", when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update,
                func=_SHEET_STANDS.format("NEW", "NEW"),
            ),
            pgtrigger.Trigger(
                name="keep_lines_of_confirmed", when=pgtrigger.Before, operation=pgtrigger.Delete,
                func=_SHEET_STANDS.format("OLD", "OLD"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.inspection} {self.expense}"
