"""What happens to a contract, each on a day of its own. Balances are functions of these, never kept."""

from dataclasses import dataclass
from datetime import date

from .schedules import Instalment


@dataclass(frozen=True)
class Cost:
    """Money the centre laid out for the debtor (立替費用), to be had back. In yen."""

    on: date
    amount: int


@dataclass(frozen=True)
class Acceleration:
    """The loss of the benefit of time (期限の利益の喪失): what is not yet due is due on this day."""

    on: date


@dataclass(frozen=True)
class Received:
    """Money received, by its value date (起算日). In yen.

    `sequence` is the bank's order within a day; `pointed` the instalment the payer named. Money held (仮受金) that is put to use later
    is received anew, `from_held`.
    """

    on: date
    amount: int
    sequence: int = 0
    key: int = 0
    pointed: tuple[int, int] | None = None
    from_held: bool = False


@dataclass(frozen=True)
class Refund:
    """Money held that goes back to the payer. In yen."""

    on: date
    amount: int


@dataclass(frozen=True)
class Waiver:
    """Penalties the centre lets go (違約金の免除): taken off the oldest first, never below nothing. In yen."""

    on: date
    amount: int


@dataclass(frozen=True)
class Rescheduling:
    """Another schedule for the principal that is left (条件変更); penalties so far stay as they are and do not grow."""

    on: date
    instalments: tuple[Instalment, ...]


@dataclass(frozen=True)
class Release:
    """The claim is given up (債権放棄): nothing is owed from this day on."""

    on: date


Event = Cost | Acceleration | Received | Refund | Waiver | Rescheduling | Release

_WITHIN_A_DAY: tuple[type, ...] = (Cost, Acceleration, Received, Refund, Waiver, Rescheduling, Release)


def in_order(event: Event) -> tuple[date, int, int, int, bool, tuple[int, int]]:
    """Where an event stands among the others, whenever it was entered: by its day, its kind, the bank's order, its sum."""
    kind = _WITHIN_A_DAY.index(type(event))
    if isinstance(event, Received):
        return event.on, kind, event.sequence, event.amount, event.from_held, event.pointed or (0, 0)
    return event.on, kind, 0, getattr(event, "amount", 0), False, (0, 0)
