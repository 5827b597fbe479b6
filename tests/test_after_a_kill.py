"""`banso serve` after `kill -9` of whatever it consists of, and after a kill of itself."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from .running import banso, command, environment

PATIENCE = 180  # on a machine that has much else to do; by itself it takes a few seconds


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A Banso in which there is nothing but somebody who can log in: without, `serve` would found a centre first."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(place) / "data"
        made = banso(folder, "createuser", "kanri", given="asagao-2024-x\n")
        assert made.returncode == 0, made.stderr
        yield folder


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(folder: Path, port: int, said: Path) -> "subprocess.Popen[bytes]":
    """A server that answers; what it says goes to a file."""
    with said.open("wb") as out:
        serving = subprocess.Popen(command(folder, "serve", "--port", str(port)), env=environment(), stdout=out)
    wait_for(lambda: answers(port))
    return serving


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def told(said: Path) -> set[str]:
    """What was said to have been started again; a worker that came back before its database is so twice."""
    return set(re.findall(r"(画面|裏で行う処理|データベース)\S*が止まったため", said.read_text()))


def wait_for(come: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not come():
        assert time.monotonic() < until
        time.sleep(0.2)


def children(parent: int) -> dict[int, str]:
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()[1:]]
    return {int(pid): args for pid, ppid, args in rows if int(ppid) == parent}


def postmaster(folder: Path) -> int:
    return int((folder / "postgres" / "cluster" / "postmaster.pid").read_text().split()[0])


def test_whatever_dies_is_started_again_and_said(folder: Path, tmp_path: Path) -> None:
    """Web server, worker and database, all killed at one moment."""
    port, said = free_port(), tmp_path / "said"
    serving = started(folder, port, said)
    try:
        parts = children(serving.pid)
        assert len(parts) == 2
        database = postmaster(folder)
        for pid in (*parts, database):
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: told(said) == {"画面", "裏で行う処理", "データベース"})
        wait_for(lambda: answers(port))
        wait_for(lambda: len(children(serving.pid)) == 2)
        assert not children(serving.pid).keys() & parts.keys() and postmaster(folder) != database
    finally:
        serving.terminate()
        assert serving.wait(PATIENCE) == 0


def own_memory(pid: int) -> int:
    """kB of a process that are no file's."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


def test_a_killed_serve_leaves_nothing_at_its_port(folder: Path, tmp_path: Path) -> None:
    """All its processes end with it, and another starts at the same port; a command beside it does not stop its database.

    While it runs, the web server's master has loaded nothing of what its workers answer with.
    """
    port = free_port()
    serving = started(folder, port, tmp_path / "said")
    parts = children(serving.pid)
    workers = {pid for part in parts for pid in children(part)}
    web = next(pid for pid, args in parts.items() if "banso.config.webserver" in args)
    assert children(web) and all(own_memory(web) * 3 < own_memory(worker) for worker in children(web))
    serving.kill()
    serving.wait()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in [*parts, *workers]))
    other = started(folder, port, tmp_path / "again")
    try:
        assert banso(folder, "migrate").returncode == 0
        assert answers(port)
    finally:
        other.terminate()
        assert other.wait(PATIENCE) == 0
