"""Keeping a company's documents."""

import hashlib
from datetime import date
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max

from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.desk.file_types import type_of
from banso.desk.models import Document, DocumentFile
from banso.registers.models import User

Upload: TypeAlias = "UploadedFile[Any]"


@verb
def add_document(file: Upload, *, by: User, **facts: Any) -> Document:
    """Keep a new document with its first version. Raises UserError or ValidationError with nothing kept."""
    mime = type_of(file.name or "", file.size or 0, file)
    document = record(Document, facts)
    _keep(document, file, mime, by)
    return document


@verb
def add_version(document: Document, file: Upload, *, dated_on: date, by: User) -> DocumentFile:
    """Keep a later version; the earlier ones stay as they are."""
    mime = type_of(file.name or "", file.size or 0, file)
    Document.objects.select_for_update().get(pk=document.pk)
    correct(document, {"dated_on": dated_on})
    return _keep(document, file, mime, by)


@verb
def remove_document(document: Document, *, on: date, by: User) -> Document:
    """Take a document off its company's page. It stays in the archive, and the trail says who did it."""
    return correct(document, {"removed_on": on})


def _keep(document: Document, file: Upload, mime: str, by: User) -> DocumentFile:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    latest = document.files.aggregate(latest=Max("version"))["latest"] or 0
    kept = DocumentFile(
        document=document,
        version=latest + 1,
        file=file,
        name=(file.name or "")[-200:],
        content_type=mime,
        size=file.size or 0,
        sha256=digest.hexdigest(),
        uploaded_by=by,
    )
    try:
        kept.full_clean()
        kept.save()
    except BaseException:
        if kept.file._committed:  # type: ignore[attr-defined]
            kept.file.delete(save=False)
        raise
    return kept
