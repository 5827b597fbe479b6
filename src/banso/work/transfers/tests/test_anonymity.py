"""How many firms a sheet fits: T21 of the centre's own worked cases, the ladder, and that no sequence of sheets says more than each may."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.work.transfers.anonymity import Firm, Shown, at_first, climb, coarser, fits, k_of
from banso.work.transfers.bands import Band, Values, band_of, employees_text, sales_text, wider
from banso.work.transfers.betraying import betrayals

VALUES = Values(zones={"津軽": ["弘前市", "黒石市"], "県南": ["八戸市"]}, rare=3)
OKU = 100_000_000
SELLER = Firm("09", "E", "弘前市", "青森県", 2 * OKU, 15, 1931)
ALIKE = [SELLER, replace(SELLER, sales=OKU + 1), replace(SELLER, employees=20)]
MORE = [
    replace(SELLER, employees=40),  # fits once employees are shown as 6 to 50
    replace(SELLER, sales=4 * OKU),  # and once sales are shown as 50 to 500 million
    replace(SELLER, sales=60_000_000),
]
OTHERS = [
    Firm("09", "E", "黒石市", "青森県", 2 * OKU, 15, 1990),
    Firm("18", "E", "弘前市", "青森県", 2 * OKU, 15, 1990),
    Firm("09", "E", "弘前市", "青森県", None, 15, 1931),  # of unknown sales: fits nothing that shows sales
]
POPULATION = [*ALIKE, *MORE, *OTHERS]
FIRST = Shown("09", "弘前市", "municipality", Band(OKU, 3 * OKU), Band(10, 20), None)


def test_t21_k_is_counted_over_everything_ever_shown() -> None:
    """Three firms fit; employees widened give 4, sales widened 6; a second, differently coarse list brings it back to 4."""
    assert k_of(POPULATION, [FIRST], VALUES) == 3
    found = climb(FIRST, SELLER, POPULATION, [], VALUES, least=5)
    assert [k for _, k in found.ladder] == [4, 6] and found.k == 6
    assert found.shown == replace(FIRST, employees=Band(5, 50), sales=Band(50_000_000, 5 * OKU))
    assert (sales_text(found.shown.sales), employees_text(found.shown.employees)) == ("5千万円超~5億円", "6~50人")
    second = Shown("E", "津軽", "zone", Band(OKU, 3 * OKU))
    assert k_of(POPULATION, [second], VALUES) >= 5  # alone it would pass
    assert k_of(POPULATION, [found.shown, second], VALUES) == 4


def test_an_unknown_fact_never_fits() -> None:
    """Of a firm whose sales nobody knows, a sheet that shows sales is not about it, for all anyone can say."""
    assert not fits(Firm("09", "E", "弘前市", "青森県"), FIRST, VALUES)
    assert fits(Firm("09", "E", "弘前市", "青森県"), Shown("E", "津軽", "zone"), VALUES)


def test_a_rare_industry_is_shown_by_its_section_only() -> None:
    """Fewer than the terms say in the prefecture: 大分類 alone."""
    rare = replace(SELLER, industry="10")
    assert at_first(rare, POPULATION, VALUES, None, None).industry == "E"
    assert at_first(SELLER, POPULATION, VALUES, None, None).industry == "09"


def test_the_ladder_ends_with_nothing_said() -> None:
    """Step by step everything is given up; the last step says nothing by which anyone could be known."""
    shown, rung = FIRST, -1
    for _ in range(60):
        step = coarser(shown, SELLER, VALUES, after=rung)
        if step is None:
            break
        rung, _, shown = step
    assert step is None
    assert shown.as_data().keys() <= {"sales", "employees"} and all(fits(Firm(), shown, VALUES) for _ in [0])


@pytest.mark.parametrize(
    ("value", "edges", "low", "high"),
    [(1, [5, 10], None, 5), (5, [5, 10], None, 5), (6, [5, 10], 5, 10), (11, [5, 10], 10, None)],
)
def test_bands_end_at_their_edges(value: int, edges: list[int], low: int | None, high: int | None) -> None:
    """A value on an edge lies in the band that ends there."""
    assert band_of(value, edges) == Band(low, high)


def test_bands_widen_by_one_at_each_end() -> None:
    """An open end stays open."""
    assert wider(Band(10, 20), [5, 10, 20, 50]) == Band(5, 50)
    assert wider(Band(5, 50), [5, 10, 20, 50]) == Band(None, None)
    assert band_of(None, [5]) is None


firms = st.builds(
    Firm,
    industry=st.sampled_from(["09", "10", "18"]),
    section=st.just("E"),
    municipality=st.sampled_from(["弘前市", "黒石市", "八戸市", ""]),
    prefecture=st.just("青森県"),
    sales=st.sampled_from([None, 5_000_000, 60_000_000, 2 * OKU, 4 * OKU]),
    employees=st.sampled_from([None, 3, 8, 15, 40, 80]),
    founded=st.sampled_from([None, 1931, 1990]),
)


@given(st.lists(firms, max_size=40), st.lists(st.tuples(st.integers(0, 12), st.integers(1, 8)), max_size=6))
def test_t21_no_sequence_of_accepted_sheets_fits_fewer_than_the_line(
    population: list[Firm], tries: list[tuple[int, int]]
) -> None:
    """Whatever coarseness is tried in whatever order: what is accepted by the rule fits k firms with all accepted before it."""
    accepted: list[Shown] = []
    for steps, least in tries:
        shown, rung = FIRST, -1
        for _ in range(steps):
            step = coarser(shown, SELLER, VALUES, after=rung)
            if step is None:
                break
            rung, _, shown = step
        if k_of(population, [*accepted, shown], VALUES) >= least:
            accepted.append(shown)
            assert k_of(population, accepted, VALUES) >= least


@given(st.lists(firms, max_size=40), st.integers(1, 10))
def test_the_ladder_never_makes_k_smaller(population: list[Firm], least: int) -> None:
    """Each step fits at least the firms of the step before, and the ladder stops at the first that is enough."""
    found = climb(FIRST, SELLER, population, [], VALUES, least=least)
    ks = [k_of(population, [FIRST], VALUES), *(k for _, k in found.ladder)]
    assert ks == sorted(ks) and all(k < least for k in ks[:-1])


@pytest.mark.parametrize(
    "text",
    [
        "創業95年の老舗です。", "県内唯一の設備", "知事賞を受賞", "特許第1234567号", "大手の元請", "弘前駅から歩いて5分",
        "土手町で営む", "https://example.jp", "みほん饅頭で知られる", "黒石市にも店がある",
    ],
)  # fmt: skip
def test_mistake_7_words_that_betray_are_found(text: str) -> None:
    """A town of three such firms, and one of them ninety-five years old: everyone knows which."""
    assert betrayals(text, own=["みほん饅頭"], places=["黒石市"])


def test_plain_words_betray_nobody() -> None:
    """What any firm could say of itself."""
    assert (
        betrayals("地域の食料品店に卸しています。設備は更新済みで、従業員は継続して勤務できます。", own=["みほん饅頭"])
        == []
    )
