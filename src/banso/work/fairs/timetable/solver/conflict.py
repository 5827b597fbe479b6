"""Mandatory meetings that cannot all be held: said before solving, with a smallest set and the reason in words.

First what counting shows (one company, its slots; all tables), then what a SAT solver shows of one company, of several and of
all, reduced until without any one of its meetings the others can be held.
"""

import math
import time
from collections.abc import Collection, Iterator, Sequence

from ..instance import Instance, only
from ..proposal import Conflict
from .exact import NONE
from .placing import feasible

_SECONDS_FOR_A_REASON = (
    1.0  # then what is known is said: who waits for a timetable wants to know first that there is none
)
_TRIED = 5_000  # conflicts of the SAT solver
_ALL_RULES = "時間帯・出られない枠・順序・卓の数をすべて守ると"


def conflict_of(instance: Instance) -> Conflict | None:
    """Why the meetings that must be held cannot be, or None when nothing is found by counting."""
    must = [number for number, meeting in enumerate(instance.meetings) if meeting.must]
    found = sorted(_counted(instance, must), key=lambda conflict: len(conflict.meetings))
    if not found:
        return None
    numbers = [instance.number_of[key] for key in found[0].meetings]
    core = _reduced(instance, numbers, math.inf)
    return _conflict(instance, core, _ALL_RULES) if len(core) < len(numbers) else found[0]


def core_of(instance: Instance, deadline: float) -> Conflict | None:
    """A set of meetings that cannot all be held, none of them to spare if there is time to see to that.

    None where all can be held and only the limit on gaps stands against it, or where no reason is found soon. One company
    alone is the reason most often, and the most easily understood: its slots, and what must come before what.
    """
    until = min(deadline, time.monotonic() + _SECONDS_FOR_A_REASON)
    for numbers in _suspects(instance):
        if not _can_hold(instance, numbers):
            found = _reduced(instance, numbers, until)
            return _conflict(instance, found, _ALL_RULES, smallest=time.monotonic() <= until)
        if time.monotonic() > until:
            break
    return None


def _suspects(instance: Instance) -> Iterator[list[int]]:
    """Meetings that might be too many together: of each company, the one with the fewest slots to spare first; then of more."""
    tightest = []
    for numbers in instance.meetings_of:
        mine = {number for number in numbers if instance.meetings[number].must}
        room = len(frozenset[int]().union(*(instance.slots_of[number] for number in mine)))
        tightest.append((room - len(mine), sorted(mine)))
    tightest.sort()
    for count in (1, 4, 16, len(tightest)):
        for first in range(0, len(tightest), count):
            yield sorted({number for _, mine in tightest[first : first + count] for number in mine})


def _can_hold(instance: Instance, numbers: Sequence[int]) -> bool:
    """Whether these can be held together, gaps and all others left aside; so, too, where it is not soon known."""
    return feasible(only(instance, numbers), {}, _TRIED) != NONE


def _reduced(instance: Instance, numbers: Sequence[int], until: float) -> list[int]:
    """Those of a set that cannot be held of which none can be spared: halves are left out first, then smaller parts."""
    core, size = list(numbers), max(len(numbers) // 2, 1)
    while size:
        for part in [core[first : first + size] for first in range(0, len(core), size)]:
            if time.monotonic() > until:
                return core
            rest = [one for one in core if one not in part]
            if rest and not _can_hold(instance, rest):
                core = rest
        size //= 2
    return core


def _counted(instance: Instance, must: list[int]) -> Iterator[Conflict]:
    for number in must:
        if not instance.slots_of[number]:
            yield _conflict(instance, [number], "置ける枠が1つもないため")
    for company, attendee in enumerate(instance.attendees):
        mine = [number for number in must if company in instance.meetings[number].between]
        if attendee.at_most is not None and len(mine) > attendee.at_most:
            few = mine[: attendee.at_most + 1]
            yield _conflict(instance, few, f"{attendee.name}が受ける商談は{attendee.at_most}件までのため")
        crowded = _crowded(instance, mine)
        if crowded:
            slots = len({slot for number in crowded for slot in instance.slots_of[number]})
            yield _conflict(instance, crowded, f"{attendee.name}に置ける枠は{slots}個しかないため")
    room = instance.tables * len(instance.slots)
    if len(must) > room:
        why = f"卓{instance.tables}と枠{len(instance.slots)}個では{room}件までのため"
        yield _conflict(instance, must[: room + 1], why)


def _crowded(instance: Instance, numbers: Sequence[int]) -> list[int]:
    """Meetings of one company with one slot less than their number between them (a violator of Hall's condition)."""
    matching = _Matching(instance.slots_of)
    for number in numbers:
        tried: set[int] = set()
        if not matching.place(number, tried):
            return sorted({number, *(matching.taken[slot] for slot in tried)})
    return []


def most_placed(domains: Sequence[Collection[int]], numbers: Sequence[int]) -> int:
    """How many of a company's meetings its own slots allow, others left aside."""
    matching = _Matching(domains)
    return sum(matching.place(number, set()) for number in numbers)


class _Matching:
    """Meetings of one company, each in a slot of its own, by augmenting paths."""

    def __init__(self, domains: Sequence[Collection[int]]) -> None:
        self.domains = domains
        self.taken: dict[int, int] = {}

    def place(self, number: int, tried: set[int]) -> bool:
        for slot in sorted(self.domains[number]):
            if slot not in tried:
                tried.add(slot)
                if slot not in self.taken or self.place(self.taken[slot], tried):
                    self.taken[slot] = number
                    return True
        return False


def _conflict(instance: Instance, numbers: Sequence[int], why: str, smallest: bool = True) -> Conflict:
    meetings = [instance.meetings[number] for number in numbers]
    listed = "、".join(
        f"「{m.key}」{instance.attendees[m.between[0]].name}×{instance.attendees[m.between[1]].name}" for m in meetings
    )
    if len(meetings) == 1:
        words = f"{why}、商談{listed}は入りません。"
    else:
        spare = "(どれか1件を外せば残りは入ります)" if smallest else "(外せば入る組を絞り込む前に時間切れになりました)"
        words = f"{why}、次の{len(meetings)}件をすべて入れることはできません{spare}: {listed}。"
    return Conflict(tuple(meeting.key for meeting in meetings), words)
