"""A timetable as people read it: tables by slots, one company's day, and what differs between two versions."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from .models import Appointment, Participant, Slot, Timetable
from .timetable import Level
from .timetable.proposal import LEVELS

STATUS = {
    "optimal": "最適(これより良い時間割はないと証明済み)",
    "feasible": "途中まで(計算の時間が終わったところの最良)",
}
_OF_REPAIR = {"given_up": "取りやめる商談", "changes": "時間が変わる商談"}


def appointments_of(made: Timetable) -> list[Appointment]:
    """A version's planned meetings with everything their pages name, in order."""
    related = ("slot", "buyer__company", "supplier__company")
    return list(made.appointments.select_related(*related).order_by("slot__day", "slot__starts_at", "table"))


def level_words(made: Timetable) -> list[str]:
    """How good a version is at each level: 最適, or how far from it at most."""
    found = []
    for code, value, bound in made.levels:
        if made.source == "repaired":
            found.append(f"{_OF_REPAIR[code]} {value}件(最少)")
        elif code in LEVELS:
            found.append(Level(code, value, bound).words)
    return found


def by_table(appointments: list[Appointment], slots: list[Slot]) -> tuple[list[int], list[tuple[Slot, list[Any]]]]:
    """The tables in use, and for each slot the planned meeting at each of them, None where there is none."""
    tables = sorted({a.table for a in appointments})
    at = {(a.slot_id, a.table): a for a in appointments}
    return tables, [(slot, [at.get((slot.pk, table)) for table in tables]) for slot in slots]


def by_company(appointments: list[Appointment]) -> list[tuple[Participant, list[tuple[Appointment, Participant]]]]:
    """Each company with its planned meetings and whom it meets, buyers first."""
    found: dict[Participant, list[tuple[Appointment, Participant]]] = defaultdict(list)
    for a in appointments:
        found[a.buyer].append((a, a.supplier))
        found[a.supplier].append((a, a.buyer))
    return sorted(found.items(), key=lambda item: (item[0].side, item[0].pk))


@dataclass(frozen=True)
class Difference:
    """A meeting that is elsewhere, gone or new in a version compared with the one it is based on."""

    pair: Appointment
    before: Appointment | None
    after: Appointment | None


def differences(made: Timetable) -> list[Difference]:
    """What a version changes of the one it is based on, in the order of the day."""
    if made.based_on is None:
        return []
    before = {a.key: a for a in appointments_of(made.based_on)}
    after = {a.key: a for a in appointments_of(made)}
    found = []
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old is None or new is None or (old.slot_id, old.table) != (new.slot_id, new.table):
            found.append(Difference(old or new, old, new))  # type: ignore[arg-type]
    return sorted(found, key=lambda d: (d.pair.slot.begins, d.pair.table))
