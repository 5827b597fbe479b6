"""How well a sale and a candidate fit: what rules a pair out, each point with its reason, and what is not known."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.work.transfers.bands import Band
from banso.work.transfers.scoring import Match, Offered, Wanted, match, ranked

OKU = 100_000_000
SALE = Offered(
    industry="09",
    section="E",
    words="冷凍食品、惣菜",
    places=frozenset({"弘前市", "津軽", "青森県"}),
    sales=2 * OKU,
    price=30_000_000,
    schemes=frozenset({"by_shares"}),
    within=(date(2024, 4, 1), date(2025, 3, 31)),
    licences="食品衛生法の許可",
    prefecture="青森県",
)
BUYER = Wanted(
    wishes=(("09", "E"),),
    own_sections=frozenset({"E"}),
    areas=frozenset({"津軽"}),
    sales=Band(OKU, 3 * OKU),
    sales_near=Band(50_000_000, 5 * OKU),
    budget=50_000_000,
    schemes=frozenset({"by_shares", "by_business"}),
    within=(date(2024, 4, 1), date(2025, 3, 31)),
    takes_staff=True,
    purpose="expand",
    company=7,
    prefecture="青森県",
)


def test_a_pair_that_fits_in_everything_has_a_hundred() -> None:
    """Every part says why; nothing is missing."""
    found = match(SALE, BUYER)
    assert (found.points, found.missing, len(found.reasons)) == (100, [], 7)
    assert all(said for _, _, said in found.reasons)


@pytest.mark.parametrize(
    ("sale", "buyer", "points"),
    [
        ({}, {"wishes": (("10", "E"),)}, 87),  # the same 大分類: 22 for 35
        ({}, {"wishes": (("39", "G"), ("09", "E"))}, 93),  # second wish: 35 × 0.8
        ({}, {"wishes": (("39", "G"), ("10", "E"))}, 83),  # 22 × 0.8, rounded
        ({}, {"wishes": (("39", "G"),)}, 65),
        ({}, {"wishes": (("10", "E"),), "words": "惣菜"}, 89),  # a word in common: + 2
        ({}, {"sales": Band(3 * OKU, 5 * OKU), "sales_near": Band(OKU, 10 * OKU)}, 93),  # adjacent: 8 for 15
        ({}, {"sales": Band(5 * OKU, None), "sales_near": Band(3 * OKU, None)}, 85),
        ({}, {"within": (date(2025, 1, 1), date(2026, 3, 31))}, 93),  # three months in common
        ({}, {"purpose": "diversify"}, 90),
        ({}, {"purpose": "diversify", "own_sections": frozenset({"D"})}, 100),
        ({}, {"takes_staff": False}, 95),
        ({}, {"open_talks": 4}, 90),
        ({}, {"open_talks": 3}, 100),
    ],
)
def test_points(sale: dict[str, Any], buyer: dict[str, Any], points: int) -> None:
    """Each rule by itself moves the whole by what it is worth."""
    assert match(replace(SALE, **sale), replace(BUYER, **buyer)).points == points


def test_a_pair_that_ended_before_is_worth_less() -> None:
    """Twenty points less, with the reason."""
    found = match(SALE, BUYER, ended_before=True)
    assert found.points == 80 and ("経過", -20, "この組合せは前に見送りになっています") in found.reasons


@pytest.mark.parametrize(
    ("sale", "buyer", "says"),
    [
        ({"is_open": False}, {}, "募集中ではありません"),
        ({"barred": frozenset({7})}, {}, "断っている"),
        ({}, {"hindered": "特定事業者リストの確認がまだです。"}, "特定事業者リスト"),
        ({}, {"areas": frozenset({"八戸市"})}, "地域"),
        ({}, {"budget": 29_999_999}, "予算"),
        ({}, {"schemes": frozenset({"by_assets"})}, "方法"),
        ({}, {"licences": "なし"}, "許認可"),
        ({}, {"secret": False}, "守秘契約"),
        ({"nationwide": False}, {"prefecture": "岩手県"}, "公開範囲"),
    ],
)
def test_what_rules_a_pair_out(sale: dict[str, Any], buyer: dict[str, Any], says: str) -> None:
    """Each hard condition alone is enough, and is told."""
    found = match(replace(SALE, **sale), replace(BUYER, **buyer))
    assert not found.possible and any(says in said for said in found.refused)


def test_what_is_not_known_is_named() -> None:
    """Missing facts cost points and rule nobody out: they are told, so that they are asked."""
    found = match(Offered(), Wanted())
    assert found.possible and found.points == 0
    assert found.missing == ["業種", "希望する地域", "売上高", "希望価格", "承継の時期", "目的", "従業員の引受け"]


def test_the_best_first_and_at_equal_points_the_older_registration() -> None:
    """Those ruled out are not in the list."""
    old, new = date(2023, 4, 1), date(2024, 4, 1)
    found = [(Match(50), new, 1), (Match(50), old, 2), (Match(80), new, 3), (Match(refused=["x"]), old, 4)]
    assert ranked(found) == [3, 2, 1]


@given(
    st.builds(
        replace, st.just(SALE), sales=st.none() | st.integers(0, 10 * OKU), price=st.none() | st.integers(0, OKU)
    ),
    st.builds(replace, st.just(BUYER), budget=st.none() | st.integers(0, OKU), open_talks=st.integers(0, 9)),
    st.booleans(),
)
def test_points_lie_between_nothing_and_a_hundred(sale: Offered, buyer: Wanted, before: bool) -> None:
    """And are what the reasons add up to, within that."""
    found = match(sale, buyer, ended_before=before)
    assert 0 <= found.points <= 100
    assert found.points == max(0, min(100, sum(points for _, points, _ in found.reasons)))
