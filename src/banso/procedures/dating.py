"""The deadlines of a case follow from its terms: after every step what it meets is met, and what the rules now say stands."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from banso.core.days import Facts
from banso.core.fiscal import fiscal_year_of
from banso.office.deadlines.choices import Actor
from banso.office.deadlines.services import Wanted, meet_by_step, settle
from banso.registers.models import User
from banso.registers.services.closed_days import open_days

from .declaring import ALWAYS, Deadline
from .offering import State
from .terms import rules_of


def keep_deadlines(state: State, by: User | None, just: Any | None = None) -> None:
    """Bring a case's deadlines in line with the steps now in force; `just` is the one taken now, which meets what it meets."""
    if just is not None:
        of_each = any(just.step in one.met_by for one in state.declared.deadlines.values() if one.each)
        meet_by_step(state.case, just.step, on=just.taken_on, by=by, round=just.round if of_each else None)
    settle(state.case, wanted(state), by=by)


def wanted(state: State) -> list[Wanted]:
    """Every deadline the terms give by what has happened so far, but for those already met by a step in force."""
    names = {ALWAYS: "受付"} | {code: step.label for code, step in state.declared.step_kinds.items()}
    facts = Facts(state.dates(), open_days(), names, fiscal_year_of(state.case.opened_on))
    parties = {party.role: party for party in state.case.parties.filter(ended_on=None)}
    found = []
    for code, rule in rules_of(state.case).items():
        one = state.declared.deadlines[code]
        actor = Actor(one.who) if one.who in Actor.values else Actor.OUTSIDER
        for nth, dates in _times(state, one):
            due = None if _is_met(state, one, nth) else rule.due(replace(facts, dates=dates))
            found.append(Wanted(code, one.label, due, actor, one.met_by, nth, parties.get(one.who)))
    return found


def _times(state: State, one: Deadline) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each time a deadline applies, with the days its rule counts from: once, or as often as its step was taken."""
    if not one.each:
        yield 1, state.dates()
        return
    for nth, row in enumerate((row for row in state.taken if row.step == one.each), start=1):
        yield nth, state.dates() | {one.each: row.taken_on}


def _is_met(state: State, one: Deadline, nth: int) -> bool:
    return sum(row.step in one.met_by for row in state.taken) >= (nth if one.each else 1)
