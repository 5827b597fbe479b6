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
python -m benchmarks.round_speed [APPLICATIONS]  a round of 1,000 applications from the panel to the letters
python -m benchmarks.last_minutes [SENDERS MEGABYTES]  many applications at once with large papers, a worker killed
python -m benchmarks.web_load DATA  many users at once at `banso serve`, and its memory
"""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from banso.config.postgres import Cluster

DATA = Path(__file__).resolve().parents[1] / "var" / "bench"


def main(sizes: list[int], chosen: list[str]) -> None:
    """The chosen parts, or all of them, over a database of their own."""
    os.environ["BANSO_DATA"] = str(DATA)
    os.environ["BANSO_PG_FAST"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.desk.settings"
    with Cluster(DATA).lease() as server:
        os.environ["DATABASE_URL"] = server.owner_url
        import django

        django.setup()
        for name in chosen or PARTS:
            for line in PARTS[name](sizes):
                print(line, flush=True)


def _report(sizes: list[int]) -> Iterator[str]:
    from .report_speed import compare

    for size in sizes:
        started = time.monotonic()
        yield from compare(size)
        yield f"{size:>12,} rows: whole run {time.monotonic() - started:.0f} s\n"


def _search(sizes: list[int]) -> Iterable[str]:
    from .desk.speed import curve

    return chain.from_iterable(curve(size) for size in sorted({10_000, 200_000, *sizes}))


def _desk(sizes: list[int]) -> Iterable[str]:
    from .desk.speed import compare

    return compare(min(sizes))


def _matching(sizes: list[int]) -> Iterable[str]:
    from .matching_quality import evaluate
    from .matching_speed import SUPPLIERS, measure
    from .worlds import reference_world

    reference_world()
    return chain(evaluate(), measure(SUPPLIERS))


def _twins(sizes: list[int]) -> Iterable[str]:
    from .twins_speed import COMPANIES, measure
    from .worlds import reference_world

    reference_world()
    return measure(min([*sizes, COMPANIES]))


def _walls(sizes: list[int]) -> Iterable[str]:
    from .walls_timing import measure
    from .worlds import reference_world

    reference_world()
    return measure()


def _intake(sizes: list[int]) -> Iterable[str]:
    from .intake_speed import ROWS, measure

    return measure(min([*sizes, ROWS]))


def _letters(sizes: list[int]) -> Iterable[str]:
    from .letters_speed import measure

    return measure()


PARTS: dict[str, Callable[[list[int]], Iterable[str]]] = {
    "report": _report,
    "search": _search,
    "desk": _desk,
    "matching": _matching,
    "twins": _twins,
    "walls": _walls,
    "intake": _intake,
    "letters": _letters,
}

if __name__ == "__main__":
    asked = sys.argv[1:]
    main([int(size) for size in asked if size.isdecimal()] or [1_000_000], [part for part in asked if part in PARTS])
