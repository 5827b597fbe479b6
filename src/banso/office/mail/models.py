"""Templates, mailings and their messages, who released them, each attempt to send, what came back, who opted out."""

import uuid
from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from banso.cases.models import Case, Party
from banso.core.constraints import known_values
from banso.core.era import format_moment
from banso.core.models import Record, ReferenceRow
from banso.core.trail import tracked
from banso.registers.models import Programme
from banso.registers.walls import gathers

from .choices import AGAIN, Fault, Result, Topic

UNDER_WAY = timedelta(minutes=5)  # an attempt that says nothing for longer is one nobody knows of
_KEPT = pgtrigger.Update | pgtrigger.Delete


@tracked
class Template(ReferenceRow):
    """A mail's text with words to be filled in (差込語), for the cases of one procedure or of every one."""

    title = models.CharField("文面の名前", max_length=80)
    topic = models.CharField("種類", max_length=10, choices=Topic.choices, default=Topic.BUSINESS)
    procedure = models.CharField("手続", max_length=40, blank=True)
    subject = models.CharField("件名", max_length=120)
    body = models.TextField("本文", max_length=8000)
    words = ArrayField(models.CharField(max_length=80), verbose_name="差込語", default=list, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "メールの文面"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["title"], condition=Q(ended_on=None), name="template_title_once",
                violation_error_message="同じ名前の文面がすでにあります。別の名前にしてください。",
            ),
            known_values("template_known_topic", "topic", Topic),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


@gathers("mail.Message", "mailing")
@tracked
class Mailing(Record):
    """Mails that go out together, or not at all: written by someone, then looked through and released by a person. Never rewritten."""

    title = models.CharField("名前", max_length=120)
    topic = models.CharField("種類", max_length=10, choices=Topic.choices)
    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="事業", null=True, blank=True, related_name="+"
    )
    written_on = models.DateField("作成日", default=localdate)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="作成者", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "送信箱"
        ordering = ["-created_at", "-pk"]
        constraints = [known_values("mailing_known_topic", "topic", Topic)]
        triggers = [pgtrigger.Protect(name="keep_mailings", operation=_KEPT)]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("mail-mailing", args=[self.pk])

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if hasattr(self, "dropped"):
            return "取りやめ"
        return "送信に回した" if hasattr(self, "posting") else "送信前"


@tracked
class Posting(Record):
    """A person looked through a mailing and let it go, or a `decision` (決裁) did: from here on it is sent. Never taken back."""

    mailing = models.OneToOneField(
        Mailing, models.PROTECT, verbose_name="送信箱", related_name="posting",
        error_messages={"unique": "すでに送信に回されています。"},
    )  # fmt: skip
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="確認した職員", null=True, blank=True, related_name="+"
    )
    count = models.PositiveIntegerField("通数")
    decision = models.CharField("決裁", max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "送信の確認"
        triggers = [pgtrigger.Protect(name="keep_postings", operation=_KEPT)]

    def __str__(self) -> str:
        return f"{self.mailing} {self.count}通"

    @property
    def how(self) -> str:
        """Who let it go, and by which decision; nobody did where the terms let reminders go by themselves."""
        if self.by is None:
            return "取扱条件により自動で送信"
        return f"{self.by}が決裁({self.decision})" if self.decision else f"{self.by}が確認"


@tracked
class Dropped(Record):
    """A mailing that was not let go (取りやめ)."""

    mailing = models.OneToOneField(Mailing, models.PROTECT, verbose_name="送信箱", related_name="dropped")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="取りやめた職員", related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = "送信の取りやめ"
        triggers = [pgtrigger.Protect(name="keep_dropped", operation=_KEPT)]

    def __str__(self) -> str:
        return f"{self.mailing} 取りやめ"


class WithAttempts(models.Manager["Message"]):
    """Mails are read with what became of them, by which their state is told."""

    def get_queryset(self) -> models.QuerySet["Message"]:
        return super().get_queryset().prefetch_related("attempts__outcome", "bounces")


@tracked
class Message(Record):
    """One mail to one address, as it was written. Never rewritten; how it went is told by its attempts and by what came back."""

    mailing = models.ForeignKey(Mailing, models.PROTECT, verbose_name="送信箱", related_name="messages")
    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="事業", null=True, blank=True, related_name="+"
    )
    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", null=True, blank=True, related_name="mails")
    party = models.ForeignKey(Party, models.PROTECT, verbose_name="関係者", null=True, blank=True, related_name="+")
    to_name = models.CharField("宛名", max_length=120, blank=True)
    to_email = models.EmailField("宛先")
    subject = models.CharField("件名", max_length=200)
    body = models.TextField("本文")
    key = models.UUIDField("メールの番号", default=uuid.uuid4, unique=True, editable=False)

    objects = WithAttempts()

    class Meta:
        verbose_name = verbose_name_plural = "メール"
        ordering = ["mailing", "pk"]
        indexes = [
            models.Index(fields=["case", "-created_at"], name="mails_of_case"),
            models.Index(fields=["to_email"], name="mails_to_address"),
        ]
        constraints = [
            models.CheckConstraint(name="mail_in_its_programme", condition=Q(case=None) | Q(programme__isnull=False))
        ]
        triggers = [pgtrigger.Protect(name="keep_mails", operation=_KEPT)]

    def __str__(self) -> str:
        return f"{self.subject} {self.to_name or self.to_email}"

    def get_absolute_url(self) -> str:
        return reverse("mail-message", args=[self.pk])

    @property
    def last(self) -> "Attempt | None":
        """The last attempt to send it."""
        return max(self.attempts.all(), key=lambda attempt: attempt.number, default=None)

    @property
    def unknown(self) -> bool:
        """Whether an attempt was broken off so that nobody knows whether it went: a person says which, nothing sends it again."""
        last = self.last
        return last is not None and not hasattr(last, "outcome") and last.begun_at < timezone.now() - UNDER_WAY

    @property
    def may_go(self) -> bool:
        """Whether it is still to be sent."""
        last = self.last
        return last is None or (hasattr(last, "outcome") and last.outcome.result in AGAIN)

    @property
    def state(self) -> str:
        """How it went, in words."""
        if self.unknown:
            return "送れたか不明"
        if bounce := next(iter(self.bounces.all()), None):
            return f"戻ってきた({bounce.get_fault_display()})"
        last = self.last
        if last is None:
            return "送信待ち" if hasattr(self.mailing, "posting") else self.mailing.state
        return last.outcome.get_result_display() if hasattr(last, "outcome") else "送信中"


