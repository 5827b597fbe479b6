"""A firm, its banks and its team, and supports that have gone so far, for the tests of the council."""

from datetime import date, timedelta
from typing import Any

from banso.cases.consents import give_consent
from banso.cases.models import Consent
from banso.procedures.taking import begin, take
from banso.registers.models import Expert, Organisation
from banso.work.turnaround.council import services, steps  # noqa: F401 - the second declares the steps
from banso.work.turnaround.council.creditor_tables import Owed, record_consent, record_table
from banso.work.turnaround.council.models import CouncilCase, CouncilStep, CreditorTable
from banso.work.turnaround.council.procedure import COUNCIL
from banso.work.turnaround.council.telling import TO_SHOW
from conftest import TinyWorld

DAY = date(2023, 5, 1)
BASE = date(2023, 4, 30)
MILLION = 1_000_000
MAIN, SECOND, THIRD = "ねぶた銀行", "八甲田信用金庫", "りんご信用組合"


def opened(world: TinyWorld, **facts: Any) -> CouncilCase:
    given = {"programme": world.programme, "opened_on": DAY, "route": "main_bank"} | facts
    if "alias" not in given and "company" not in given:
        given["company"] = world.company()
    made: CouncilCase = begin(COUNCIL, by=None, **given)
    for name in (MAIN, SECOND, THIRD):
        released(world, made, name)
    return made


def released(world: TinyWorld, council: CouncilCase, name: str, **facts: Any) -> Consent:
    """The firm lets a bank be told all that the council tells one."""
    said = {
        "given_by": "代表 太郎",
        "capacity": "代表取締役",
        "purpose": "計画の策定",
        "given_on": council.case.opened_on,
    }
    given: Consent = give_consent(
        council.case, to=world.organisation(name), items=facts.pop("items", TO_SHOW), by=None, **(said | facts)
    )
    return given


def facts_of(world: TinyWorld, code: str, on: date) -> dict[str, Any]:
    """What a step asks for, as the usual case answers it."""
    told: dict[str, dict[str, Any]] = {
        "lifted": {"reason": "to_self"},
        "advised": {"reason": "advice"},
        "referred": {"reason": "elsewhere", "note": "よろず支援拠点"},
        "sounded": {"bank": world.organisation(MAIN), "is_main": True},
        "intended": {"bank": world.organisation(MAIN), "answer": "cooperates"},
        "decided": {"product": "revival", "relief": "asked", "method": "full"},
        "standstill": {"base_on": BASE},
        "called": {"meets_on": on + timedelta(days=7)},
        "completed": {"jobs": 43},
        "monitored": {"outlook": "on_plan"},
        "settled": {"settlement": "alone", "persons": 1},
        **dict.fromkeys(("stopped", "failed", "dropped", "insolvent"), {"reason": "other"}),
    }
    return told.get(code, {}) | {"taken_on": on}


def go(world: TinyWorld, council: CouncilCase, *codes: str, on: date = DAY, **facts: Any) -> CouncilStep:
    """Take steps on one day, a meeting on the day it was called to; the last one's row. `facts` are those of the last."""
    row: Any = None
    for code in codes:
        if code == "met" and row is not None:
            on = row.meets_on
        given = facts_of(world, code, on) | (facts if code == codes[-1] else {})
        row = take(council.case, code, given, by=None)
    assert isinstance(row, CouncilStep)
    return row


def owed(bank: Organisation, millions: int, **facts: Any) -> Owed:
    return Owed(bank, millions * MILLION, **facts)


def listed(world: TinyWorld, council: CouncilCase, **facts: Any) -> CreditorTable:
    """A table of three banks, 100 million in all."""
    lines = [owed(world.organisation(name), sum_) for name, sum_ in ((MAIN, 60), (SECOND, 30), (THIRD, 10))]
    return record_table(council, lines, base_on=BASE, told=100 * MILLION, by=None, **facts)


def manned(council: CouncilCase, *roles: str, **facts: Any) -> None:
    """Experts with all their papers."""
    for role in roles or ("accountant",):
        expert = Expert.objects.create(name=f"{role} 花子", registered_on=date(2020, 4, 1))
        papers = dict.fromkeys(("asked_on", "accepted_on", "no_conflict_on", "secrecy_on"), DAY) | facts
        services.record_commission(council=council, expert=expert, role=role, by=None, **papers)


def agreed(plan: CouncilStep, council: CouncilCase, name: str, on: date, state: str = "agreed", **facts: Any) -> Any:
    creditor = council.creditors.get(organisation__name=name)
    said = {"paper": "同意書"} if state == "agreed" else {"condition": "取締役会の承認"} if state != "private" else {}
    return record_consent(plan, creditor, state=state, said_on=on, by=None, **(said | facts))


def all_agreed(plan: CouncilStep, council: CouncilCase, on: date) -> None:
    for name in (MAIN, SECOND, THIRD):
        agreed(plan, council, name, on)


TALKED = ("first", "sounded", "intended")
REVIVAL = (*TALKED, "decided", "standstill", "teamed", "examined", "planned", "reported", "called", "met")


def met(world: TinyWorld, council: CouncilCase) -> CouncilStep:
    """A support whose plan was shown to the banks; the plan."""
    listed(world, council)
    manned(council)
    go(world, council, *REVIVAL)
    return CouncilStep.objects.in_force().filter(case=council.case_id, step="planned").latest("pk")
