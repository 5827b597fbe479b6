"""What a return costs (加算金・延滞金): arithmetic of days and sums, from receipts, orders and payments.

加算金 runs from the day something was received to the day it came back, both counted; what is to be returned is taken from the latest receipt
backwards. 延滞金 runs on what is unpaid from the day after an order's due date. A year has 365 days also in leap years. Payments go to the
principal first, so they lessen both from the day after.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.utils.timezone import localdate

from banso.procedures.offering import State
from banso.procedures.terms import values_of

from .choices import PAYS

DAY = timedelta(days=1)
YEAR = 365 * 10_000  # days, and the rate is told in ten-thousandths
CANCELS = ("revoked", "reduced")
LEAVES_LESS = (*CANCELS, "settled", "resettled", "abandoned", "retracted")


@dataclass(frozen=True)
class Rate:
    """By how many ten-thousandths a year, and below how many yen a charge is cut."""

    yearly: int = 1095
    cut: int = 1


@dataclass(frozen=True)
class Sum:
    """Money that went out or came back on a day."""

    on: date
    amount: int


@dataclass(frozen=True)
class Piece:
    """A sum on which a charge runs, from the first day to the last, both counted."""

    base: int
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def exact(self, rate: Rate) -> Fraction:
        return Fraction(self.base * self.days * rate.yearly, YEAR)


def charge_of(pieces: Iterable[Piece], rate: Rate) -> int:
    """What the pieces come to in whole yen, cut as the terms say."""
    return int(sum((piece.exact(rate) for piece in pieces), Fraction(0))) // rate.cut * rate.cut


def latest_backwards(received: Sequence[Sum], amount: int) -> tuple[list[Sum], list[Sum]]:
    """Take an amount from the latest receipt backwards: what is taken, and what is left of the receipts."""
    taken, left = [], []
    for one in sorted(received, key=lambda one: one.on, reverse=True):
        part = min(one.amount, amount)
        amount -= part
        taken += [Sum(one.on, part)] if part else []
        left += [Sum(one.on, one.amount - part)] if one.amount > part else []
    return taken, sorted(left, key=lambda one: one.on)


@dataclass
class Order:
    """One order to return money (返還命令), the receipts it takes back, and what has been paid of it."""

    ordered_on: date
    amount: int
    due_on: date
    surcharged: bool
    receipts: list[Sum]
    paid: list[Sum] = field(default_factory=list)

    @property
    def left(self) -> int:
        return self.amount - sum(one.amount for one in self.paid)

    def _parts(self, until: date) -> list[Sum]:
        """The order's principal by the day it came back; what is still out counts to `until`."""
        rows = sorted((one for one in self.paid if one.on <= until), key=lambda one: one.on)
        rest = self.amount - sum(one.amount for one in rows)
        return [*rows, Sum(until, rest)] if rest else rows

    def surcharge(self, until: date) -> list[Piece]:
        """The pieces of the 加算金 up to a day; none where nothing was cancelled (a mere over-advance)."""
        found, rows = [], [(one.on, one.amount) for one in self.receipts]
        if not self.surcharged:
            return []
        for part in self._parts(until):
            amount = part.amount
            while amount and rows:
                on, there = rows[0]
                piece = min(amount, there)
                found += [Piece(piece, on, part.on)] if part.on >= on else []
                rows[0:1] = [(on, there - piece)] if there > piece else []
                amount -= piece
        return found

    def arrears(self, until: date) -> list[Piece]:
        """The pieces of the 延滞金 up to a day: what came back after the due date, or is still out."""
        return [Piece(one.amount, self.due_on + DAY, one.on) for one in self._parts(until) if one.on > self.due_on]


def orders_of(rows: Iterable[Any]) -> list[Order]:
    """The orders among the steps of a grant, in order, with the receipts each takes back and what was paid of it."""
    received: list[Sum] = []
    orders: list[Order] = []
    cancelled = False
    for row in rows:
        if row.step in LEAVES_LESS:
            cancelled = row.step in CANCELS
        if row.step in PAYS:
            received.append(Sum(row.taken_on, row.amount))
        elif row.step == "return_ordered":
            back, received = latest_backwards(received, row.amount)
            orders.append(Order(row.taken_on, row.amount, row.due_on, cancelled, back))
        elif row.step == "repaid":
            over = _pay(orders, row.taken_on, row.amount)
            received = latest_backwards(received, over)[1]
    return orders


def _pay(orders: list[Order], on: date, amount: int) -> int:
    """Pay the orders in turn; what is more than all of them."""
    for order in orders:
        part = min(order.left, amount)
        if part:
            order.paid.append(Sum(on, part))
            amount -= part
    return amount


@dataclass(frozen=True)
class Reckoning:
    """All charges of a grant up to a day (計算書): by order, in sum, and what is left after what was paid of them and waived."""

    until: date
    rate: Rate
    orders: tuple[Order, ...]
    settled: int  # paid of the charges, and waived

    @property
    def surcharge(self) -> int:
        return sum(charge_of(one.surcharge(self.until), self.rate) for one in self.orders)

    @property
    def arrears(self) -> int:
        return sum(charge_of(one.arrears(self.until), self.rate) for one in self.orders)

    @property
    def left(self) -> int:
        return max(self.surcharge + self.arrears - self.settled, 0)


def reckon(rows: Sequence[Any], until: date, rate: Rate) -> Reckoning:
    """The charges of a grant's steps up to a day."""
    settled = sum(row.amount for row in rows if row.step in ("charged", "waived"))
    return Reckoning(until, rate, tuple(orders_of(rows)), settled)


def reckoning_of(state: State, until: date | None = None) -> Reckoning:
    """The charges of a case up to a day; up to today where none is given."""
    values = values_of(state.case)
    return reckon(state.taken, until or localdate(), Rate(values.charge_rate, values.charge_cut))


def pieces_said(state: State, until: date | None = None) -> list[dict[str, object]]:
    """The pieces of all charges as a letter lists them (計算書)."""
    found = reckoning_of(state, until)
    return [
        {"種類": name, "元金": piece.base, "起算日": piece.first, "最終日": piece.last, "日数": piece.days}
        for order in found.orders
        for name, pieces in (("加算金", order.surcharge(found.until)), ("延滞金", order.arrears(found.until)))
        for piece in pieces
    ]
