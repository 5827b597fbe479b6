"""The year's report against DuckDB over the same rows in the same run; a day at the desk; the matching of suppliers; lists coming in.

python -m benchmarks [ROWS …]      1,000,000 rows unless told; `make bench SIZES="1000000 10000000"` for both
python -m benchmarks report [ROWS …]  only the report
python -m benchmarks search [ROWS …]  only the search, by how frequent its words are (10,000 and 200,000 notes besides those told)
python -m benchmarks desk [ROWS]   a day at the desk, against a plain Django admin over the same rows
python -m benchmarks matching      only the matching of suppliers: how well, and how fast with 100,000
python -m benchmarks twins [COMPANIES]  only the yearly look for companies that stand in the register twice
python -m benchmarks walls         only whether the time a page takes tells of records behind a wall
python -m benchmarks intake [ROWS]  only lists coming in, against django-import-export (100,000 rows unless told)
python -m benchmarks letters       only a round of 1,000 Word letters, against docxtpl alone
python -m benchmarks.cases_speed   worked cases: 今日, a case with a long ledger, lists of 100,000, against a plain Django admin
python -m benchmarks.web_load DATA  many users at once at `banso serve`, and its memory
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from banso.config.postgres import Cluster

DATA = Path(__file__).resolve().parents[1] / "var" / "bench"


def main(sizes: list[int], only: str = "") -> None:
    """Each part by its name, or all of them."""
    os.environ["BANSO_DATA"] = str(DATA)
    os.environ["BANSO_PG_FAST"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.desk.settings"
    with Cluster(DATA).lease() as server:
        os.environ["DATABASE_URL"] = server.owner_url
        import django

        django.setup()
        from .desk import speed

        if only in ("", "report"):
            _report(sizes)
        if only in ("", "search"):
            for size in sorted({10_000, 200_000, *sizes}):
                _print(speed.curve(size))
        if only in ("", "desk"):
            _print(speed.compare(min(sizes)))
        if only in ("", "matching"):
            _print(_matching())
        if only in ("", "twins"):
            from .twins_speed import COMPANIES
            from .twins_speed import measure as twins
            from .worlds import reference_world

            reference_world()
            _print(twins(min([*sizes, COMPANIES])))
        if only in ("", "walls"):
            from .walls_timing import measure as walls
            from .worlds import reference_world

            reference_world()
            _print(walls())
        if only in ("", "intake"):
            from .intake_speed import ROWS, measure

            _print(measure(min([*sizes, ROWS])))
        if only in ("", "letters"):
            from .letters_speed import measure as letters

            _print(letters())


def _report(sizes: list[int]) -> None:
    from .report_speed import compare

    for size in sizes:
        started = time.monotonic()
        _print(compare(size))
        print(f"{size:>12,} rows: whole run {time.monotonic() - started:.0f} s\n", flush=True)


def _matching() -> Iterator[str]:
    from .matching_quality import evaluate
    from .matching_speed import SUPPLIERS, measure
    from .worlds import reference_world

    reference_world()
    yield from chain(evaluate(), measure(SUPPLIERS))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()] or [1_000_000]
    main(
        numbers,
        next(
            (
                part
                for part in ("report", "search", "desk", "matching", "twins", "walls", "intake", "letters")
                if part in sys.argv[1:]
            ),
            "",
        ),
    )
