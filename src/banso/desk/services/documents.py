"""Keeping a company's documents."""

from datetime import date
from typing import Any

from django.db.models import Max

from banso.core.file_types import DOCUMENTS
from banso.core.kept import Upload, keep_file
from banso.core.trail import verb
from banso.core.writing import correct, hold, record
from banso.desk.models import Document, DocumentFile
from banso.registers.models import User


@verb
def add_document(file: Upload, *, by: User, **facts: Any) -> Document:
    """Keep a new document with its first version. Raises UserError or ValidationError with nothing kept."""
    document = record(Document, facts)
    _keep(document, file, by)
    return document


@verb
def add_version(document: Document, file: Upload, *, dated_on: date, by: User) -> DocumentFile:
    """Keep a later version; the earlier ones stay as they are."""
    hold(Document.objects.filter(pk=document.pk))
    correct(document, {"dated_on": dated_on})
    return _keep(document, file, by)


@verb
def remove_document(document: Document, *, on: date, by: User) -> Document:
    """Take a document off its company's page. It stays in the archive, and the trail says who did it."""
    return correct(document, {"removed_on": on})


def _keep(document: Document, file: Upload, by: User) -> DocumentFile:
    latest = document.files.aggregate(latest=Max("version"))["latest"] or 0
    return keep_file(DocumentFile(document=document, version=latest + 1), file, DOCUMENTS, by=by)
