"""A company's documents (書類): files handed in or made for it, kept in versions."""

import pgtrigger
from django.db import models

from banso.core.kept import KeptFile
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Company, Programme


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
class DocumentFile(KeptFile):
    """One version of a document: the file as it was handed in. A later one stands beside it and changes nothing of it."""

    document = models.ForeignKey(Document, models.PROTECT, verbose_name="書類", related_name="files")
    version = models.PositiveSmallIntegerField("版")

    class Meta:
        verbose_name = verbose_name_plural = "書類のファイル"
        ordering = ["document", "-version"]
        constraints = [models.UniqueConstraint(fields=["document", "version"], name="document_version_once")]
        triggers = [pgtrigger.Protect(name="keep_document_files", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.document} 第{self.version}版"
