"""The arithmetic of a review, without a database: totals, means, gates, ranks, the line of the budget, how reviewers spread.

Who was recused or abstained gives nothing: no zero, no share in a mean. Means are exact fractions; only what is shown is rounded.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby
from math import lcm, sqrt
from typing import Any

from .choices import Method, Result

FEWEST_TO_TRIM = 3
Key = Any  # whatever names a candidate, a reviewer, a criterion


@dataclass(frozen=True)
class Item:
    """A criterion: its points, and the floors below which nothing is adopted. `above`: the mean must be more than its floor."""

    key: Key
    name: str
    points: int
    mean_floor: int | None = None
    above: bool = False
    each_floor: int | None = None


@dataclass(frozen=True)
class Rules:
    """What a panel judges by."""

    items: Sequence[Item]
    total_floor: int | None = None
    method: str = Method.MEAN
    budget: int | None = None
    places: int | None = None
    reserves: int | None = None


@dataclass(frozen=True)
class Entry:
    """A candidate with what each reviewer gave: points by criterion, or None who was recused or abstained."""

    key: Key
    place: int
    asked: int
    sheets: Mapping[Key, Mapping[Key, int] | None]


@dataclass(frozen=True)
class Line:
    """Where a candidate stands. Without a `rank` it fell at a gate, or nobody judged it; `failed` says at which.

    `running` is what those up to this rank ask for together, ties included. `proposed` follows from rank and limits alone; None
    where equals stand across the line, so that the panel itself must decide.
    """

    key: Key
    place: int
    asked: int
    totals: Mapping[Key, int]
    mean: Fraction | None
    sums: Mapping[Key, int]
    failed: tuple[str, ...]
    rank: int | None = None
    tied: bool = False
    running: int | None = None
    proposed: str | None = Result.REJECTED
    reserve_rank: int | None = None

    @property
    def by_item(self) -> dict[Key, Fraction]:
        """The mean of each item, by its key."""
        return {key: Fraction(total, len(self.totals)) for key, total in self.sums.items()}


@dataclass(frozen=True)
class Spread:
    """How one reviewer gave points: the totals, their mean, lowest, highest, and how far they lie apart (standard deviation)."""

    totals: tuple[int, ...] = field(default=())

    @property
    def mean(self) -> Fraction | None:
        return Fraction(sum(self.totals), len(self.totals)) if self.totals else None

    @property
    def deviation(self) -> float | None:
        number = len(self.totals)
        if not number:
            return None
        squares = sum(total * total for total in self.totals)
        return sqrt(number * squares - sum(self.totals) ** 2) / number


def shown(number: Fraction | None) -> str:
    """A mean with two decimals, half up; '' for none."""
    if number is None:
        return ""
    hundredths = (number.numerator * 200 + number.denominator) // (number.denominator * 2)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def rank(entries: Iterable[Entry], rules: Rules) -> list[Line]:
    """Every candidate, the best first, those that fell at a gate last; equals share a rank and stand in order of receipt."""
    judged = [_judged(entry, rules) for entry in entries]
    scale = lcm(*(line.mean.denominator for line in judged if line.mean is not None))

    def order(line: Line) -> tuple[int, int]:
        """By the mean, exactly and as whole numbers, which compare faster; then in order of receipt."""
        mean = line.mean or Fraction(0)
        return -mean.numerator * (scale // mean.denominator), line.place

    passed = sorted((line for line in judged if not line.failed), key=order)
    fallen = sorted((line for line in judged if line.failed), key=order)
    ranked: list[list[Line]] = []
    place, running = 1, 0
    for _, group in groupby(passed, key=_mean):
        equals = list(group)
        running += sum(line.asked for line in equals)
        ranked.append([replace(line, rank=place, tied=len(equals) > 1, running=running) for line in equals])
        place += len(equals)
    return [*_proposed(ranked, rules), *fallen]


def spreads(entries: Iterable[Entry]) -> dict[Key, Spread]:
    """How each reviewer gave points, by reviewer."""
    found: dict[Key, list[int]] = {}
    for entry in entries:
        for reviewer, points in entry.sheets.items():
            found.setdefault(reviewer, [])
            if points is not None:
                found[reviewer].append(sum(points.values()))
    return {reviewer: Spread(tuple(sorted(totals))) for reviewer, totals in found.items()}


def _mean(line: Line) -> Fraction:
    assert line.mean is not None
    return line.mean


def _judged(entry: Entry, rules: Rules) -> Line:
    given = {reviewer: points for reviewer, points in entry.sheets.items() if points is not None}
    totals = {reviewer: sum(points.values()) for reviewer, points in given.items()}
    sums = {item.key: sum(points[item.key] for points in given.values()) for item in rules.items} if given else {}
    mean = _together(sorted(totals.values()), rules.method)
    failed = tuple(_gates(rules, mean, sums, given.values()))
    return Line(entry.key, entry.place, entry.asked, totals, mean, sums, failed)


def _together(totals: list[int], method: str) -> Fraction | None:
    if not totals:
        return None
    if method == Method.TRIMMED and len(totals) >= FEWEST_TO_TRIM:
        totals = totals[1:-1]
    return Fraction(sum(totals), len(totals))


def _gates(
    rules: Rules, mean: Fraction | None, sums: Mapping[Key, int], given: Iterable[Mapping[Key, int]]
) -> Iterable[str]:
    if mean is None:
        yield "採点した委員がいない"
        return
    if rules.total_floor is not None and mean < rules.total_floor:
        yield f"合計点が{rules.total_floor}点未満"
    sheets = list(given)
    for item in rules.items:
        floor, found = item.mean_floor, sums[item.key]
        least = (floor or 0) * len(sheets)  # a mean below its floor: without a division
        if floor is not None and (found <= least if item.above else found < least):
            yield f"{item.name}の平均が{floor}点{'以下' if item.above else '未満'}"
        if item.each_floor is not None and any(points[item.key] < item.each_floor for points in sheets):
            yield f"{item.name}に{item.each_floor}点未満を付けた委員がいる"


def _proposed(ranked: list[list[Line]], rules: Rules) -> Iterator[Line]:
    """Adopted from the top as far as the money and the places go, the rest reserves as far as there are any; what equals across the line get is left open."""
    before = number = reserves = 0
    over = False
    for equals in ranked:
        money = before + sum(line.asked for line in equals)
        some = any(_fits(rules, before + line.asked, number + 1) for line in equals)
        whole = _fits(rules, money, number + len(equals))
        before, number = money, number + len(equals)
        full = rules.reserves is not None and reserves >= rules.reserves
        for line in equals:
            if not over and (whole or some):
                yield replace(line, proposed=Result.ADOPTED if whole else None)
            elif full:
                yield line
            else:
                reserves += 1
                yield replace(line, proposed=Result.RESERVE, reserve_rank=None if line.tied else reserves)
        over = over or not whole


def _fits(rules: Rules, money: int, number: int) -> bool:
    return (rules.budget is None or money <= rules.budget) and (rules.places is None or number <= rules.places)
