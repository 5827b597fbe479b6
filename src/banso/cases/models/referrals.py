"""A case referred inside the house (部署間の紹介): the sender hears 受入 or 辞退, the receiving unit opens a case of its own."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from banso.core.constraints import json_of, known_values
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Person, Programme

from .case import Case
from .consents import Consent

# What is referred arrives behind the receiving unit's wall, and the reply behind the sender's, as the database writes it: neither side
# ever writes or reads beyond its own.
_ARRIVES = """
INSERT INTO public.cases_referralreceived
    (referral, programme_id, company_id, person_id, title, from_unit, items, note, sent_on, reply, created_at, updated_at)
SELECT NEW.id, p.id, c.company_id, c.person_id, NEW.title, coalesce(u.name, own.name, ''), NEW.items, NEW.note, NEW.sent_on, '', now(), now()
FROM public.registers_programme p, public.cases_case c
JOIN public.registers_programme mine ON mine.id = c.programme_id
LEFT JOIN public.registers_unit u ON u.id = mine.walled_to_id
LEFT JOIN LATERAL (
    SELECT yu.name FROM public.registers_programmeyear y JOIN public.registers_unit yu ON yu.id = y.unit_id
    WHERE y.programme_id = mine.id ORDER BY y.fiscal_year DESC LIMIT 1) own ON true
WHERE p.code = NEW.to_programme AND c.id = NEW.case_id;
RETURN NULL;
"""
_REPLIED = """
INSERT INTO public.cases_referralreply (referral_id, reply, replied_on, created_at, updated_at)
VALUES (NEW.referral, NEW.reply, NEW.replied_on, now(), now());
RETURN NULL;
"""


class Reply(models.TextChoices):
    ACCEPTED = "accepted", "受入"
    DECLINED = "declined", "辞退"


@tracked
class Referral(Record):
    """A case is referred to another programme of the house, by the consent of whom it concerns. Who sent it learns the reply, no more.

    The programme is named by its code: a key would put the row behind the receiver's wall.
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="案件", related_name="referrals")
    consent = models.ForeignKey(Consent, models.PROTECT, verbose_name="承諾", related_name="+")
    to_programme = models.CharField("紹介先の事業", max_length=60)
    to_name = models.CharField("紹介先", max_length=120)
    title = models.CharField("用件", max_length=120)
    items = models.JSONField("伝える事項", default=list)
    note = models.TextField("申し送り", blank=True)
    sent_on = models.DateField("紹介日", default=localdate)

    class Meta:
        verbose_name = verbose_name_plural = "部署間の紹介"
        ordering = ["-sent_on", "-pk"]
        constraints = [json_of("referral_items_are_listed", "items", "array", most=1_000)]
        triggers = [
            pgtrigger.Protect(name="keep_referrals", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(name="arrives", when=pgtrigger.After, operation=pgtrigger.Insert, func=_ARRIVES),
        ]

    def __str__(self) -> str:
        return f"{self.to_name}への紹介"

    @property
    def state(self) -> str:
        """What the sender may know: 受入, 辞退, or 返事待ち."""
        reply = getattr(self, "answered", None)
        return reply.get_reply_display() if reply else "返事待ち"


@tracked
class ReferralReply(Record):
    """What became of a referral, told to who sent it: whether it was taken. Written by the database as the receiver replies."""

    referral = models.OneToOneField(Referral, models.PROTECT, verbose_name="紹介", related_name="answered")
    reply = models.CharField("返事", max_length=10, choices=Reply.choices)
    replied_on = models.DateField("返事の日")

    class Meta:
        verbose_name = verbose_name_plural = "紹介への返事"
        ordering = ["-replied_on", "-pk"]
        constraints = [known_values("referral_reply_known", "reply", Reply)]
        triggers = [pgtrigger.Protect(name="keep_replies", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.get_reply_display()


@tracked
class ReferralReceived(Record):
    """A referral as it came to the receiving programme, behind its wall, and the case that was opened from it."""

    referral = models.BigIntegerField("紹介", unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="+")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="個人", null=True, blank=True, related_name="+")
    title = models.CharField("用件", max_length=120)
    from_unit = models.CharField("紹介元", max_length=80, blank=True)
    items = models.JSONField("伝えられた事項", default=list)
    note = models.TextField("申し送り", blank=True)
    sent_on = models.DateField("紹介日")
    reply = models.CharField("返事", max_length=10, choices=Reply.choices, blank=True)
    replied_on = models.DateField("返事の日", null=True, blank=True)
    case = models.ForeignKey(
        Case, models.PROTECT, verbose_name="開いた案件", null=True, blank=True, related_name="came_from"
    )

    class Meta:
        verbose_name = verbose_name_plural = "届いた紹介"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            known_values("referral_received_known", "reply", Reply, blank=True),
            json_of("referral_received_items_are_listed", "items", "array", most=1_000),
            models.CheckConstraint(name="referral_reply_has_day", condition=Q(reply="") | Q(replied_on__isnull=False)),
        ]
        triggers = [
            pgtrigger.Protect(name="keep_received", operation=pgtrigger.Delete),
            pgtrigger.Protect(name="reply_once", operation=pgtrigger.Update, condition=pgtrigger.Q(old__reply__gt="")),
            pgtrigger.Trigger(
                name="replied",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__reply="", new__reply__gt=""),
                func=_REPLIED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_unit}からの紹介 {self.title}"
