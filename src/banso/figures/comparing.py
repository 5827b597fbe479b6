"""What two figures say together (率・比・増減・平均): worked out of their exact values, rounded once, as declared.

Where there is nothing to compare with (no year before, no target, nothing to divide by) no number comes of it, least of all 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from .values import NOT_OFFERED, PENDING, YEN, Value, round_half_up

NOTHING = "－"  # the sign papers print
MINUS = "△"


class Way(StrEnum):
    """How two figures are compared."""

    RATE = "rate"  # the first is so many per cent of the second: 達成率, 入居率, 前年度比
    TIMES = "times"  # the first is so many times the second
    CHANGE_RATE = "change_rate"  # by how many per cent the first is more or less than the second
    DIFFERENCE = "difference"  # how much more or less the first is
    AVERAGE = "average"  # how much of the first comes to one of the second: 1社当たり


class Rounding(StrEnum):
    """What becomes of the places that are not printed."""

    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"


WAYS = {
    Way.RATE: "割合(％)",
    Way.TIMES: "倍率(倍)",
    Way.CHANGE_RATE: "増減率(％)",
    Way.DIFFERENCE: "差(増減)",
    Way.AVERAGE: "平均(1つ当たり)",
}
ROUNDINGS = {Rounding.HALF_UP: "四捨五入", Rounding.DOWN: "切捨て", Rounding.UP: "切上げ"}
ROUNDED = {Rounding.HALF_UP: "四捨五入しています", Rounding.DOWN: "切り捨てています", Rounding.UP: "切り上げています"}
_UNITS = {Way.RATE: "%", Way.TIMES: "倍", Way.CHANGE_RATE: "%"}


@dataclass(frozen=True)
class Comparison:
    """How two figures are compared and how what comes of it is printed.

    `unit` is the printed one; without one it follows from the way and the first figure. `nothing` is printed where nothing can be
    said; `from_nothing` (皆増) where something came of none, `to_nothing` (皆減) where none is left: '' for the usual print.
    """

    way: Way = Way.RATE
    places: int = 1
    rounding: Rounding = Rounding.HALF_UP
    unit: str = ""
    nothing: str = NOTHING
    from_nothing: str = ""
    to_nothing: str = ""

    @property
    def key(self) -> str:
        """What tells comparisons with different numbers apart."""
        return f"{self.way}:{self.places}:{self.rounding}"

    def unit_of(self, first: str) -> str:
        """The unit printed, given that of the first figure: rates differ by ポイント."""
        own = _UNITS.get(self.way, "ポイント" if first == "%" and self.way is Way.DIFFERENCE else first)
        return self.unit or own

    def last_place(self, unit: str) -> str:
        """The place that is rounded away: 小数点以下第2位, 千円未満."""
        return f"{unit}未満" if unit in YEN and not self.places else f"小数点以下第{self.places + 1}位"

    def in_words(self, first: str, second: str) -> str:
        """The arithmetic with the two figures as they print: 12件 ÷ 10件 × 100."""
        if self.way is Way.DIFFERENCE:
            return f"{first} − {second}"
        if self.way is Way.CHANGE_RATE:
            return f"({first} − {second}) ÷ {second} × 100"
        return f"{first} ÷ {second}{' × 100' if self.way is Way.RATE else ''}"

    def as_data(self) -> dict[str, Any]:
        return {
            "way": self.way.value,
            "places": self.places,
            "rounding": self.rounding.value,
            "unit": self.unit,
            "nothing": self.nothing,
            "from_nothing": self.from_nothing,
            "to_nothing": self.to_nothing,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Comparison":
        """The comparison that :meth:`as_data` wrote."""
        return cls(**{**data, "way": Way(data["way"]), "rounding": Rounding(data["rounding"])})


def compare(comparison: Comparison, first: Value, second: Value, unit: str) -> tuple[Value, str]:
    """What two figures say together, and how it is printed. `unit` is the printed one."""
    if PENDING.state in (first.state, second.state):
        return PENDING, "未集計"
    if first.number is None or second.number is None:
        return NOT_OFFERED, comparison.nothing
    if comparison.way is not Way.DIFFERENCE:
        if not second.number:
            return NOT_OFFERED, (comparison.from_nothing if first.number else "") or comparison.nothing
        if not first.number and comparison.to_nothing:
            return NOT_OFFERED, comparison.to_nothing
    number = rounded(_exact(comparison.way, first.number, second.number, unit), comparison)
    return Value.counted(number * YEN.get(unit, 1), unit), f"{number_in(number, comparison.places)}{unit}"


def _exact(way: Way, first: int | Fraction, second: int | Fraction, unit: str) -> Fraction:
    """The number in the printed unit, not yet rounded."""
    one, other, scale = Fraction(first), Fraction(second), YEN.get(unit, 1)
    if way is Way.DIFFERENCE:
        return (one - other) / scale
    if way is Way.CHANGE_RATE:
        return (one - other) / abs(other) * 100
    if way is Way.AVERAGE:
        return one / other / scale
    return one / other * (100 if way is Way.RATE else 1)


def rounded(number: Fraction, comparison: Comparison) -> Fraction:
    """The number with so many places, rounded as declared; up and down are away from zero and towards it."""
    steps = number * 10**comparison.places
    if comparison.rounding is Rounding.HALF_UP:
        return Fraction(round_half_up(steps), 10**comparison.places)
    whole = abs(steps) // 1
    if comparison.rounding is Rounding.UP and whole != abs(steps):
        whole += 1
    return Fraction(-whole if number < 0 else whole, 10**comparison.places)


def number_in(number: Fraction, places: int) -> str:
    """A rounded number with all of its places: 103.0, △2.5, 1,234."""
    digits = Decimal(int(abs(number) * 10**places)).scaleb(-places, Context(prec=100))
    return f"{MINUS if number < 0 else ''}{digits:,.{places}f}"
