"""The deadlines of a case follow from its terms: after every step what it meets is met, and what the rules now say stands."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from banso.core.days import Due, Facts, Rule
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_of
from banso.office.deadlines.choices import Actor
from banso.office.deadlines.services import Wanted, meet_by_step, settle
from banso.registers.models import User
from banso.registers.services.closed_days import open_days

from .declaring import Deadline
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
    facts = Facts(state.dates(), open_days(), state.declared.events(), fiscal_year_of(state.case.opened_on))
    parties = {party.role: party for party in state.case.parties.filter(ended_on=None)}
    rules, found = rules_of(state.case), []
    for code, one in state.declared.deadlines.items():
        actor = Actor(one.who) if one.who in Actor.values else Actor.OUTSIDER
        for nth, dates in () if one.falls else _times(state, one):
            due = _due(state, one, rules.get(code), replace(facts, dates={**facts.dates, **dates}))
            if one.event:
                facts = replace(facts, dates={**facts.dates, one.event: due.on if due else None})
            due = None if _is_met(state, one, nth) else due
            found.append(Wanted(code, one.label, due, actor, one.met_by, nth, parties.get(one.who)))
        for fall in one.falls(state) if one.falls else ():
            asked = (code, fall.name or one.label, fall.due, actor, one.met_by, fall.round, parties.get(one.who))
            found.append(Wanted(*asked, opens_on=fall.opens_on))
    return found


def _due(state: State, one: Deadline, rule: Rule | None, facts: Facts) -> Due | None:
    """When a deadline falls: on the day that the last of its steps says, else by its rule."""
    said = [row for row in state.taken if row.step in one.set_by]
    if not said:
        return rule.due(facts) if rule else None
    label = state.declared.label_of(said[-1].step)
    on = getattr(said[-1], one.set_by[said[-1].step])
    return Due(on, f"「{label}」({format_date(said[-1].taken_on)})で決めた期日")


def _times(state: State, one: Deadline) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each time a deadline applies, with the day its rule counts from then: once, or as often as its step was taken."""
    if not one.each:
        yield 1, {}
        return
    for nth, row in enumerate((row for row in state.taken if row.step == one.each), start=1):
        yield nth, {one.each: row.taken_on}


def _is_met(state: State, one: Deadline, nth: int) -> bool:
    if one.met is not None:
        return one.met(state)
    return sum(row.step in one.met_by for row in state.standing) >= (nth if one.each else 1)
