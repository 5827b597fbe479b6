"""様式, the letters issued by them with their numbers, how they went out, which numbers are void, and what came in."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from banso.cases.filing import content_goes_by_disposal
from banso.cases.models import Case, Party
from banso.core.constraints import json_of, known_values
from banso.core.fields import FiscalYearField
from banso.core.fiscal import fiscal_year_column, fiscal_year_label, fiscal_year_of, short_fiscal_year
from banso.core.kept import KeptFile, private_storage, random_name
from banso.core.models import Record
from banso.core.private import asked_for_by
from banso.core.trail import tracked
from banso.registers.models import Programme, Staff
from banso.registers.walls import gathers

from .choices import Means, RoundState, Seal

WITHOUT_NUMBER = "事務連絡"
BEFORE_ISSUE = "(番号は発行時に付きます)"


def printed_number(mark: str, on: date, number: int | None, branch: int = 1) -> str:
    """The number as a letter bears it: 6産支第12号, by the year of its date; 第12号の2 for its second letter (枝番).

    A letter without a number is 事務連絡.
    """
    if number is None:
        return WITHOUT_NUMBER
    return f"{short_fiscal_year(fiscal_year_of(on))[1:]}{mark}第{number}号{f'の{branch}' if branch > 1 else ''}"


@tracked
class Form(KeptFile):
    """A form (様式): a Word file with words to be filled in, valid for cases accepted in certain fiscal years.

    A changed form is another one; the old one is taken out of use by `withdrawn_on` and stays what the letters were made of.
    """

    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="事業", null=True, blank=True, related_name="forms"
    )
    code = models.SlugField("様式コード", max_length=40)
    title = models.CharField("様式名", max_length=120)
    procedure = models.CharField("手続", max_length=40, blank=True)
    valid_from = FiscalYearField("適用開始年度")
    valid_until = FiscalYearField("適用終了年度", null=True, blank=True)
    mark = models.CharField("記号", max_length=20, blank=True)
    numbered = models.BooleanField("文書番号を付ける", default=True)
    seal = models.CharField("公印", max_length=10, choices=Seal.choices, default=Seal.OMITTED)
    words = ArrayField(models.CharField(max_length=80), verbose_name="差込語", default=list, blank=True)
    withdrawn_on = models.DateField("使用をやめた日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "様式"
        ordering = ["code", "-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "programme", "valid_from"],
                condition=Q(withdrawn_on=None),
                nulls_distinct=False,
                name="form_once_a_year",
                violation_error_message="同じ様式コード・適用開始年度の様式がすでにあります。先にその使用をやめてください。",
            ),
            models.CheckConstraint(
                name="form_ends_after_start",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                violation_error_message="適用終了年度は、適用開始年度以後にしてください。",
            ),
            known_values("form_known_seal", "seal", Seal),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_forms", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_what_was_printed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["withdrawn_on", "valid_until", "updated_at"]),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("papers-form", args=[self.pk])

    @property
    def valid_years(self) -> str:
        """The fiscal years of acceptance it is valid for, in words."""
        until = f"{fiscal_year_label(self.valid_until)}まで" if self.valid_until else ""
        return f"{fiscal_year_label(self.valid_from)}から{until}"


@tracked
class Letter(KeptFile):
    """A letter issued on a case: its number and date, to whom, by which form, and the file as it was made. Never rewritten;
    the file goes when its case's are disposed of.

    A kind that prints letters of its own on no case (紹介状, 依頼状) enters them here by their `programme`: number, addressee and `copies`,
    without a form or a file.

    `series` is the house's, or that of a walled unit alone: those outside learn from no gap that a letter exists. Letters of one
    case to several addressees may share a number and are told apart by `branch` (枝番).
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", null=True, blank=True, related_name="letters")
    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="事業", null=True, blank=True, related_name="+"
    )
    form = models.ForeignKey(Form, models.PROTECT, verbose_name="様式", null=True, blank=True, related_name="letters")
    party = models.ForeignKey(
        Party, models.PROTECT, verbose_name="関係者", null=True, blank=True, related_name="letters"
    )
    title = models.CharField("件名", max_length=120)
    addressee = models.CharField("宛先", max_length=120, blank=True)
    series = models.CharField("番号の系列", max_length=60)
    number = models.PositiveIntegerField("番号", null=True, blank=True)
    branch = models.PositiveSmallIntegerField("枝番", default=1)
    printed = models.CharField("文書番号", max_length=60)
    issued_on = models.DateField("文書日付")
    fiscal_year = fiscal_year_column("issued_on")
    copies = models.PositiveIntegerField("通数", default=1)
    file = models.FileField("ファイル", upload_to=random_name, storage=private_storage, blank=True)
    name = models.CharField("ファイル名", max_length=200, blank=True)
    content_type = models.CharField("形式", max_length=100, blank=True)
    size = models.PositiveIntegerField("大きさ(バイト)", default=0)
    sha256 = models.CharField("ハッシュ値", max_length=64, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登録者", null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "発送文書"
        ordering = ["-issued_on", "-pk"]
        indexes = [models.Index(fields=["case", "-issued_on"], name="letters_of_case")]
        constraints = [
            models.UniqueConstraint(fields=["series", "fiscal_year", "number", "branch"], name="issued_number_once"),
            models.CheckConstraint(
                name="letter_on_a_case_or_entered",
                condition=Q(case__isnull=False, form__isnull=False, programme__isnull=True)
                | Q(case__isnull=True, form__isnull=True, party__isnull=True, programme__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_letters", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_what_was_issued",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["file", "fiscal_year"]),
            ),
            content_goes_by_disposal(),
        ]

    def __str__(self) -> str:
        return f"{self.printed} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("papers-letter", args=[self.pk])

    @property
    def to(self) -> str:
        """To whom it goes: the addressee it names, else whose case it is."""
        return self.addressee or (self.case.whose if self.case else "")

    @property
    def state(self) -> str:
        """Where a letter stands, in words."""
        if hasattr(self, "void"):
            return "欠番" if self.number else "取消"
        if self.case_id is not None and not self.file:
            return "廃棄済"
        return "発送済" if hasattr(self, "sending") else "未発送"


@tracked
class Void(Record):
    """A letter does not hold, and its number is used for no other (欠番)."""

    letter = models.OneToOneField(Letter, models.PROTECT, verbose_name="文書", related_name="void")
    reason = models.CharField("理由", max_length=200)
    voided_on = models.DateField("欠番にした日")

    class Meta:
        verbose_name = verbose_name_plural = "欠番"
        ordering = ["-voided_on", "-pk"]
        constraints = [models.CheckConstraint(name="void_has_reason", condition=~Q(reason=""))]
        triggers = [pgtrigger.Protect(name="keep_voids", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.letter.printed} 欠番"


@tracked
class Sending(Record):
    """A letter went out: how, and on which day."""

    letter = models.OneToOneField(Letter, models.PROTECT, verbose_name="文書", related_name="sending")
    means = models.CharField("発送方法", max_length=12, choices=Means.choices)
    sent_on = models.DateField("発送日")
    note = models.CharField("備考", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "発送"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            known_values("sending_known_means", "means", Means),
        ]

    def __str__(self) -> str:
        return f"{self.letter.printed} {self.get_means_display()}"


@tracked
class SealUse(Record):
    """The centre's seal was put on a letter (公印使用): who did it, when, on how many copies."""

    letter = models.OneToOneField(Letter, models.PROTECT, verbose_name="文書", related_name="seal_use")
    pressed_on = models.DateField("押印日")
    pressed_by = models.ForeignKey(Staff, models.PROTECT, verbose_name="押印者")
    copies = models.PositiveSmallIntegerField("通数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "公印の使用"
        ordering = ["-pressed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="seal_on_some_copy",
                condition=Q(copies__gte=1),
                violation_error_message="通数は1以上にしてください。",
            )
        ]
        triggers = [pgtrigger.Protect(name="keep_seal_uses", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.letter.printed} 公印"


@gathers("papers.Recipient", "round")
@asked_for_by("asked_by_id")
@tracked
class Round(Record):
    """Letters by one form to many cases of a programme at once (一斉発行): their numbers follow each other, all of one instant.

    A worker issues them in the order of their addresses, some at a time; what broke off goes on where it stopped.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="rounds")
    form = models.ForeignKey(Form, models.PROTECT, verbose_name="様式", related_name="rounds")
    title = models.CharField("件名", max_length=120)
    role = models.CharField("宛先の立場", max_length=40, blank=True)
    total = models.PositiveIntegerField("通数")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="発行者")
    state = models.CharField("状態", max_length=8, choices=RoundState.choices, default=RoundState.WAITING)
    error = models.CharField("止まった理由", max_length=1000, blank=True)
    series = models.CharField("番号の系列", max_length=60, blank=True)
    first_number = models.PositiveIntegerField("最初の番号", null=True, blank=True)
    issued_on = models.DateField("文書日付", null=True, blank=True)
    pdf = models.FileField("PDF", upload_to=random_name, storage=private_storage, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "一斉発行"
        ordering = ["-pk"]
        constraints = [known_values("round_known_state", "state", RoundState)]

    def __str__(self) -> str:
        return f"{self.title} 一斉発行"

    def get_absolute_url(self) -> str:
        return reverse("papers-round", args=[self.pk])

    @property
    def under_way(self) -> bool:
        return self.state in (RoundState.WAITING, RoundState.RUNNING)


class Recipient(models.Model):
    """One letter of a round: to whom, what it says as bound when the numbers were taken, and the letter once it is issued.

    No trail of its own: the letter has one.
    """

    round = models.ForeignKey(Round, models.PROTECT, verbose_name="一斉発行", related_name="recipients")
    position = models.PositiveIntegerField("順")
    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, verbose_name="関係者", null=True, related_name="+")
    postal_code = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("住所", max_length=260, blank=True)
    whose = models.CharField("企業・個人", max_length=200)
    addressee = models.CharField("宛先", max_length=140, blank=True)
    values = models.JSONField("差し込む内容", null=True)
    letter = models.OneToOneField(Letter, models.PROTECT, verbose_name="文書", null=True, related_name="recipient")

    class Meta:
        verbose_name = verbose_name_plural = "一斉発行の宛先"
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="recipient_place_once"),
            models.UniqueConstraint(fields=["round", "case"], name="recipient_case_once"),
            json_of("recipient_of_words", "values", "object", most=1_000_000),
        ]
        triggers = [
            pgtrigger.Protect(
                name="keep_issued", operation=pgtrigger.Update, condition=pgtrigger.Q(old__letter__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.whose} {self.addressee}"


@tracked
class Incoming(Record):
    """A paper that came in (収受): its own number here, who sent it, what it asks until when, and what came of it."""

    done_days = ("received_on", "settled_on")

    case = models.ForeignKey(
        Case, models.PROTECT, verbose_name="案件", null=True, blank=True, related_name="incoming_papers"
    )
    series = models.CharField("番号の系列", max_length=60, editable=False)
    number = models.PositiveIntegerField("収受番号", editable=False)
    received_on = models.DateField("収受日")
    fiscal_year = fiscal_year_column("received_on")
    sender = models.CharField("差出人", max_length=120)
    sender_number = models.CharField("相手の文書番号", max_length=60, blank=True)
    title = models.CharField("件名", max_length=160)
    keeper = models.ForeignKey(Staff, models.PROTECT, verbose_name="担当者", null=True, blank=True)
    due_on = models.DateField("回答期限", null=True, blank=True)
    result = models.CharField("処理結果", max_length=200, blank=True)
    settled_on = models.DateField("処理日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "収受文書"
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["due_on"], name="incoming_open", condition=Q(settled_on=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "fiscal_year", "number"], name="incoming_number_once"),
            models.CheckConstraint(
                name="incoming_due_after_receipt",
                condition=Q(due_on=None) | Q(due_on__gte=F("received_on")),
                violation_error_message="回答期限は、収受日以後にしてください。",
            ),
            models.CheckConstraint(
                name="incoming_settled_after_receipt",
                condition=Q(settled_on=None) | Q(settled_on__gte=F("received_on")),
                violation_error_message="処理日は、収受日以後にしてください。",
            ),
            models.CheckConstraint(
                name="incoming_settled_with_result",
                condition=Q(settled_on=None) | ~Q(result=""),
                violation_error_message="処理日を入れるときは、処理結果も入れてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"収受第{self.number}号 {self.title}"
