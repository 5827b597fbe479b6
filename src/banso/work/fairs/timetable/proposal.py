"""What the solver answers: a timetable, how good it is at each level, and how much better any could be."""

from collections.abc import Callable
from dataclasses import dataclass

from .instance import Timetable

OPTIMAL, FEASIBLE, INFEASIBLE, UNKNOWN = "optimal", "feasible", "infeasible", "unknown"

# The levels in the order in which they are decided: code, words, whether more is better.
LEVELS = {
    "mandatory": ("必須の商談のうち入らないもの", False),
    "wishes": ("希望の商談の点数", True),
    "changes": ("前の時間割から動く商談", False),
    "gaps": ("空き時間", False),
    "fairness": ("空き時間の企業間の差", False),
}


@dataclass(frozen=True)
class Level:
    """One level of what makes a timetable good: its value here, and a value that no timetable can pass."""

    code: str
    value: int
    bound: int

    @property
    def distance(self) -> int:
        """How much better a timetable could be at most."""
        return abs(self.value - self.bound)

    @property
    def words(self) -> str:
        return f"{LEVELS[self.code][0]} {self.value}({'最適' if not self.distance else f'あと高々 {self.distance}'})"


@dataclass(frozen=True)
class Conflict:
    """A smallest set of meetings that cannot all be held, and why, in words. Without any one of them the rest can."""

    meetings: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class Proposal:
    """The solver's answer. `levels` are in the order in which they were decided; infeasible ones name the conflict."""

    status: str
    seconds: float
    timetable: Timetable = ()
    levels: tuple[Level, ...] = ()
    conflict: Conflict | None = None

    def level(self, code: str) -> Level | None:
        return next((level for level in self.levels if level.code == code), None)


@dataclass(frozen=True)
class Progress:
    """What one sees while the solver works: the level in hand, its best timetable so far and the bound so far."""

    seconds: float
    level: Level | None
    timetable: Timetable


OnProgress = Callable[[Progress], None]
