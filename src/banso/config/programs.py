"""PostgreSQL's own programs, run as the owner: they take the password from a file that nobody else may read, never from their command."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from banso.core.errors import UserError

from .postgres import binaries

_PLAIN = ("--no-owner", "--no-privileges")
_EMPTY = b"SET client_min_messages = warning; BEGIN; DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"


def dump(target: Path) -> None:
    """The whole database into a file. Raises UserError."""
    with _owner() as (where, environment):
        command = [_program("pg_dump"), "--format=custom", *_PLAIN, "--file", str(target), "--dbname", where]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True)
    if ran.returncode:
        raise UserError(f"データベースを書き出せませんでした。\n{ran.stderr.strip()[-600:]}")


def load(source: Path) -> None:
    """Put a dump in the place of all there is, in one transaction. Raises UserError, with everything as it was."""
    with _owner() as (where, environment), NamedTemporaryFile() as said:
        psql = [_program("psql"), "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", where]
        taking = subprocess.Popen(psql, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said)
        assert taking.stdin is not None
        try:
            taking.stdin.write(_EMPTY)
            taking.stdin.flush()
            read = subprocess.run(
                [_program("pg_restore"), *_PLAIN, "--exit-on-error", "--file=-", str(source)],
                env=environment,
                stdout=taking.stdin,
                stderr=said,
            )
            taking.stdin.write(b"ROLLBACK;\n" if read.returncode else b"COMMIT;\n")
            taking.stdin.close()
        except BrokenPipeError:  # it refused something; what, it has said
            read = None
        if taking.wait() or read is None or read.returncode:
            reason = Path(said.name).read_text(errors="replace").strip()[-600:]
            raise UserError(f"データベースを復元できませんでした。何も変えていません。\n{reason}")


@contextmanager
def _owner() -> Iterator[tuple[str, dict[str, str]]]:
    """(how to reach the database without a password, the environment that names the file with it)."""
    parts = conninfo_to_dict(os.environ["BANSO_OWNER_URL"])
    password = str(parts.pop("password", "") or "")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BANSO_", "DATABASE_"))}
    with NamedTemporaryFile("w", prefix="banso-") as kept:
        kept.write("*:*:*:*:" + password.replace("\\", "\\\\").replace(":", "\\:") + "\n")
        kept.flush()
        yield (
            make_conninfo(**{key: str(value) for key, value in parts.items()}),
            environment | {"PGPASSFILE": kept.name},
        )


def _program(name: str) -> str:
    return str(binaries() / name)
