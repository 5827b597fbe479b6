"""Running the `banso` command in a process of its own, as people do."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PUBLISHED = ROOT / "catalogue" / "aomori" / "published" / "figures-fy2023.csv"
OURS = ("DATABASE_URL", "BANSO_OWNER_URL", "BANSO_COUNTING_URL", "BANSO_PASS_KEY", "BANSO_DATA", "BANSO_PG_BIN")


def environment() -> dict[str, str]:
    """This process's environment without what points at the tests' own database; nothing is read for its meaning beside a test."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "BANSO_PG_FAST": "1", "BANSO_MEANINGS": "off"}


def command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "banso.config.cli", *arguments, "--data", str(data)]


def banso(data: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(data, *arguments), capture_output=True, text=True, input=given, timeout=1800, env=environment()
    )


def open_folder(folder: Path) -> Path:
    """A data folder to be, reached by the user PostgreSQL runs as where the tests run as root."""
    for parent in [folder.parent, *list(folder.parents)[1:3]]:
        parent.chmod(0o755)
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path, port: int, *, workers: int = 2, **more: str) -> Iterator[str]:
    """The address of `banso serve` on a data folder; it ends well when it is told to."""
    server = subprocess.Popen(
        command(data, "serve", "--port", str(port), "--workers", str(workers)),
        env={**environment(), **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    if not any("http://" in line for line in server.stdout):
        raise AssertionError("banso serve ended before it answered")
    try:
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        ended = server.wait(40)
    assert ended == 0
