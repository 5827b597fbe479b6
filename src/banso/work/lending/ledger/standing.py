"""How a contract stands on a day: what is left of each instalment, what each receipt went to, what is held."""

from dataclasses import dataclass
from datetime import date

from .rules import Part
from .schedules import Instalment


@dataclass
class Standing:
    """What is left of an instalment. In yen.

    `fixed` is its penalty up to `since`, whoever paid it; from the day after `since` it runs on what is left.
    """

    instalment: Instalment
    due_on: date
    principal: int
    charge: int
    fixed: int = 0
    since: date | None = None
    penalty_paid: int = 0
    penalty_waived: int = 0
    moved: int = 0
    accelerated: bool = False

    @property
    def penalty_met(self) -> int:
        return self.penalty_paid + self.penalty_waived

    @property
    def left(self) -> int:
        """Principal and charge that are still owed."""
        return self.principal + self.charge


@dataclass(frozen=True)
class Allocation:
    """Yen of a receipt that went to a part of an instalment; of no instalment for costs."""

    receipt: int
    on: date
    part: Part
    amount: int
    instalment: tuple[int, int] | None = None


@dataclass(frozen=True)
class Remark:
    """Where an event no longer fits the others, in words: a person must look."""

    on: date
    text: str


@dataclass(frozen=True)
class State:
    """A contract as of a day. `penalties` are owed of each instalment, by its key; `held` is money nobody has put to use (仮受金).

    `remarks` say where the events no longer fit each other.
    """

    as_of: date
    standings: tuple[Standing, ...]
    allocations: tuple[Allocation, ...]
    penalties: dict[tuple[int, int], int]
    held: int = 0
    cost: int = 0
    released: int = 0
    remarks: tuple[Remark, ...] = ()

    @property
    def principal(self) -> int:
        return sum(standing.principal for standing in self.standings)

    @property
    def charge(self) -> int:
        return sum(standing.charge for standing in self.standings)

    @property
    def penalty(self) -> int:
        return sum(self.penalties.values())

    @property
    def overdue(self) -> list[Standing]:
        """The instalments past their day of which something is left, the oldest first."""
        return [one for one in self.standings if one.due_on < self.as_of and one.left]

    @property
    def days_past_due(self) -> int:
        """Since when the oldest unpaid instalment waits (延滞日数); 0 for nothing overdue."""
        return max(((self.as_of - one.due_on).days for one in self.overdue), default=0)

    def received(self, part: Part) -> int:
        """What all receipts so far went to of one part."""
        return sum(one.amount for one in self.allocations if one.part == part)
