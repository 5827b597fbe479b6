"""商談会: companies taking part on two sides, the meetings held, and the deals that come of them, often months later."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from banso.core.constraints import ends_after_start, not_negative
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Programme

from .choices import Side


@tracked
class Fair(Record):
    """One fair. Its first day decides its fiscal year, and that of its meetings and of deals found later.

    `followed_up_on` is the day the follow-up survey was finished: until then no deals is not the same as none.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    name = models.CharField("商談会名", max_length=120)
    starts_on = models.DateField("開催日")
    ends_on = models.DateField("最終日")
    fiscal_year = fiscal_year_column("starts_on")
    place = models.CharField("開催地", max_length=80)
    followed_up_on = models.DateField("成立状況の調査終了日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "商談会"
        ordering = ["-starts_on", "-pk"]
        constraints = [ends_after_start("fair_ends_after_start", start="starts_on", end="ends_on")]

    def __str__(self) -> str:
        return self.name


@tracked
class Participant(Record):
    """A company at a fair, on one side, from the prefecture that sent it."""

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name="商談会", related_name="participants")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="fairs")
    side = models.CharField("区分", max_length=8, choices=Side.choices)
    prefecture = models.CharField("都道府県", max_length=4)

    class Meta:
        verbose_name = verbose_name_plural = "参加企業"
        ordering = ["fair", "side", "pk"]
        indexes = [models.Index(fields=["fair", "side", "prefecture"], name="participant_figures")]
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "company", "side"],
                name="participant_once",
                violation_error_message="この企業はすでに参加登録されています。",
            ),
            models.CheckConstraint(name="participant_known_side", condition=Q(side__in=Side.values)),
        ]

    def __str__(self) -> str:
        return f"{self.company}({self.get_side_display()})"


# A meeting joins rows of three tables, so the rule needs a trigger: a check constraint sees one row only.
_SIDES_FIT = """
    IF (SELECT count(*) FROM public.fairs_participant p WHERE p.fair_id = NEW.fair_id
        AND ((p.id = NEW.buyer_id AND p.side = 'buyer') OR (p.id = NEW.supplier_id AND p.side = 'supplier'))) <> 2 THEN
        RAISE EXCEPTION 'meeting_sides_fit' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


@tracked
class Meeting(Record):
    """A meeting held at a fair between a buyer and a supplier (商談1件)."""

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name="商談会", related_name="meetings")
    buyer = models.ForeignKey(Participant, models.PROTECT, verbose_name="発注企業", related_name="meetings_as_buyer")
    supplier = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="受注企業", related_name="meetings_as_supplier"
    )
    note = models.TextField("商談内容", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "商談"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "supplier"],
                name="meeting_once",
                violation_error_message="この2社の商談はすでに登録されています。",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="meeting_sides_fit",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_SIDES_FIT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.buyer.company}×{self.supplier.company}"

    def clean(self) -> None:
        for role, side in (("buyer", Side.BUYER), ("supplier", Side.SUPPLIER)):
            participant = getattr(self, role, None)
            if participant and (participant.fair_id, participant.side) != (self.fair_id, side):
                raise ValidationError({role: f"この商談会に{side.label}側で参加している企業を選んでください。"})


@tracked
class Deal(Record):
    """An order that came of a meeting (商談成立), as the company reported it."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, verbose_name="商談", related_name="deal")
    agreed_on = models.DateField("成立日")
    amount = models.BigIntegerField("成立金額(円)")

    class Meta:
        verbose_name = verbose_name_plural = "商談成立"
        ordering = ["-agreed_on", "-pk"]
        constraints = [not_negative("deal_amount_not_negative", "amount")]

    def __str__(self) -> str:
        return f"{self.meeting} 成立"
