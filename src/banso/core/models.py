"""What every stored record has in common."""

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
