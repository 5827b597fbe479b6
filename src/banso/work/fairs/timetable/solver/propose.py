"""Level after level: each is decided with all earlier ones held at their best, and reported with its bound."""

import time
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from ..instance import Instance, Timetable, only
from ..proposal import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN, Conflict, Level, OnProgress, Progress, Proposal
from .conflict import conflict_of, core_of
from .construct import construct
from .exact import Slots
from .fewest import Fewest
from .gaps import gaps_of
from .placing import worth_most
from .tables import seated_at_tables

_SMALL, _TINY = 6000, 1500  # possible places of meetings up to which one model decides all; where all are held anyway


def propose(
    instance: Instance,
    seconds: float = 30,
    previous: Timetable = (),
    locked: Collection[str] = (),
    on_progress: OnProgress | None = None,
    seed: int = 1,
) -> Proposal:
    """The best timetable found in `seconds`, with what is proven of each level.

    `previous`: a timetable to keep as far as possible; its meetings named in `locked` do not move at all.
    """
    started = time.monotonic()
    search = Search(with_locked(instance, previous, locked), started, started + seconds, seed, on_progress)
    return search.run(previous)


def with_locked(instance: Instance, previous: Timetable, locked: Collection[str]) -> Instance:
    """The fair with the locked meetings fixed where they are."""
    slot_of = {placement.meeting: placement.slot for placement in previous if placement.meeting in locked}
    meetings = tuple(
        replace(meeting, fixed=slot_of[meeting.key]) if meeting.key in slot_of else meeting
        for meeting in instance.meetings
    )
    return replace(instance, meetings=meetings)


@dataclass
class Search:
    """One search: the best timetable so far with what is proven of each level."""

    instance: Instance
    started: float
    deadline: float
    seed: int
    on_progress: OnProgress | None
    slot_of: dict[int, int] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    most_wishes: int | None = None

    def run(self, previous: Timetable) -> Proposal:
        conflict = conflict_of(self.instance)
        if conflict:
            return self._answer(INFEASIBLE, conflict)
        number_of = self.instance.number_of
        before = {number_of[p.meeting]: p.slot for p in previous if p.meeting in number_of}
        choices = sum(map(len, self.instance.slots_of))
        all_must = all(meeting.must for meeting in self.instance.meetings)
        if before or (
            choices <= (_TINY if all_must else _SMALL) and not (all_must and self.instance.gap_difference is not None)
        ):
            return self._level_by_level(before)
        return self._chosen_then_gaps(plain=all_must)  # limits on a company's meetings were looked at by counting

    def _chosen_then_gaps(self, plain: bool) -> Proposal:
        """For fairs too large to decide all at once: first which meetings, then their slots with the fewest gaps."""
        part, numbers = self.instance, list(range(len(self.instance.meetings)))
        if not plain:
            numbers = self._choose()
            part = only(self.instance, numbers)
        fewest = Fewest(part, self.deadline, self.seed, lambda *found: self._gaps(numbers, plain, *found))
        fewest.run()
        if fewest.impossible and plain:
            return self._answer(INFEASIBLE, core_of(self.instance, self.deadline))
        if fewest.none_within:
            if fewest.slot_of is None:
                self.levels = []
            return self._level_by_level({})  # with other wishes, or gaps in every company's day
        if fewest.slot_of is None:
            return self._answer(UNKNOWN)
        if self.instance.gap_difference is None:
            self._fairness(part, fewest)
        done = not any(level.distance for level in self.levels)
        return self._answer(OPTIMAL if done else FEASIBLE)

    def _choose(self) -> list[int]:
        """The meetings to hold: those worth most by counting, as far as construction places them, then any others."""
        chosen, most = worth_most(self.instance)
        numbers = sorted(construct(self.instance, self.seed, frozenset(chosen)))
        wishes = [number for number in numbers if not self.instance.meetings[number].mandatory]
        if wishes or most:
            self.levels.append(Level("wishes", sum(self.instance.meetings[number].value for number in wishes), most))
        left = [n for n, meeting in enumerate(self.instance.meetings) if meeting.must and n not in set(numbers)]
        return sorted({*numbers, *left})

    def _gaps(self, numbers: list[int], plain: bool, slot_of: Slots, gaps: int, bound: int) -> None:
        """Where wishes were chosen, another choice might have fewer gaps: nothing is proven of them."""
        self.keep("gaps", {numbers[place]: slot for place, slot in slot_of.items()}, gaps, bound if plain else 0)

    def _fairness(self, part: Instance, fewest: Fewest) -> None:
        """The differences the fewest gaps leave: none at all where there are no gaps."""
        gaps = gaps_of(part, fewest.slot_of or {})
        self.levels.append(Level("fairness", max(gaps) - min(gaps), 0))

    def _level_by_level(self, before: dict[int, int]) -> Proposal:
        from .levels import level_by_level

        status = level_by_level(self, before)
        return self._answer(status, core_of(self.instance, self.deadline) if status == INFEASIBLE else None)

    def keep(self, code: str, slot_of: dict[int, int], value: float, bound: float) -> None:
        """A timetable that is the best so far at a level. The solver's own bound on wishes may pass what counting allows."""
        self.slot_of = slot_of
        if code == "wishes" and self.most_wishes is not None:
            bound = min(bound, self.most_wishes)
        level = Level(code, round(value), round(bound))
        self.levels = [one for one in self.levels if one.code != code] + [level]
        if self.on_progress:
            timetable = seated_at_tables(self.instance, slot_of)
            self.on_progress(Progress(time.monotonic() - self.started, level, timetable))

    def _answer(self, status: str, conflict: Conflict | None = None) -> Proposal:
        timetable = seated_at_tables(self.instance, self.slot_of)
        all_placed = [Level("mandatory", 0, 0)] if self.slot_of and any(m.must for m in self.instance.meetings) else []
        return Proposal(status, time.monotonic() - self.started, timetable, (*all_placed, *self.levels), conflict)
