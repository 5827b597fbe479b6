"""Files people hand in (書類, 図面): kept as they were, where no web address leads, under names nobody can guess."""

import hashlib
import secrets
from typing import Any, TypeAlias, TypeVar

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import models

from .file_types import Accepted
from .full import WholeFiles
from .models import Record
from .writing import correct

Upload: TypeAlias = "UploadedFile[Any]"


def private_storage() -> WholeFiles:
    """Files readable by the server's own user alone; no web address leads to them."""
    return WholeFiles(file_permissions_mode=0o600, directory_permissions_mode=0o700)


def random_name(instance: Any, filename: str) -> str:
    """Where a file is kept: nothing of its own name, and nothing one could guess."""
    token = secrets.token_hex(16)
    return f"documents/{token[:2]}/{token}"


class KeptFile(Record):
    """A file as it was handed in: its own name, its type by its content, its size and digest, and who brought it."""

    file = models.FileField("ファイル", upload_to=random_name, storage=private_storage)
    name = models.CharField("ファイル名", max_length=200)
    content_type = models.CharField("形式", max_length=100)
    size = models.PositiveIntegerField("大きさ(バイト)")
    sha256 = models.CharField("ハッシュ値", max_length=64)
    uploaded_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登録者")

    class Meta:
        abstract = True

    @property
    def file_name(self) -> str:
        """The name the file is handed over under."""
        return self.name


K = TypeVar("K", bound=KeptFile)


def keep_file(row: K, file: Upload, accepted: Accepted, *, by: Any) -> K:
    """Save a new row with the file it is about. Raises UserError or ValidationError with no row and no file kept."""
    mime = accepted.type_of(file.name or "", file.size or 0, file)
    return _keep(row, file, mime, by)


def keep_made(row: K, content: bytes, *, name: str, mime: str, by: Any) -> K:
    """Save a new row with a file made here, whose type is known. Raises ValidationError with no row and no file kept."""
    return _keep(row, SimpleUploadedFile(name, content), mime, by)


def digest_of(file: Upload) -> str:
    """By what a file's content is known again."""
    digest = hashlib.sha256()
    for piece in file.chunks():  # from its beginning
        digest.update(piece)
    return digest.hexdigest()


def _keep(row: K, file: Upload, mime: str, by: Any) -> K:
    facts = {
        "file": file,
        "name": (file.name or "")[-200:],
        "content_type": mime,
        "size": file.size or 0,
        "sha256": digest_of(file),
        "uploaded_by": by,
    }
    try:
        return correct(row, facts)
    except BaseException:
        if row.file._committed:  # type: ignore[attr-defined]
            row.file.delete(save=False)
        raise
