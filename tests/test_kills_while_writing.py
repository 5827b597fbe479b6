"""`kill -9` while people write: what was acknowledged is there, once and whole; of the rest nothing is there by halves."""

import csv
import io
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any
from urllib.parse import urlencode

import pytest

from .running import command, environment
from .test_after_a_kill import answers, children, free_port, postmaster, wait_for

PASSWORD = "long-enough-2024"
BETWEEN = 8  # writes acknowledged from one kill to the next
# as at a centre, unlike other tests: only what is on the disk outlives the database's own processes
KEEPING = {name: value for name, value in environment().items() if name != "BANSO_PG_FAST"}


class Stay(urllib.request.HTTPRedirectHandler):
    """Takes a redirect for the answer it is."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Clerk(Thread):
    """Someone who registers one company after another, and notes which of them Banso said it has."""

    def __init__(self, port: int, name: str) -> None:
        super().__init__(daemon=True)
        self.base, self.name = f"http://127.0.0.1:{port}", name
        self.tried: list[str] = []
        self.acknowledged: list[str] = []
        self.strange: list[tuple[int, str]] = []
        self.enough = Event()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), Stay)
        self.post("/login/", self.token("/login/"), username="clerk", password=PASSWORD)
        self.form = self.token("/registers/company/new/")

    def run(self) -> None:
        while not self.enough.is_set():
            company = f"続けて登録する会社{self.name}{len(self.tried):04}"
            self.tried.append(company)
            try:
                status, where = self.post(
                    "/registers/company/new/", self.form, name=company, size="small", note=f"{company}の備考"
                )
            except OSError:  # nobody said what became of it
                time.sleep(0.05)
                continue
            if status == 302 and where.startswith("/registers/company/"):
                self.acknowledged.append(company)
            elif status < 500:
                self.strange.append((status, where))

    def get(self, path: str) -> bytes:
        with self.browser.open(self.base + path, timeout=30) as answer:
            return bytes(answer.read())

    def token(self, path: str) -> str:
        found = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path))
        assert found
        return found[1].decode()

    def post(self, path: str, token: str, **fields: str) -> tuple[int, str]:
        sent = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        try:
            with self.browser.open(self.base + path, sent, timeout=30) as answer:
                return answer.status, ""
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("Location", "")


class Serving:
    """A server in a folder, to be killed in part or whole, and begun again at the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.begin()

    def begin(self) -> None:
        given = command(self.folder, "serve", "--port", str(self.port))
        self.process = subprocess.Popen(given, env=KEEPING, stdout=subprocess.DEVNULL)
        wait_for(lambda: answers(self.port))

    def web(self) -> int:
        return next(pid for pid, args in children(self.process.pid).items() if "banso.config.webserver" in args)

    def kill_one_that_answers(self) -> None:
        os.kill(min(children(self.web())), signal.SIGKILL)

    def kill_web(self) -> None:
        os.kill(self.web(), signal.SIGKILL)

    def kill_database(self) -> None:
        os.kill(postmaster(self.folder), signal.SIGKILL)

    def kill_all(self) -> None:
        self.process.kill()
        self.process.wait()
        self.begin()


def run(folder: Path, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command(folder, *arguments), env=KEEPING, input=given, capture_output=True, text=True)


@pytest.fixture
def serving() -> Iterator[Serving]:
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(place) / "data"
        for arguments in (("migrate",), ("createuser", "clerk", "--role", "manager")):
            made = run(folder, *arguments, given=f"{PASSWORD}\n")
            assert made.returncode == 0, made.stderr
        found = Serving(folder)
        try:
            yield found
        finally:
            found.process.terminate()
            found.process.wait(60)


@contextmanager
def writing(clerks: list[Clerk]) -> Iterator[None]:
    for clerk in clerks:
        clerk.start()
    try:
        yield
    finally:
        for clerk in clerks:
            clerk.enough.set()
        for clerk in clerks:
            clerk.join(60)


def test_what_was_acknowledged_is_there_once_and_whole(serving: Serving) -> None:
    """Two write without a pause while a worker, the database, the web server and all of it are killed."""
    clerks = [Clerk(serving.port, name) for name in ("甲", "乙")]

    def acknowledged() -> int:
        return sum(len(clerk.acknowledged) for clerk in clerks)

    with writing(clerks):
        for kill in (serving.kill_one_that_answers, serving.kill_database, serving.kill_web, serving.kill_all):
            before = acknowledged()
            wait_for(lambda before=before: acknowledged() >= before + BETWEEN)
            kill()
        before = acknowledged()
        wait_for(lambda: acknowledged() >= before + BETWEEN)
    there = kept(clerks[0])
    tried = {name for clerk in clerks for name in clerk.tried}
    assert [clerk.strange for clerk in clerks] == [[], []]
    assert {name for clerk in clerks for name in clerk.acknowledged} - there.keys() == set()
    assert [name for name, number in there.items() if number > 1] == [] and there.keys() <= tried
    checked = run(serving.folder, "check")  # its history, its seal and its place in the index with every record
    assert checked.returncode == 0, checked.stdout


def kept(clerk: Clerk) -> Counter[str]:
    """The companies there are, by name."""
    rows = csv.DictReader(io.StringIO(clerk.get("/registers/company/?format=csv").decode("utf-8-sig")))
    return Counter(next(cell for cell in row.values() if "続けて" in (cell or "")) for row in rows)
