"""The ledger played from its first event: any order of entry gives the same state, a receipt found later is allocated as if it had
been entered in time. Allocations are in order of value date, never of entry.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from banso.core.days.opening import OpenDays

from .events import Acceleration, Cost, Event, Received, Refund, Release, Rescheduling, Waiver, in_order
from .penalties import penalty
from .rules import Advance, Basis, Counting, Holiday, LateFrom, NotAgreedError, Order, Part, Rate, Scope, Span
from .schedules import Instalment
from .standing import Allocation, Remark, Standing, State

Key = tuple[int, int]


@dataclass(frozen=True)
class Book:
    """All that a contract's yen follow from."""

    instalments: Sequence[Instalment]
    rates: Sequence[Rate]
    events: Sequence[Event]
    counting: Counting = Counting()
    orders: Sequence[Order] = (Order(date.min),)
    open_days: OpenDays = OpenDays()


def state_of(book: Book, as_of: date) -> State:
    """How the contract stands at the end of a day. Raises NotAgreedError where no rate or order is told for a day that asks."""
    play = _Play(book)
    for event in sorted(book.events, key=in_order):
        if event.on <= as_of:
            play.take(event)
    return play.state(as_of)


class _Play:
    """The ledger up to a day."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.standings = [_begun(one) for one in book.instalments]
        self.allocations: list[Allocation] = []
        self.remarks: list[Remark] = []
        self.held = self.cost = self.released = 0
        self.owed: dict[Key, int] = {}  # of penalties, on the day of the receipt that is being shared out

    def state(self, as_of: date) -> State:
        owed = self._penalties(as_of)
        return State(
            as_of, tuple(self.standings), tuple(self.allocations), owed, self.held, self.cost, self.released,
            tuple(self.remarks),
        )  # fmt: skip

    def take(self, event: Event) -> None:
        match event:
            case Cost():
                self.cost += event.amount
            case Acceleration():
                self._accelerate(event.on)
            case Received():
                self._receive(event)
            case Refund():
                self._refund(event)
            case Waiver():
                self._waive(event)
            case Rescheduling():
                self._reschedule(event)
            case Release():
                self._release(event.on)

    def _remark(self, on: date, text: str) -> None:
        self.remarks.append(Remark(on, text))

    # Penalties

    def _late_after(self, standing: Standing, day: date) -> date | None:
        """The day after which a penalty runs; None for one who pays on this day in time."""
        due = standing.due_on
        limit, holiday = due, self.book.counting.holiday
        if not standing.accelerated and holiday == Holiday.NEXT:
            limit = self.book.open_days.open_or_next(due)
        elif not standing.accelerated and holiday == Holiday.PREVIOUS:
            limit = self.book.open_days.open_or_previous(due)
        if day <= limit:
            return None
        return limit if self.book.counting.late_from == LateFrom.SHIFTED else due

    def _running(self, standing: Standing, day: date) -> int:
        """What its penalty has grown by since it was last fixed."""
        base = standing.principal if self.book.counting.basis == Basis.PRINCIPAL else standing.left
        after = self._late_after(standing, day) if base else None
        if after is None:
            return 0
        return penalty(base, max(after, standing.since or after), day, self.book.rates, self.book.counting)

    def _fix(self, day: date) -> None:
        """Write down what every late instalment's penalty has come to: from here it runs on whatever is left."""
        for standing in self.standings:
            if standing.left and self._late_after(standing, day) is not None:
                standing.fixed += self._running(standing, day)
                standing.since = day

    def _penalties(self, day: date) -> dict[Key, int]:
        """What is owed of each instalment's penalty, by the contract's least unit and least sum."""
        counting = self.book.counting
        whole = {one.instalment.key: one.fixed + self._running(one, day) for one in self.standings}
        met = {one.instalment.key: one.penalty_met for one in self.standings}
        if counting.scope == Scope.CLAIM:
            owed = {key: max(counting.charged(sum_) - met[key], 0) for key, sum_ in whole.items()}
            return {key: left for key, left in owed.items() if left}
        left = max(counting.charged(sum(whole.values())) - sum(met.values()), 0)
        shares = {}
        for key, sum_ in whole.items():
            if share := min(max(sum_ - met[key], 0), left):
                shares[key] = share
                left -= share
        return shares

    # Money received

    def _receive(self, event: Received) -> None:
        self._fix(event.on)
        self.owed = self._penalties(event.on)
        amount = min(event.amount, self.held) if event.from_held else event.amount
        if amount < event.amount:
            self._remark(event.on, f"仮受金が{event.amount - amount:,}円足りません。")
        if event.from_held:
            self.held -= amount
        due = [one for one in self._by_due() if one.due_on <= event.on]
        order = self._order_on(event.on)
        for targets in ([one for one in due if one.instalment.key == event.pointed], due):
            amount = self._fill(event, amount, _turns(order, targets))
        coming = [one for one in self._by_due() if one.due_on > event.on]
        if order.advance != Advance.HOLD:
            ahead = coming if order.advance == Advance.NEXT else coming[::-1]
            amount = self._fill(event, amount, ((part, one) for one in ahead for part in (Part.CHARGE, Part.PRINCIPAL)))
        self.held += amount

    def _order_on(self, day: date) -> Order:
        told = [order for order in self.book.orders if order.since <= day]
        if not told:
            raise NotAgreedError(day)
        return max(told, key=lambda order: order.since)

    def _by_due(self) -> list[Standing]:
        return sorted(self.standings, key=lambda one: (one.due_on, one.instalment.key))

    def _fill(self, event: Received, amount: int, turns: Iterable[tuple[Part, Standing | None]]) -> int:
        """Money goes to one part after another; what nothing was left for comes back."""
        for part, standing in turns:
            if not amount:
                break
            taken = min(amount, self._owed(part, standing))
            if taken:
                self._pay(part, standing, taken)
                key = standing.instalment.key if standing else None
                self.allocations.append(Allocation(event.key, event.on, part, taken, key))
                amount -= taken
        return amount

    def _owed(self, part: Part, standing: Standing | None) -> int:
        if standing is None:
            return self.cost
        if part == Part.PENALTY:
            return self.owed.get(standing.instalment.key, 0)
        return standing.charge if part == Part.CHARGE else standing.principal

    def _pay(self, part: Part, standing: Standing | None, amount: int) -> None:
        if standing is None:
            self.cost -= amount
        elif part == Part.PENALTY:
            standing.penalty_paid += amount
            self.owed[standing.instalment.key] -= amount
        elif part == Part.CHARGE:
            standing.charge -= amount
        else:
            standing.principal -= amount

    def _refund(self, event: Refund) -> None:
        if event.amount > self.held:
            said = f"返した{event.amount:,}円は、預かっていた{self.held:,}円より多くなっています。"
            self._remark(event.on, said)
        self.held -= min(event.amount, self.held)

    # What changes the debt itself

    def _accelerate(self, day: date) -> None:
        for standing in self.standings:
            if standing.due_on > day and standing.left:
                standing.due_on, standing.accelerated = day, True

    def _waive(self, event: Waiver) -> None:
        left = event.amount
        owed = self._penalties(event.on)
        for standing in self._by_due():
            taken = min(left, owed.get(standing.instalment.key, 0))
            standing.penalty_waived += taken
            left -= taken
        if left:
            self._remark(event.on, f"免除した違約金のうち{left:,}円は、もう残っていません。")

    def _reschedule(self, event: Rescheduling) -> None:
        self._fix(event.on)
        moved = 0
        for standing in self.standings:
            moved += standing.principal
            standing.moved, standing.principal = standing.principal, 0
            if standing.due_on > event.on:
                standing.charge = 0  # the new schedule tells its own
        new = [_begun(one) for one in event.instalments]
        if differs := moved - sum(one.principal for one in new):
            said = f"新しい予定表の元金{moved - differs:,}円は、残っている元金{moved:,}円と{abs(differs):,}円違います。"
            self._remark(event.on, said)
            _even_out(new, differs)
        self.standings += new

    def _release(self, day: date) -> None:
        self._fix(day)
        for standing in self.standings:
            self.released += standing.left
            standing.principal = standing.charge = 0
            standing.penalty_waived = standing.fixed - standing.penalty_paid
        self.cost = 0


def _begun(instalment: Instalment) -> Standing:
    return Standing(instalment, instalment.due_on, instalment.principal, instalment.charge)


def _turns(order: Order, targets: Sequence[Standing]) -> Iterator[tuple[Part, Standing | None]]:
    """Which part of which instalment is filled one after another. Costs are the contract's: asked once, in their place."""
    if order.span == Span.PARTS_FIRST:
        for part in order.parts:
            yield from [(part, None)] if part == Part.COST else ((part, one) for one in targets)
        return
    if Part.COST in order.parts:
        yield Part.COST, None
    yield from ((part, one) for one in targets for part in order.parts if part != Part.COST)


def _even_out(new: list[Standing], differs: int) -> None:
    """A new schedule over more or less than was left bears the difference in its last instalments."""
    for standing in reversed(new):
        if differs >= 0:
            standing.principal += differs
            return
        taken = min(standing.principal, -differs)
        standing.principal -= taken
        differs += taken
