"""A bound on gaps from tables: when they are nearly full, not every company can sit through without a gap.

Companies alike (as many meetings, the same possible slots) are counted together. Each either has one unbroken run, or
pays for a gap more and may then meet in any slots. What two companies have in a slot makes one meeting.
"""

from collections import Counter
from collections.abc import Mapping
from math import ceil

from ortools.linear_solver import pywraplp

from ..instance import Instance

_SECONDS = 1.0
_TOLERANCE = 1e-6
_CLEARLY_ROOM = 0.8  # of all places at tables: below that, tables are no hardship


def gaps_for_want_of_tables(instance: Instance, least: Mapping[int, int]) -> int:
    """Gaps beyond `least` that no timetable with all meetings can avoid (0 where tables are no hardship)."""
    slots = range(len(instance.slots))
    if len(instance.days) > 1 or len(instance.meetings) < _CLEARLY_ROOM * instance.tables * len(slots):
        return 0
    solver = pywraplp.Solver.CreateSolver("SCIP")
    load: list[list[pywraplp.Variable]] = [[] for _ in slots]
    paying = []
    for (count, possible, unbroken), companies in _alike(instance, least).items():
        firsts = range(len(slots) - count + 1) if unbroken else ()
        runs = [range(first, first + count) for first in firsts if possible.issuperset(range(first, first + count))]
        chosen = [solver.IntVar(0, companies, "") for _ in runs]
        broken = solver.IntVar(0, companies, "")
        anywhere = {slot: solver.IntVar(0, companies, "") for slot in possible}
        solver.Add(sum(chosen) + broken == companies)
        solver.Add(sum(anywhere.values()) == count * broken)
        for slot, here in anywhere.items():
            solver.Add(here <= broken)
            load[slot] += [here, *(one for run, one in zip(runs, chosen, strict=True) if slot in run)]
        if unbroken:
            paying.append(broken)
    for here in load:
        solver.Add(sum(here) == 2 * solver.IntVar(0, instance.tables, ""))
    solver.Minimize(sum(paying))
    solver.SetTimeLimit(int(_SECONDS * 1000))
    if solver.Solve() not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return 0
    bound: float = solver.Objective().BestBound()
    return max(0, ceil(bound - _TOLERANCE))


def _alike(instance: Instance, least: Mapping[int, int]) -> Counter[tuple[int, frozenset[int], bool]]:
    """How many companies have so many meetings in such slots, and can have them without a gap."""
    found: Counter[tuple[int, frozenset[int], bool]] = Counter()
    for company, numbers in enumerate(instance.meetings_of):
        if numbers:
            possible = frozenset[int]().union(*(instance.slots_of[number] for number in numbers))
            found[len(numbers), possible, least[company] == 0] += 1
    return found
