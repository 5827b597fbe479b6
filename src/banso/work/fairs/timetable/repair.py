"""On the day: a company does not come or comes late, and the rest of the day is planned anew with the fewest changes.

What was before is not touched. From the slot `since` on, as few meetings as possible are given up, then as few as
possible are moved; both are proven fewest. Whoever is no longer there loses only the meetings that cannot be moved.
"""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from .instance import Instance, Timetable
from .solver.conflict import most_placed
from .solver.encoding import Encoding, ImpossibleError
from .solver.tables import seated_at_tables


@dataclass(frozen=True)
class Repair:
    """A new plan for the rest of the day: the whole timetable, the meetings moved in it and those given up."""

    timetable: Timetable
    moved: tuple[str, ...]
    given_up: tuple[str, ...]
    seconds: float


def repair(instance: Instance, timetable: Timetable, since: int, absent: Mapping[str, frozenset[int]]) -> Repair:
    """The timetable from slot `since` on with the fewest changes, now that companies are `absent` in these slots as well.

    A no-show is absent in all slots; a late company in those before it arrives.
    """
    started = time.monotonic()
    number_of = instance.number_of
    before = {number_of[placement.meeting]: placement.slot for placement in timetable}
    held = sorted(before)
    part = _today(instance, held, before, since, absent)
    slot_of = {held[place]: slot for place, slot in _fewest_changes(part, [before[n] for n in held], since).items()}
    planned = replace(instance, attendees=part.attendees)
    return Repair(
        seated_at_tables(planned, slot_of),
        tuple(
            instance.meetings[number].key for number in held if slot_of.get(number, before[number]) != before[number]
        ),
        tuple(instance.meetings[number].key for number in held if number not in slot_of),
        time.monotonic() - started,
    )


def _today(
    instance: Instance, held: list[int], before: Mapping[int, int], since: int, absent: Mapping[str, frozenset[int]]
) -> Instance:
    """The fair of the meetings in the timetable, with the new absences from now on; what is past is fixed."""
    now = frozenset(range(since, len(instance.slots)))
    place_of = {number: place for place, number in enumerate(held)}
    attendees = tuple(
        replace(attendee, absent=attendee.absent | (absent.get(attendee.key, frozenset()) & now))
        for attendee in instance.attendees
    )
    meetings = tuple(
        replace(
            instance.meetings[number],
            fixed=before[number] if before[number] < since else instance.meetings[number].fixed,
            allowed=None if before[number] < since else instance.meetings[number].allowed,
            after=tuple(place_of[early] for early in instance.meetings[number].after if early in place_of),
        )
        for number in held
    )
    return replace(instance, attendees=attendees, meetings=meetings)


def _fewest_changes(part: Instance, before: list[int], since: int) -> dict[int, int]:
    """Slots by meeting. Giving up what each company must by its own slots is often enough, and never too much."""
    domains = [
        {before[number]} if before[number] < since else {slot for slot in slots if slot >= since}
        for number, slots in enumerate(part.slots_of)
    ]
    later = frozenset(number for number, slot in enumerate(before) if slot >= since)
    crowded = {}
    for company, numbers in enumerate(part.meetings_of):
        mine = [number for number in numbers if number in later]
        lost = len(mine) - most_placed(domains, mine)
        if lost:
            crowded[company] = (mine, lost)
    spared = frozenset(number for mine, _ in crowded.values() for number in mine)
    try:
        encoding = Encoding(part, domains, optional=spared)
        for mine, lost in crowded.values():
            encoding.at_most([-encoding.held[number] for number in mine], lost)
        found = _solved(encoding, before, spared, weight=len(later) + 1 if len(crowded) > 1 else 0)
    except ImpossibleError:
        found = None
    if found is None:
        found = _solved(Encoding(part, domains, optional=later), before, later, weight=len(later) + 1)
    return found or {}


def _solved(encoding: Encoding, before: list[int], optional: Collection[int], weight: int) -> dict[int, int] | None:
    """The fewest meetings moved; with a weight, before that the fewest given up."""
    formula = WCNF()
    for clause in encoding.clauses:
        formula.append(clause)
    for number, here in encoding.at.items():
        if weight and number in optional:
            formula.append([encoding.held[number]], weight=weight)
        if before[number] in here:
            formula.append([here[before[number]]], weight=1)
    with RC2(formula, solver="cadical195") as best:
        model = best.compute()
    return None if model is None else encoding.slots(model)
