"""The deadlines of a case follow from its terms: after every step what it meets is met, and what the rules now say stands."""

from banso.core.days import Facts
from banso.core.fiscal import fiscal_year_of
from banso.office.deadlines.choices import Actor
from banso.office.deadlines.services import Wanted, meet_by_step, settle
from banso.registers.models import User
from banso.registers.services.closed_days import open_days

from .declaring import ALWAYS
from .offering import State
from .terms import rules_of


def keep_deadlines(state: State, by: User | None) -> None:
    """Bring a case's deadlines in line with the steps now in force."""
    if state.last is not None:
        meet_by_step(state.case, state.last.step, on=state.last.taken_on, by=by)
    settle(state.case, wanted(state), by=by)


def wanted(state: State) -> list[Wanted]:
    """Every deadline the terms give by what has happened so far, but for those already met by a step in force."""
    names = {ALWAYS: "受付"} | {code: step.label for code, step in state.declared.step_kinds.items()}
    facts = Facts(state.dates(), open_days(), names, fiscal_year_of(state.case.opened_on))
    parties = {party.role: party for party in state.case.parties.filter(ended_on=None)}
    found = []
    for code, rule in rules_of(state.case).items():
        declared = state.declared.deadlines[code]
        met = any(state.latest(step) for step in declared.met_by)
        due = None if met else rule.due(facts)
        actor = Actor(declared.who) if declared.who in Actor.values else Actor.OUTSIDER
        found.append(Wanted(code, declared.label, due, actor, met_by=declared.met_by, party=parties.get(declared.who)))
    return found
