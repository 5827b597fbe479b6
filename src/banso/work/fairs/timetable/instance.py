"""A fair as a scheduling problem: slots, companies, the meetings wished, and a timetable of them.

No database and no solver here: the screens, the files, the solver and the checker all speak in these.
Slots, companies and meetings are known to the solver by their place in the tuples, counted from 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property


@dataclass(frozen=True)
class Slot:
    """One time at which meetings are held (時間枠). A lunch break is no slot; slots around it are neighbours."""

    key: str
    day: int = 0
    session: str = ""


@dataclass(frozen=True)
class Attendee:
    """A company at the fair. A `seated` one (a buyer) has a table and its partners come to it.

    `absent`: slots in which it cannot meet. `at_most`: the most meetings it takes. `table`: a table chosen beforehand.
    """

    key: str
    name: str
    seated: bool = False
    absent: frozenset[int] = frozenset()
    at_most: int | None = None
    table: int | None = None


@dataclass(frozen=True)
class Wanted:
    """A meeting asked for between two companies: mandatory, or a wish with a value.

    `allowed`: the slots its session leaves (None: any). `fixed`: the slot it must have. `after`: meetings that come before it.
    """

    key: str
    between: tuple[int, int]
    mandatory: bool = True
    value: int = 1
    allowed: frozenset[int] | None = None
    fixed: int | None = None
    after: tuple[int, ...] = ()

    @property
    def must(self) -> bool:
        """Whether a timetable without it is wrong: what a person fixed in a slot is held as well."""
        return self.mandatory or self.fixed is not None


@dataclass(frozen=True)
class Placement:
    """A meeting in a slot, and at a table where tables have numbers (both counted from 0)."""

    meeting: str
    slot: int
    table: int | None = None


Timetable = tuple[Placement, ...]


@dataclass(frozen=True)
class Instance:
    """Everything that decides which timetables are allowed and which is best.

    `gap_difference`: gaps (runs of empty slots within a company's day) of two companies may differ by this much, None: by any.
    """

    slots: tuple[Slot, ...]
    attendees: tuple[Attendee, ...]
    meetings: tuple[Wanted, ...]
    tables: int
    gap_difference: int | None = None

    @cached_property
    def meetings_of(self) -> tuple[tuple[int, ...], ...]:
        """The meetings of each company, by their numbers."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, meeting in enumerate(self.meetings):
            for attendee in meeting.between:
                found[attendee].append(number)
        return tuple(tuple(found[attendee]) for attendee in range(len(self.attendees)))

    @cached_property
    def slots_of(self) -> tuple[frozenset[int], ...]:
        """The slots each meeting may have by its session, its fixed slot and the absences of both companies."""
        return tuple(self._slots_of(meeting) for meeting in self.meetings)

    def _slots_of(self, meeting: Wanted) -> frozenset[int]:
        allowed = frozenset(range(len(self.slots))) if meeting.allowed is None else meeting.allowed
        if meeting.fixed is not None:
            allowed &= {meeting.fixed}
        first, second = (self.attendees[number] for number in meeting.between)
        return allowed - first.absent - second.absent

    @cached_property
    def days(self) -> tuple[tuple[int, ...], ...]:
        """The slots of each day, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, slot in enumerate(self.slots):
            found[slot.day].append(number)
        return tuple(tuple(found[day]) for day in sorted(found))

    @cached_property
    def number_of(self) -> Mapping[str, int]:
        """The number of the meeting with a key."""
        return {meeting.key: number for number, meeting in enumerate(self.meetings)}

    @cached_property
    def own_tables(self) -> bool:
        """Whether every seated company can have one table for the whole fair."""
        return sum(attendee.seated for attendee in self.attendees) <= self.tables

    @cached_property
    def numbered_tables(self) -> bool:
        """Whether a timetable says at which table a meeting is (in the public instances tables are only counted)."""
        return any(attendee.seated for attendee in self.attendees)

    def host_of(self, meeting: Wanted) -> Attendee | None:
        """The company at whose table the meeting is held."""
        return next((self.attendees[n] for n in meeting.between if self.attendees[n].seated), None)


def only(instance: Instance, numbers: Sequence[int]) -> Instance:
    """The fair of some of its meetings, all of them to be held."""
    place_of = {number: place for place, number in enumerate(numbers)}
    meetings = (instance.meetings[number] for number in numbers)
    return replace(
        instance,
        meetings=tuple(
            replace(m, mandatory=True, after=tuple(place_of[early] for early in m.after if early in place_of))
            for m in meetings
        ),
    )


def runs(busy: Iterable[int], days: tuple[tuple[int, ...], ...]) -> int:
    """How many gaps a company has that meets in the slots `busy`: runs of empty slots between first and last of a day."""
    taken = set(busy)
    gaps = 0
    for day in days:
        starts = sum(
            1 for place, slot in enumerate(day) if slot in taken and (place == 0 or day[place - 1] not in taken)
        )
        gaps += max(starts - 1, 0)
    return gaps
