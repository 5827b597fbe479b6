"""Fewer gaps by solving one corner of the timetable after another, all else kept: quick at any size, and never worse."""

import random
import time
from collections.abc import Collection, Iterator, Mapping

from pysat.card import ITotalizer
from pysat.solvers import Solver

from ..instance import Instance
from .encoding import Encoding, ImpossibleError
from .gaps import gaps_of

_CORNERS = (50, 80, 110)  # meetings that may move at once
_CONFLICTS = 2000
_OPEN = 0.3  # share of corners in which any company may get a gap


def improve(
    instance: Instance,
    slot_of: Mapping[int, int],
    least: Mapping[int, int],
    deadline: float,
    seed: int,
    wanted: int,
) -> Iterator[dict[int, int]]:
    """Better and better timetables, all meetings held, until the gaps are down to `wanted` or time is up."""
    corner = _Corners(instance, dict(slot_of), least, random.Random(seed))  # noqa: S311 (no secret)
    best = sum(corner.gaps)
    while best > wanted and time.monotonic() < deadline:
        corner.solve(deadline)
        if sum(corner.gaps) < best:
            best = sum(corner.gaps)
            yield dict(corner.slot_of)


class _Corners:
    def __init__(
        self, instance: Instance, slot_of: dict[int, int], least: Mapping[int, int], chance: random.Random
    ) -> None:
        self.instance, self.slot_of, self.least, self.chance = instance, slot_of, least, chance
        self.gaps = gaps_of(instance, slot_of)
        self.cap = instance.gap_difference

    def chosen(self) -> set[int]:
        """Meetings around a company with gaps to spare: its own, its partners', and so on at random."""
        bad = [company for company, gaps in enumerate(self.gaps) if gaps > self.least[company]]
        size = self.chance.choice(_CORNERS)
        companies = {self.chance.choice(bad)}
        free = set(self.instance.meetings_of[next(iter(companies))])
        while len(free) < min(size, len(self.instance.meetings)):
            if self.chance.random() < 0.2:
                company = self.chance.choice(bad)
            else:
                meeting = self.instance.meetings[self.chance.choice(sorted(free))]
                company = self.chance.choice(meeting.between)
            if company in companies:
                company = self.chance.randrange(len(self.gaps))
            companies.add(company)
            free.update(self.instance.meetings_of[company])
        return free

    def solve(self, deadline: float) -> None:
        """Fewer gaps in one corner, as few as can be found; or as many, arranged in another way."""
        free = self.chosen()
        domains = [self.instance.slots_of[n] if n in free else (slot,) for n, slot in sorted(self.slot_of.items())]
        touched = {company for number in free for company in self.instance.meetings[number].between}
        spare = {company: max(self.gaps[company], self.least[company]) for company in touched}
        for company in self._with_room(touched):
            spare[company] = max(spare[company], self.least[company] + 1)
        if self.cap is not None:
            spare = {company: min(most, self.cap + min(self.gaps)) for company, most in spare.items()}
        now = sum(self.gaps[company] - self.least[company] for company in touched)
        try:
            encoding = Encoding(self.instance, domains, least=self.least, most=spare)
        except ImpossibleError:
            return
        excess = [literal for literals in encoding.excess.values() for literal in literals]
        with ITotalizer(excess, ubound=now, top_id=encoding.top) as total, Solver("glucose4") as solver:
            solver.append_formula(encoding.clauses)
            solver.append_formula(total.cnf.clauses)
            bounds = [-literal for literal in total.rhs]
            found = self.descend(solver, encoding, bounds, now, deadline)
            if found is None:
                solver.set_phases([literals[self.chance.choice(sorted(literals))] for literals in encoding.at.values()])
                solver.conf_budget(_CONFLICTS)
                if solver.solve_limited(assumptions=bounds[now : now + 1]):
                    found = encoding.slots(solver.get_model())
        if found is not None:
            self.slot_of = found
            self.gaps = gaps_of(self.instance, found)

    def _with_room(self, touched: set[int]) -> Collection[int]:
        """Companies that may get a gap: all, or two. That the others have none makes a corner many times easier to see through."""
        return touched if self.chance.random() < _OPEN else self.chance.sample(sorted(touched), min(2, len(touched)))

    def descend(
        self, solver: Solver, encoding: Encoding, bounds: list[int], now: int, deadline: float
    ) -> dict[int, int] | None:
        found = None
        while now > 0 and time.monotonic() < deadline:
            solver.conf_budget(_CONFLICTS)
            if not solver.solve_limited(assumptions=bounds[now - 1 : now]):
                break
            model = solver.get_model()
            true = {literal for literal in model if literal > 0}
            found = encoding.slots(model)
            now = min(now - 1, sum(literal in true for literals in encoding.excess.values() for literal in literals))
        return found
