"""Nothing that is hidden can be worked out of what is shown: rows, columns, totals, months, differences of two reports."""

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from banso.figures.small_cells import hidden_cells

Sums = list[tuple[Hashable, Sequence[Hashable]]]


def test_the_next_smallest_is_hidden_where_a_total_would_tell() -> None:
    """T25: a cell with one firm is refused; with the total printed, another goes too."""
    values = {"製造": 12, "小売": 1, "建設": 7, "計": 20}
    assert hidden_cells(values, [("計", ["製造", "小売", "建設"])], floor=5, fixed=["計"]) == {"小売", "建設"}
    assert hidden_cells(values, [], floor=5, fixed=["計"]) == {"小売"}


def test_totals_of_a_year_are_printed_however_small() -> None:
    assert hidden_cells({"計": 3}, [], floor=5, fixed=["計"]) == frozenset()
    assert hidden_cells({"製造": 3, "計": 3}, [("計", ["製造"])], floor=5, fixed=["計"]) == {"製造"}


def test_a_breakdown_that_cannot_be_saved_is_refused_whole() -> None:
    """One small cell, all others zero: its total says it."""
    values = {"a": 2, "b": 0, "c": 0, "計": 2}
    assert hidden_cells(values, [("計", "abc")], floor=5, fixed=["計"]) == {"a", "b", "c"}


def test_months_of_a_cumulative_figure_are_cells() -> None:
    """4月 20, 5月までの累計 22: the two of May, which nobody prints, would follow. One of the two sums is not shown."""
    values = {"4月": 20, "5月": 2, "5月までの累計": 22}
    hidden = hidden_cells(values, [("5月までの累計", ["4月", "5月"])], floor=5, unpublished=["5月"])
    assert "5月" in hidden and len(hidden) == 2


def test_the_difference_of_two_reports_is_a_cell() -> None:
    """Printed in June with 11, corrected to 12 in July: who came in between is one firm."""
    values = {("6月", "製造"): 11, ("7月", "製造"): 12, "差": 1}
    hidden = hidden_cells(
        values, [(("7月", "製造"), [("6月", "製造"), "差"])], floor=5, fixed=[("6月", "製造")], unpublished=["差"]
    )
    assert hidden == {"差", ("7月", "製造")}


CELLS = st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=4)


@given(table=CELLS, fixed_rows=st.booleans())
def test_nothing_hidden_follows_from_rows_columns_and_totals(table: list[list[int]], fixed_rows: bool) -> None:
    """A table with its sums, and its second report of which one row grew: by equations nothing follows, nor by trying all numbers."""
    values, sums = _with_sums(table)
    fixed: set[Hashable] = {"計"} | ({("行", r) for r in range(len(table))} if fixed_rows else set())
    hidden = hidden_cells(values, sums, floor=5, fixed=fixed)
    small = {key for key, value in values.items() if 0 < value < 5 and key not in fixed}
    assert small <= hidden and not hidden & fixed
    if hidden != values.keys() - fixed:  # else it is refused whole, and only fixed ones are shown
        assert not _solved(values, sums, hidden) & small
        for key in sorted(small, key=repr)[:2]:
            assert _other_answer(values, sums, hidden, key)


def _with_sums(table: list[list[int]]) -> tuple[dict[Hashable, int], Sums]:
    rows, columns = range(len(table)), range(3)
    values: dict[Hashable, int] = {(r, c): table[r][c] for r, c in product(rows, columns)}
    sums: Sums = [(("行", r), [(r, c) for c in columns]) for r in rows]
    sums += [(("列", c), [(r, c) for r in rows]) for c in columns]
    sums += [("計", [("行", r) for r in rows]), ("計", [("列", c) for c in columns])]
    for total, parts in sums:
        values[total] = sum(values[part] for part in parts)
    return values, sums


def _solved(values: Mapping[Hashable, int], sums: Sums, hidden: frozenset[Hashable]) -> set[Hashable]:
    """By the test's own hand: what adding and subtracting whole equations leaves alone (Gauss-Jordan over fractions)."""
    names = sorted(hidden, key=repr)
    rows = [[Fraction((name in parts) - (name == total)) for name in names] for total, parts in sums]
    at = 0
    for column in range(len(names)):
        pivot = next((r for r in range(at, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [one / rows[at][column] for one in rows[at]]
        for r in range(len(rows)):
            if r != at and rows[r][column]:
                rows[r] = [a - rows[r][column] * b for a, b in zip(rows[r], rows[at], strict=True)]
        at += 1
    alone = [[name for name, one in zip(names, row, strict=True) if one] for row in rows]
    return {found[0] for found in alone if len(found) == 1}


def _other_answer(values: Mapping[Hashable, int], sums: Sums, hidden: frozenset[Hashable], key: Hashable) -> bool:
    """Whether another table without negative numbers says the same of all that is shown and another number there: found by walking from
    cell to cell, one up, one down, so that no sum in sight changes."""
    around: dict[Hashable, list[int]] = {}
    for number, (total, parts) in enumerate(sums):
        for one in (total, *parts):
            if one in hidden:
                around.setdefault(one, []).append(number)
    if not around.get(key):
        return True
    return any(_walk({key: step}, values, sums, hidden, 0) for step in (1, -1))


def _walk(
    moved: dict[Hashable, int], values: Mapping[Hashable, int], sums: Sums, hidden: frozenset[Hashable], depth: int
) -> bool:
    wrong = next((s for s in sums if sum(moved.get(p, 0) for p in s[1]) != moved.get(s[0], 0)), None)
    if wrong is None:
        return True
    if depth > 12:
        return False
    lacks = moved.get(wrong[0], 0) - sum(moved.get(part, 0) for part in wrong[1])
    step = 1 if lacks > 0 else -1
    ways = [(one, change) for one, change in [*((part, step) for part in wrong[1]), (wrong[0], -step)] if one in hidden]
    return any(
        _walk(moved | {one: change}, values, sums, hidden, depth + 1)
        for one, change in ways
        if one not in moved and values[one] + change >= 0
    )
