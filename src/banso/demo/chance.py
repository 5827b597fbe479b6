"""Chance that always falls the same: dates, shares and texts drawn from a seed."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from banso.core.fiscal import fiscal_year_period

T = TypeVar("T")


class Chance(random.Random):
    """A seeded source of plausible facts."""

    def working_day(self, fiscal_year: int, first_month: int = 4, last_month: int = 3) -> date:
        """A weekday within months of a fiscal year; the year's first and last days turn up too."""
        year = fiscal_year_period(fiscal_year)
        start = _first_of(fiscal_year, first_month)
        end = min(_first_of(fiscal_year, last_month) + timedelta(days=30), year.end)
        day = start + timedelta(days=self.randint(0, (end - start).days))
        while day.weekday() >= 5:
            day += timedelta(days=1)
        return min(day, year.end)

    def split(self, total: int, parts: int, least: int = 0) -> list[int]:
        """`total` in so many uneven parts, none under `least`. Raises ValueError if that cannot be."""
        if parts == 0:
            if total:
                raise ValueError("nothing to spread over")
            return []
        spare = total - least * parts
        if spare < 0:
            raise ValueError("too little to spread")
        cuts = sorted(self.randint(0, spare) for _ in range(parts - 1))
        return [high - low + least for low, high in zip([0, *cuts], [*cuts, spare], strict=True)]

    def money(self, total_yen: int, parts: int) -> list[int]:
        """An amount in so many parts of whole thousands, of like size."""
        if parts == 0:
            return self.split(total_yen, 0)
        weights = [self.uniform(0.6, 1.4) for _ in range(parts)]
        thousands = total_yen // 1000
        shares = [int(thousands * weight / sum(weights)) for weight in weights]
        shares[0] += thousands - sum(shares)
        return [share * 1000 for share in shares]

    def some(self, items: Sequence[T], most: int) -> list[T]:
        return self.sample(list(items), min(len(items), self.randint(1, most)))


def _first_of(fiscal_year: int, month: int) -> date:
    return date(fiscal_year if month >= 4 else fiscal_year + 1, month, 1)
