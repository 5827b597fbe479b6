"""Contracts as the arithmetic takes them, and how they stand on a day."""

from datetime import date

from django.core.exceptions import ValidationError

from banso.registers.services.closed_days import open_days

from .choices import EntryKind
from .ledger import events, schedules
from .ledger.replay import Book, state_of
from .ledger.rules import NotAgreedError
from .ledger.standing import State
from .models import Clauses, Contract, Entry, Instalment

NO_CLAUSES = "この債権の計算条件(1年の日数・端数・休日など)を、契約書から登録してください。"
NOT_AGREED = "この日の違約金の利率か充当の順序が登録されていません。契約書か合意書から登録してください。"


def book_of(contract: Contract) -> Book:
    """All that a contract's yen follow from. Raises ValidationError where its clauses are not told."""
    clauses = Clauses.objects.filter(contract=contract).first()
    if clauses is None:
        raise ValidationError(NO_CLAUSES)
    rows = list(Instalment.objects.filter(contract=contract).order_by("version", "number"))
    by_version: dict[int, list[schedules.Instalment]] = {}
    for row in rows:
        by_version.setdefault(row.version, []).append(_told(row))
    entries = Entry.objects.in_force().filter(contract=contract).select_related("pointed")
    happened = [event for entry in entries if (event := event_of(entry, by_version))]
    return Book(
        by_version.get(1, []),
        [row.rate for row in contract.rates.all()],
        happened,
        clauses.counting,
        [row.order for row in contract.orders.all()],
        open_days(),
    )


def event_of(entry: Entry, by_version: dict[int, list[schedules.Instalment]]) -> events.Event | None:
    """What an entry does to the ledger; None for a write-off in the accounts, which leaves the claim as it is."""
    on, amount = entry.on, entry.amount or 0
    pointed = (entry.pointed.version, entry.pointed.number) if entry.pointed else None
    match entry.kind:
        case EntryKind.RECEIVED | EntryKind.FROM_HELD:
            held = entry.kind == EntryKind.FROM_HELD
            return events.Received(on, amount, entry.sequence, entry.pk or 0, pointed, held)
        case EntryKind.REFUNDED:
            return events.Refund(on, amount)
        case EntryKind.COST:
            return events.Cost(on, amount)
        case EntryKind.WAIVED:
            return events.Waiver(on, amount)
        case EntryKind.ACCELERATED:
            return events.Acceleration(on)
        case EntryKind.RESCHEDULED:
            return events.Rescheduling(on, tuple(by_version.get(entry.version or 0, ())))
        case EntryKind.RELEASED:
            return events.Release(on)
    return None


def state_on(contract: Contract, as_of: date) -> State:
    """How a contract stands at the end of a day. Raises ValidationError where clauses, a rate or an order are not told."""
    try:
        return state_of(book_of(contract), as_of)
    except NotAgreedError as error:
        raise ValidationError(NOT_AGREED) from error


def _told(row: Instalment) -> schedules.Instalment:
    return schedules.Instalment(row.version, row.number, row.due_on, row.principal or 0, row.charge or 0)
