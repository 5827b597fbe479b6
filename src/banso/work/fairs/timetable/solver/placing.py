"""Placing meetings at all: at once by construction, else by a SAT solver; and which wishes are worth most together."""

from collections.abc import Iterator, Mapping
from math import ceil

from ortools.linear_solver import pywraplp
from pysat.solvers import Solver

from ..instance import Instance
from .construct import construct
from .encoding import Encoding, ImpossibleError
from .exact import NONE, STEADY, Finding, Slots
from .gaps import gaps_of

_MAY_HAVE_GAPS = 0.3  # of the companies
_CONFLICTS = 20_000  # of a SAT solver, about a second


def place_all(instance: Instance, seed: int) -> Slots | None:
    """Every meeting in a slot, where construction alone manages it within the limit on gaps."""
    found = construct(instance, seed)
    return found if len(found) == len(instance.meetings) else None


def feasible(
    instance: Instance,
    most: Mapping[int, int],
    tried: int | None = None,
    least: Mapping[int, int] | None = None,
    spare: int | None = None,
) -> Finding | None:
    """A first timetable, with no more gaps than `spare` beyond the `least` where that is asked, or NONE where it is proven
    that there is none. None: not known after so many conflicts."""
    try:
        encoding = Encoding(instance, instance.slots_of, least=least, most=most)
        if spare is not None:
            encoding.at_most((literal for literals in encoding.excess.values() for literal in literals), spare)
    except ImpossibleError:
        return NONE
    with Solver("cadical195") as solver:
        solver.configure(dict(STEADY))
        solver.append_formula(encoding.clauses)
        if tried is not None:
            solver.conf_budget(tried)
        answer = solver.solve_limited()
        if answer is None:
            return None
        return encoding.slots(solver.get_model()) if answer else NONE


def few_with_gaps(instance: Instance, least: Mapping[int, int], most: Mapping[int, int]) -> Slots | None:
    """A timetable in which only the busiest companies have more gaps than they need: those with many meetings fit in worst.

    That all others sit through is no wish but a rule, which a SAT solver sees through at once: a good start within a second.
    With fewer companies it starts from fewer gaps, but corners of it hardly get better.
    """
    busiest = sorted(least, key=lambda company: -len(instance.meetings_of[company]))
    may = set(busiest[: ceil(_MAY_HAVE_GAPS * len(busiest))])
    limits = {company: most[company] if company in may else least[company] for company in least}
    found = feasible(instance, limits, _CONFLICTS, least)
    return found if isinstance(found, dict) else None


def halved(
    instance: Instance, least: Mapping[int, int], most: Mapping[int, int], spare: int, floor: int
) -> Iterator[Slots]:
    """Timetables with half as many gaps beyond `floor` each time, for as long as a SAT solver soon finds one."""
    while spare > floor:
        spare = (spare + floor) // 2
        found = feasible(instance, most, _CONFLICTS, least, spare)
        if not isinstance(found, dict):
            return
        yield found
        spare = sum(gaps_of(instance, found)) - sum(least.values())


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
