"""What a figure can be: a number, not offered, or not yet counted; and how each is printed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from enum import Enum
from fractions import Fraction

from banso.core.money import to_thousand_yen

YEN = {"円": 1, "千円": 1_000, "万円": 10_000, "百万円": 1_000_000, "億円": 100_000_000}
RATE = "以内"  # the unit of rates, which print as fractions: 3分の2以内


class State(Enum):
    """Three different things that a careless report would all print as zero."""

    COUNTED = "counted"
    NOT_OFFERED = "not_offered"  # the centre did not offer this in the period: printed 「-件」
    PENDING = "pending"  # the records are not in yet: printed 「未集計」


@dataclass(frozen=True)
class Value:
    """A figure's value in its base unit (rows, firms, persons; money in yen; a rate as a fraction).

    `given_in` is the unit that someone else gave the number in, where the centre has not counted it itself.
    """

    state: State
    number: int | Fraction | None = None
    given_in: str = field(default="", compare=False)

    @classmethod
    def counted(cls, number: int | Fraction | Decimal, given_in: str = "") -> "Value":
        return cls(State.COUNTED, _whole(Fraction(number)), given_in)

    @property
    def is_counted(self) -> bool:
        return self.state is State.COUNTED


NOT_OFFERED = Value(State.NOT_OFFERED)
PENDING = Value(State.PENDING)


def in_unit(value: Value, unit: str) -> int | Fraction | None:
    """The number as the report prints it in `unit`: yen are scaled here and nowhere earlier.

    千円 are rounded, as the counting rules say, unless the number was given in 千円; every other unit is exact.
    """
    if value.number is None:
        return None
    if unit == "千円" and value.given_in != unit:
        return to_thousand_yen(round_half_up(value.number))
    return _whole(Fraction(value.number) / YEN.get(unit, 1))


def from_unit(number: int | Fraction | Decimal, unit: str) -> Value:
    """The value that a printed number in `unit` stands for: the way back of :func:`in_unit`, as far as paper tells."""
    return Value.counted(Fraction(number) * YEN.get(unit, 1))


def total(values: Sequence[Value]) -> Value:
    """The sum of figures: pending if a part is, or if they were given in units that do not go together; not offered if no part was."""
    numbers = [Fraction(value.number) for value in values if value.number is not None]
    units = list(dict.fromkeys(value.given_in for value in values if value.given_in))
    unit = units[0] if len(units) == 1 else "円" if units else ""
    if any(value.state is State.PENDING for value in values) or not all(suits(unit, other) for other in units):
        return PENDING
    return Value.counted(sum(numbers, Fraction(0)), unit) if numbers else NOT_OFFERED


def suits(unit: str, given_in: str) -> bool:
    """Whether a number given in one unit can be printed in another: in the same, or both are money."""
    return not given_in or unit == given_in or (unit in YEN and given_in in YEN)


def printed(value: Value, unit: str, qualifier: str = "") -> str:
    """The figure as the centre prints it: 1,077件, 延べ74社, -件, 9,045千円, 12.345億円, 2分の1以内, 未集計."""
    if value.state is State.PENDING:
        return "未集計"
    if value.state is State.NOT_OFFERED:
        return f"-{unit}"
    number = in_unit(value, unit)
    assert number is not None
    return f"{qualifier}{number_text(number, unit)}{unit}"


def number_text(number: int | Fraction, unit: str) -> str:
    """A number in words of paper: a rate as a fraction, all else in figures with every decimal it has."""
    if isinstance(number, Fraction) and (unit == RATE or not ends(number)):
        return f"{'-' if number < 0 else ''}{number.denominator}分の{abs(number.numerator)}"
    return f"{as_decimal(number):,f}"


def as_decimal(number: int | Fraction) -> Decimal:
    """A number whose decimals end, with all of them and none too many."""
    fraction = Fraction(number)
    places = 0
    while (fraction * 10**places).denominator != 1:
        places += 1
    return Decimal((fraction * 10**places).numerator).scaleb(-places, Context(prec=100))


def round_half_up(number: int | Fraction) -> int:
    """四捨五入, away from zero on either side of it."""
    half = (abs(Fraction(number)) * 2 + 1) // 2
    return -half if number < 0 else half


def _whole(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number


def ends(number: Fraction) -> bool:
    """Whether a fraction can be written out in decimals."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1
