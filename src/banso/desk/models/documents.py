"""A company's documents (書類): files handed in or made for it, kept in versions."""

import secrets
from typing import Any

import pgtrigger
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models

from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Programme


def private_storage() -> FileSystemStorage:
    """Files readable by the server's own user alone; no web address leads to them."""
    return FileSystemStorage(file_permissions_mode=0o600, directory_permissions_mode=0o700)


def random_name(instance: Any, filename: str) -> str:
    """Where a file is kept: nothing of its own name, and nothing one could guess."""
    token = secrets.token_hex(16)
    return f"documents/{token[:2]}/{token}"


@tracked
class Document(Record):
    """A document of a company. With a programme it belongs to that programme's work, and to its wall if it has one.

    It is taken off the company's page by `removed_on`, never deleted.
    """

    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", related_name="documents")
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", null=True, blank=True)
    title = models.CharField("書類名", max_length=120)
    dated_on = models.DateField("書類の日付")
    removed_on = models.DateField("取り下げた日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "書類"
        ordering = ["-dated_on", "-pk"]
        constraints = [models.CheckConstraint(name="document_has_title", condition=~models.Q(title=""))]

    def __str__(self) -> str:
        return self.title


@tracked
class DocumentFile(Record):
    """One version of a document: the file as it was handed in. A later one stands beside it and changes nothing of it."""

    document = models.ForeignKey(Document, models.PROTECT, verbose_name="書類", related_name="files")
    version = models.PositiveSmallIntegerField("版")
    file = models.FileField("ファイル", upload_to=random_name, storage=private_storage)
    name = models.CharField("ファイル名", max_length=200)
    content_type = models.CharField("形式", max_length=100)
    size = models.PositiveIntegerField("大きさ(バイト)")
    sha256 = models.CharField("ハッシュ値", max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登録者")

    class Meta:
        verbose_name = verbose_name_plural = "書類のファイル"
        ordering = ["document", "-version"]
        constraints = [models.UniqueConstraint(fields=["document", "version"], name="document_version_once")]
        triggers = [pgtrigger.Protect(name="keep_document_files", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.document} 第{self.version}版"

    @property
    def file_name(self) -> str:
        """The name the file is handed over under."""
        return self.name
