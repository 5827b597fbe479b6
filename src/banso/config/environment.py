"""Getting ready: the data folder, the database and its tables, then Django."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from banso.core.errors import UserError

from .postgres import Cluster, Server

SOURCE = Path(__file__).resolve().parents[1]


@contextmanager
def ready(data: Path) -> Iterator[Server | None]:
    """The environment of a command: a database that answers and is up to date, and Django set up as the runtime role.

    Yields the embedded server, none with an external one.

    With DATABASE_URL that server is used (BANSO_OWNER_URL names its owner and BANSO_COUNTING_URL its counting role);
    otherwise the embedded one, for as long as the command runs.
    """
    os.environ["BANSO_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banso.config.settings")
    if (files := data / "files").is_dir():
        files.chmod(0o700)
    if os.environ.get("DATABASE_URL"):
        os.environ.setdefault("BANSO_OWNER_URL", os.environ["DATABASE_URL"])
        _check_roles()
        _bring_up_to_date(data)
        yield from _with_django(None)
        return
    with Cluster(data.resolve()).lease() as server:
        os.environ["DATABASE_URL"], os.environ["BANSO_OWNER_URL"] = server.runtime_url, server.owner_url
        os.environ["BANSO_COUNTING_URL"] = server.counting_url
        os.environ["BANSO_PG_BIN"] = str(server.binaries)
        _bring_up_to_date(data)
        yield from _with_django(server)


def has_database(data: Path) -> bool:
    """Whether there is a database for a data folder: one of its own that was made, or one named from outside."""
    return bool(os.environ.get("DATABASE_URL")) or (data / "schema").exists()


def _check_roles() -> None:
    """With an owner of its own, the walls stand, and counting behind them needs its role."""
    if os.environ["BANSO_OWNER_URL"] != os.environ["DATABASE_URL"] and "BANSO_COUNTING_URL" not in os.environ:
        raise UserError("BANSO_COUNTING_URL に集計用の役割の接続先を設定してください(docs/roles-of-the-database.md)。")


def _with_django(server: Server | None) -> Iterator[Server | None]:
    keys = _pass_keys()
    os.environ["BANSO_PASS_KEY"] = keys.get("user", "")
    import django

    django.setup()
    from django.db import connections

    from .operator import act_as_operator

    act_as_operator(keys.get("system", ""))

    try:
        yield server
    finally:
        connections.close_all()


def _pass_keys() -> dict[str, str]:
    """The keys that sign passes, read as the owner; none where one role does everything and no wall stands."""
    if os.environ["BANSO_OWNER_URL"] == os.environ["DATABASE_URL"]:
        return {}
    with psycopg.connect(os.environ["BANSO_OWNER_URL"]) as owner:
        return dict(owner.execute("SELECT kind, key FROM public.banso_pass_key").fetchall())


def _bring_up_to_date(data: Path) -> None:
    """Migrate when the installed migrations are not those last applied from this folder; nothing to do otherwise."""
    mark = data / "schema"
    wanted = fingerprint(os.environ["BANSO_OWNER_URL"])
    if mark.exists() and mark.read_text() == wanted:
        return
    migrate()
    mark.write_text(wanted)


def fingerprint(url: str) -> str:
    """What the tables, their walls and the roles' rights are made by, in the database of `url`."""
    digest = hashlib.sha256(url.encode())
    made_by = (
        "**/migrations/0*.py",
        "**/models.py",
        "**/models/*.py",
        "**/figures.py",
        "config/*.py",
        "config/sql/*.sql",
        "*/sql/*.sql",
        "../../requirements.txt",  # libraries bring tables of their own
    )
    for path in sorted(path for pattern in made_by for path in SOURCE.glob(pattern)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def migrate() -> None:
    """Make or change the tables as their owner, then give the runtime role its rights. Raises UserError."""
    ran = subprocess.run(
        [sys.executable, "-m", "banso.config.migrating"],
        env={
            **os.environ,
            "DATABASE_URL": os.environ["BANSO_OWNER_URL"],
            "BANSO_RUNTIME_URL": os.environ["DATABASE_URL"],
        },
        capture_output=True,
        text=True,
    )
    if ran.returncode:
        raise UserError(f"データベースの表を用意できませんでした。\n{' '.join(ran.stderr.strip().splitlines()[-2:])}")
