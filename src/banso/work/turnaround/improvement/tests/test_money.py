"""The arithmetic of grants on plans: the pack's worked cases, and what holds of any sums."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.core.days.counting import months_after
from banso.work.turnaround.improvement.choices import FollowKind, Size
from banso.work.turnaround.improvement.money import allowance, granted, halves, shown_on_slip
from banso.work.turnaround.improvement.rules import Follow, SizeLines
from banso.work.turnaround.improvement.schedule import claimed_until, planned

YEN = st.integers(min_value=0, max_value=100_000_000)


def test_t15_half_now_half_after_the_first_accompaniment() -> None:
    """Since R4 a plan's grant is paid in halves; before, at once."""
    assert allowance(estimate=600_000, invoiced=600_000, cap=2_000_000, split=True).now == 200_000
    assert allowance(estimate=600_000, invoiced=600_000, cap=2_000_000, split=True).later == 200_000
    assert allowance(estimate=600_000, invoiced=600_000, cap=2_000_000).now == 400_000


@pytest.mark.parametrize(
    ("cost", "cap", "grant", "parts", "share"),
    [
        (3_150_000, 2_000_000, 2_000_000, (1_000_000, 1_000_000), 1_150_000),
        (1_234_567, 2_000_000, 823_044, (411_522, 411_522), 411_523),
        (200_000, 150_000, 133_333, (66_666, 66_667), 66_667),
        (225_000, 150_000, 150_000, (75_000, 75_000), 75_000),
        (600_000, 2_000_000, 400_000, (200_000, 200_000), 200_000),
        (0, 150_000, 0, (0, 0), 0),
        (1, 150_000, 0, (0, 0), 1),
    ],
)
def test_t16_cap_and_odd_yen(cost: int, cap: int, grant: int, parts: tuple[int, int], share: int) -> None:
    """The grant is cut to the yen, then to the cap; the first half is cut, the second is the rest; the firm bears what is left."""
    found = allowance(estimate=cost, invoiced=cost, cap=cap, split=True)
    assert (found.grant, (found.now, found.later), found.share) == (grant, parts, share)


def test_withholding_of_the_firms_share() -> None:
    """A share of 200,000 with 18,563 withheld shows as 181,437 on the slip."""
    assert shown_on_slip(200_000, 18_563) == 181_437


@given(estimate=YEN, invoiced=YEN, cap=YEN, other=YEN, split=st.booleans())
def test_never_above_cost_cap_or_estimate(estimate: int, invoiced: int, cap: int, other: int, split: bool) -> None:
    """Both halves are the whole; with other aid on the same cost nobody gains; the part is never beyond two thirds."""
    found = allowance(estimate=estimate, invoiced=invoiced, cap=cap, other=other, split=split)
    assert found.now + found.later == found.grant
    assert 0 <= found.later - found.now <= 1 or not split
    assert 0 <= found.grant <= min(cap, found.eligible) and found.eligible <= min(estimate, invoiced)
    assert found.grant + min(other, found.eligible) <= found.eligible
    assert found.grant <= Fraction(2, 3) * found.eligible < found.grant + 1 or found.grant in (
        cap,
        max(found.eligible - other, 0),
    )


@given(YEN, YEN)
def test_a_sixth_of_the_guarantee_association_fits_beside(cost: int, cap: int) -> None:
    """⅔ + ⅙ never pass the cost, so that such aid never cuts the grant."""
    assert granted(cost, cap=cap, other=cost // 6) == granted(cost, cap=cap)


@given(YEN)
def test_halves_lose_no_yen(grant: int) -> None:
    first, second = halves(grant)
    assert first + second == grant and second - first in (0, 1)


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2024, 1, 15), date(2024, 4, 15)),
        (date(2023, 11, 30), date(2024, 2, 29)),
        (date(2023, 12, 31), date(2024, 3, 31)),
    ],
)
def test_t17_three_months_of_a_certificate(issued: date, last: date) -> None:
    assert months_after(issued, 3) == last


@pytest.mark.parametrize(
    ("sales", "debt", "size"),
    [
        (99_999_999, 99_999_999, Size.SMALL),
        (100_000_000, 0, Size.MIDDLE),
        (0, 100_000_000, Size.MIDDLE),
        (999_999_999, 999_999_999, Size.MIDDLE),
        (1_000_000_000, 0, Size.LARGE),
        (0, 1_000_000_000, Size.LARGE),
    ],
)
def test_size_classes_at_their_lines(sales: int, debt: int, size: Size) -> None:
    assert SizeLines().size(sales, debt) == size


def test_accompaniments_go_by_the_settlement_month() -> None:
    """At mid-year and settlement for three years; early, once at the settlement after the plan; a claim's end from the talk."""
    half = Follow(kinds=[FollowKind.INTERIM, FollowKind.YEARLY], years=2, half_yearly=True, claim_months=12)
    said = [(one.kind, one.ends, one.due_on) for one in planned(half, date(2024, 6, 10), 3)]
    assert said == [
        ("interim", date(2024, 9, 30), date(2024, 12, 31)),
        ("yearly", date(2025, 3, 31), date(2025, 6, 30)),
        ("interim", date(2025, 9, 30), date(2025, 12, 31)),
        ("yearly", date(2026, 3, 31), date(2026, 6, 30)),
    ]
    once = Follow(kinds=[FollowKind.SETTLEMENT], years=1)
    assert [one.ends for one in planned(once, date(2024, 2, 29), 2)] == [date(2025, 2, 28)]
    assert [one.ends for one in planned(once, date(2024, 2, 28), 2)] == [date(2024, 2, 29)]
    assert [one.ends for one in planned(half, date(2024, 12, 1), 3)][0] == date(2025, 3, 31)
    assert claimed_until(half, date(2024, 2, 29)) == date(2025, 2, 28)
    assert claimed_until(once, date(2024, 2, 29)) is None
