"""The door for companies and partner organisations: personal links, and the entries that come in by them."""

import uuid

from django.db import models
from django.db.models import Q

from banso.core.constraints import known_values
from banso.core.fields import PhoneField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.office.guests.models import Invitation
from banso.work.fairs.choices import Side

from .fair import Fair, Host
from .participants import Participant


@tracked
class Link(Record):
    """What one company, or one partner organisation with the companies it brings, is asked on a page of its own (専用リンク).

    A company is asked twice: before the fair for its page and its wishes, afterwards (`follow_up`) what came of its meetings.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.OneToOneField(
        Participant, models.CASCADE, verbose_name="参加企業", null=True, blank=True, related_name="link"
    )
    host = models.OneToOneField(
        Host, models.CASCADE, verbose_name="主催団体", null=True, blank=True, related_name="link"
    )
    invitation = models.OneToOneField(
        Invitation, models.PROTECT, verbose_name="お願い", null=True, blank=True, related_name="fair_link"
    )
    follow_up = models.OneToOneField(
        Invitation,
        models.PROTECT,
        verbose_name="成立の調査のお願い",
        null=True,
        blank=True,
        editable=False,
        related_name="fair_follow_up",
    )

    class Meta:
        verbose_name = verbose_name_plural = "専用リンク"
        constraints = [
            models.CheckConstraint(
                name="link_for_one",
                condition=Q(participant__isnull=False, host__isnull=True)
                | Q(participant__isnull=True, host__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.participant or self.host}の専用リンク"


@tracked
class SignUp(Record):
    """An entry (参加申込) as a partner organisation sent it for a company; staff make it a participant or decline it."""

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name="商談会", related_name="sign_ups")
    host = models.ForeignKey(Host, models.PROTECT, verbose_name="取りまとめ団体", related_name="sign_ups")
    side = models.CharField("区分", max_length=8, choices=Side.choices)
    company_name = models.CharField("企業名", max_length=120)
    contact = models.CharField("参加者氏名", max_length=60)
    email = models.EmailField("メールアドレス")
    phone = PhoneField("電話番号", max_length=20)
    offers = models.TextField("自社の紹介・できること", max_length=1000, blank=True)
    seeks = models.TextField("求める取引先・商談したいこと", max_length=1000, blank=True)
    participant = models.OneToOneField(
        Participant, models.PROTECT, verbose_name="参加企業", null=True, blank=True, related_name="sign_up"
    )
    declined_at = models.DateTimeField("お断りした日時", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "参加申込"
        ordering = ["pk"]
        constraints = [
            known_values("sign_up_known_side", "side", Side),
            models.CheckConstraint(
                name="sign_up_accepted_or_declined",
                condition=Q(participant__isnull=True) | Q(declined_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_name}({self.get_side_display()})"
