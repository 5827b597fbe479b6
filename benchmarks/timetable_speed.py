"""Timetables: the public instances to the proven optimum, and made-up fairs at the size of real ones.

python -m benchmarks.timetable_speed FOLDER      FOLDER holds .dzn files; without it the made-up fairs only
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from banso.work.fairs.timetable import Instance, Progress, check
from banso.work.fairs.timetable.repair import repair
from banso.work.fairs.timetable.solver import propose

from .made_up_fairs import made_up_fair

SECONDS = 10
FAIRS = {
    "87 × 164 × 914, 22 slots": (87, 164, 914, 22, 1),
    "87 × 164 × 914, fewest slots": (87, 164, 914, None, 1),
    "32 × 48 × 239, 22 slots": (32, 48, 239, 22, 1),
    "32 × 48 × 239, fewest slots": (32, 48, 239, None, 1),
    "870 × 1640 × 9140, 3 days of 22": (870, 1640, 9140, 22, 3),
}


def main(folder: Path | None) -> None:
    for line in chain(public(folder) if folder else (), made_up()):
        print(line, flush=True)


def public(folder: Path) -> Iterator[str]:
    """Each instance by the command itself, in a process of its own; seconds on the clock and of the processor."""
    total = 0.0
    for path in sorted(folder.glob("*.dzn")):
        command = [sys.executable, "-m", "banso.config.cli", "timetable", str(path), "--json"]
        before, started = _children(), time.monotonic()
        answer = subprocess.run([*command, "--seconds", str(3 * SECONDS)], capture_output=True, text=True).stdout
        clock, used = time.monotonic() - started, _children() - before
        total += used
        found = json.loads(answer)
        yield f"{path.stem:28} {found['status']:10} {found['objective']} ≥ {found['bound']}  {clock:5.1f} s, CPU {used:5.1f} s, {_checked(path, answer)}"
    yield f"{'all':28} CPU {total:.1f} s"


def _checked(path: Path, answer: str) -> str:
    if json.loads(answer)["slots"] is None:
        return "no timetable"
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(answer)
        file.flush()
        command = [sys.executable, "-m", "banso.config.cli", "timetable", "--check", str(path), file.name]
        return "checked" if subprocess.run(command, capture_output=True).returncode == 0 else "WRONG"


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def made_up() -> Iterator[str]:
    for name, (buyers, suppliers, meetings, slots, days) in FAIRS.items():
        fair = made_up_fair(buyers, suppliers, meetings, slots, days=days)
        seen: list[Progress] = []
        proposal = propose(fair, SECONDS, on_progress=seen.append)
        level = proposal.level("gaps")
        if not seen or level is None or check(fair, proposal.timetable):
            yield f"{name:34} no timetable"
            continue
        first = seen[0]
        slowest = max(_repairs(fair, first))
        yield (
            f"{name:34} first after {first.seconds:.2f} s with {first.level and first.level.value} gaps; "
            f"after {proposal.seconds:.0f} s {level.value} ≥ {level.bound}; slowest repair {slowest:.2f} s"
        )


def _repairs(fair: Instance, plan: Progress) -> Iterator[float]:
    """Seconds for a no-show and a late arrival in the middle of the first day, of companies busy and less busy."""
    width = len(fair.days[0])
    for company in fair.attendees[:: max(1, len(fair.attendees) // 4)]:
        for gone in (range(len(fair.slots)), range(width // 2 + 3)):
            started = time.monotonic()
            repair(fair, plan.timetable, width // 2, {company.key: frozenset(gone)})
            yield time.monotonic() - started


if __name__ == "__main__":
    os.environ.setdefault("PYTHONPATH", "src")
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
