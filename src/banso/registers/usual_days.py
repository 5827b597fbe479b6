"""The days a centre is usually closed on, year by year: holidays by the law, closures as public offices have them."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

FIRST_YEAR = 2000  # the oldest cases still in the records began about then
YEARS_AHEAD = 10
CLOSURES = Path(__file__).parent / "data" / "closures.csv"


def usual_closed_days(years: Iterable[int]) -> Iterator[dict[str, Any]]:
    """{on, kind, name} of every usual closed day of the years. A holiday that is a closure too goes by its own name."""
    import holidays  # only when a year is begun: no page needs it

    wanted = list(years)
    named = holidays.country_holidays("JP", years=wanted, language="ja")
    for day, name in sorted(named.items()):
        if day.year in wanted:
            yield {"on": day, "kind": "holiday", "name": name}
    with CLOSURES.open(encoding="utf-8", newline="") as lines:
        closures = list(csv.DictReader(lines))
    for year in wanted:
        for row in closures:
            day = date(year, int(row["month"]), int(row["day"]))
            if day not in named:
                yield {"on": day, "kind": "closure", "name": row["name"]}
