"""Several ways of solving at once, each in a process of its own, all ended as soon as one proves the optimum.

Processes, because a SAT solver in the middle of its search can only be stopped from outside.
"""

import multiprocessing
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from .exact import Finding


@dataclass(frozen=True)
class Runner:
    """A generator of findings, and how many seconds it waits for the others to be done without it."""

    findings: Callable[..., Iterator[Finding]]
    arguments: tuple[Any, ...]
    after: float = 0


def race(runners: list[Runner], deadline: float) -> Generator[Finding, None, None]:
    """What the runners find, as it comes. The caller stops asking when it knows enough; that ends all of them."""
    context = multiprocessing.get_context("spawn")
    started, waiting = time.monotonic(), sorted(runners, key=lambda runner: runner.after)
    running: dict[Connection, Any] = {}
    try:
        while (running or waiting) and time.monotonic() < deadline:
            while waiting and (not running or waiting[0].after <= time.monotonic() - started):
                runner = waiting.pop(0)
                receiving, sending = context.Pipe(duplex=False)
                process = context.Process(target=_run, args=(runner, sending), daemon=True)
                process.start()
                sending.close()
                running[receiving] = process
            until = min(deadline, started + waiting[0].after if waiting else deadline)
            for ready in wait(list(running), max(until - time.monotonic(), 0.001)):
                assert isinstance(ready, Connection)
                try:
                    yield ready.recv()
                except EOFError:
                    running.pop(ready).join()
    finally:
        for process in running.values():
            process.kill()
        for process in running.values():
            process.join()


def _run(runner: Runner, sending: Connection) -> None:
    for finding in runner.findings(*runner.arguments):
        sending.send(finding)
    sending.close()
