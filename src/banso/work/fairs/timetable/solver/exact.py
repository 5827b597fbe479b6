"""Ways to the proven fewest gaps, each quick where the others are slow; `race.py` runs two of them side by side.

`core_guided`: MaxSAT. Every gap beyond a company's least is unwanted; sets of wishes that contradict raise the bound.
`counted`: SAT, and `rising`: CP-SAT, are asked "at most v gaps?" for rising v.
Each yields bounds as they are proven, and a timetable at last.
"""

from collections.abc import Iterator, Mapping

from ..instance import Instance
from .encoding import Encoding, ImpossibleError

Slots = dict[int, int]
Finding = int | Slots  # a bound on the gaps, or a timetable; the bound NONE: there is no timetable
NONE = -1


def core_guided(instance: Instance, least: Mapping[int, int], most: Mapping[int, int]) -> Iterator[Finding]:
    from pysat.examples.rc2 import RC2
    from pysat.formula import WCNF

    try:
        encoding = Encoding(instance, instance.slots_of, least=least, most=most)
    except ImpossibleError:
        yield NONE
        return
    formula = WCNF()
    formula.extend(encoding.clauses)
    for literals in encoding.excess.values():
        formula.extend([[-literal] for literal in literals], weights=[1] * len(literals))
    with RC2(formula, solver="cadical195") as best:
        model = best.compute()
        if model is None:
            yield NONE
            return
        yield encoding.slots(model)
        yield best.cost + sum(least.values())


def counted(instance: Instance, least: Mapping[int, int], most: Mapping[int, int], floor: int) -> Iterator[Finding]:
    from pysat.solvers import Solver

    for spare in range(floor, sum(most.values()) - sum(least.values()) + 1):
        yield sum(least.values()) + spare
        try:
            encoding = Encoding(instance, instance.slots_of, least=least, most=most)
        except ImpossibleError:
            break
        encoding.at_most((literal for literals in encoding.excess.values() for literal in literals), spare)
        with Solver("cadical195", bootstrap_with=encoding.clauses) as solver:
            if solver.solve():
                yield encoding.slots(solver.get_model())
                return
    yield NONE


def rising(
    instance: Instance, least: Mapping[int, int], most: Mapping[int, int], floor: int, seed: int
) -> Iterator[Finding]:
    """From `floor` gaps beyond the least on. Where no gap may be spared, each company's unbroken run is one choice."""
    from ortools.sat.python import cp_model

    from .model import Model

    for spare in range(floor, sum(most.values()) - sum(least.values()) + 1):
        yield sum(least.values()) + spare
        model = Model(instance, most if spare else least)
        model.all_held()
        model.cp.add(cp_model.LinearExpr.sum(list(model.gaps.values())) <= sum(least.values()) + spare)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 0
        solver.parameters.random_seed = seed
        if solver.solve(model.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            yield model.slots(solver.boolean_value)
            return
    yield NONE
