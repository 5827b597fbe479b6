"""Sheets of questions (診断票・チェックシート) as data: editions, their questions, and where an answer leads."""

from django.db import models
from django.db.models import F, Q

from banso.core.constraints import known_values
from banso.core.models import ReferenceRow
from banso.core.trail import tracked

from ..choices import AnswerKind, SheetPurpose


@tracked
class SheetEdition(ReferenceRow):
    """One edition of a sheet (様式の版), as it was in use from a day on. Sheets filled in keep the edition they were filled in on."""

    purpose = models.CharField("用途", max_length=12, choices=SheetPurpose.choices)
    code = models.SlugField("版コード", max_length=40, unique=True)
    name = models.CharField("版の名前", max_length=80)
    valid_from = models.DateField("使い始めた日")
    source = models.CharField("出典", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "診断票・チェックシートの版"
        ordering = ["purpose", "-valid_from", "code"]
        constraints = [known_values("sheet_edition_known_purpose", "purpose", SheetPurpose)]

    def __str__(self) -> str:
        return self.name


@tracked
class SheetQuestion(ReferenceRow):
    """One question of an edition, and which one is asked next: the following one, unless the answer leads further on.

    `options` are the answers of a choice, with 、 between. What `must` be answered はい is a condition of a check sheet.
    """

    edition = models.ForeignKey(SheetEdition, models.PROTECT, verbose_name="版", related_name="questions")
    number = models.PositiveSmallIntegerField("番号")
    text = models.CharField("質問", max_length=200)
    kind = models.CharField("答え方", max_length=8, choices=AnswerKind.choices, default=AnswerKind.YES_NO)
    options = models.CharField("選択肢", max_length=200, blank=True, help_text="「、」で区切る")
    yes_to = models.PositiveSmallIntegerField("「はい」の次", null=True, blank=True, help_text="空欄は次の番号")
    no_to = models.PositiveSmallIntegerField("「いいえ」の次", null=True, blank=True, help_text="空欄は次の番号")
    must = models.BooleanField("必須の要件", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "診断票・チェックシートの質問"
        ordering = ["edition", "number"]
        constraints = [
            known_values("sheet_question_known_kind", "kind", AnswerKind),
            models.UniqueConstraint(
                fields=["edition", "number"],
                name="sheet_question_once",
                violation_error_message="同じ版に同じ番号の質問があります。",
            ),
            models.CheckConstraint(
                name="sheet_goes_forward",
                condition=(Q(yes_to=None) | Q(yes_to__gt=F("number"))) & (Q(no_to=None) | Q(no_to__gt=F("number"))),
                violation_error_message="次に進む番号は、この質問より後の番号にしてください。",
            ),
            models.CheckConstraint(
                name="sheet_choice_has_options",
                condition=Q(kind=AnswerKind.YES_NO, options="") | Q(kind=AnswerKind.CHOICE) & ~Q(options=""),
                violation_error_message="「選択」の質問には選択肢を入れ、「はい・いいえ」の質問では空けてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"問{self.number} {self.text}"

    @property
    def answers(self) -> list[str]:
        """What may be answered."""
        return self.options.split("、") if self.kind == AnswerKind.CHOICE else ["はい", "いいえ"]
