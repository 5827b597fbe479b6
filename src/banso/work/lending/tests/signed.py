"""A small contract with its clauses, and what tests ask of its ledger."""

from datetime import date
from decimal import Decimal
from typing import Any

from banso.work.lending import services
from banso.work.lending.ledger.rules import Part
from banso.work.lending.models import Allotted, Contract, Entry
from conftest import TinyWorld

DUE = (date(2023, 3, 31), date(2023, 9, 30), date(2024, 3, 31))
CLAUSES = {
    "day_count": "act_365", "cut": "sum", "unit": 1, "least": 0, "scope": "claim", "basis": "principal", "holiday": "none",
    "late_from": "original", "acceleration": "demand",
}  # fmt: skip
ORDER = {"parts": [part.value for part in Part], "span": "parts", "advance": "hold", "source": "契約書第9条"}


def signed(world: TinyWorld) -> Contract:
    """Three instalments of 100,000 yen at 10.75 % a year, as the contract of 1 August 2022 says."""
    made = date(2022, 8, 1)
    found: Contract = services.record_contract(
        programme=world.programme,
        company=world.company("債務企業"),
        number="復-1",
        made_on=made,
        principal=300_000,
        by=None,
    )
    services.record_clauses(contract=found, by=None, **CLAUSES)
    services.record_penaltyrate(contract=found, since=made, percent=Decimal("10.75"), by=None)
    services.record_allocationorder(contract=found, since=made, by=None, **ORDER)
    for number, due in enumerate(DUE, start=1):
        services.record_instalment(contract=found, number=number, due_on=due, principal=100_000, charge=0, by=None)
    return found


def receive(contract: Contract, on: date, amount: int, **facts: Any) -> Entry:
    entry: Entry = services.enter(
        contract=contract, kind="received", on=on, amount=amount, **{"means": "transfer", "by": None, **facts}
    )
    return entry


def went(contract: Contract) -> list[tuple[str, int | None, int]]:
    """Where yen went, by what holds now: part, instalment, sum; day by day, penalties before principal."""
    rows = Allotted.objects.filter(contract=contract, superseded_at__isnull=True).select_related("instalment")
    rows = rows.order_by("on", "part", "instalment__number")
    return [(row.part, row.instalment and row.instalment.number, row.amount) for row in rows]
