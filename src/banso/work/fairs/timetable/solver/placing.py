"""Placing meetings at all: at once by construction, else by a SAT solver; and which wishes are worth most together."""

from collections.abc import Iterator

from ortools.linear_solver import pywraplp
from pysat.solvers import Solver

from ..instance import Instance
from .construct import construct
from .encoding import Encoding, ImpossibleError
from .exact import NONE, Finding, Slots


def place_all(instance: Instance, seed: int) -> Slots | None:
    """Every meeting in a slot, where construction alone manages it within the limit on gaps."""
    found = construct(instance, seed)
    return found if len(found) == len(instance.meetings) else None


def feasible(instance: Instance, most: dict[int, int]) -> Iterator[Finding]:
    """A first timetable whatever its gaps, or the proof that there is none."""
    try:
        encoding = Encoding(instance, instance.slots_of, most=most)
    except ImpossibleError:
        yield NONE
        return
    with Solver("cadical195", bootstrap_with=encoding.clauses) as solver:
        if solver.solve():
            yield encoding.slots(solver.get_model())
        else:
            yield NONE


def worth_most(instance: Instance) -> tuple[list[int], int]:
    """The wishes worth most together as far as companies' slots, their limits and all tables go, and their value.

    No timetable can pass this value: it leaves aside only that meetings need slots free at the same time.
    """
    solver = pywraplp.Solver.CreateSolver("GLOP")
    held = [solver.NumVar(1 if meeting.must else 0, 1, "") for meeting in instance.meetings]
    for company, numbers in enumerate(instance.meetings_of):
        possible = frozenset[int]().union(*(instance.slots_of[number] for number in numbers))
        most = instance.attendees[company].at_most
        room = len(possible) if most is None else min(most, len(possible))
        if len(numbers) > room:
            solver.Add(sum(held[number] for number in numbers) <= room)
    solver.Add(sum(held) <= instance.tables * len(instance.slots))
    solver.Maximize(sum(one * m.value for one, m in zip(held, instance.meetings, strict=True) if not m.mandatory))
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return list(range(len(held))), sum(meeting.value for meeting in instance.meetings if not meeting.mandatory)
    chosen = [number for number, one in enumerate(held) if one.solution_value() > 0.5]
    return chosen, int(solver.Objective().Value() + 1e-6)
