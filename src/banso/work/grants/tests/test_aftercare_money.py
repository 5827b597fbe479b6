"""The arithmetic of what follows a settlement: worked cases 15 to 20, 24 and 25, and what must hold of every income return and tax."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.work.grants.aftercare.book_value import book_value, months_between, restricted_until, share_of, straight_line
from banso.work.grants.aftercare.income import Year, at_report, over_the_years
from banso.work.grants.aftercare.input_tax import deducted, tax_within
from banso.work.grants.aftercare.input_tax import share_of as tax_share
from banso.work.grants.aftercare.terms import Window
from banso.work.grants.aftercare.windows import windows

YEN = st.integers(0, 2_000_000_000)


@pytest.mark.parametrize(("settled", "first", "last"), [((2024, 2, 20), 2024, 2029), ((2024, 3, 5), 2025, 2030)])
def test_case_15_the_line_at_the_end_of_february(settled: tuple[int, int, int], first: int, last: int) -> None:
    """Settled by the end of February, the first of six windows is the coming April and May; settled in March, a year later."""
    spans = windows(Window.APRIL_AND_MAY, date(*settled), 6)
    assert (spans[0].opens_on, spans[0].due_on) == (date(first, 4, 1), date(first, 5, 31))
    assert (spans[5].opens_on, spans[5].due_on) == (date(last, 4, 1), date(last, 5, 31))


@pytest.mark.parametrize(
    ("rule", "month", "due"),
    [
        (Window.BY_15_APRIL, None, [date(2024, 4, 15), date(2025, 4, 15)]),
        (Window.BY_END_OF_APRIL, None, [date(2024, 4, 30), date(2025, 4, 30)]),
        (Window.AFTER_BUSINESS_YEAR, None, [date(2025, 3, 31), date(2026, 3, 31)]),  # a person: by 31 March
        (Window.AFTER_BUSINESS_YEAR, 2, [date(2024, 5, 31), date(2025, 5, 31)]),  # the business year ends with February
        (Window.AFTER_BUSINESS_YEAR, 11, [date(2025, 2, 28), date(2026, 2, 28)]),
        (Window.A_YEAR_ON, None, [date(2025, 2, 19), date(2026, 2, 19)]),
    ],
)
def test_the_other_windows(rule: Window, month: int | None, due: list[date]) -> None:
    assert [span.due_on for span in windows(rule, date(2024, 2, 20), 2, month)] == due


def test_case_16_income_of_the_work_itself() -> None:
    assert at_report(790_000, 400_000, 300_000, grant=500_000, eligible=750_000) == 60_000
    assert at_report(300_000, 400_000, 0, grant=500_000, eligible=750_000) == 0


def test_case_17_five_years() -> None:
    """The firm's own six million are deducted first, what a year leaves of them is carried on; the third year reaches the grant."""
    shares = over_the_years([Year(p) for p in (4_000_000, 5_000_000, 20_000_000, 9_000_000)], 15_000_000, 9_000_000)
    assert [share.due for share in shares] == [0, 1_800_000, 7_200_000, 0]
    assert [share.left for share in shares] == [2_000_000, 0, 0, 0]
    assert [share.at_most for share in shares] == [False, False, True, True]


def test_a_year_of_loss_is_nothing_and_uses_up_nothing() -> None:
    shares = over_the_years([Year(-3_000_000), Year(7_000_000)], 15_000_000, 9_000_000)
    assert [(share.due, share.left) for share in shares] == [(0, 6_000_000), (600_000, 0)]


@given(st.lists(st.tuples(st.integers(-2_000_000_000, 2_000_000_000), YEN), max_size=8), YEN, YEN)
def test_income_never_gives_back_more_than_was_settled(years: list[tuple[int, int]], cost: int, settled: int) -> None:
    """No year below 0, all years within the grant; the deduction only shrinks, by no more than was earned; later years change no earlier one."""
    given_years = [Year(profit, added) for profit, added in years]
    shares = over_the_years(given_years, cost, settled)
    assert all(share.due >= 0 for share in shares) and sum(share.due for share in shares) <= settled
    for year, share in zip(given_years, shares, strict=True):
        assert 0 <= share.left <= share.deduction
        assert share.deduction - share.left <= max(year.profit, 0)
        assert share.due == 0 or (year.profit > share.deduction and share.left == 0)
    assert over_the_years(given_years[:-1], cost, settled) == shares[: len(given_years[:-1])]


@given(YEN, YEN, st.integers(1, 1_000_000))
def test_more_profit_never_gives_back_less(profit: int, cost: int, more: int) -> None:
    settled = cost // 2
    less, much = (over_the_years([Year(one)], cost, settled)[0].due for one in (profit, profit + more))
    assert less <= much


def test_cases_18_and_19_as_the_board_of_audit_worked_them_out() -> None:
    tax = tax_within(376_000_000, 5)
    assert (tax, tax_share(tax, 188_000_000, 376_000_000)) == (17_904_761, 8_952_380)
    tax = tax_within(118_944_000, 5)
    assert (tax, tax_share(tax, 79_296_000, 118_944_000)) == (5_664_000, 3_776_000)


@given(YEN, st.sampled_from([5, 8, 10]), st.decimals(0, 100, places=2), YEN)
def test_tax_is_a_part_of_what_holds_it(gross: int, rate: int, ratio: Decimal, grant: int) -> None:
    """The tax is less than the amount, what is deducted no more than the tax, and the grant's share no more than either."""
    tax = tax_within(gross, rate)
    part = deducted(tax, ratio)
    assert 0 <= part <= tax <= gross and deducted(tax, None) == tax
    assert (gross - tax) * rate >= tax * 100 - rate * 100  # what is left is the net price, within a yen
    assert tax_share(part, min(grant, gross), gross) <= part


def test_case_24_three_ways_to_value_a_machine() -> None:
    book = book_value(3_000_000, 7, date(2022, 6, 15), date(2025, 6, 15))
    assert book == 1_713_000
    worths = [max(1_900_000, book), book, min(book, 1_500_000)]
    assert [share_of(one, 2_000_000, 3_000_000) for one in worths] == [1_266_666, 1_142_000, 1_000_000]


def test_case_25_until_when_an_asset_is_restricted() -> None:
    assert restricted_until(date(2022, 6, 15), 7) == date(2029, 6, 14)
    assert restricted_until(date(2022, 6, 15), 15, longest=10) == date(2032, 6, 14)
    assert restricted_until(date(2024, 2, 29), 3) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("life", "rate"), [(3, 334), (5, 200), (6, 167), (7, 143), (9, 112), (11, 91), (12, 84), (15, 67)]
)
def test_the_straight_line_is_that_of_the_table(life: int, rate: int) -> None:
    assert straight_line(life) * 1000 == rate


@given(YEN, st.integers(1, 60), st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 30_000), YEN)
def test_book_value_falls_and_its_share_stays_within_the_grant(
    price: int, life: int, acquired: date, days: int, grant: int
) -> None:
    later = date.fromordinal(acquired.toordinal() + days)
    value = book_value(price, life, acquired, later)
    assert min(1, price) <= value <= price and book_value(price, life, acquired, acquired) == price
    assert book_value(price, life, acquired, date.fromordinal(later.toordinal() + 400)) <= value
    assert share_of(value, min(grant, price), price) <= min(grant, price)
    assert months_between(later, acquired) == 0 or days == 0
