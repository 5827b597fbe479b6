"""Ledgers of the loans in collection, with what came in up to the day the world is made: in time, late, in part, rescheduled, found later."""

from datetime import date
from decimal import Decimal
from typing import Any

from banso.core.days.counting import DAY
from banso.registers.models import User
from banso.work.lending import services
from banso.work.lending.ledger.rules import Part
from banso.work.lending.ledger.schedules import Remainder, equal_principal
from banso.work.lending.models import Contract, Instalment

YEARS, GRACE = 15, 7  # instalments, and years from the contract to the first of them
CLAUSES: dict[str, Any] = {
    "day_count": "act_365", "cut": "sum", "unit": 100, "least": 500, "scope": "claim", "basis": "principal", "holiday": "next",
    "late_from": "original", "acceleration": "demand",
}  # fmt: skip
RATES = ((date(2012, 8, 1), "10.75"), (date(2015, 4, 1), "5"), (date(2020, 4, 1), "3"))
STORIES = ("in time", "late", "in part", "rescheduled", "found later", "in time")


def fill_ledgers(today: date, *, by: User | None) -> None:
    """A ledger for each loan that is not settled."""
    for place, contract in enumerate(Contract.objects.filter(settled_on=None).order_by("number")):
        _signed(contract, by)
        _answers(contract, by)
        _repaid(contract, STORIES[place % len(STORIES)], today, by)


def _signed(contract: Contract, by: User | None) -> None:
    since = contract.made_on
    services.record_clauses(contract=contract, by=by, **CLAUSES)
    for day, percent in RATES:
        facts: dict[str, Any] = {"since": day, "percent": Decimal(percent), "source": "県の通知に基づく利率"}
        services.record_penaltyrate(contract=contract, by=by, **facts)
    order: dict[str, Any] = {"parts": [part.value for part in Part], "span": "parts", "advance": "hold"}
    services.record_allocationorder(contract=contract, since=since, source="契約書第9条", by=by, **order)
    shares = equal_principal(contract.principal, YEARS, unit=1000, remainder=Remainder.FIRST)
    rows = [
        {
            "contract": contract,
            "number": number,
            "due_on": date(since.year + GRACE + number - 1, 3, 20),
            "principal": share,
        }
        for number, share in enumerate(shares, start=1)
    ]
    services.record_instalment.many([{"version": 1, "charge": 0, **row} for row in rows], by=by)


def _answers(contract: Contract, by: User | None) -> None:
    guarantor = services.record_guarantor(
        contract=contract, name="代表 一郎", kind="head", guaranteed_on=contract.made_on, by=by
    )
    facts: dict[str, Any] = {"kind": "acknowledged", "on": date(2024, 3, 25), "proof": "残高確認書の署名"}
    services.record_interruption(contract=contract, guarantor=guarantor, by=by, **facts)


def _repaid(contract: Contract, story: str, today: date, by: User | None) -> None:
    """What came of each instalment up to today, by the contract's story; no more than 20 entries."""
    due = list(Instalment.objects.filter(contract=contract, version=1, due_on__lte=today).order_by("number"))
    if story == "rescheduled":
        due = due[:3]
    for place, instalment in enumerate(due):
        on, amount = instalment.due_on, instalment.principal
        if story == "late" and place:
            on += 60 * DAY
        if story == "in part" and place >= len(due) - 2:
            amount //= 2
        if story == "found later" and place == len(due) - 2:
            continue
        if on <= today:
            _received(contract, on, amount, by)
    if story == "found later" and len(due) > 1:  # entered after a later one, as somebody noticed it
        _received(contract, due[-2].due_on + 5 * DAY, due[-2].principal, by)
    if story == "rescheduled" and due:
        _rescheduled(contract, due[-1].due_on + 30 * DAY, by)


def _received(contract: Contract, on: date, amount: int, by: User | None) -> None:
    services.enter(contract=contract, kind="received", on=on, amount=amount, means="transfer", by=by)


def _rescheduled(contract: Contract, on: date, by: User | None) -> None:
    """The rest over as many years again, in a schedule of its own."""
    paid = sum(row.principal for row in Instalment.objects.filter(contract=contract, version=1, due_on__lte=on))
    shares = equal_principal(contract.principal - paid, YEARS, unit=1000, remainder=Remainder.FIRST)
    rows = [
        {"contract": contract, "number": number, "due_on": date(on.year + number, 3, 20), "principal": share}
        for number, share in enumerate(shares, start=1)
    ]
    services.record_instalment.many([{"version": 2, "charge": 0, **row} for row in rows], by=by)
    services.enter(contract=contract, kind="rescheduled", on=on, version=2, by=by)
