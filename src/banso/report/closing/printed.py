"""What closed years printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from banso.figures.models import FrozenFigure
from banso.figures.values import State, Value


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
    columns = rows.values_list("year__fiscal_year", "identity", "printed", "state", "number")
    return {
        (year, identity): Printed(text, Value(State(state), None if number is None else exact(number)))
        for year, identity, text, state, number in columns
    }


def exact(number: Decimal) -> int | Fraction:
    """The number as counted: a whole one, or the rate that six decimals stand for."""
    fraction = Fraction(number).limit_denominator(1000)
    return fraction.numerator if fraction.denominator == 1 else fraction
