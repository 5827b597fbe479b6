"""Serving: web server and worker, beside the database, started and stopped as one."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from banso.core.errors import UserError

from .operator import for_the_worker

STOP_SECONDS = 15
FEW_ARENAS = {"MALLOC_ARENA_MAX": "2"}  # each further one keeps memory of its own that is no longer used


def serve(host: str, port: int, workers: int) -> int:
    """Run until a signal stops it or a part of it fails; the exit status. Raises UserError if the port is taken."""
    _check_port(host, port)
    environment = {**os.environ, "BANSO_HOSTS": _hosts(host)}
    environment.pop("BANSO_OWNER_URL", None)  # nothing that answers requests may know the owner's password
    parts = [
        subprocess.Popen(_web(host, port, workers), env=environment | FEW_ARENAS),
        subprocess.Popen(_worker(), env=environment | for_the_worker()),
    ]
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    try:
        _wait_until_answering(host, port, parts)
        print(
            f"Banso は http://{_shown(host)}:{port}/ で動いています。止めるには Ctrl+C を押してください。", flush=True
        )
        while not stopping and all(part.poll() is None for part in parts):
            time.sleep(0.3)
    finally:
        _stop(parts)
    return 0 if stopping else 1


def _web(host: str, port: int, workers: int) -> list[str]:
    options = [
        "--config",
        "python:banso.config.web",
        "--workers",
        str(workers),
        "--threads",
        "4",
        "--timeout",
        "120",
        "--log-level",
        "warning",
    ]
    return [sys.executable, "-m", "gunicorn", "banso.config.wsgi:application", "--bind", f"{host}:{port}", *options]


def _worker() -> list[str]:
    return [sys.executable, "-m", "banso.config.operator"]


def _hosts(host: str) -> str:
    known = os.environ.get("BANSO_HOSTS", "localhost,127.0.0.1,[::1]")
    return "*" if host in ("0.0.0.0", "::") and "BANSO_HOSTS" not in os.environ else known  # noqa: S104


def _shown(host: str) -> str:
    return "localhost" if host in ("0.0.0.0", "::", "127.0.0.1") else host  # noqa: S104


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise UserError(f"ポート{port}は使われています。--port で別の番号を指定してください。") from None


def _wait_until_answering(host: str, port: int, parts: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and all(part.poll() is None for part in parts):
        try:
            socket.create_connection(("127.0.0.1" if host == "0.0.0.0" else host, port), timeout=1).close()  # noqa: S104
            return
        except OSError:
            time.sleep(0.2)
    raise UserError("サーバーを起動できませんでした。上に出たメッセージを確かめてください。")


def _stop(parts: list[subprocess.Popen[bytes]]) -> None:
    for part in parts:
        if part.poll() is None:
            part.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for part in parts:
        try:
            part.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            part.kill()
            part.wait()
