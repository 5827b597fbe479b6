"""Mandatory meetings that cannot all be held: said before solving, with a smallest set and the reason in words.

First what counting shows (one company, its slots; all tables), then a SAT solver's core, reduced until without any
one of its meetings the others can be held.
"""

import time
from collections.abc import Collection, Iterator, Sequence

from pysat.solvers import Solver

from ..instance import Instance
from ..proposal import Conflict
from .encoding import Encoding

_SOLVER = "cadical195"
_ALL_RULES = "時間帯・出られない枠・順序・卓の数をすべて守ると"


def conflict_of(instance: Instance) -> Conflict | None:
    """Why the meetings that must be held cannot be, or None when nothing is found by counting."""
    must = [number for number, meeting in enumerate(instance.meetings) if meeting.must]
    found = sorted(_counted(instance, must), key=lambda conflict: len(conflict.meetings))
    if not found:
        return None
    numbers = [instance.number_of[key] for key in found[0].meetings]
    with _Asking(instance, numbers) as asking:
        for number in numbers:
            rest = [one for one in numbers if one != number]
            if not asking.can_hold(rest):
                return _conflict(instance, asking.reduced(None), _ALL_RULES)
    return found[0]


def core_of(instance: Instance, deadline: float) -> Conflict | None:
    """A set of meetings that cannot all be held, none of them to spare if there is time to see to that.

    None where all can be held and only the limit on gaps stands against it.
    """
    must = [number for number, meeting in enumerate(instance.meetings) if meeting.must]
    with _Asking(instance, must) as asking:
        if asking.can_hold(must):
            return None
        numbers = asking.reduced(deadline)
    return _conflict(instance, numbers, _ALL_RULES, smallest=time.monotonic() <= deadline)


class _Asking:
    """A SAT solver that is asked whether some of `numbers` can be held together, gaps and limits left aside."""

    def __init__(self, instance: Instance, numbers: Collection[int]) -> None:
        concerned = set(numbers)
        domains = [slots if number in concerned else () for number, slots in enumerate(instance.slots_of)]
        self.encoding = Encoding(instance, domains, optional=range(len(domains)))
        self.number_of = {literal: number for number, literal in self.encoding.held.items()}
        self.solver = Solver(_SOLVER, bootstrap_with=self.encoding.clauses)

    def __enter__(self) -> "_Asking":
        return self

    def __exit__(self, *_: object) -> None:
        self.solver.delete()

    def can_hold(self, numbers: Sequence[int]) -> bool:
        return bool(self.solver.solve(assumptions=[self.encoding.held[number] for number in numbers]))

    def reduced(self, deadline: float | None) -> list[int]:
        """The reason of the last refusal, less every meeting it can do without."""
        core = self._core()
        for number in list(core):
            if deadline is not None and time.monotonic() > deadline:
                break
            if number in core and not self.can_hold([one for one in core if one != number]):
                core = self._core()
        return sorted(core)

    def _core(self) -> list[int]:
        return [self.number_of[literal] for literal in self.solver.get_core() or []]


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
