"""Why applications went back (差戻し): by reason and item, for a year, a programme or a call; what next year's 要領 should say better."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from .choices import ReturnReason
from .models import Application, Decision


@dataclass(frozen=True)
class Line:
    """One item that was sent back: how often for each reason, and of how many applications."""

    item: str
    counts: tuple[int, ...]
    applications: int

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class SentBack:
    """What was sent back: its items, the most frequent first, and how many applications there were and how many of them went back."""

    reasons: tuple[ReturnReason, ...]
    lines: tuple[Line, ...]
    applications: int
    returned: int

    @property
    def totals(self) -> list[int]:
        """How often each reason was given."""
        return [sum(line.counts[place] for line in self.lines) for place in range(len(self.reasons))]

    @property
    def all(self) -> int:
        """How often anything went back."""
        return sum(self.totals)

    @property
    def share(self) -> str:
        """How many of a hundred applications went back."""
        return f"{100 * self.returned / self.applications:.0f}%" if self.applications else "－"

    def rows(self) -> list[list[Any]]:
        """All of it as a table with its headings."""
        head = ["項目", *(str(reason.label) for reason in self.reasons), "計", "申請数"]
        lines = [[line.item, *line.counts, line.total, line.applications] for line in self.lines]
        return [head, *lines, ["計", *self.totals, self.all, self.returned]]


def sent_back(applications: QuerySet[Application]) -> SentBack:
    """What was sent back of some applications. An item is counted as it was written; rounds of one application count each."""
    rows = Decision.objects.in_force().filter(step="returned", case__application__in=applications)
    counted: dict[str, dict[str, int]] = {}
    for item, reason, number in rows.values_list("item", "reason").annotate(number=Count("pk")).order_by("item"):
        counted.setdefault(item, {})[reason] = number
    of_item = dict(rows.values_list("item").annotate(number=Count("case", distinct=True)))
    reasons = tuple(reason for reason in ReturnReason if any(reason in found for found in counted.values()))
    lines = [
        Line(item, tuple(found.get(reason, 0) for reason in reasons), of_item[item]) for item, found in counted.items()
    ]
    returned = rows.aggregate(number=Count("case", distinct=True))["number"]
    return SentBack(reasons, tuple(_most_first(lines)), applications.count(), returned)


def _most_first(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.total, line.item))
