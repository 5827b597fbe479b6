"""The fewest gaps of a fair whose meetings are all held: a first timetable at once, better ones, and the proof."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from ..instance import Instance
from .bounds import gaps_for_want_of_tables
from .exact import NONE, STEADY_OTHERWISE, Finding, Slots, core_guided, counted
from .gaps import fewest_gaps, gaps_of
from .improve import improve
from .placing import feasible, few_with_gaps, halved, place_all
from .race import Runner, race

_TO_PROVE = 500  # meetings; beyond that MaxSAT proves nothing in time
_TO_COUNT = 2000  # meetings; beyond that SAT does not either, and corner after corner does better
_SOON, _LATE, _LATER = 0.5, 8.0, 5.0  # seconds until others join in
_AT_ONCE = 10_000  # conflicts of a SAT solver, well under a second


@dataclass
class Fewest:
    """The search: its best timetable and what is proven. `report` is called whenever either gets better."""

    instance: Instance
    deadline: float
    seed: int
    report: Callable[[Slots, int, int], None]
    slot_of: Slots | None = None
    gaps: int = 0
    bound: int = 0
    none_within: bool = False
    none_at_all: bool = False
    least: dict[int, int] = field(default_factory=dict)

    def run(self) -> None:
        self.least = fewest_gaps(self.instance)
        spare = gaps_for_want_of_tables(self.instance, self.least)
        self.bound = sum(self.least.values()) + spare
        for first in (place_all, self._any):
            if self.slot_of is None and (slot_of := first(self.instance, self.seed)) is not None:
                self.better(slot_of)
        if self.done():
            return
        findings = race(self._runners(spare), self.deadline)
        for found in findings:
            if isinstance(found, dict):
                self.better(found)
            elif found == NONE:
                self.none_within = True
            else:
                self.raise_bound(found)
            if self.done():
                findings.close()

    def _any(self, instance: Instance, _seed: int) -> Slots | None:
        """Any timetable within the limit on gaps, where a SAT solver soon finds one or the proof that there is none."""
        if len(instance.meetings) > _TO_COUNT:
            return None
        found = feasible(instance, self._most(), _AT_ONCE)
        self.none_within = found == NONE
        self.none_at_all = self.none_within and feasible(instance, {}, _AT_ONCE) == NONE
        return found if isinstance(found, dict) else None

    def _most(self) -> dict[int, int]:
        allowed = self.instance.gap_difference
        return dict.fromkeys(self.least, len(self.instance.slots) if allowed is None else allowed)

    def done(self) -> bool:
        return self.none_within or (self.slot_of is not None and self.gaps <= self.bound)

    @property
    def impossible(self) -> bool:
        """Whether there is no timetable. Where only the limit speaks against all, every company may have gaps in one."""
        return self.none_at_all or (self.none_within and self._cap_loses_nothing())

    def raise_bound(self, bound: int) -> None:
        """Bounds are proven for timetables in which some company has no gap; in all others every company has one."""
        if not self._cap_loses_nothing():
            bound = min(bound, len(self.instance.attendees))
        if bound > self.bound:
            self.bound = bound
            if self.slot_of is not None:
                self.report(self.slot_of, self.gaps, self.bound)

    def _cap_loses_nothing(self) -> bool:
        """Whether in every timetable some company has none, or none has more than the difference allowed in any case."""
        allowed = self.instance.gap_difference
        if allowed is None or any(len(numbers) < 2 for numbers in self.instance.meetings_of):
            return True
        room = sum(max(len(day) - 1, 0) // 2 for day in self.instance.days)
        return all(min(len(numbers) - 1, room) <= allowed for numbers in self.instance.meetings_of)

    def better(self, slot_of: Slots) -> None:
        gaps = gaps_of(self.instance, slot_of)
        allowed = self.instance.gap_difference
        if allowed is not None and max(gaps, default=0) - min(gaps, default=0) > allowed:
            return
        if self.slot_of is None or sum(gaps) < self.gaps:
            self.slot_of, self.gaps = slot_of, sum(gaps)
            self.report(slot_of, self.gaps, self.bound)

    def _runners(self, spare: int) -> list[Runner]:
        instance, least, seed, most = self.instance, self.least, self.seed, self._most()
        seconds = self.deadline - time.monotonic()
        better = Runner(improved, (instance, self.slot_of, least, most, spare, seconds, seed), after=_SOON)
        if len(instance.meetings) > _TO_COUNT:
            return [replace(better, after=0)]
        asked = Runner(counted, (instance, least, most, spare))
        if len(instance.meetings) > _TO_PROVE:
            return [asked, better, Runner(counted, (instance, least, most, spare, STEADY_OTHERWISE), after=_LATER)]
        return [asked, Runner(core_guided, (instance, least, most), after=_LATE), better]


def improved(
    instance: Instance,
    first: Slots | None,
    least: dict[int, int],
    most: dict[int, int],
    floor: int,
    seconds: float,
    seed: int,
) -> Iterator[Finding]:
    """Corner after corner from the best of the first timetables: what was there, what comes quickly, and half as many gaps."""
    deadline = time.monotonic() + seconds
    starts = [first] if first is not None else []
    if len(instance.meetings) <= _TO_PROVE and (good := few_with_gaps(instance, least, most)) is not None:
        yield good
        starts.append(good)
        for better in halved(instance, least, most, sum(gaps_of(instance, good)) - sum(least.values()), floor):
            yield better
            starts.append(better)
    if not starts:
        anything = feasible(instance, most)
        if not isinstance(anything, dict):
            yield NONE
            return
        yield anything
        starts.append(anything)
    start = min(starts, key=lambda slot_of: sum(gaps_of(instance, slot_of)))
    yield from improve(instance, start, least, deadline, seed, sum(least.values()))
