"""The arithmetic of money owed, yen by yen: worked cases of the field, and what holds of any contract."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.core.days.opening import OpenDays
from banso.work.lending.ledger.events import Acceleration, Cost, Event, Received, Refund, Release, Rescheduling, Waiver
from banso.work.lending.ledger.penalties import penalty
from banso.work.lending.ledger.replay import Book, state_of
from banso.work.lending.ledger.rules import (
    Advance,
    Counting,
    Cut,
    DayCount,
    Holiday,
    LateFrom,
    NotAgreedError,
    Order,
    Part,
    Rate,
    Scope,
    Span,
)  # fmt: skip
from banso.work.lending.ledger.schedules import Instalment, Remainder, equal_payment, equal_principal, with_charges
from banso.work.lending.ledger.standing import Remark, State

USUAL = (Rate(date(2000, 1, 1), Fraction("0.1075")),)
FIVE = (Rate(date(2000, 1, 1), Fraction("0.05")),)
THREE = [
    Instalment(1, place, due, 100_000)
    for place, due in enumerate((date(2023, 3, 31), date(2023, 9, 30), date(2024, 3, 31)), start=1)
]
PRINCIPAL_FIRST = Order(date.min, (Part.COST, Part.PRINCIPAL, Part.CHARGE, Part.PENALTY))
NO_HOLIDAYS = Counting(holiday=Holiday.NONE)


CLAUSE = Order(date.min)


def book(*events: Event, order: Order = CLAUSE, counting: Counting = NO_HOLIDAYS) -> Book:
    return Book(THREE, USUAL, events, counting, (order,))


def left(state: State) -> list[int]:
    return [standing.principal for standing in state.standings]


def test_t1_days_over_365() -> None:
    assert penalty(800_000, date(2025, 3, 31), date(2025, 5, 2), USUAL, Counting()) == 7_539


def test_t2_a_leap_day_by_two_rules() -> None:
    due, paid = date(2023, 12, 31), date(2024, 12, 31)
    assert penalty(1_000_000, due, paid, USUAL, Counting(DayCount.ACT_365)) == 107_794
    assert penalty(1_000_000, due, paid, USUAL, Counting(DayCount.ACT_ACT)) == 107_500


def test_t3_years_and_days_as_courts_count() -> None:
    """From the first day to the last, both counted: the day before the first is the one it runs after."""
    court = Counting(DayCount.YEARS_AND_DAYS, Cut.EACH)
    assert penalty(1_000_000, date(2010, 6, 2), date(2012, 3, 2), FIVE, court) == 87_510
    assert penalty(1_000_000, date(2010, 6, 2), date(2012, 3, 2), FIVE, replace(court, cut=Cut.SUM)) == 87_511
    assert penalty(1_000_000, date(2009, 10, 4), date(2011, 12, 10), FIVE, court) == 109_178


def test_t4_a_rate_that_changes_within_one_arrear() -> None:
    rates = [
        Rate(date(2010, 4, 1), Fraction("0.1075")),
        Rate(date(2020, 4, 1), Fraction("0.03")),
        Rate(date(2015, 4, 1), Fraction("0.05")),
    ]
    assert penalty(100_000, date(2014, 3, 31), date(2020, 4, 30), rates, Counting()) == 36_023
    assert Counting(unit=100).charged(36_023) == 36_000
    with pytest.raises(NotAgreedError):
        penalty(100_000, date(2009, 3, 31), date(2020, 4, 30), rates, Counting())


def test_t5_a_least_unit_and_a_least_sum() -> None:
    rates = [Rate(date(2010, 4, 1), Fraction("0.1075")), Rate(date(2015, 4, 1), Fraction("0.05"))]
    rule = Counting(unit=100, least=500)
    assert rule.charged(penalty(50_000, date(2014, 12, 31), date(2015, 6, 30), rates, rule)) == 1_900
    small = penalty(20_000, date(2015, 4, 30), date(2015, 8, 31), rates, rule)
    assert (small, rule.charged(small)) == (336, 0)


def test_t6_a_due_day_on_a_sunday() -> None:
    sunday = [Instalment(1, 1, date(2024, 3, 31), 800_000)]

    def owed(holiday: Holiday, paid: date, late_from: LateFrom = LateFrom.ORIGINAL) -> int:
        rule = Counting(holiday=holiday, late_from=late_from)
        return state_of(Book(sunday, USUAL, (), rule, open_days=OpenDays()), paid).penalty

    assert [owed(Holiday.NEXT, date(2024, 4, 1)), owed(Holiday.NONE, date(2024, 4, 1))] == [0, 235]
    assert owed(Holiday.NEXT, date(2024, 4, 2)) == owed(Holiday.NONE, date(2024, 4, 2)) == 471
    assert owed(Holiday.NEXT, date(2024, 4, 2), LateFrom.SHIFTED) == 235


def test_t7_equal_principal() -> None:
    assert equal_principal(10_000_000, 15, unit=1000, remainder=Remainder.FIRST) == [676_000] + [666_000] * 14
    assert equal_principal(10_000_000, 15) == [666_666] * 14 + [666_676]
    charged = with_charges(equal_principal(3_000_000, 60), Fraction("0.016"))
    assert [sum(charged[place]) for place in (0, 1, 59)] == [54_000, 53_933, 50_066]
    assert sum(charge for _, charge in charged) == 121_980


def test_t8_equal_payments() -> None:
    rows = equal_payment(5_000_000, Fraction("0.016"), 78)
    assert [sum(row) for row in rows] == [67_536] * 77 + [67_521]
    assert (sum(one for one, _ in rows), sum(charge for _, charge in rows)) == (5_000_000, 267_793)
    assert (rows[0], rows[-1]) == ((60_870, 6_666), (67_432, 89))
    small = equal_payment(1_000_000, Fraction("0.012"), 12)
    assert ([sum(row) for row in small], sum(row[1] for row in small)) == ([83_875] * 11 + [83_883], 6_508)


def test_t9_one_receipt_by_three_orders() -> None:
    received = Received(date(2024, 5, 31), 150_000)
    day = received.on
    parts_first = state_of(book(received), day)
    assert (left(parts_first), parts_first.penalty, parts_first.received(Part.PENALTY)) == (
        [0, 71_558, 100_000],
        0,
        21_558,
    )
    whole = state_of(book(received, order=Order(date.min, span=Span.INSTALMENTS_FIRST)), day)
    assert (left(whole), whole.penalty) == ([0, 69_762, 100_000], 1_796)
    principal = book(received, order=PRINCIPAL_FIRST)
    assert (left(state_of(principal, day)), state_of(principal, day).penalty) == ([0, 50_000, 100_000], 21_558)
    assert state_of(principal, date(2024, 12, 27)).penalty == 21_558 + 3_092 + 6_184


def test_t10_a_receipt_found_later() -> None:
    """Entered in either order the state is the same; without the earlier one the penalties would be 4,315 yen more."""
    late, early = Received(date(2024, 5, 31), 150_000, key=1), Received(date(2023, 12, 20), 100_000, key=2)
    state = state_of(book(late, early), late.on)
    assert (left(state), state.received(Part.PENALTY)) == ([0, 0, 67_243], 17_243)
    assert state == state_of(book(early, late), late.on)
    assert left(state_of(book(late, early), early.on)) == [10_160, 100_000, 100_000]


def test_parts_of_a_sum_received_on_two_days() -> None:
    one = Book([Instalment(1, 1, date(2024, 2, 29), 300_000)], USUAL, (
        Received(date(2024, 4, 30), 100_000), Received(date(2024, 7, 31), 200_000),
    ), NO_HOLIDAYS, (PRINCIPAL_FIRST,))  # fmt: skip
    assert state_of(one, date(2024, 7, 31)).penalty == 10_808
    assert state_of(one, date(2026, 7, 31)).penalty == 10_808


def test_t11_another_schedule_for_what_is_left() -> None:
    """The penalty so far stays and does not grow; the old schedule stays readable."""
    shares = equal_principal(171_558, 36)
    assert shares == [4_765] * 35 + [4_783]
    new = tuple(
        Instalment(2, n, date(2024, 6, 30) + timedelta(days=30 * n), share) for n, share in enumerate(shares, 1)
    )
    events = (Received(date(2024, 5, 31), 128_442), Rescheduling(date(2024, 5, 31), new))
    changed = book(*events, order=PRINCIPAL_FIRST)
    state = state_of(changed, date(2024, 5, 31))
    assert (state.principal, state.penalty, state.remarks) == (171_558, 21_558, ())
    assert [standing.moved for standing in state.standings[:3]] == [0, 71_558, 100_000]
    assert state_of(changed, date(2024, 7, 30)).penalty == 21_558
    found_later = replace(changed, events=(*events, Received(date(2024, 5, 30), 1_000)))
    assert state_of(found_later, date(2024, 5, 31)).principal == 170_558
    assert state_of(found_later, date(2024, 5, 31)).remarks == (
        Remark(date(2024, 5, 31), "新しい予定表の元金171,558円は、残っている元金170,558円と1,000円違います。"),
    )


def test_penalties_cut_by_claim_or_in_total() -> None:
    day = date(2024, 5, 31)
    by_claim = state_of(book(counting=replace(NO_HOLIDAYS, unit=100)), day)
    in_total = state_of(book(counting=replace(NO_HOLIDAYS, unit=100, scope=Scope.TOTAL)), day)
    assert (by_claim.penalty, in_total.penalty) == (21_300, 21_500)


def test_the_whole_falls_due() -> None:
    """Money beyond what is due is held, put to use when somebody says so, or goes back."""
    day = date(2024, 1, 10)
    state = state_of(book(Acceleration(day), Cost(day, 3_000)), date(2024, 1, 11))
    assert [standing.due_on for standing in state.standings] == [date(2023, 3, 31), date(2023, 9, 30), day]
    assert (state.penalties[1, 3], state.cost, state.days_past_due) == (29, 3_000, 286)
    paid = [Received(date(2023, 3, 31), 130_000), Refund(date(2023, 4, 3), 10_000)]
    assert (state_of(book(*paid), day).held, left(state_of(book(*paid), day))) == (20_000, [0, 100_000, 100_000])
    used = state_of(book(*paid, Received(date(2023, 9, 30), 20_000, from_held=True)), date(2023, 9, 30))
    assert (used.held, left(used)) == (0, [0, 80_000, 100_000])
    for advance, expected in ((Advance.NEXT, [0, 70_000, 100_000]), (Advance.LAST, [0, 100_000, 70_000])):
        assert left(state_of(book(paid[0], order=Order(date.min, advance=advance)), day)) == expected


def test_waived_and_given_up() -> None:
    day = date(2024, 5, 31)
    state = state_of(book(Waiver(day, 20_000)), day)
    assert (state.penalty, state.remarks) == (1_558, ())
    assert state_of(book(Waiver(day, 30_000)), day).remarks == (
        Remark(day, "免除した違約金のうち8,442円は、もう残っていません。"),
    )
    gone = state_of(book(Release(day)), date(2025, 5, 31))
    assert (gone.principal, gone.penalty, gone.released) == (0, 0, 300_000)


_DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))
_YEN = st.integers(1, 200_000)
_EVENTS = st.lists(
    st.one_of(
        st.builds(Received, _DAYS, _YEN, st.integers(0, 3), pointed=st.sampled_from([None, (1, 1), (1, 2), (1, 3)])),
        st.builds(Received, _DAYS, _YEN, from_held=st.just(True)),
        st.builds(Cost, _DAYS, _YEN),
        st.builds(Refund, _DAYS, _YEN),
        st.builds(Waiver, _DAYS, _YEN),
        st.builds(Acceleration, _DAYS),
    ),
    max_size=8,
)
_ORDERS = st.builds(
    Order, st.just(date.min), st.permutations(list(Part)).map(tuple), st.sampled_from(Span), st.sampled_from(Advance)
)
_COUNTINGS = st.builds(
    Counting, st.sampled_from(DayCount), st.sampled_from(Cut), st.sampled_from([1, 10, 100]), st.sampled_from([0, 500]),
    st.sampled_from(Scope), holiday=st.sampled_from(Holiday),
)  # fmt: skip


@given(_EVENTS, _ORDERS, _COUNTINGS, st.randoms(use_true_random=False), _DAYS)
def test_any_order_of_entry_gives_the_same_state(
    events: Sequence[Event], order: Order, counting: Counting, chance: object, day: date
) -> None:
    mixed = list(events)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert state_of(book(*events, order=order, counting=counting), day) == state_of(
        book(*mixed, order=order, counting=counting), day
    )


@given(_EVENTS, _ORDERS, _COUNTINGS, _DAYS)
def test_no_yen_is_lost_and_none_is_negative(
    events: Sequence[Event], order: Order, counting: Counting, day: date
) -> None:
    """All money received is allocated, held or given back; nothing owed is below nothing."""
    state = state_of(book(*events, order=order, counting=counting), day)
    come = [one for one in events if one.on <= day]
    fresh = sum(one.amount for one in come if isinstance(one, Received) and not one.from_held)
    returned = sum(one.amount for one in come if isinstance(one, Refund))
    kept = sum(one.amount for one in state.allocations) + state.held
    assert kept <= fresh <= kept + returned
    assert all(one.amount > 0 for one in state.allocations)
    numbers = [state.held, state.cost, *state.penalties.values()]
    numbers += [
        number for one in state.standings for number in (one.principal, one.charge, one.fixed, one.penalty_waived)
    ]
    assert min(numbers) >= 0
    assert state.principal + state.received(Part.PRINCIPAL) == 300_000
