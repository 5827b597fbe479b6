"""What came of a fair: the meetings held and not held, and the deals found later by asking again."""

from django.db import models

from banso.core.constraints import known_values, not_negative
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.office.chasing.models import AskingDay, Heard
from banso.work.fairs.choices import FollowUpResult, NotHeldReason, Prospect

from .fair import Fair, refuse_before_held
from .participants import Participant
from .sides import refuse_wrong_sides, sides_fit


@tracked
class Meeting(Record):
    """A meeting held at a fair between a buyer and a supplier (商談1件)."""

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name="商談会", related_name="meetings")
    buyer = models.ForeignKey(Participant, models.PROTECT, verbose_name="発注企業", related_name="meetings_as_buyer")
    supplier = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="受注企業", related_name="meetings_as_supplier"
    )
    prospect = models.CharField("見込み", max_length=12, choices=Prospect.choices, blank=True)
    note = models.TextField("商談内容", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "商談"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "supplier"],
                name="meeting_once",
                violation_error_message="この2社の商談はすでに登録されています。",
            ),
            known_values("meeting_known_prospect", "prospect", Prospect, blank=True),
        ]
        triggers = [sides_fit("meeting_sides_fit")]

    def __str__(self) -> str:
        return f"{self.buyer.company}×{self.supplier.company}"

    def clean(self) -> None:
        refuse_wrong_sides(self)
        refuse_before_held(self)


@tracked
class Deal(Record):
    """An order that came of a meeting (商談成立), as the company reported it."""

    done_days = ("agreed_on",)

    meeting = models.OneToOneField(Meeting, models.PROTECT, verbose_name="商談", related_name="deal")
    agreed_on = models.DateField("成立日")
    amount = YenField("成立金額(円)")

    class Meta:
        verbose_name = verbose_name_plural = "商談成立"
        ordering = ["-agreed_on", "-pk"]
        constraints = [not_negative("deal_amount_not_negative", "amount")]

    def __str__(self) -> str:
        return f"{self.meeting} 成立"

    def clean(self) -> None:
        refuse_before_held(self, "meeting__fair")


@tracked
class NotHeld(Record):
    """A planned meeting that was not held (行わなかった商談), and why. It is in no figure."""

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name="商談会", related_name="not_held")
    buyer = models.ForeignKey(Participant, models.PROTECT, verbose_name="発注企業", related_name="missed_as_buyer")
    supplier = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="受注企業", related_name="missed_as_supplier"
    )
    reason = models.CharField("理由", max_length=14, choices=NotHeldReason.choices)
    note = models.TextField("備考", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "行わなかった商談"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["buyer", "supplier"], name="not_held_once"),
            known_values("not_held_known_reason", "reason", NotHeldReason),
        ]
        triggers = [sides_fit("not_held_sides_fit")]

    def __str__(self) -> str:
        return f"{self.buyer.company}×{self.supplier.company}(行わず)"

    def clean(self) -> None:
        refuse_before_held(self)


@tracked
class FollowUpRound(AskingDay):
    """A time at which every meeting without a final answer is asked about again (成立状況の調査), so many months later."""

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name="商談会", related_name="rounds")

    class Meta:
        verbose_name = verbose_name_plural = "成立状況の調査"
        ordering = ["fair", "months"]
        constraints = [models.UniqueConstraint(fields=["fair", "months"], name="follow_up_round_once")]

    def __str__(self) -> str:
        return f"{self.months}か月後の調査"


@tracked
class FollowUp(Heard):
    """What a company answered about a meeting in one round (調査の回答). A deal is a record of its own."""

    round = models.ForeignKey(FollowUpRound, models.PROTECT, verbose_name="調査", related_name="answers")
    meeting = models.ForeignKey(Meeting, models.PROTECT, verbose_name="商談", related_name="follow_ups")
    result = models.CharField("結果", max_length=8, choices=FollowUpResult.choices)

    class Meta:
        verbose_name = verbose_name_plural = "調査の回答"
        ordering = ["meeting", "round"]
        constraints = [
            models.UniqueConstraint(fields=["round", "meeting"], name="follow_up_once"),
            known_values("follow_up_known_result", "result", FollowUpResult),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.round} {self.said}"

    @property
    def said(self) -> str:
        return self.get_result_display()

    def clean(self) -> None:
        refuse_before_held(self, "round__fair")
