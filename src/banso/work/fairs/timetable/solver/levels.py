"""Everything decided in one CP-SAT model, level after level: for fairs small enough, and where a timetable is to be kept.

Imported only when it is needed: loading CP-SAT takes as long as solving most fairs without it.
"""

import time
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from ..proposal import FEASIBLE, INFEASIBLE, LEVELS, OPTIMAL, UNKNOWN
from .construct import construct
from .model import Model
from .placing import worth_most

if TYPE_CHECKING:
    from .propose import Search


def level_by_level(search: "Search", before: dict[int, int]) -> str:
    """The status of the answer; what is found is kept by the search."""
    model = Model(search.instance)
    model.hint(before or construct(search.instance, search.seed))
    search.most_wishes = worth_most(search.instance)[1]
    for code, expression in _expressions(search, model, before).items():
        status = _decide(search, model, code, expression)
        if status == INFEASIBLE:
            return status
        if status == UNKNOWN:
            return FEASIBLE if search.levels else status
    return OPTIMAL if not any(level.distance for level in search.levels) else FEASIBLE


def _expressions(search: "Search", model: Model, before: dict[int, int]) -> dict[str, cp_model.LinearExprT]:
    """What is decided at each level, in order. Every company's fairness is a rule where the fair says so."""
    meetings = search.instance.meetings
    for number, meeting in enumerate(meetings):
        if meeting.must:
            model.cp.add(model.held[number] == 1)
    wishes = [(model.held[n], meeting.value) for n, meeting in enumerate(meetings) if not meeting.mandatory]
    spread = model.spread(search.instance.gap_difference)
    expressions: dict[str, cp_model.LinearExprT] = {}
    if wishes:
        expressions["wishes"] = cp_model.LinearExpr.weighted_sum(*zip(*wishes, strict=True))
    if before:
        expressions["changes"] = model.changes(before)
    expressions["gaps"] = cp_model.LinearExpr.sum(list(model.gaps.values()))
    if search.instance.gap_difference is None:
        expressions["fairness"] = spread
    return expressions


def _decide(search: "Search", model: Model, code: str, expression: cp_model.LinearExprT) -> str:
    """Find the best value of one level, and hold it for the levels that follow."""
    more = LEVELS[code][1]
    model.cp.maximize(expression) if more else model.cp.minimize(expression)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 0
    solver.parameters.random_seed = search.seed
    solver.parameters.max_time_in_seconds = max(search.deadline - time.monotonic(), 0.01)
    status = solver.solve(model.cp, _Watching(search, model, code))
    if status in (cp_model.INFEASIBLE, cp_model.MODEL_INVALID):
        return INFEASIBLE
    if status == cp_model.UNKNOWN:
        return UNKNOWN
    search.keep(code, model.slots(solver.boolean_value), solver.objective_value, solver.best_objective_bound)
    value = search.levels[-1].value
    model.cp.clear_objective()  # type: ignore[no-untyped-call]
    model.cp.add(expression >= value if more else expression <= value)
    model.hint(search.slot_of)
    return OPTIMAL


class _Watching(cp_model.CpSolverSolutionCallback):
    """Keeps every better timetable as it is found."""

    def __init__(self, search: "Search", model: Model, code: str) -> None:
        super().__init__()
        self.search, self.model, self.code = search, model, code

    def on_solution_callback(self) -> None:
        slot_of = self.model.slots(self.boolean_value)
        self.search.keep(self.code, slot_of, self.objective_value, self.best_objective_bound)
        if not self.search.levels[-1].distance:
            self.stop_search()
