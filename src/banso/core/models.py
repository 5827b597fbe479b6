"""What every stored record has in common."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone


class Record(models.Model):
    """A row someone wrote down: when it came to be and when it last changed.

    Who wrote it, and every former state, is in the audit trail (:mod:`banso.core.trail`).
    """

    created_at = models.DateTimeField("登録日時", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("更新日時", auto_now=True)

    class Meta:
        abstract = True


class ReferenceRow(Record):
    """A row others point to. It is ended, never deleted, so that last year's records keep their meaning."""

    ended_on = models.DateField("終了日", null=True, blank=True)

    class Meta:
        abstract = True


class AccessKind(models.TextChoices):
    EXPORT = "export", "書き出し"


class Access(models.Model):
    """Someone took records out of the system: which list, under which conditions, how many, when."""

    kind = models.CharField("種類", max_length=10, choices=AccessKind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="利用者")
    subject = models.CharField("対象", max_length=120)
    conditions = models.CharField("条件", max_length=400, blank=True)
    at = models.DateTimeField("日時", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "利用の記録"
        ordering = ["-at", "-pk"]
        triggers = [pgtrigger.Protect(name="keep_accesses", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user} {self.subject}"
