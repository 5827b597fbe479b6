"""What is withheld, and what must be paid so that so much is left: to the yen."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.office.payments.arithmetic import Rate, rate_of, slip_needed, warning
from banso.office.payments.fees import FeeTerms
from banso.office.payments.services import tax_due_on

DAY = date(2026, 6, 1)


def resident(on: date = DAY) -> Rate:
    found = rate_of("resident", on)
    assert found
    return found


@pytest.mark.parametrize(
    ("base", "tax"),
    [
        (30_000, 3_063),  # a lecture
        (1_500_000, 204_200),  # the part beyond a million at twice the rate
        (42_340, 4_322),  # fee and rail fare paid to him in cash
        (33_000, 3_369),  # consumption tax not shown apart
        (1_000_000, 102_100),
        (1_000_001, 102_100),
        (9, 0),
        (0, 0),
    ],
)
def test_what_is_withheld(base: int, tax: int) -> None:
    assert resident().withheld(base) == tax


@pytest.mark.parametrize(
    ("net", "gross"),
    [
        (30_000, 33_411),
        (10_000, 11_137),
        (50_000, 55_685),
        (100_000, 111_370),
        (897_900, 1_000_000),  # up to here a tenth, beyond it a fifth
        (897_901, 1_000_001),
        (1_295_800, 1_500_000),
    ],
)
def test_what_must_be_paid_for_so_much_in_hand(net: int, gross: int) -> None:
    assert resident().gross(net) == gross


@given(st.integers(1, 3_000_000_000), st.sampled_from(["resident", "non_resident"]))
def test_exactly_the_net_is_left(net: int, treatment: str) -> None:
    rate = rate_of(treatment, DAY)
    assert rate
    gross = rate.gross(net)
    assert gross - rate.withheld(gross) == net


@given(st.integers(0, 3_000_000_000))
def test_more_is_never_taxed_less_and_never_leaves_less(base: int) -> None:
    rate = resident()
    assert 0 <= rate.withheld(base + 1) - rate.withheld(base) <= 1


def test_rates_have_their_days() -> None:
    """From 2027 the tax has another name and the same sum; before 2013 none is known; a company has none."""
    assert (resident(date(2026, 12, 31)).label, resident(date(2027, 1, 1)).lower) == ("所得税及び復興特別所得税", 1021)
    assert "防衛" in resident(date(2027, 1, 1)).label
    assert rate_of("resident", date(2012, 12, 31)) is None and rate_of("none", DAY) is None
    foreign = rate_of("non_resident", DAY)
    assert foreign and foreign.withheld(30_000) == 6_126


@pytest.mark.parametrize(
    ("terms", "minutes", "earned"),
    [
        ({"hourly": 5_150, "most_a_day": 30_900}, 230, 18_025),  # three hours and a half; the last 20 minutes are cut
        ({"hourly": 5_150, "most_a_day": 30_900}, 420, 30_900),
        ({"hourly": 5_150}, 29, 0),
        ({"hourly": 5_151}, 30, 2_575),
        ({"hourly": 6_000, "part_minutes": 60}, 119, 6_000),
        ({"daily": 25_000, "hourly": 5_150}, 10, 25_000),
        ({}, 600, 0),
    ],
)
def test_a_days_fee(terms: dict[str, int], minutes: int, earned: int) -> None:
    assert FeeTerms.model_validate(terms).of_a_day(minutes) == earned


def test_when_the_paper_for_the_tax_office_is_needed() -> None:
    assert [slip_needed(total) for total in (49_999, 50_000, 50_001)] == [False, False, True]
    assert warning(39_999) == "" and "超えると" in warning(40_000) and "必要です" in warning(50_001)


def test_tax_is_due_on_the_tenth_of_the_next_month() -> None:
    assert tax_due_on(date(2026, 6, 30)) == date(2026, 7, 10)
    assert tax_due_on(date(2026, 12, 1)) == date(2027, 1, 10)
