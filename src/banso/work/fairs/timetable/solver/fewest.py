"""The fewest gaps of a fair whose meetings are all held: a first timetable at once, better ones, and the proof."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from ..instance import Instance
from .bounds import gaps_for_want_of_tables
from .exact import NONE, STEADY_OTHERWISE, Finding, Slots, core_guided, counted
from .gaps import fewest_gaps, gaps_of
from .improve import improve
from .placing import feasible, place_all
from .race import Runner, race

_TO_PROVE = 500  # meetings; beyond that MaxSAT proves nothing in time
_TO_COUNT = 2000  # meetings; beyond that SAT does not either, and corner after corner does better
_SOON, _LATE, _LATER = 1.0, 8.0, 5.0  # seconds until others join in


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
    least: dict[int, int] = field(default_factory=dict)

    def run(self) -> None:
        self.least = fewest_gaps(self.instance)
        spare = gaps_for_want_of_tables(self.instance, self.least)
        self.bound = sum(self.least.values()) + spare
        first = place_all(self.instance, self.seed)
        if first is not None:
            self.better(first)
        if self.done():
            return
        findings = race(self._runners(spare, first), self.deadline)
        for found in findings:
            if isinstance(found, dict):
                self.better(found)
            elif found == NONE:
                self.none_within = True
            else:
                self.raise_bound(found)
            if self.done():
                findings.close()

    def done(self) -> bool:
        return self.none_within or (self.slot_of is not None and self.gaps <= self.bound)

    @property
    def impossible(self) -> bool:
        """Whether there is no timetable. Where only the limit speaks against all, every company may have gaps in one."""
        return self.none_within and self._cap_loses_nothing()

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

    def _runners(self, spare: int, first: Slots | None) -> list[Runner]:
        instance, least, seed = self.instance, self.least, self.seed
        width = len(instance.slots)
        most = {c: width if instance.gap_difference is None else instance.gap_difference for c in least}
        seconds = self.deadline - time.monotonic()
        better = Runner(improved, (instance, first, least, most, seconds, seed), after=_SOON if first else _LATER)
        if len(instance.meetings) > _TO_COUNT:
            return [replace(better, after=0)]
        asked = Runner(counted, (instance, least, most, spare))
        if len(instance.meetings) > _TO_PROVE:
            otherwise = Runner(counted, (instance, least, most, spare, STEADY_OTHERWISE))
            return [asked, otherwise, replace(better, after=_LATER)]
        return [asked, Runner(core_guided, (instance, least, most), after=_LATE), better]


def improved(
    instance: Instance, first: Slots | None, least: dict[int, int], most: dict[int, int], seconds: float, seed: int
) -> Iterator[Finding]:
    """Corner after corner from the first timetable, made here if there is none yet."""
    deadline = time.monotonic() + seconds
    if first is None:
        for finding in feasible(instance, most):
            yield finding
            if isinstance(finding, dict):
                first = finding
    if first is not None:
        yield from improve(instance, first, least, deadline, seed, sum(least.values()))
