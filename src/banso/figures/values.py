"""What a figure can be: a number, not offered, or not yet counted; and how each is printed."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from banso.core.money import to_thousand_yen

YEN_PER_MAN = 10_000


class State(Enum):
    """Three different things that a careless report would all print as zero."""

    COUNTED = "counted"
    NOT_OFFERED = "not_offered"  # the centre did not offer this in the period: printed 「-件」
    PENDING = "pending"  # the records are not in yet: printed 「未集計」


@dataclass(frozen=True)
class Value:
    """A figure's value in its base unit (rows, firms, persons; money in yen; a rate as a fraction)."""

    state: State
    number: int | Fraction | None = None

    @classmethod
    def counted(cls, number: int | Fraction | Decimal) -> "Value":
        whole = Fraction(number)
        return cls(State.COUNTED, whole.numerator if whole.denominator == 1 else whole)

    @property
    def is_counted(self) -> bool:
        return self.state is State.COUNTED


NOT_OFFERED = Value(State.NOT_OFFERED)
PENDING = Value(State.PENDING)


def in_unit(value: Value, unit: str) -> int | Fraction | None:
    """The number as the report prints it in `unit`: yen become 千円 or 万円 here and nowhere earlier."""
    if value.number is None:
        return None
    if unit == "千円":
        return to_thousand_yen(int(value.number))
    if unit == "万円":
        man = Fraction(value.number) / YEN_PER_MAN
        return man.numerator if man.denominator == 1 else man
    return value.number


def from_unit(number: int | Fraction | Decimal, unit: str) -> Value:
    """The value that a printed number in `unit` stands for: the way back of :func:`in_unit`, as far as paper tells."""
    return Value.counted(Fraction(number) * {"千円": 1_000, "万円": YEN_PER_MAN}.get(unit, 1))


def printed(value: Value, unit: str, qualifier: str = "") -> str:
    """The figure as the centre prints it: 1,077件, 延べ74社, -件, 9,045千円, 2分の1以内, 未集計."""
    if value.state is State.PENDING:
        return "未集計"
    if value.state is State.NOT_OFFERED:
        return f"-{unit}"
    number = in_unit(value, unit)
    assert number is not None
    if isinstance(number, Fraction):
        return f"{qualifier}{_fraction(number, unit)}"
    return f"{qualifier}{number:,}{unit}"


def _fraction(number: Fraction, unit: str) -> str:
    if unit == "万円":
        return f"{float(number):,g}{unit}"
    return f"{number.denominator}分の{number.numerator}{unit}"
