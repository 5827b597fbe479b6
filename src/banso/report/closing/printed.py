"""What closed years printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from banso.figures.measures import all_measures
from banso.figures.models import FrozenFigure
from banso.figures.values import State, Value

_GREATEST = 100  # of a rate's denominator: schemes pay 3分の2, never 700分の467


def as_decimal(number: int | Fraction | None) -> Decimal | None:
    """The number as the database keeps it: six decimals, enough to tell any two rates of a scheme apart."""
    if number is None:
        return None
    fraction = Fraction(number)
    return (Decimal(fraction.numerator) / Decimal(fraction.denominator)).quantize(Decimal("0.000001"))


@dataclass(frozen=True)
class Printed:
    """What a closed year printed of a figure, and the value behind it."""

    text: str
    value: Value


def printed_of(fiscal_years: Iterable[int]) -> dict[tuple[int, str], Printed]:
    """What closed years printed of their own figures, by fiscal year and identity; nothing for a year still open."""
    rows = FrozenFigure.objects.filter(year__fiscal_year__in=list(fiscal_years)).order_by("pk")
    given = tuple(f"{measure.code}|" for measure in all_measures() if measure.brings_units)
    columns = rows.values_list("year__fiscal_year", "identity", "printed", "state", "number", "unit", "formula")
    return {
        (year, identity): Printed(text, _value(state, number, unit if formula or identity.startswith(given) else ""))
        for year, identity, text, state, number, unit, formula in columns
    }


def _value(state: str, number: Decimal | None, given_in: str) -> Value:
    return Value(State(state), None if number is None else exact(number), given_in)


def exact(number: Decimal) -> int | Fraction:
    """The number as counted: as it stands, or the rate that six decimals stand for (0.666667 is 3分の2)."""
    fraction = Fraction(number)
    rate = fraction.limit_denominator(_GREATEST)
    if (fraction * 10**5).denominator != 1 and abs(fraction - rate) * 10**6 <= Fraction(1, 2):
        fraction = rate
    return fraction.numerator if fraction.denominator == 1 else fraction
