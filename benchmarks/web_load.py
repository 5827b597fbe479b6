"""Many users at once at `banso serve` over the reference world: requests that fail, how long they take, and the memory of the web server.

python -m benchmarks.web_load DATA [WORKERS USERS REQUESTS]    DATA: a folder made by `banso demo`; 8 40 4 unless told
python -m benchmarks.web_load DATA 2 4 2500                    10,000 mixed requests: whether memory grows

Clock times are named beside the processor's: on a busy machine only the second means anything.
"""

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from .memory import family, pss

ADDRESSES = (
    "/", "/search/?q=" + quote("補助金 申請"), "/consultations/consultation/", "/registers/company/", "/cases/case/", "/dispatches/dispatch/",
    "/report/", "/fairs/fair/", "/search/?q=" + quote("販路"), "/consultations/consultation/new/",
)  # fmt: skip
CSV, ONE_OF = "/consultations/consultation/?format=csv", 100  # requests to one for all consultations as a CSV
STRETCHES = 4  # of a run, after each of which the memory is looked at


def main(data: Path, workers: int, users: int, each: int) -> None:
    from banso.config.environment import ready

    with ready(data):
        session = _session()
        with _serving(data, workers) as (process, port), ThreadPoolExecutor(users) as pool:
            print(_memory("started", process.pid))
            for stretch in range(STRETCHES):
                started, used = time.monotonic(), _cpu(process.pid)
                answers = [
                    answer
                    for found in pool.map(lambda n: _user(port, session, n, each // STRETCHES), range(users))
                    for answer in found
                ]
                failed = [(status, address) for status, _, address in answers if status != 200]
                p95 = statistics.quantiles([ms for _, ms, _ in answers], n=20, method="inclusive")[-1]
                clock, cpu = time.monotonic() - started, _cpu(process.pid) - used
                print(
                    f"{stretch + 1}: {len(answers)} requests of {users} users, {len(failed)} failed {sorted(set(failed))[:5]}; p95 {p95:.0f} ms by the clock; "
                    f"{len(answers) / clock:.0f}/s, {1000 * cpu / len(answers):.0f} ms of the processor each (web alone)"
                )
                print(_memory("then", process.pid), flush=True)


def _session() -> str:
    """A session of the reference world's manager."""
    from django.conf import settings
    from django.test import Client

    from banso.registers.models import User

    client = Client()
    client.force_login(User.objects.get(username="kanri"))
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _user(port: int, session: str, number: int, each: int) -> list[tuple[int, float, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    found = []
    for n in range(each):
        address = CSV if (number * 7 + n) % ONE_OF == ONE_OF - 1 else ADDRESSES[(number + n) % len(ADDRESSES)]
        started = time.perf_counter()
        try:
            connection.request("GET", address, headers={"Cookie": f"sessionid={session}"})
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            connection.close()
            status = 0
        found.append((status, (time.perf_counter() - started) * 1000, address))
    return found


@contextmanager
def _serving(data: Path, workers: int) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = ("DATABASE_URL", "BANSO_OWNER_URL", "BANSO_COUNTING_URL", "BANSO_PASS_KEY")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    command = [sys.executable, "-m", "banso.config.cli", "serve", "--data", str(data), "--port", str(port)]
    process = subprocess.Popen([*command, "--workers", str(workers)], env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.2)
        time.sleep(5)  # until every worker has parted from the master
        yield process, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _web(serve: int) -> list[int]:
    """Gunicorn's master and its workers among what `banso serve` started."""
    masters = [pid for pid in family(serve)[1:] if "banso.config.webserver" in Path(f"/proc/{pid}/cmdline").read_text()]
    return [pid for master in masters for pid in family(master)]


def _memory(when: str, serve: int) -> str:
    each = [pss(pid) for pid in _web(serve)]
    return f"   {when}: web {sum(each):.0f} MB (PSS): master {each[0]:.0f}, workers {', '.join(f'{one:.0f}' for one in each[1:])}"


def _cpu(serve: int) -> float:
    ticks = 0
    for pid in _web(serve):
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", "src")
    numbers = [int(argument) for argument in sys.argv[2:]]
    main(Path(sys.argv[1]), *(numbers or [8, 40, 4]))
