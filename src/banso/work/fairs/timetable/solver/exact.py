"""Ways to the proven fewest gaps, each quick where the others are slow; `race.py` runs two of them side by side.

`counted`: SAT, asked "at most v gaps?" for rising v from what counting has proven; most often its first answer is the last.
`core_guided`: MaxSAT. Every gap beyond a company's least is unwanted; sets of wishes that contradict raise the bound.
Each yields bounds as they are proven, and a timetable at last.
"""

from collections.abc import Iterator, Mapping

from ..instance import Instance
from .encoding import Encoding, ImpossibleError

Slots = dict[int, int]
Finding = int | Slots  # a bound on the gaps, or a timetable; the bound NONE: there is no timetable
NONE = -1

# CaDiCaL's stable mode alone: few restarts, phases kept. A timetable without gaps comes some five times sooner
# than with its usual turns of both modes, which wander for as long as chance has it.
STEADY = {"stabilizeonly": 1}
# The same from another start, for a second processor: meetings are at first thought to be elsewhere, no variable is eliminated.
STEADY_OTHERWISE = {"stabilizeonly": 1, "phase": 0, "elim": 0}


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


def counted(
    instance: Instance,
    least: Mapping[int, int],
    most: Mapping[int, int],
    floor: int,
    options: Mapping[str, int] = STEADY,
) -> Iterator[Finding]:
    from pysat.solvers import Solver

    for spare in range(floor, sum(most.values()) - sum(least.values()) + 1):
        yield sum(least.values()) + spare
        try:
            encoding = Encoding(instance, instance.slots_of, least=least, most=most if spare else least)
        except ImpossibleError:
            if spare:
                break
            continue
        encoding.at_most((literal for literals in encoding.excess.values() for literal in literals), spare)
        with Solver("cadical195") as solver:
            solver.configure(dict(options))
            solver.append_formula(encoding.clauses)
            if solver.solve():
                yield encoding.slots(solver.get_model())
                return
    yield NONE
