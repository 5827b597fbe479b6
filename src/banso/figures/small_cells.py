"""Small cells (小さい数値の秘匿): which cells of breakdowns are not shown, so that none of them can be worked out of what is.

A cell below the floor is hidden; so is the next smallest beside it where a total would give it away. Months, and differences of
cumulative figures or of two reports, are cells like any other: those that nobody prints are `unpublished`. Totals of a year are
`fixed`: they are printed however small, since what they count is the whole prefecture. The audit is exact: a hidden cell is given
away if and only if the equations between cells fix it, over rational numbers. Only cells that are not zero are hidden beside it, so that
knowing that no number is negative helps nobody.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Equation = tuple[K, Sequence[K]]  # a total, and the parts that add up to it


def hidden_cells(
    values: Mapping[K, int],
    sums: Iterable[Equation[K]],
    *,
    floor: int,
    fixed: Collection[K] = (),
    unpublished: Collection[K] = (),
) -> frozenset[K]:
    """The cells that are not to be shown, beside those nobody prints; none of those below the floor can be worked out of the rest.

    Where nothing more can be hidden, all cells but the fixed ones are: the breakdown is refused.
    """
    equations = [(total, tuple(parts)) for total, parts in sums]
    small = {key for key, value in values.items() if 0 < value < floor and key not in fixed}
    hidden = small | set(unpublished)
    while given_away := _given_away(equations, hidden) & small:
        beside = _beside(equations, given_away, hidden | set(fixed), values)
        if beside is None:
            return frozenset(key for key in values if key not in fixed)
        hidden.add(beside)
    return frozenset(hidden & values.keys())


def _beside(
    equations: Iterable[Equation[K]], given_away: set[K], shut: Collection[K], values: Mapping[K, int]
) -> K | None:
    """The smallest cell that is still shown in an equation with one given away, and may be hidden; None where there is none."""
    near = {
        key
        for total, parts in equations
        if not given_away.isdisjoint((total, *parts))
        for key in (total, *parts)
        if key not in shut and values.get(key, 0) > 0
    }
    others = {
        key for total, parts in equations for key in (total, *parts) if key not in shut and values.get(key, 0) > 0
    }
    found = near or others
    return min(found, key=lambda key: (values[key], repr(key))) if found else None


def _given_away(equations: Sequence[Equation[K]], hidden: Collection[K]) -> set[K]:
    """The hidden cells that the equations fix, everything else being known."""
    unknown = sorted(hidden, key=repr)
    rows = _Rows.of(equations, unknown)
    return {key for place, key in enumerate(unknown) if rows.fixes(place)}


@dataclass(frozen=True)
class _Rows:
    """The equations in the unknown cells, reduced: each row begins with a 1 in a column that no other row has."""

    rows: tuple[tuple[Fraction, ...], ...]

    @classmethod
    def of(cls, equations: Sequence[Equation[K]], unknown: Sequence[K]) -> "_Rows":
        place = {key: number for number, key in enumerate(unknown)}
        rows = []
        for total, parts in equations:
            row = [Fraction(0)] * len(unknown)
            for key, sign in [(total, -1), *((part, 1) for part in parts)]:
                if key in place:
                    row[place[key]] += sign
            if any(row):
                rows.append(row)
        return cls(tuple(tuple(row) for row in _reduced(rows, len(unknown))))

    def fixes(self, place: int) -> bool:
        """Whether a row speaks of this unknown alone."""
        return any(row[place] and sum(1 for one in row if one) == 1 for row in self.rows)


def _reduced(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """Reduced row echelon form: an unknown is fixed if and only if one row has nothing but it."""
    done: list[list[Fraction]] = []
    for column in range(width):
        pivot = next((row for row in rows if row[column]), None)
        if pivot is None:
            continue
        rows = [row for row in rows if row is not pivot]
        lead = [one / pivot[column] for one in pivot]
        rows = [[a - row[column] * b for a, b in zip(row, lead, strict=True)] for row in rows]
        done = [[a - row[column] * b for a, b in zip(row, lead, strict=True)] for row in done] + [lead]
    return done
