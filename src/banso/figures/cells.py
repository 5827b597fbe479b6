"""A cell: one measure, of one programme, under conditions, in one period. What the report asks the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .periods import Period, parse_period

Codes = str | int | Sequence[str | int]
Where = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Cell:
    """The question behind one figure. Equal cells have equal values; the key is stable over years and releases.

    `where` holds declared dimensions and the codes accepted in each, sorted. `programme` is a programme code.
    """

    measure: str
    programme: str
    period: Period
    where: Where = ()

    @classmethod
    def of(cls, measure: str, programme: str, period: Period, where: Mapping[str, Codes] | None = None) -> "Cell":
        return cls(measure, programme, period, normalise_where(where or {}))

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.where)

    @property
    def many_valued(self) -> bool:
        """Whether any condition accepts more than one code, so that groups would have to be joined."""
        return any(len(codes) != 1 for _, codes in self.where)

    @property
    def conditions(self) -> str:
        """The conditions as text: `mode=desk;category=a,b`."""
        return ";".join(f"{name}={','.join(codes)}" for name, codes in self.where)

    def key(self) -> str:
        return "|".join([self.measure, self.programme, self.conditions, self.period.key()])

    @classmethod
    def parse(cls, key: str) -> "Cell":
        """The cell of a key written by :meth:`key`."""
        measure, programme, conditions, period = key.split("|")
        pairs = (part.split("=", 1) for part in conditions.split(";") if part)
        return cls(
            measure, programme, parse_period(period), tuple((name, tuple(codes.split(","))) for name, codes in pairs)
        )


def normalise_where(where: Mapping[str, Codes]) -> Where:
    def codes(given: Codes) -> tuple[str, ...]:
        if isinstance(given, str | int):
            return (str(given),)
        return tuple(sorted(str(code) for code in given))

    return tuple(sorted((name, codes(given)) for name, given in where.items()))
