"""Every write in lending. After each that a ledger follows from, it is replayed: where yen went is told anew, nothing of before is lost."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone

from banso.core.trail import verb
from banso.core.writing import hold, record, verbs
from banso.registers.models import User

from .books import state_on
from .choices import EntryKind
from .ledger.standing import Allocation, State
from .models import (
    AllocationOrder,
    Allotted,
    Clauses,
    Contract,
    Entry,
    Guarantor,
    Instalment,
    Interruption,
    PenaltyRate,
)

Write = Callable[..., Any]

record_contract, correct_contract = verbs(Contract)
record_guarantor, correct_guarantor = verbs(Guarantor)
record_interruption, correct_interruption = verbs(Interruption)


def _replayed(write: Write) -> Write:
    """The verb, with the ledgers of the contracts it concerned replayed in the same transaction."""

    @wraps(write)
    def written(*given: Any, **facts: Any) -> Any:
        before = given[0].contract if given else None
        with transaction.atomic():
            row = write(*given, **facts)
            for contract in {row.contract, before} - {None}:
                replay(contract)
        return row

    return written


def _many_replayed(write: Write) -> Write:
    """The verb for many rows at once, with each contract's ledger replayed once."""

    @wraps(write)
    def written(rows: list[dict[str, Any]], *, by: User | None) -> list[Any]:
        with transaction.atomic():
            answers: list[Any] = write(rows, by=by)
            for contract in {row["contract"] for row in rows if row.get("contract")}:
                replay(contract)
        return answers

    return written


def _of_the_ledger(model: type[Model]) -> tuple[Any, Write]:
    new, change = verbs(model)
    recording: Any = _replayed(new)
    recording.many = _many_replayed(recording.many)
    return recording, _replayed(change)


record_clauses, correct_clauses = _of_the_ledger(Clauses)
record_penaltyrate, correct_penaltyrate = _of_the_ledger(PenaltyRate)
record_allocationorder, correct_allocationorder = _of_the_ledger(AllocationOrder)
record_instalment, correct_instalment = _of_the_ledger(Instalment)


@verb
def enter(*, by: User | None, contract: Contract, **facts: Any) -> Entry:
    """Enter what happened to a contract, by the day it has its effect from; a day long past is replayed from there.

    Raises ValidationError, field by field: for more put to use or given back than is held, more waived than is owed, a schedule that
    does not come to what is left, or where clauses, rates or orders are not told.
    """
    with transaction.atomic():
        hold(Contract.objects.filter(pk=contract.pk))
        entry = record(Entry, {"contract": contract, **facts})
        _refuse(entry, replay(contract))
    return entry


@verb
def correct_entry(entry: Entry, *, by: User | None, **facts: Any) -> Entry:
    """Answer an entry whose facts were wrong with one that says them right. Raises ValidationError, field by field."""
    if facts.pop("contract", entry.contract) != entry.contract:
        raise ValidationError({"contract": "債権は変えられません。この異動を取り消し、正しい債権に登録してください。"})
    if all(getattr(entry, name) == value for name, value in facts.items()):
        return entry
    with transaction.atomic():
        hold(Contract.objects.filter(pk=entry.contract_id))
        answer = record(Entry, _facts_of(entry) | facts | {"replaces": entry})
        _refuse(answer, replay(entry.contract))
    return answer


@verb
def take_back_entry(entry: Entry, *, reason: str, by: User | None) -> Entry:
    """Answer an entry made by mistake with one that takes it back. Raises ValidationError where it was answered already."""
    if not reason.strip():
        raise ValidationError({"reason": "取り消す理由を書いてください。"})
    with transaction.atomic():
        hold(Contract.objects.filter(pk=entry.contract_id))
        answer = record(Entry, _facts_of(entry) | {"replaces": entry, "withdrawn": True, "note": reason})
        replay(entry.contract)
    return answer


def _facts_of(entry: Entry) -> dict[str, Any]:
    own = ("id", "created_at", "updated_at", "fiscal_year", "replaces", "withdrawn")
    return {field.name: getattr(entry, field.name) for field in entry._meta.concrete_fields if field.name not in own}


def _refuse(entry: Entry, state: State | None) -> None:
    """What an entry makes of the ledger that nobody can have meant. What only later entries make of it stays a remark for a person."""
    if state is None:
        return
    as_of = state_on(entry.contract, entry.on)
    said = [remark.text for remark in as_of.remarks if remark.on == entry.on]
    if said:
        field = "version" if entry.kind == EntryKind.RESCHEDULED else "amount"
        raise ValidationError({field: said})


def replay(contract: Contract) -> State | None:
    """Tell anew where each yen of a contract's receipts went, and whether it is settled; None where schedule or clauses are not told yet.

    What no longer holds is superseded, what still holds is left alone. Raises ValidationError where a rate or an order is missing.
    """
    told = Instalment.objects.filter(contract=contract).exists() and Clauses.objects.filter(contract=contract).exists()
    if not told:
        return None
    entries = Entry.objects.in_force().filter(contract=contract)
    last = max(timezone.localdate(), entries.aggregate(last=Max("on"))["last"] or date.min)
    state = state_on(contract, last)
    _tell(contract, state.allocations)
    _settle(contract, state)
    return state


def _tell(contract: Contract, allocations: tuple[Allocation, ...]) -> None:
    keys = {(row.version, row.number): row.pk for row in Instalment.objects.filter(contract=contract)}
    wanted = [
        (one.receipt, keys[one.instalment] if one.instalment else None, one.part.value, one.amount, one.on)
        for one in allocations
    ]
    left = list(wanted)
    gone = []
    for row in Allotted.objects.filter(contract=contract, superseded_at__isnull=True):
        told = (row.entry_id, row.instalment_id, row.part, row.amount, row.on)
        if told in left:
            left.remove(told)
        else:
            gone.append(row.pk)
    if gone:
        Allotted.objects.filter(pk__in=gone).update(superseded_at=timezone.now())
    Allotted.objects.bulk_create(
        Allotted(contract=contract, entry_id=entry, instalment_id=instalment, part=part, amount=amount, on=on)
        for entry, instalment, part, amount, on in left
    )


def _settle(contract: Contract, state: State) -> None:
    """A contract of which nothing is left is settled on the day of its last entry; the ledger says so, not a person."""
    settled = None
    if not (state.principal or state.charge or state.penalty or state.cost):
        settled = max((one.on for one in state.allocations), default=None)
        released = (
            Entry.objects.in_force().filter(contract=contract, kind=EntryKind.RELEASED).aggregate(on=Max("on"))["on"]
        )
        settled = max(filter(None, (settled, released)), default=None)
    if contract.settled_on != settled:
        contract.settled_on = settled
        contract.save(update_fields=["settled_on", "updated_at"])
