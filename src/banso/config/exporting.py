"""Restoring a full export as the owner, and what follows from it: roles, rights and the search."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import psycopg

from banso.core.errors import UserError

ZIP = b"PK\x03\x04"


def is_export(source: Path) -> bool:
    """Whether a file is an export (a ZIP), and not a backup (a tar): by how it begins, for a backup may end with documents that are ZIPs."""
    if not source.is_file():
        raise UserError(f"「{source}」というファイルがありません。")
    with source.open("rb") as opened:
        return opened.read(len(ZIP)) == ZIP or source.suffix.lower() == ".zip"


def restore_all(data: Path, source: Path, progress: Callable[[int, str], None]) -> int:
    """Restore an export into an empty installation; how many rows. Raises UserError, with nothing written."""
    from django.conf import settings

    from banso.archive.restoring import restore_export
    from banso.search.keeping import reindex

    from .environment import migrate
    from .sealing import reseal

    with psycopg.connect(os.environ["BANSO_OWNER_URL"], autocommit=True) as owner:
        rows = restore_export(source, Path(settings.MEDIA_ROOT), owner, progress)
        with owner.transaction(), owner.cursor() as cursor:
            reseal(cursor)
    _catalogue(data, source)
    migrate()
    reindex(progress)
    return rows


def _catalogue(data: Path, source: Path) -> None:
    """The centre's own files come back where the data folder has none: they say what it is called."""
    if (data / "catalogue").exists():
        return
    with zipfile.ZipFile(source) as archive:
        archive.extractall(data, [name for name in archive.namelist() if name.startswith("catalogue/")])
