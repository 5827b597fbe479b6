"""Serving: web server and worker, beside the database, started and stopped as one; what dies of them is started again."""

import os
import signal
import socket
import sys
import time
from datetime import datetime
from threading import Event

from banso.core.errors import UserError

from .operator import for_the_worker
from .parts import Part
from .postgres import CONNECTIONS, Server

STOP_SECONDS = 15
START_SECONDS = 180  # a small machine that has much else to do is slow, not broken
LOOK_SECONDS = 0.3
DATABASE_SECONDS = 2.0  # between two questions whether the database answers
CLOCK_SECONDS = 60.0  # a clock that moves by more beside the time that passes was put forward or back
FREE_SECONDS = 5.0  # how long the port of a server killed a moment ago may still be held
THREADS = 4  # of a web worker; each keeps at most two connections, its own and one that counts
OTHERS = 24  # connections left for the worker behind the scenes, commands and the owner
MOST_WORKERS = (CONNECTIONS - OTHERS) // (2 * THREADS)
WEB, WORKER = "画面(Web)", "裏で行う処理"
# Each further arena keeps memory of its own that is no longer used. Fixed thresholds give a large file's memory back as soon as it
# is written; left to itself the allocator keeps up to 64 MB for the next one.
FEW_ARENAS = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072", "MALLOC_MMAP_THRESHOLD_": "131072"}


class Clock:
    """The machine's clock, held against the time that passes: whether somebody put it."""

    def __init__(self) -> None:
        self._ahead = self._now()

    def was_put(self) -> bool:
        """Whether it was put forward or back since it was last asked."""
        before, self._ahead = self._ahead, self._now()
        return abs(self._ahead - before) > CLOCK_SECONDS

    @staticmethod
    def _now() -> float:
        return time.time() - time.monotonic()


def serve(host: str, port: int, workers: int, server: Server | None) -> int:
    """Run until a signal stops it; the exit status. Raises UserError if the port is taken, nothing answers at first, or
    so many workers would ask the embedded database for more connections than it has.

    Whatever of the embedded database, the web server and the worker ends meanwhile is started again, and that is said.
    """
    if server and workers > MOST_WORKERS:
        raise UserError(f"--workers は{MOST_WORKERS}までです。データベースの接続が足りなくなります。")
    stopping = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, frame: stopping.set())
    _check_port(host, port)
    if not _is_ready(port, stopping):
        return 0
    environment = {**os.environ, "BANSO_HOSTS": _hosts(host)}
    environment.pop("BANSO_OWNER_URL", None)  # nothing that answers requests may know the owner's password
    held = (server.held,) if server else ()
    parts = [
        Part(WEB, _web(host, port, workers), environment | FEW_ARENAS, held),
        Part(WORKER, _worker(), environment | for_the_worker(), held),
    ]
    try:
        for part in parts:
            part.begin()
        _wait_until_answering(host, port, parts)
        print(
            f"Banso は http://{_shown(host)}:{port}/ で動いています。止めるには Ctrl+C を押してください。", flush=True
        )
        _watch(server, parts, stopping)
    finally:
        _stop(parts)
    return 0


def _is_ready(port: int, stopping: Event) -> bool:
    """Whether somebody can log in; on the first start, once the one page that makes it so has been filled in."""
    from .founding import has_manager

    if has_manager():
        return True
    from .first_start import answer_first

    return answer_first(port, stopping)


def _watch(server: Server | None, parts: list[Part], stopping: Event) -> None:
    """Begin anew whatever ends, and say so, until told to stop."""
    asked, clock = time.monotonic(), Clock()
    while not stopping.is_set():
        if server and time.monotonic() - asked >= DATABASE_SECONDS:
            _keep_database(server)
            asked = time.monotonic()
        if clock.was_put():
            _say("時計が合わせ直されたため、裏で行う処理を始め直します。")
            parts[1].end()  # it would wait until the clock comes to where it was
        for part in parts:
            if part.keep():
                _say(f"{part.name}が止まったため、始め直しました。")
        time.sleep(LOOK_SECONDS)


def _keep_database(server: Server) -> None:
    try:
        if server.cluster.revive():
            _say("データベースが止まったため、起動し直しました。")
    except UserError as error:
        _say(str(error))


def _say(text: str) -> None:
    print(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}", flush=True)


def _web(host: str, port: int, workers: int) -> list[str]:
    options = [
        "--config",
        "python:banso.config.web",
        "--workers",
        str(workers),
        "--threads",
        str(THREADS),
        "--timeout",
        "120",
        "--log-level",
        "warning",
    ]
    return [
        sys.executable,
        "-m",
        "banso.config.webserver",
        "banso.config.wsgi:application",
        "--bind",
        f"{host}:{port}",
        *options,
    ]


def _worker() -> list[str]:
    return [sys.executable, "-m", "banso.config.operator"]


def _hosts(host: str) -> str:
    known = os.environ.get("BANSO_HOSTS", "localhost,127.0.0.1,[::1]")
    return "*" if host in ("0.0.0.0", "::") and "BANSO_HOSTS" not in os.environ else known  # noqa: S104


def _shown(host: str) -> str:
    return "localhost" if host in ("0.0.0.0", "::", "127.0.0.1") else host  # noqa: S104


def _check_port(host: str, port: int) -> None:
    until = time.monotonic() + FREE_SECONDS
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
                return
            except OSError:
                if time.monotonic() >= until:
                    raise UserError(f"ポート{port}は使われています。--port で別の番号を指定してください。") from None
        time.sleep(LOOK_SECONDS)


def _wait_until_answering(host: str, port: int, parts: list[Part]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and all(part.runs for part in parts):
        try:
            socket.create_connection(("127.0.0.1" if host == "0.0.0.0" else host, port), timeout=1).close()  # noqa: S104
            return
        except OSError:
            time.sleep(0.2)
    raise UserError("サーバーを起動できませんでした。上に出たメッセージを確かめてください。")


def _stop(parts: list[Part]) -> None:
    for part in parts:
        part.end()
    until = time.monotonic() + STOP_SECONDS
    for part in parts:
        part.stop(until)
