"""After an introduction: letters sent, days to ask by, what was heard, and what it says about the supplier's profile."""

import pgtrigger
from django.db import models
from django.db.models import Q

from banso.core.constraints import known_values, not_negative
from banso.core.fields import YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.office.chasing.models import AskingDay, Heard
from banso.office.papers import models as papers

from ..choices import Change, LetterTo, Progress, TermKind
from .profiles import KEEP
from .register import Inquiry, Introduction
from .terms import Term


@tracked
class Letter(Record):
    """An introduction letter that was issued, with its number of the fiscal year: to one supplier, or to the buyer.

    `entered` is its row in the register of what goes out (発送簿); those of before the register took them have none.
    """

    inquiry = models.ForeignKey(Inquiry, models.PROTECT, verbose_name="発注案件", related_name="letters")
    introduction = models.OneToOneField(
        Introduction, models.PROTECT, verbose_name="紹介", related_name="letter", null=True, blank=True
    )
    addressee = models.CharField("あて先", max_length=8, choices=LetterTo.choices)
    issued_on = models.DateField("発行日")
    fiscal_year = fiscal_year_column("issued_on")
    series = models.CharField("番号の系列", max_length=60, default="orders.letters", editable=False)
    number = models.PositiveIntegerField("文書番号")
    entered = models.OneToOneField(
        papers.Letter,
        models.PROTECT,
        verbose_name="発送簿",
        null=True,
        blank=True,
        editable=False,
        related_name="introduction_letter",
    )

    class Meta:
        verbose_name = verbose_name_plural = "紹介状"
        ordering = ["-issued_on", "-number"]
        triggers = [pgtrigger.Protect(name="keep_letters", operation=KEEP)]
        constraints = [
            models.UniqueConstraint(fields=["series", "fiscal_year", "number"], name="letter_number_once"),
            known_values("letter_known_addressee", "addressee", LetterTo),
            models.CheckConstraint(
                name="letter_has_its_introduction",
                condition=Q(addressee=LetterTo.SUPPLIER, introduction__isnull=False)
                | Q(addressee=LetterTo.BUYER, introduction__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"受発注第{self.number}号"

    @property
    def to(self) -> str:
        """The company it is addressed to."""
        return str(self.introduction.supplier if self.introduction else self.inquiry.buyer)


@tracked
class Chase(AskingDay):
    """A day by which to ask what became of an introduction: 1, 3, 6 and 12 months after it."""

    introduction = models.ForeignKey(Introduction, models.PROTECT, verbose_name="紹介", related_name="chases")

    class Meta:
        verbose_name = verbose_name_plural = "経過確認"
        ordering = ["due_on", "pk"]
        triggers = [
            pgtrigger.Protect(name="keep_chases", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_days_to_ask",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["reminded_on", "updated_at"]),
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["introduction", "months"], name="chase_once")]

    def __str__(self) -> str:
        return f"{self.introduction} {self.months}か月"


@tracked
class FollowUp(Heard):
    """What was heard of an open introduction on a day."""

    introduction = models.ForeignKey(Introduction, models.PROTECT, verbose_name="紹介", related_name="follow_ups")
    progress = models.CharField("状況", max_length=12, choices=Progress.choices)
    quoted = YenField("見積金額(円)", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "経過"
        ordering = ["-heard_on", "-pk"]
        triggers = [pgtrigger.Protect(name="keep_follow_ups", operation=KEEP)]
        constraints = [
            known_values("follow_up_known_progress", "progress", Progress),
            not_negative("follow_up_quote_not_negative", "quoted"),
            models.CheckConstraint(
                name="follow_up_quote_when_quoted",
                condition=Q(quoted__isnull=True) | Q(progress=Progress.QUOTED),
                violation_error_message="見積金額は、状況が「見積提出」のときだけ入力してください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.introduction} {self.said}"

    @property
    def said(self) -> str:
        return self.get_progress_display()


@tracked
class ProposedChange(Record):
    """What an introduction's failure suggests about the supplier's profile, until someone takes it over or leaves it."""

    introduction = models.ForeignKey(Introduction, models.PROTECT, verbose_name="紹介", related_name="proposed_changes")
    change = models.CharField("変更", max_length=16, choices=Change.choices)
    process = models.ForeignKey(
        Term, models.PROTECT, verbose_name="工程", null=True, blank=True, limit_choices_to={"kind": TermKind.PROCESS}
    )
    value = models.CharField("変更後の値", max_length=40, blank=True)
    proposed_on = models.DateField("提案日")
    decided_on = models.DateField("判断日", null=True, blank=True)
    accepted = models.BooleanField("反映した", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "プロフィールの変更案"
        ordering = ["-proposed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="proposed_change_decided_whole",
                condition=Q(decided_on__isnull=True, accepted__isnull=True)
                | Q(decided_on__isnull=False, accepted__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.introduction.supplier}: {self.said}"

    @property
    def said(self) -> str:
        """The change in words: 旋盤加工 最大ロットを下げる(500)."""
        words = " ".join(str(part) for part in (self.process, self.get_change_display()) if part)
        return f"{words}({self.value})" if self.value else words
