"""ノンネームシート: versions of what is said of a firm without its name, how many firms each fits (k), and the owner's approval of the very words."""

from hashlib import sha256
from json import dumps
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from banso.core.constraints import json_of
from banso.core.era import format_date
from banso.core.fields import YenField
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Industry, Municipality

from .listings import Listing


def digest_of(shown: dict[str, Any], text: str) -> str:
    """The fingerprint of what a sheet says: what the owner approves is exactly this."""
    return sha256(f"{dumps(shown, ensure_ascii=False, sort_keys=True)}\n{text}".encode()).hexdigest()


@tracked
class Sheet(Record):
    """One version of what is said of a firm without its name (ノンネームシート). Never rewritten: another text is another version.

    `shown` is what it says by which the firm could be known, `k` how many firms of the population of `counted_on` fit it together with
    everything shown before. `accepted_why` is why someone accepted a k below `least`, or words that betray.
    """

    done_days = ("counted_on",)

    listing = models.ForeignKey(Listing, models.PROTECT, verbose_name="譲渡案件", related_name="sheets")
    version = models.PositiveSmallIntegerField("版", editable=False)
    shown = models.JSONField("示す区分", default=dict)
    text = models.TextField("本文", help_text="事業の内容、強み、譲渡の条件。名の知れる言葉は書かない")
    digest = models.CharField("内容のハッシュ値", max_length=64, editable=False)
    k = models.PositiveIntegerField("当てはまる企業の数(k)", editable=False)
    least = models.PositiveIntegerField("要る数", editable=False)
    counted_on = models.DateField("数えた日", editable=False)
    ladder = models.JSONField("粗くした手順", default=list, editable=False)
    betrayals = models.JSONField("名の知れる言葉", default=list, editable=False)
    accepted_why = models.CharField("基準に満たないまま認めた理由", max_length=200, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="認めた人",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = verbose_name_plural = "ノンネームシート"
        ordering = ["listing", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["listing", "version"], name="sheet_version_once"),
            models.CheckConstraint(
                name="sheet_fits_enough_or_says_why",
                condition=Q(k__gte=F("least")) | ~Q(accepted_why=""),
                violation_error_message="当てはまる企業が少なすぎます。粗くするか、認める理由を入れてください。",
            ),
            json_of("sheet_shown_is_said", "shown", "object", most=4_000),
            json_of("sheet_ladder_is_steps", "ladder", "array", most=20_000),
            json_of("sheet_betrayals_are_words", "betrayals", "array", most=20_000),
        ]
        triggers = [pgtrigger.Protect(name="keep_sheets", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"第{self.version}版"


@tracked
class SheetApproval(Record):
    """The owner approved the very words of a version (譲渡者の承認): by its digest, so that no other text passes for it."""

    done_days = ("approved_on",)

    sheet = models.OneToOneField(Sheet, models.PROTECT, verbose_name="ノンネームシート", related_name="approval")
    approved_on = models.DateField("承認日")
    approved_by = models.CharField("承認した人", max_length=60)
    digest = models.CharField("承認した内容のハッシュ値", max_length=64, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "シートの承認"
        ordering = ["-approved_on", "-pk"]
        triggers = [pgtrigger.Protect(name="keep_approvals", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{format_date(self.approved_on)} {self.approved_by}"


@tracked
class PublicFact(Record):
    """What is publicly known of a firm (公開資料): for counting how many firms a sheet fits, from lists anyone can buy or read.

    It tells nothing of any case, and stands open. A firm of the register is completed by it; one that is not counts beside.
    """

    done_days = ("known_on",)

    company = models.OneToOneField(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, related_name="public_fact"
    )
    name = models.CharField("企業名", max_length=120, blank=True, help_text="企業台帳にないとき")
    industry = models.ForeignKey(Industry, models.PROTECT, verbose_name="業種", null=True, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="市町村", null=True, blank=True)
    sales = YenField("売上高(円)", null=True, blank=True)
    employees = models.PositiveIntegerField("従業員数", null=True, blank=True)
    founded_year = models.PositiveSmallIntegerField("創業年(西暦)", null=True, blank=True)
    source = models.CharField("出典", max_length=120)
    known_on = models.DateField("資料の日付")

    class Meta:
        verbose_name = verbose_name_plural = "公開資料の企業情報"
        ordering = ["-known_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="public_fact_of_someone",
                condition=Q(company__isnull=False) | ~Q(name=""),
                violation_error_message="企業を選ぶか、企業名を入れてください。",
            )
        ]

    def __str__(self) -> str:
        return str(self.company or self.name)
