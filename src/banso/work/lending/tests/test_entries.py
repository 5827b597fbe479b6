"""A contract's ledger as it is kept: entered, put right, taken back; where each yen went, and when a contract is settled."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction

from banso.work.lending import services
from banso.work.lending.books import state_on
from banso.work.lending.choices import EntryKind, InterruptionKind
from banso.work.lending.limits import limits
from banso.work.lending.models import Allotted, Contract, Entry, Instalment
from banso.work.lending.standing import standing_on
from conftest import TinyWorld, floors, refusal

from .signed import DUE, receive, signed, went

TODAY = date(2024, 6, 3)


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def contract(world: TinyWorld) -> Contract:
    return signed(world)


def test_a_receipt_found_later_is_allocated_in_time(contract: Contract) -> None:
    """Entered after a later one, it is replayed from its own day; what was told before is superseded, not deleted."""
    receive(contract, date(2024, 5, 31), 150_000)
    assert went(contract) == [
        ("penalty", 1, 12_576), ("penalty", 2, 7_186), ("penalty", 3, 1_796), ("principal", 1, 100_000), ("principal", 2, 28_442),
    ]  # fmt: skip
    receive(contract, date(2023, 12, 20), 100_000)
    assert went(contract) == [
        ("penalty", 1, 7_775), ("penalty", 2, 2_385), ("principal", 1, 89_840), ("penalty", 1, 487), ("penalty", 2, 4_800),
        ("penalty", 3, 1_796), ("principal", 1, 10_160), ("principal", 2, 100_000), ("principal", 3, 32_757),
    ]  # fmt: skip
    assert Allotted.objects.filter(superseded_at__isnull=False).count() == 4
    assert state_on(contract, TODAY).principal == 67_243


def test_corrected_and_taken_back(contract: Contract) -> None:
    entry = receive(contract, date(2023, 3, 31), 100_000)
    assert services.correct_entry(entry, by=None, amount=100_000) == entry
    answer = services.correct_entry(entry, by=None, amount=90_000)
    assert went(contract) == [("principal", 1, 90_000)]
    assert refusal(services.correct_entry, entry, amount=80_000).keys() == {"replaces"}
    assert refusal(services.take_back_entry, answer, reason=" ") == {"reason": ["取り消す理由を書いてください。"]}
    services.take_back_entry(answer, reason="別の会社の入金", by=None)
    assert (went(contract), Entry.objects.in_force().count(), Entry.objects.count()) == ([], 0, 3)


def test_the_ledger_says_when_a_contract_is_settled(contract: Contract) -> None:
    for due in DUE:
        receive(contract, due, 100_000)
    contract.refresh_from_db()
    assert contract.settled_on == DUE[-1]
    services.take_back_entry(Entry.objects.latest("on"), reason="組戻し", by=None)
    contract.refresh_from_db()
    assert contract.settled_on is None
    services.enter(contract=contract, kind="released", on=date(2024, 5, 1), by=None)
    contract.refresh_from_db()
    assert contract.settled_on == date(2024, 5, 1)


def test_what_is_refused(contract: Contract) -> None:
    """With words that mend it, and nothing written."""
    facts = {"contract": contract, "on": date(2024, 4, 1)}
    enter = services.enter
    assert refusal(enter, kind="received", amount=1, **facts) == {"means": ["入金の方法を選んでください。"]}
    assert refusal(enter, kind="from_held", amount=5, **facts) == {"amount": ["仮受金が5円足りません。"]}
    assert refusal(enter, kind="refunded", amount=5, **facts) == {
        "amount": ["返した5円は、預かっていた0円より多くなっています。"]
    }
    assert refusal(enter, kind="waived", amount=99_999, **facts) == {
        "amount": ["免除した違約金のうち83,743円は、もう残っていません。"]
    }
    assert refusal(enter, kind="rescheduled", version=2, **facts) == {
        "version": ["新しい予定表の元金0円は、残っている元金300,000円と300,000円違います。"]
    }
    assert refusal(enter, kind="cost", amount=1, contract=contract, on=date(2022, 7, 31)).keys() == {"on"}
    assert refusal(enter, kind="cost", amount=1, contract=contract, on=date(2024, 6, 4)).keys() == {"on"}
    early = {"contract": contract, "number": 9, "due_on": date(2022, 7, 31), "principal": 1}
    assert refusal(services.record_instalment, **early).keys() == {"due_on"}
    assert Entry.objects.count() == 0


def test_what_the_database_refuses(contract: Contract) -> None:
    receive(contract, date(2023, 3, 31), 10)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        Entry.objects.update(amount=20)
    assert (
        floors(contract.orders.get(), parts=["cost", "cost", "penalty", "principal"]) == "allocation_order_of_all_parts"
    )
    assert floors(contract.rates.get(), percent=Decimal(21)) == "penalty_rate_sensible"


def test_rescheduled_with_a_schedule_of_its_own(contract: Contract) -> None:
    """What was left moves into version 2; the list of balances says the same as the ledger."""
    receive(contract, date(2023, 3, 31), 50_000)
    day = date(2023, 10, 31)
    for number, due in enumerate((date(2024, 4, 30), date(2024, 10, 31)), start=1):
        facts = {"version": 2, "number": number, "due_on": due, "principal": 125_000, "charge": 0}
        services.record_instalment(contract=contract, by=None, **facts)
    services.enter(contract=contract, kind="rescheduled", version=2, on=day, by=None)
    state = state_on(contract, TODAY)
    assert (state.principal, [one.principal for one in state.standings]) == (250_000, [0, 0, 0, 125_000, 125_000])
    row = standing_on(TODAY).get()
    assert (row.left, row.overdue, row.last_received) == (250_000, 125_000, date(2023, 3, 31))
    before = standing_on(day.replace(day=1)).get()
    assert (before.left, before.overdue) == (250_000, 150_000)


def test_balances_of_any_day(contract: Contract) -> None:
    receive(contract, date(2024, 5, 31), 150_000)
    seen = {
        day: standing_on(day).get()
        for day in (date(2023, 3, 31), date(2023, 4, 1), date(2024, 5, 30), date(2024, 5, 31))
    }
    assert [(row.left, row.overdue) for row in seen.values()] == [
        (300_000, 0), (300_000, 100_000), (300_000, 300_000), (171_558, 171_558),
    ]  # fmt: skip
    assert not standing_on(date(2022, 7, 31)).exists()
    services.enter(contract=contract, kind=EntryKind.ACCELERATED, on=date(2022, 9, 1), by=None)
    assert standing_on(date(2022, 9, 2)).get().overdue == 300_000


def test_until_when_debtor_and_guarantor_are_bound(contract: Contract) -> None:
    """The debtor's payment works on both, the guarantor's promise on himself alone."""
    guarantor = services.record_guarantor(
        contract=contract, name="代表 太郎", kind="head", guaranteed_on=date(2022, 8, 1), by=None
    )
    receive(contract, date(2023, 10, 2), 20_000)
    services.record_interruption(
        contract=contract, guarantor=guarantor, kind=InterruptionKind.ACKNOWLEDGED, on=date(2024, 2, 1), by=None
    )
    found = {(row.standing.instalment.number, row.whose): row.limit.until for row in limits(contract, TODAY)}
    assert found == {
        (1, "債務企業"): date(2028, 10, 2), (1, "代表 太郎"): date(2029, 2, 1),
        (2, "債務企業"): date(2028, 10, 2), (2, "代表 太郎"): date(2029, 2, 1),
        (3, "債務企業"): date(2029, 3, 31), (3, "代表 太郎"): date(2029, 3, 31),
    }  # fmt: skip
    assert Instalment.objects.count() == 3
