"""The year's report, and a table of distinct firms, against DuckDB over the same rows in the same run.

python -m benchmarks [ROWS …]      1,000,000 rows unless told; `make bench SIZES="1000000 10000000"` for both
python -m benchmarks desk [ROWS]   a day at the desk, against a plain Django admin over the same rows
"""

import os
import sys
import time
from pathlib import Path

from banso.config.postgres import Cluster

DATA = Path(__file__).resolve().parents[1] / "var" / "bench"


def main(sizes: list[int], only: str = "") -> None:
    os.environ["BANSO_DATA"] = str(DATA)
    os.environ["BANSO_PG_FAST"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.desk.settings"
    with Cluster(DATA).lease() as server:
        os.environ["DATABASE_URL"] = server.owner_url
        import django

        django.setup()
        from .desk import speed
        from .report_speed import compare

        if only != "desk":
            for size in sizes:
                started = time.monotonic()
                for line in compare(size):
                    print(line, flush=True)
                print(f"{size:>12,} rows: whole run {time.monotonic() - started:.0f} s\n", flush=True)
        for line in speed.compare(min(sizes)):
            print(line, flush=True)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()] or [1_000_000]
    main(numbers, "desk" if "desk" in sys.argv[1:] else "")
