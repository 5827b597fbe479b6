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


def conflict_of(instance: Instance) -> Conflict | None:
    """Why the meetings that must be held cannot be, or None when nothing is found by counting."""
    must = [number for number, meeting in enumerate(instance.meetings) if meeting.must]
    found = sorted(_counted(instance, must), key=lambda conflict: len(conflict.meetings))
    return found[0] if found else None


def core_of(instance: Instance, deadline: float) -> Conflict | None:
    """A set of meetings that cannot all be held, none of them to spare if there is time to see to that.

    None where all can be held and only the limit on gaps stands against it.
    """
    must = [number for number, meeting in enumerate(instance.meetings) if meeting.must]
    domains = [slots if instance.meetings[n].must else () for n, slots in enumerate(instance.slots_of)]
    encoding = Encoding(instance, domains, optional=range(len(instance.meetings)))
    number_of = {literal: number for number, literal in encoding.held.items()}
    with Solver(_SOLVER, bootstrap_with=encoding.clauses) as solver:
        if solver.solve(assumptions=[encoding.held[number] for number in must]):
            return None
        core = list(solver.get_core())
        for literal in list(core):
            rest = [one for one in core if one != literal]
            if time.monotonic() > deadline:
                break
            if literal in core and not solver.solve(assumptions=rest):
                core = list(solver.get_core())
    numbers = sorted(number_of[literal] for literal in core)
    why = "時間帯・出られない枠・順序・卓の数をすべて守ると"
    return _conflict(instance, numbers, why, smallest=time.monotonic() <= deadline)


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
        f"「{m.key}」({instance.attendees[m.between[0]].name}と{instance.attendees[m.between[1]].name})"
        for m in meetings
    )
    if len(meetings) == 1:
        words = f"{why}、商談{listed}は入りません。"
    else:
        spare = "(どれか1件を外せば残りは入ります)" if smallest else "(外せば入る組を絞り込む前に時間切れになりました)"
        words = f"{why}、次の{len(meetings)}件をすべて入れることはできません{spare}: {listed}。"
    return Conflict(tuple(meeting.key for meeting in meetings), words)
