"""Guests (外部の方), what each was asked and answered, the doors that open for them, and who looked."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from banso.cases.models import Case, Party
from banso.core.constraints import json_of, known_values
from banso.core.era import format_moment
from banso.core.models import Record
from banso.core.private import keeps_secret
from banso.core.trail import tracked
from banso.registers.models import Company, Expert, Programme

from .choices import Means


class Guest(models.Model):
    """Someone outside who is asked something. Nothing is said here of who it is: that stands with what they are asked, behind its
    wall. `key` joins what is asked of one person, and can be made out by nobody who has the table alone. No trail.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField("照合キー", max_length=64, null=True, unique=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "外部の方"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class WithAnswers(models.Manager["Invitation"]):
    """Invitations are read with their answers, by which their state is told."""

    def get_queryset(self) -> models.QuerySet["Invitation"]:
        return super().get_queryset().prefetch_related("submissions")


@tracked
class Invitation(Record):
    """One thing asked of one person outside (お願い): what, of whom, about which case, until when.

    `kind` is the code of the ask a kind of work declares, `detail` what of it, such as the step. Name and address are those used
    for this matter.
    """

    guest = models.ForeignKey(
        Guest, models.PROTECT, verbose_name="外部の方", related_name="invitations", editable=False
    )
    kind = models.CharField("お願いの種類", max_length=40, editable=False)
    detail = models.CharField("内訳", max_length=60, blank=True, editable=False)
    programme = models.ForeignKey(
        Programme, models.PROTECT, verbose_name="事業", null=True, blank=True, related_name="+", editable=False
    )
    case = models.ForeignKey(
        Case, models.PROTECT, verbose_name="案件", null=True, blank=True, related_name="invitations", editable=False
    )
    party = models.ForeignKey(
        Party, models.PROTECT, verbose_name="関係者", null=True, blank=True, related_name="+", editable=False
    )
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="+", editable=False
    )
    expert = models.ForeignKey(
        Expert, models.PROTECT, verbose_name="専門家", null=True, blank=True, related_name="+", editable=False
    )
    name = models.CharField("宛名", max_length=120)
    email = models.EmailField("メールアドレス", blank=True)
    until = models.DateField("期限", help_text="この日まで、専用ページから答えられます")
    withdrawn_at = models.DateTimeField("取り下げた日時", null=True, blank=True, editable=False)

    objects = WithAnswers()

    class Meta:
        verbose_name = verbose_name_plural = "お願い"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["guest", "until"], name="invitations_of_guest")]
        constraints = [
            models.CheckConstraint(
                name="invitation_to_someone", condition=~Q(name=""), violation_error_message="宛名を入れてください。"
            ),
            models.CheckConstraint(
                name="invitation_in_its_programme", condition=Q(case=None) | Q(programme__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("guests-invitation", args=[self.pk])

    @property
    def label(self) -> str:
        """What is asked, as its kind calls it."""
        from .asks import ask_of

        return ask_of(self).label

    @property
    def what(self) -> str:
        """What is asked, as closely as its kind can say: the step, the paper."""
        from .asks import ask_of

        declared = ask_of(self)
        return declared.names(self) or declared.label

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and self.until >= localdate()

    @property
    def waits(self) -> bool:
        """Whether what the guest handed in, about a case or of what is noted anyway, has not been looked at by anyone yet."""
        from .asks import ask_of

        noted = self.case_id is not None or ask_of(self).noted
        return noted and any(one.waits for one in self.submissions.all())

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.withdrawn_at is not None:
            return "取下げ"
        if self.submissions.all():
            return "回答あり(確認待ち)" if self.waits else "回答あり"
        return "回答待ち" if self.until >= localdate() else "期限切れ"


@tracked
class Submission(Record):
    """An ask was answered: by the guest, or by staff on their behalf, who say how they were told. Never rewritten.

    What a guest handed in by the link waits until a colleague has noted it (確認): nobody saw it come.
    """

    invitation = models.ForeignKey(Invitation, models.PROTECT, verbose_name="お願い", related_name="submissions")
    means = models.CharField("方法", max_length=10, choices=Means.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="代わりに入力した職員",
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.CharField("備考", max_length=200, blank=True)
    noted_at = models.DateTimeField("確認した日時", null=True, blank=True, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="確認した職員", null=True, blank=True, editable=False,
        related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = "お願いへの回答"
        ordering = ["-created_at", "-pk"]
        constraints = [
            known_values("submission_known_means", "means", Means),
            models.CheckConstraint(
                name="submission_by_link_or_staff",
                condition=Q(means=Means.LINK, by=None) | (~Q(means=Means.LINK) & Q(by__isnull=False)),
                violation_error_message="どのように伝えられたかを選んでください。",
            ),
            models.CheckConstraint(
                name="submission_noted_by_someone",
                condition=Q(noted_at=None, noted_by=None) | Q(noted_at__isnull=False, noted_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_submissions", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="keep_what_was_submitted",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["noted_at", "noted_by", "updated_at"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{format_moment(self.created_at)} {self.who}"

    @property
    def waits(self) -> bool:
        return self.means == Means.LINK and self.noted_at is None

    @property
    def who(self) -> str:
        """The guest, or who acted for them."""
        return f"{self.by}が代わりに入力({self.get_means_display()})" if self.by else "本人が専用ページから"


@keeps_secret("digest", instead="NULL")
class Door(models.Model):
    """An address (専用ページのアドレス) by which a guest comes in, until its end or until it is shut. No trail: `shut_by` tells who.

    Only the digest of what stands in the address is kept. Where what is asked is walled, the door opens it in the name of the
    colleague who asked, and shuts when they are no longer inside.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guest = models.ForeignKey(Guest, models.PROTECT, verbose_name="外部の方", related_name="doors")
    digest = models.CharField("アドレスの照合値", max_length=64, null=True, unique=True, editable=False)
    acts_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="守秘の事業でお願いした職員", null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    expires_on = models.DateField("有効期限")
    shut_at = models.DateTimeField("閉じた日時", null=True, blank=True)
    shut_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="閉じた職員", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "専用ページのアドレス"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Knock(models.Model):
    """How often someone came in the current minute: to one door, or from one place to doors that are none. A counter, no record."""

    key = models.CharField("どこ", max_length=80, primary_key=True)
    minute = models.DateTimeField("時刻(分)")
    number = models.PositiveIntegerField("回数")

    class Meta:
        verbose_name = verbose_name_plural = "専用ページの利用回数"
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key} {self.number}回"


class Seen(models.Model):
    """A guest opened what they were asked, or one of its files (`what`): when, and from which address of the net. Never rewritten."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, verbose_name="お願い", related_name="looks")
    door = models.ForeignKey(Door, models.PROTECT, verbose_name="専用ページのアドレス", related_name="+")
    at = models.DateTimeField("日時", auto_now_add=True)
    place = models.CharField("接続元", max_length=60, blank=True)
    what = models.CharField("開いた書類", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "専用ページの閲覧"
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="keep_looks", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{format_moment(self.at)} {self.place} {self.what}".rstrip()


@keeps_secret("digest", instead="''")
class Code(models.Model):
    """A number (確認番号) that shows a guest to be who is meant: sent by mail, or told by staff on the telephone. It holds once."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, verbose_name="お願い", related_name="codes")
    digest = models.CharField("照合値", max_length=64)
    made_at = models.DateTimeField("作成日時", auto_now_add=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="電話で伝えた職員",
        null=True,
        blank=True,
        related_name="+",
    )
    tries = models.PositiveSmallIntegerField("誤りの回数", default=0)
    used_at = models.DateTimeField("使った日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "確認番号"
        ordering = ["-made_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{format_moment(self.made_at)} {self.invitation}"


class Unsent(models.Model):
    """What a guest has typed and not sent yet (書きかけ): found again on whatever they open their page with. No record yet."""

    invitation = models.OneToOneField(
        Invitation, models.CASCADE, verbose_name="お願い", primary_key=True, related_name="unsent"
    )
    payload = models.JSONField("入力内容", default=dict)
    kept_at = models.DateTimeField("保存日時", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "外部の方の書きかけ"
        default_permissions = ()
        constraints = [json_of("unsent_of_fields", "payload", "object", most=1_000_000)]

    def __str__(self) -> str:
        return format_moment(self.kept_at)
