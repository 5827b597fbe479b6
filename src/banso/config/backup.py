"""Backup and restore: the database and the uploaded files, as one archive."""

import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from banso.core.errors import UserError

from .postgres import binaries

DUMP = "database.dump"
FILES = "files"


def back_up(data: Path, target: Path) -> None:
    """Write an archive of everything. A broken-off backup leaves no file under the target's name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DUMP
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--file",
            str(dump),
            os.environ["BANSO_OWNER_URL"],
        )
        unfinished.touch(mode=0o600)
        with tarfile.open(unfinished, "w") as archive:
            archive.add(dump, DUMP)
            if (data / FILES).is_dir():
                archive.add(data / FILES, FILES)
    unfinished.replace(target)


def restore(data: Path, source: Path) -> None:
    """Bring an archive back into an empty installation. Raises UserError if it is none, or if records are there already."""
    from banso.config.environment import migrate
    from banso.registers.models import Company

    if Company.objects.exists():
        raise UserError("記録のあるデータフォルダには復元できません。--data で新しいフォルダを指定してください。")
    if not source.is_file():
        raise UserError(f"「{source}」というファイルがありません。")
    with tempfile.TemporaryDirectory() as folder:
        _unpack(source, Path(folder))
        _empty_the_schema()
        url = os.environ["BANSO_OWNER_URL"]
        _run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            "-d",
            url,
            str(Path(folder) / DUMP),
        )
        if (Path(folder) / FILES).is_dir():
            (Path(folder) / FILES).rename(data / FILES)
    migrate()


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise UserError(f"「{source.name}」はBansoのバックアップとして読めません。") from error
    if not (folder / DUMP).is_file():
        raise UserError(f"「{source.name}」にはデータベースが入っていません。Bansoのバックアップか確かめてください。")


def _empty_the_schema() -> None:
    import psycopg

    with psycopg.connect(os.environ["BANSO_OWNER_URL"], autocommit=True) as owner:
        owner.execute("DROP SCHEMA public CASCADE")
        owner.execute("CREATE SCHEMA public")


def _run(program: str, *arguments: str) -> None:
    ran = subprocess.run([str(binaries() / program), *arguments], capture_output=True, text=True)
    if ran.returncode:
        raise UserError(f"{program} が失敗しました。\n{ran.stderr.strip()[-600:]}")
