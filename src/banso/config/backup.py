"""Backup and restore: the database, the uploaded files and the centre's catalogue, as one archive that says of each of its parts what it should be.

A backup begins with what it is and ends with a list of its parts and their digests: one that broke off has no list, one in which a
bit was turned does not agree with it. Restoring reads the whole archive first, and puts nothing in place before that; the
database then changes in one transaction, and the files by one renaming.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import psycopg
from psycopg import sql

from banso.core.errors import UserError

from .programs import dump, load

DUMP = "database.dump"
FILES, CATALOGUE = "files", "catalogue"
HEAD, LIST = "banso.json", "contents.json"
FORMAT = 2  # 1 had no list
DAMAGED = "「{}」は壊れています({})。別の控えを選んでください。何も復元していません。"
_PIECE = 1 << 20


def back_up(data: Path, target: Path) -> list[str]:
    """Write an archive of everything; what of the documents is amiss, in words. A broken-off backup leaves no file behind.

    Raises UserError where it cannot be written.
    """
    unfinished = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=target.parent, prefix=".banso-backup-") as folder:
            dump(Path(folder) / DUMP)
            unfinished.touch(mode=0o600)
            digests = _write(unfinished, Path(folder) / DUMP, data)
        unfinished.replace(target)
    except OSError as error:
        raise UserError(
            f"「{target}」に書き込めません({error.strerror})。空き容量と権限を確かめてください。"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return _amiss(digests)


def _write(target: Path, database: Path, data: Path) -> dict[str, str]:
    """The archive; {part: its digest}."""
    digests: dict[str, str] = {}
    with tarfile.open(target, "w") as archive:
        _add_text(archive, HEAD, {"format": FORMAT})
        kept = [path for root in (FILES, CATALOGUE) for path in sorted((data / root).rglob("*"))]
        for path, name in [(database, DUMP), *((path, path.relative_to(data).as_posix()) for path in kept)]:
            info = archive.gettarinfo(path, name)
            if info.isreg():
                with path.open("rb") as content:
                    noting = _Noting(content)
                    archive.addfile(info, noting)
                digests[name] = noting.digest.hexdigest()
        _add_text(archive, LIST, digests)
    return digests


def _add_text(archive: tarfile.TarFile, name: str, content: Any) -> None:
    written = json.dumps(content, indent=0).encode()
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(written), 0o600
    archive.addfile(info, io.BytesIO(written))


class _Noting:
    """A file that is read once, its digest with it."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content, self.digest = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._content.read(size)
        self.digest.update(piece)
        return piece


def _amiss(digests: dict[str, str]) -> list[str]:
    """The documents whose file is missing, or is not what their row says of it. Asked as the owner, whom no wall hides any from."""
    found = []
    with psycopg.connect(os.environ["BANSO_OWNER_URL"]) as owner:
        for model in _kinds_of_document():
            rows = owner.execute(
                sql.SQL("SELECT id, file, sha256 FROM {} WHERE file <> ''").format(sql.Identifier(model._meta.db_table))
            )
            for key, file, wanted in rows:
                if (held := digests.get(f"{FILES}/{file}")) != wanted:
                    why = "ありません" if held is None else "登録したときと違います"
                    found.append(f"{model._meta.verbose_name} {key}: ファイルが{why}({file})")
    return found


def _kinds_of_document() -> Iterator[Any]:
    from django.apps import apps

    for model in apps.get_models():
        fields = {field.name for field in model._meta.local_concrete_fields}
        if {"file", "sha256"} <= fields and not hasattr(model, "pgh_tracked_model"):
            yield model


def restore(data: Path, source: Path) -> list[str]:
    """Bring an archive back into an empty installation; what of its documents is amiss, in words.

    Raises UserError, with the installation as it was, if it is none, is damaged, or if records are there already.
    """
    from banso.config.environment import migrate
    from banso.registers.models import Company

    if Company.objects.exists():
        raise UserError("記録のあるデータフォルダには復元できません。--data で新しいフォルダを指定してください。")
    if not source.is_file():
        raise UserError(f"「{source}」というファイルがありません。")
    try:
        with TemporaryDirectory(dir=data, prefix=".banso-restore-") as place:
            folder = Path(place)
            digests = _unpack(source, folder)
            with _in_place(folder / FILES, data / FILES):
                load(folder / DUMP)
            if (folder / CATALOGUE).is_dir() and not (data / CATALOGUE).exists():
                (folder / CATALOGUE).rename(data / CATALOGUE)
    except OSError as error:
        raise UserError(f"復元できませんでした({error.strerror})。空き容量と権限を確かめてください。") from error
    migrate()
    return _amiss(digests)


def _unpack(source: Path, folder: Path) -> dict[str, str]:
    """Every part, read to its end and compared with the list; {part: its digest}."""
    try:
        with tarfile.open(source) as archive:
            for info in archive:
                archive.extract(info, folder, filter="data")
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise UserError(DAMAGED.format(source.name, "アーカイブとして終わりまで読めません")) from error
    if not (folder / DUMP).is_file():
        raise UserError(f"「{source.name}」にはデータベースが入っていません。Bansoのバックアップか確かめてください。")
    digests = {
        path.relative_to(folder).as_posix(): _digest(path)
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (HEAD, LIST)
    }
    if (folder / HEAD).is_file():
        _compare(digests, _list_of(folder, source), source)
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return digests


def _list_of(folder: Path, source: Path) -> dict[str, str]:
    try:
        return dict(json.loads((folder / LIST).read_bytes()))
    except (OSError, ValueError, TypeError) as error:
        raise UserError(DAMAGED.format(source.name, "中身の一覧がありません。途中で切れています")) from error


def _compare(digests: dict[str, str], wanted: dict[str, str], source: Path) -> None:
    for name in sorted(digests.keys() | wanted.keys()):
        if digests.get(name) != wanted.get(name):
            what = "データベース" if name == DUMP else f"ファイル {name}"
            why = "がありません" if name not in digests else "の中身が控えたときと違います"
            raise UserError(DAMAGED.format(source.name, f"{what}{why}"))


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def _in_place(new: Path, files: Path) -> Iterator[None]:
    """The files of the archive where those of the installation were; with an error these are back."""
    before = files.with_name(files.name + ".before")
    shutil.rmtree(before, ignore_errors=True)
    if files.exists():
        files.rename(before)
    if new.is_dir():
        new.rename(files)
    try:
        yield
    except BaseException:
        shutil.rmtree(files, ignore_errors=True)
        if before.exists():
            before.rename(files)
        raise
    shutil.rmtree(before, ignore_errors=True)
