"""The arithmetic of a review: worked cases of the practice, and what must hold whatever is given."""

from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from banso.office.reviews.choices import Method, Result
from banso.office.reviews.ranking import Entry, Item, Line, Rules, rank, shown, spreads

NAMES = ("適格性", "新規性", "市場性", "収益性", "妥当性")
# five items of 20, each mean above 6, and a bonus of 10; nothing below 60 in total
NARA = Rules([*(Item(name, name, 20, 6, above=True) for name in NAMES), Item("SDGs", "SDGs", 10)], total_floor=60)
PLAIN = Rules([Item("all", "全体", 100)])


def spread_over(total: int, first: int | None = None) -> dict[str, int]:
    """Points of these items that come to a total, `first` of them for the first item."""
    rest = ["SDGs", *NAMES[1:]] if first is not None else ["SDGs", *NAMES]
    points, left = {NAMES[0]: first} if first is not None else {}, total - (first or 0)
    for number, name in enumerate(rest):
        most = 10 if name == "SDGs" else 20
        points[name] = min(most, -(-left // (len(rest) - number)))
        left -= points[name]
    assert left == 0
    return points


def entry(key: str, asked: int, sheets: Mapping[str, Mapping[str, int] | None], place: int = 0) -> Entry:
    return Entry(key, place or ord(key), asked, sheets)


def plain(key: str, *totals: int | None, asked: int = 0, place: int = 0) -> Entry:
    sheets = {str(number): None if total is None else {"all": total} for number, total in enumerate(totals)}
    return entry(key, asked, sheets, place)


def by_key(lines: list[Line]) -> dict[str, Line]:
    return {str(line.key): line for line in lines}


def test_worked_case_26_a_recused_reviewer_gates_before_rank_and_the_line_at_the_budget() -> None:
    """B falls by one item, E by the total; D's mean is of two; A, C and D fill the budget, F is the first reserve."""
    entries = [
        entry("A", 1_000_000, dict(zip("123", map(spread_over, (85, 82, 80)), strict=True))),
        entry("B", 900_000, {r: spread_over(78, first=6) for r in "123"}),
        entry("C", 1_000_000, dict(zip("123", map(spread_over, (76, 76, 75)), strict=True))),
        entry("D", 1_000_000, {"1": spread_over(72), "2": None, "3": spread_over(70)}),
        entry("E", 500_000, dict(zip("123", map(spread_over, (60, 60, 59)), strict=True))),
        entry("F", 800_000, dict(zip("123", map(spread_over, (71, 70, 70)), strict=True))),
    ]
    rules = Rules(NARA.items, NARA.total_floor, budget=3_000_000)
    lines = rank(entries, rules)
    assert [(line.key, shown(line.mean), line.rank, line.running, line.proposed) for line in lines] == [
        ("A", "82.33", 1, 1_000_000, Result.ADOPTED),
        ("C", "75.67", 2, 2_000_000, Result.ADOPTED),
        ("D", "71.00", 3, 3_000_000, Result.ADOPTED),
        ("F", "70.33", 4, 3_800_000, Result.RESERVE),
        ("B", "78.00", None, None, Result.REJECTED),
        ("E", "59.67", None, None, Result.REJECTED),
    ]
    found = by_key(lines)
    assert found["B"].failed == ("適格性の平均が6点以下",) and found["E"].failed == ("合計点が60点未満",)
    assert found["F"].reserve_rank == 1 and found["D"].totals == {"1": 72, "3": 70}


def test_every_item_three_fifths_with_each_reviewer() -> None:
    """A single reviewer's points below the floor reject, whatever the mean; at the floor they do not."""
    rules = Rules([Item("plan", "計画", 10, each_floor=6), Item("market", "市場性", 10, each_floor=6)])
    good, low = {"plan": 6, "market": 10}, {"plan": 10, "market": 5}
    lines = by_key(rank([entry("A", 0, {"1": good, "2": good}), entry("B", 0, {"1": good, "2": low})], rules))
    assert lines["A"].rank == 1 and not lines["A"].failed
    assert lines["B"].failed == ("市場性に6点未満を付けた委員がいる",)


def test_a_mean_at_its_floor_passes_and_below_it_falls() -> None:
    rules = Rules([Item("all", "全体", 20, mean_floor=15)], total_floor=15)
    lines = by_key(rank([plain("A", 14, 16), plain("B", 14, 15)], rules))
    assert not lines["A"].failed
    assert lines["B"].failed == ("合計点が15点未満", "全体の平均が15点未満")


def test_equals_share_a_rank_and_across_the_line_the_panel_decides() -> None:
    """Two second places and no third; of both only one would fit, so that nothing is proposed of either."""
    entries = [plain(key, mean, asked=10) for key, mean in (("A", 90), ("B", 80), ("C", 80), ("D", 70))]
    lines = rank(entries, Rules(PLAIN.items, budget=25))
    assert [(line.key, line.rank, line.tied, line.running) for line in lines] == [
        ("A", 1, False, 10), ("B", 2, True, 30), ("C", 2, True, 30), ("D", 4, False, 40),
    ]  # fmt: skip
    assert [line.proposed for line in lines] == [Result.ADOPTED, None, None, Result.RESERVE]
    whole = rank(entries, Rules(PLAIN.items, places=3))
    assert [line.proposed for line in whole] == [*(Result.ADOPTED,) * 3, Result.RESERVE]
    above = rank(entries, Rules(PLAIN.items, places=1))  # equals below the line: reserves whose order is to be decided
    assert [(line.proposed, line.reserve_rank) for line in above[1:]] == [
        (Result.RESERVE, None), (Result.RESERVE, None), (Result.RESERVE, 3),
    ]  # fmt: skip


def test_nobody_is_passed_over_for_one_that_is_cheaper() -> None:
    """The line ends at the first that does not fit: a cheaper one behind it would depart from the ranking."""
    lines = rank(
        [plain("A", 90, asked=60), plain("B", 80, asked=50), plain("C", 70, asked=10)], Rules(PLAIN.items, budget=100)
    )
    assert [line.proposed for line in lines] == [Result.ADOPTED, Result.RESERVE, Result.RESERVE]


def test_the_highest_and_the_lowest_left_out() -> None:
    """Of three the middle one; of two both."""
    rules = Rules(PLAIN.items, method=Method.TRIMMED)
    lines = by_key(rank([plain("A", 100, 60, 10), plain("B", 100, 50), plain("C", None, None)], rules))
    assert (lines["A"].mean, lines["B"].mean, lines["C"].mean) == (60, 75, None)
    assert lines["C"].failed == ("採点した委員がいない",)


def test_how_far_reviewers_spread() -> None:
    found = spreads([plain("A", 60, None, 90), plain("B", 80, 70, None)])
    assert {who: (one.totals, one.mean, one.deviation) for who, one in found.items()} == {
        "0": ((60, 80), 70, 10.0), "1": ((70,), 70, 0.0), "2": ((90,), 90, 0.0),
    }  # fmt: skip
    assert spreads([plain("A", None)])["0"].mean is None


def test_means_are_shown_half_up() -> None:
    assert [shown(Fraction(*one)) for one in ((211, 3), (1, 200), (71, 1), (2, 3))] == [
        "70.33",
        "0.01",
        "71.00",
        "0.67",
    ]
    assert shown(None) == ""


totals = st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=3, max_size=3)
rounds = st.lists(st.tuples(totals, st.integers(0, 50)), min_size=1, max_size=8)
limits = st.builds(
    lambda floor, budget, places, method, reserves: Rules(PLAIN.items, floor, method, budget, places, reserves),
    st.one_of(st.none(), st.integers(0, 100)),
    st.one_of(st.none(), st.integers(0, 200)),
    st.one_of(st.none(), st.integers(0, 8)),
    st.sampled_from(Method.values),
    st.one_of(st.none(), st.integers(0, 4)),
)


def entered(given: list[tuple[list[int | None], int]]) -> list[Entry]:
    return [plain(str(number), *points, asked=asked, place=number + 1) for number, (points, asked) in enumerate(given)]


@given(rounds, limits, st.randoms())
def test_the_order_of_entry_does_not_matter(
    given: list[tuple[list[int | None], int]], rules: Rules, chance: object
) -> None:
    entries = entered(given)
    mixed = entries[:]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert rank(mixed, rules) == rank(entries, rules)


@given(rounds, limits)
def test_who_was_recused_or_abstained_changes_nothing_but_by_absence(
    given: list[tuple[list[int | None], int]], rules: Rules
) -> None:
    """With such a reviewer and without: the same ranking, never a 0."""
    entries = entered(given)
    without = [Entry(e.key, e.place, e.asked, {r: p for r, p in e.sheets.items() if p is not None}) for e in entries]
    assert rank(entries, rules) == rank(without, rules)


@given(rounds, st.integers(0, 7), st.integers(0, 2), st.integers(1, 100), limits)
def test_raising_a_score_never_lowers_a_rank(
    given: list[tuple[list[int | None], int]], which: int, reviewer: int, more: int, rules: Rules
) -> None:
    """With the mean: whoever is given more stands no lower than before, and does not fall at a gate passed before."""
    rules = Rules(rules.items, rules.total_floor, Method.MEAN, rules.budget, rules.places, rules.reserves)
    which %= len(given)
    points, asked = given[which]
    if points[reviewer] is None:
        return
    raised = [*given]
    raised[which] = (
        [min(100, p + more) if r == reviewer and p is not None else p for r, p in enumerate(points)],
        asked,
    )
    before, after = (by_key(rank(entered(one), rules))[str(which)].rank for one in (given, raised))
    assert before is None or (after is not None and after <= before)


@given(rounds, limits)
def test_gates_come_before_rank_and_limits_hold(given: list[tuple[list[int | None], int]], rules: Rules) -> None:
    """None that fell at a gate is ranked, adopted or a reserve; what is proposed is within budget and places, from the top."""
    lines = rank(entered(given), rules)
    assert len(lines) == len(given)
    for line in lines:
        assert bool(line.failed) == (line.rank is None)
        assert not line.failed or line.proposed == Result.REJECTED
        assert line.mean is None or rules.total_floor is None or line.failed or line.mean >= rules.total_floor
    adopted = [line for line in lines if line.proposed == Result.ADOPTED]
    assert adopted == lines[: len(adopted)]
    assert rules.budget is None or sum(line.asked for line in adopted) <= rules.budget
    assert rules.places is None or len(adopted) <= rules.places
    out = [line for line in lines if line.proposed == Result.REJECTED and not line.failed]
    reserves = [line for line in lines if line.proposed == Result.RESERVE]
    assert rules.reserves is not None or out == []
    assert not out or len(reserves) >= (rules.reserves or 0)  # so many at least before anybody who passed is left out
    assert {line.rank for line in out}.isdisjoint({line.rank for line in reserves})  # equals are treated alike
