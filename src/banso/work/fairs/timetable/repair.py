"""On the day: a company does not come or comes late, and the rest of the day is planned anew with the fewest changes.

What was before is not touched. From the slot `since` on, as few meetings as possible are given up, then as few as
possible are moved; both are proven fewest. Whoever is no longer there loses only the meetings that cannot be moved.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from pysat.examples.rc2 import RC2
from pysat.formula import WCNF

from .instance import Instance, Timetable
from .solver.conflict import most_placed
from .solver.encoding import Encoding, ImpossibleError
from .solver.tables import seated_at_tables

_WIDEST = 4  # steps away from what must change; beyond that everything may


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
    slot_of = {held[place]: slot for place, slot in _Day(part, [before[n] for n in held], since).planned().items()}
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


class _Day:
    """The rest of a day: which meetings may be where, which cannot stay, and who is too crowded to keep all.

    What changes hangs together: a meeting that could stay moves only because one that it shares a company with does, or
    must come before or after, and in the end because of one that cannot stay. So with n changes beyond those that cannot
    stay, none is further than n steps from these: a plan with so few, found within n steps, has the fewest of all.
    """

    def __init__(self, part: Instance, before: list[int], since: int) -> None:
        self.part, self.before = part, before
        self.later = frozenset(number for number, slot in enumerate(before) if slot >= since)
        self.domains = [
            {slot for slot in slots if slot >= since} if number in self.later else {before[number]}
            for number, slots in enumerate(part.slots_of)
        ]
        self.uprooted = frozenset(number for number in self.later if before[number] not in self.domains[number])
        self.crowded: dict[int, tuple[list[int], int]] = {}
        for company in {company for number in self.uprooted for company in part.meetings[number].between}:
            mine = [number for number in part.meetings_of[company] if number in self.later]
            if lost := len(mine) - most_placed(self.domains, mine):
                self.crowded[company] = (mine, lost)

    def planned(self) -> dict[int, int]:
        """Slots by meeting. Giving up what each company must by its own slots is often enough, and never too much."""
        for steps, free in enumerate(self._wider()):
            found = self._solved(free, self.spared & free, self.crowded.values())
            if found is not None and (free == self.later or self._is_best(found, steps)):
                return found
        return self._solved(self.later, self.later, ()) or {}

    @property
    def spared(self) -> frozenset[int]:
        return frozenset(number for mine, _ in self.crowded.values() for number in mine)

    def _wider(self) -> Iterator[frozenset[int]]:
        """What cannot stay, and all that is so many steps from it; at last everything that is not past."""
        free = self.uprooted
        waiting: dict[int, list[int]] = defaultdict(list)
        for number, meeting in enumerate(self.part.meetings):
            for early in meeting.after:
                waiting[early].append(number)
        for _ in range(_WIDEST if self._tables_are_no_matter() else 0):
            yield free
            companies = {company for number in free for company in self.part.meetings[number].between}
            near = {number for company in companies for number in self.part.meetings_of[company]}
            order = {one for number in free for one in (*self.part.meetings[number].after, *waiting[number])}
            free |= (near | order) & self.later
        yield self.later

    def _tables_are_no_matter(self) -> bool:
        """Whether each host has a table to itself, so that no meeting makes room for another by moving."""
        chosen = [attendee.table for attendee in self.part.attendees if attendee.table is not None]
        return self.part.own_tables and self.part.numbered_tables and len(chosen) == len(set(chosen))

    def _is_best(self, found: dict[int, int], steps: int) -> bool:
        given_up = len(self.before) - len(found)
        changed = given_up + sum(self.before[number] != slot for number, slot in found.items())
        least = max((lost for _, lost in self.crowded.values()), default=0)
        return given_up == least and changed - len(self.uprooted) <= steps

    def _solved(
        self, free: frozenset[int], optional: Collection[int], crowded: Collection[tuple[list[int], int]]
    ) -> dict[int, int] | None:
        """The fewest given up of `optional`, then the fewest moved, if only what is `free` changes; None if that cannot be.

        Of the meetings of a crowded company no more are given up than it has too many.
        """
        domains = [domain if number in free else {self.before[number]} for number, domain in enumerate(self.domains)]
        try:
            encoding = Encoding(self.part, domains, optional=optional)
            for mine, lost in crowded:
                encoding.at_most([-encoding.held[number] for number in mine if number in encoding.held], lost)
        except ImpossibleError:
            return None
        weight = 0 if len(crowded) == 1 else len(self.later) + 1
        formula = WCNF()
        formula.extend(encoding.clauses)
        for number, here in encoding.at.items():
            if weight and number in optional:
                formula.append([encoding.held[number]], weight=weight)
            if self.before[number] in here:
                formula.append([here[self.before[number]]], weight=1)
        with RC2(formula, solver="cadical195") as best:
            model = best.compute()
        return None if model is None else encoding.slots(model)
