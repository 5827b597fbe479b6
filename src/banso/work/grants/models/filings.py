"""What an applicant sent in (申請書), version by version, and the files put together before it is sent."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from banso.core.constraints import json_of, known_values
from banso.core.era import format_moment
from banso.core.kept import KeptFile
from banso.core.models import Record
from banso.core.trail import tracked
from banso.office.guests.choices import Means
from banso.office.guests.models import Invitation

from .applications import Application
from .budgets import BudgetSheet
from .windows import Window


@tracked
class Filing(Record):
    """An application as it was sent in (申請書の提出): its answers and its files, whole. What is put right is a new one; none is rewritten.

    `content` holds {"answers": what was answered, by question, "files": each received file by its key, and
    what was said of it}; its budget is a sheet.
    """

    application = models.ForeignKey(Application, models.PROTECT, verbose_name="補助申請", related_name="filings")
    version = models.PositiveSmallIntegerField("版")
    window = models.ForeignKey(
        Window, models.PROTECT, verbose_name="受付期間", null=True, blank=True, related_name="filings"
    )
    received_at = models.DateTimeField("受付日時")
    means = models.CharField("方法", max_length=10, choices=Means.choices)
    content = models.JSONField("申請の内容", default=dict)
    sheet = models.OneToOneField(BudgetSheet, models.PROTECT, verbose_name="収支予算書", related_name="filing")

    class Meta:
        verbose_name = verbose_name_plural = "申請書の提出"
        ordering = ["application", "version"]
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="filing_version_once"),
            known_values("filing_known_means", "means", Means),
            json_of("filing_of_answers", "content", "object", most=500_000),
        ]
        triggers = [pgtrigger.Protect(name="keep_filings", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.application} 第{self.version}版 {format_moment(self.received_at)}"

    def get_absolute_url(self) -> str:
        return reverse("grant-filing", args=[self.pk])

    @property
    def receipt(self) -> str:
        """The number on the receipt: the case's, and which version it was."""
        return f"{self.application.case.number}-{self.version}"


@tracked
class Enclosure(KeptFile):
    """A file put to an application that is not sent yet (添付書類). Sent, it is a received file of the case, and this row goes."""

    invitation = models.ForeignKey(
        Invitation, models.PROTECT, verbose_name="お願い", related_name="enclosures", editable=False
    )
    title = models.CharField("書類名", max_length=120)
    issued_on = models.DateField(
        "発行日", null=True, blank=True, help_text="納税証明書・登記事項証明書などの証明書は、書類に書かれた発行日"
    )

    pages = models.PositiveIntegerField("ページ数", null=True, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登録者", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = "送る前の添付書類"
        ordering = ["invitation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "sha256"],
                name="enclosure_once",
                violation_error_message="同じ内容のファイルを、すでに添付しています。",
            )
        ]

    def __str__(self) -> str:
        return self.title
