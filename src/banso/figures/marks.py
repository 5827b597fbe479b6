"""Evaluation marks (評価): what a figure earns on the centre's own scale, ◎○△ or A to D."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .comparing import NOTHING
from .values import PENDING, Value, in_unit


@dataclass(frozen=True)
class Step:
    """A mark, and the least number in the figure's printed unit that earns it."""

    at_least: Fraction
    mark: str


@dataclass(frozen=True)
class Scale:
    """The marks from the best down, the one below them all, and what is printed where there is nothing to judge."""

    steps: tuple[Step, ...]
    otherwise: str
    nothing: str = NOTHING

    @property
    def marks(self) -> tuple[str, ...]:
        return (*(step.mark for step in self.steps), self.otherwise)

    @property
    def key(self) -> str:
        """What tells scales apart."""
        return "mark:" + ",".join(f"{step.mark}{step.at_least}" for step in self.steps) + f",{self.otherwise}"

    def in_words(self, unit: str) -> str:
        """The scale as a note says it: ◎が100%以上、○が80%以上、△がそれ未満."""
        told = [f"{step.mark}が{_plain(step.at_least)}{unit}以上" for step in self.steps]
        return "、".join([*told, f"{self.otherwise}がそれ未満"])

    def as_data(self) -> dict[str, Any]:
        steps = [[str(step.at_least), step.mark] for step in self.steps]
        return {"steps": steps, "otherwise": self.otherwise, "nothing": self.nothing}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Scale":
        """The scale that :meth:`as_data` wrote."""
        steps = tuple(Step(Fraction(least), mark) for least, mark in data["steps"])
        return cls(steps, data["otherwise"], data["nothing"])


def judge(scale: Scale, value: Value, unit: str) -> tuple[Value, str]:
    """The mark a figure earns, as its rank from below, and as it prints. What is not counted earns none."""
    number = in_unit(value, unit)
    if number is None:
        return value, "未集計" if value.state is PENDING.state else scale.nothing
    for rank, step in enumerate(scale.steps):
        if number >= step.at_least:
            return Value.counted(len(scale.steps) - rank), step.mark
    return Value.counted(0), scale.otherwise


def _plain(number: Fraction) -> str:
    return f"{number.numerator:,}" if number.denominator == 1 else f"{float(number):,g}"
