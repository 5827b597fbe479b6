"""Rates and differences: exact, rounded once as declared, and never a number where there is nothing to compare with."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.figures.cells import Cell
from banso.figures.comparing import Comparison, Rounding, Way, compare
from banso.figures.formulas import (
    Compared,
    Formula,
    Sum,
    answer,
    answer_in_words,
    as_data,
    from_data,
    identity_of,
    moved,
    own_year,
)
from banso.figures.periods import InYear, Since
from banso.figures.values import NOT_OFFERED, PENDING, State, Value, in_unit

NUMBERS = st.integers(-(10**12), 10**12)
EXACT = {
    Way.RATE: lambda a, b: a / b * 100,
    Way.TIMES: lambda a, b: a / b,
    Way.AVERAGE: lambda a, b: a / b,
    Way.CHANGE_RATE: lambda a, b: (a - b) / abs(b) * 100,
    Way.DIFFERENCE: lambda a, b: a - b,
}


def said(comparison: Comparison, first: Value, second: Value, unit: str = "件") -> str:
    return compare(comparison, first, second, comparison.unit_of(unit))[1]


def read(text: str, unit: str) -> Fraction:
    return Fraction(text.removesuffix(unit).replace(",", "").replace("△", "-"))


@given(NUMBERS, NUMBERS, st.sampled_from(Way), st.integers(0, 4), st.sampled_from(Rounding))
def test_the_print_is_the_exact_number_rounded_once(a: int, b: int, way: Way, places: int, rounding: Rounding) -> None:
    """Half a unit of the last place away at most where half is rounded up; else less than one, on the side declared."""
    comparison = Comparison(way, places, rounding)
    value, text = compare(comparison, Value.counted(a), Value.counted(b), comparison.unit_of("件"))
    if not b and way is not Way.DIFFERENCE:
        assert (value, text) == (NOT_OFFERED, "－")
        return
    exact, printed = EXACT[way](Fraction(a), Fraction(b)), read(text, comparison.unit_of("件"))
    off = (abs(printed) - abs(exact)) * 10**places
    assert value.number == printed and (not printed or (printed > 0) == (exact > 0))
    if rounding is Rounding.HALF_UP:
        assert Fraction(-1, 2) < off <= Fraction(1, 2)
    else:
        assert (-1 < off <= 0) if rounding is Rounding.DOWN else (0 <= off < 1)


@pytest.mark.parametrize(
    ("way", "first", "second", "printed"),
    [
        (Way.RATE, 1, 8, "12.5%"),
        (Way.RATE, 1, 1, "100.0%"),
        (Way.RATE, 0, 8, "0.0%"),
        (Way.RATE, 1, 800, "0.1%"),
        (Way.CHANGE_RATE, 7, 8, "△12.5%"),
        (Way.CHANGE_RATE, 0, 8, "△100.0%"),
        (Way.TIMES, 5, 4, "1.3倍"),
        (Way.AVERAGE, 5_000, 4, "1,250.0件"),
        (Way.DIFFERENCE, 3, 8, "△5.0件"),
    ],
)
def test_prints(way: Way, first: int, second: int, printed: str) -> None:
    assert said(Comparison(way), Value.counted(first), Value.counted(second)) == printed


def test_where_there_is_nothing_to_compare_with() -> None:
    """Nothing before, nothing to divide by, nothing left, nothing counted yet: each as the centre prints it, and never 0."""
    rate = Comparison(Way.CHANGE_RATE, nothing="…", from_nothing="皆増", to_nothing="皆減")
    none, one = Value.counted(0), Value.counted(1)
    assert [said(rate, *pair) for pair in ((one, none), (none, none), (none, one))] == ["皆増", "…", "皆減"]
    assert [said(rate, *pair) for pair in ((one, NOT_OFFERED), (NOT_OFFERED, one))] == ["…", "…"]
    assert [said(rate, *pair) for pair in ((PENDING, one), (one, PENDING), (PENDING, NOT_OFFERED))] == ["未集計"] * 3
    assert said(Comparison(Way.DIFFERENCE, places=0), none, one) == "△1件"
    assert compare(rate, one, none, "%")[0].state is State.NOT_OFFERED


def test_money_is_divided_in_yen_and_rounded_in_its_unit() -> None:
    """10,500円 between two are 5.3千円: 5.25, not the half of 11千円; a value so rounded prints as it stands."""
    average = Comparison(Way.AVERAGE)
    value, text = compare(average, Value.counted(10_500), Value.counted(2), average.unit_of("千円"))
    assert (text, value.number, in_unit(value, "千円")) == ("5.3千円", 5_300, Fraction(53, 10))
    points = Comparison(Way.DIFFERENCE)
    assert said(points, Value.counted(Fraction(85)), Value.counted(Fraction(825, 10)), "%") == "2.5ポイント"


def test_a_formula_is_kept_and_asked_of_another_year() -> None:
    """This year's to last year's becomes that of the years before; a cumulative part begins where it began."""

    def cell(year: int) -> Cell:
        return Cell.of("consultations.held", "main", InYear(year), {"mode": "desk"})

    since = Cell.of("consultations.held", "main", Since(2003, 2023))
    both: Formula = Compared(Comparison(), Sum((cell(2023), since)), cell(2022), "%")
    assert from_data(as_data(both)) == both and own_year(both) == 2023
    before = moved(both, -1)
    assert isinstance(before, Compared) and before.second == cell(2021)
    assert before.first == Sum((cell(2022), Cell.of("consultations.held", "main", Since(2003, 2022))))
    assert identity_of(before) != identity_of(both)
    values = {cell(2023): Value.counted(3), since: Value.counted(4), cell(2022): Value.counted(6)}
    assert answer_in_words(both, values, "%") == "116.7%"
    assert answer(both, values).number == Fraction(1167, 10)
