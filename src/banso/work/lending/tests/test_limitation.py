"""Until when a claim is safe: the worked cases, each law on either side of 1 April 2020, and chains of events."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.work.lending.ledger.guarantees import loss_notice
from banso.work.lending.ledger.limitation import (
    Acknowledged,
    Agreed,
    Claim,
    Demanded,
    Interruption,
    Limit,
    Sued,
    TooEarlyError,
    limit_of,
    safe_day,
)  # fmt: skip
from banso.work.lending.ledger.penalties import penalty
from banso.work.lending.ledger.rules import Counting

from .test_ledger import USUAL

OLD = Claim(date(2012, 8, 1), date(2019, 3, 31))


def until(*events: Interruption, claim: Claim = OLD, accelerated_on: date | None = None) -> date | None:
    return limit_of(claim, events, accelerated_on).until


def test_t12_five_years_from_an_old_commercial_loan() -> None:
    assert until() == date(2024, 3, 31)
    assert until(claim=Claim(date(2012, 8, 1), date(2019, 3, 31), commercial=False)) == date(2029, 3, 31)
    assert until(claim=Claim(date(2012, 8, 1), date(2019, 2, 28))) == date(2024, 2, 29)
    assert until(claim=Claim(date(2020, 5, 1), date(2021, 3, 31), commercial=False)) == date(2026, 3, 31)
    with pytest.raises(TooEarlyError):
        limit_of(Claim(date(2020, 5, 1), date(2019, 3, 31)))


def test_t13_a_second_demand_does_not_count_an_acknowledgement_does() -> None:
    demands = [Demanded(date(2024, 2, 1)), Demanded(date(2024, 7, 1))]
    assert until(*demands) == date(2024, 8, 1)
    assert until(*demands, Acknowledged(date(2024, 7, 10))) == date(2029, 7, 10)
    limit = limit_of(OLD, demands)
    assert limit.reasons == [
        "約定日平成31年3月31日の翌日から5年(旧商法522条)で令和6年3月31日",
        "令和6年2月1日の催告で令和6年8月1日まで猶予(民法150条1項)",
        "令和6年7月1日の催告は、前の催告で猶予されている間のもので、効力がない(民法150条2項)",
    ]


def test_t14_a_guarantor_is_told_of_the_loss() -> None:
    notice = loss_notice(date(2023, 12, 30), date(2015, 6, 1))
    assert (notice.until, notice.binding) == (date(2024, 2, 29), False)
    assert notice.uncharged(date(2023, 12, 30), None, date(2025, 1, 1)) is None


def test_a_guarantor_told_too_late() -> None:
    """From the loss to the notice, 82 days on what fell due early: 14,490 yen are not his."""
    lost, told = date(2024, 4, 10), date(2024, 7, 1)
    notice = loss_notice(lost, date(2021, 6, 1))
    assert (notice.until, notice.uncharged(lost, date(2024, 6, 10), told)) == (date(2024, 6, 10), None)
    assert notice.uncharged(lost, told, told) == (date(2024, 4, 11), told)
    assert penalty(600_000, lost, told, USUAL, Counting()) == 14_490
    assert loss_notice(lost, date(2021, 6, 1), individual=False).binding is False


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([Acknowledged(date(2022, 8, 10))], date(2027, 8, 10)),
        ([Demanded(date(2023, 1, 15))], date(2024, 3, 31)),
        ([Demanded(date(2023, 1, 15)), Demanded(date(2024, 2, 1))], date(2024, 8, 1)),
        ([Agreed(date(2024, 3, 1))], date(2025, 3, 1)),
        ([Agreed(date(2024, 3, 1), date(2024, 9, 30))], date(2024, 9, 30)),
        ([Demanded(date(2024, 2, 1)), Agreed(date(2024, 5, 1))], date(2024, 8, 1)),
        ([Agreed(date(2020, 3, 1))], date(2024, 3, 31)),
        ([Sued(date(2024, 3, 1))], None),
        ([Sued(date(2024, 3, 1), date(2025, 3, 20), titled=True)], date(2035, 3, 20)),
        ([Sued(date(2024, 3, 1), date(2024, 5, 20))], date(2024, 11, 20)),
        ([Acknowledged(date(2024, 4, 1))], date(2024, 3, 31)),
    ],
)
def test_what_puts_the_end_off(events: Sequence[Interruption], expected: date | None) -> None:
    assert until(*events) == expected


def test_talks_are_agreed_again_for_five_years_at_most() -> None:
    talks = [Agreed(date(year, 3, 1)) for year in range(2024, 2030)]
    assert until(*talks) == date(2029, 3, 31)


def test_a_claim_of_proceedings_ended_in_bankruptcy() -> None:
    """Filed and listed, the guarantor's own ten years end in 2028."""
    filed = Sued(date(2017, 6, 1), date(2018, 3, 20), titled=True)
    assert until(filed, claim=Claim(date(2008, 4, 1), date(2016, 3, 31))) == date(2028, 3, 20)


def test_a_demand_for_the_whole_begins_its_period() -> None:
    later = Claim(date(2012, 8, 1), date(2026, 3, 31))
    assert until(claim=later, accelerated_on=date(2024, 4, 10)) == date(2029, 4, 10)
    assert safe_day([limit_of(later), limit_of(OLD), Limit(date.max, 5, pending=True)]) == date(2024, 3, 31)
    assert limit_of(OLD, [Acknowledged(date(2024, 4, 1))]).check


def test_a_demand_that_arrived_at_the_end_of_august() -> None:
    claim = Claim(date(2012, 8, 1), date(2019, 9, 30))
    for day in (date(2024, 8, 30), date(2024, 8, 31)):
        assert until(Demanded(day), claim=claim) == date(2025, 2, 28)


_DAYS = st.dates(date(2020, 4, 1), date(2026, 12, 31))


@given(
    st.lists(
        st.one_of(st.builds(Demanded, _DAYS), st.builds(Acknowledged, _DAYS), st.builds(Agreed, _DAYS)), max_size=6
    )
)
def test_no_event_brings_the_end_nearer(events: Sequence[Interruption]) -> None:
    """Events told one by one never shorten the limit, and it never goes beyond five years after the last that renews."""
    ordered = sorted(events, key=lambda one: one.on)
    days = [until(*ordered[:number]) or date.max for number in range(len(ordered) + 1)]
    assert days == sorted(days)
    assert days[-1] <= date(2037, 1, 1)