class Attempt(models.Model):
    """One attempt to send a message: written and kept before anything leaves, so that whatever breaks off nothing goes twice."""

    message = models.ForeignKey(Message, models.PROTECT, verbose_name="メール", related_name="attempts")
    number = models.PositiveSmallIntegerField("回")
    begun_at = models.DateTimeField("開始日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "送信の試み"
        ordering = ["message", "number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="attempt_once")]
        triggers = [pgtrigger.Protect(name="keep_attempts", operation=_KEPT)]

    def __str__(self) -> str:
        return f"{self.message} {self.number}回目"


class Outcome(models.Model):
    """How an attempt went, by what the mail server said, or, where nobody knew, by what a person found out. Never rewritten."""

    attempt = models.OneToOneField(Attempt, models.PROTECT, verbose_name="送信の試み", related_name="outcome")
    result = models.CharField("結果", max_length=10, choices=Result.choices)
    said = models.CharField("サーバーの答え", max_length=400, blank=True)
    at = models.DateTimeField("日時", default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="確かめた職員", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "送信の結果"
        default_permissions = ()
        constraints = [known_values("outcome_known_result", "result", Result)]
        triggers = [pgtrigger.Protect(name="keep_outcomes", operation=_KEPT)]

    def __str__(self) -> str:
        return f"{format_moment(self.at)} {self.get_result_display()} {self.said}"


@tracked
class Bounce(Record):
    """A mail that came back (不達): to which address, for good or for now, and its own words."""

    message = models.ForeignKey(
        Message, models.PROTECT, verbose_name="メール", null=True, blank=True, related_name="bounces"
    )
    email = models.EmailField("宛先")
    fault = models.CharField("区分", max_length=10, choices=Fault.choices)
    returned_on = models.DateField("戻った日")
    text = models.TextField("戻ったメールの内容", blank=True)
    digest = models.CharField("照合値", max_length=64, unique=True, editable=False)
    cleared_on = models.DateField("解除した日", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "不達"
        ordering = ["-returned_on", "-pk"]
        indexes = [models.Index(fields=["email"], name="bounces_of_address", condition=Q(cleared_on=None))]
        constraints = [known_values("bounce_known_fault", "fault", Fault)]

    def __str__(self) -> str:
        return f"{self.email} {self.get_fault_display()}"


@tracked
class OptOut(Record):
    """An address wants no more mails of a topic (配信停止): by its own link, or as staff were told; ended when they want them again."""

    email = models.EmailField("メールアドレス")
    topic = models.CharField("種類", max_length=10, choices=[(t.value, t.label) for t in (Topic.SURVEYS, Topic.EVENTS)])
    done_days = ("wanted_on", "ended_on")

    wanted_on = models.DateField("申出日")
    ended_on = models.DateField("再開した日", null=True, blank=True)
    told = models.CharField(
        "申出の方法", max_length=60, blank=True, help_text="例: 電話。本人がリンクから止めたときは空欄"
    )

    class Meta:
        verbose_name = verbose_name_plural = "配信停止"
        ordering = ["-wanted_on", "-pk"]
        constraints = [
            known_values("opt_out_known_topic", "topic", Topic),
            models.UniqueConstraint(
                fields=["email", "topic"], condition=Q(ended_on=None), name="opt_out_once",
                violation_error_message="このアドレスは、すでに配信を停止しています。",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.email} {self.get_topic_display()}"
