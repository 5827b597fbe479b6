"""The fair as a CP-SAT model: every rule of the checker as a constraint, every level as an expression."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from ortools.sat.python import cp_model

from ..instance import Instance


class Model:
    """`held[m]` says whether a meeting is held, `at[m, s]` whether in slot s, `busy[a, s]` whether company a meets then."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.cp = cp_model.CpModel()
        self.at: dict[tuple[int, int], cp_model.IntVar] = {}
        self.busy: dict[tuple[int, int], cp_model.IntVar] = {}
        self.starts: dict[tuple[int, int], cp_model.IntVar] = {}
        self.present: dict[tuple[int, int], cp_model.IntVar] = {}
        self.gaps: dict[int, cp_model.IntVar] = {}
        self.held = [self._meeting(number) for number in range(len(instance.meetings))]
        for company in range(len(instance.attendees)):
            self._company(company)
        self._tables()
        self._precedences()

    def _meeting(self, number: int) -> cp_model.IntVar:
        held = self.cp.new_bool_var(f"held {number}")
        slots = sorted(self.instance.slots_of[number])
        for slot in slots:
            self.at[number, slot] = self.cp.new_bool_var(f"at {number} {slot}")
        self.cp.add_exactly_one([self.at[number, slot] for slot in slots] + [held.negated()])
        return held

    def _company(self, company: int) -> None:
        """One meeting at a time, no more than it takes, and its gaps: runs of meetings less days with any."""
        numbers, attendee = self.instance.meetings_of[company], self.instance.attendees[company]
        for slot in range(len(self.instance.slots)):
            busy = self.busy[company, slot] = self.cp.new_bool_var(f"busy {company} {slot}")
            here = [self.at[number, slot] for number in numbers if (number, slot) in self.at]
            self.cp.add_exactly_one([*here, busy.negated()])
        if attendee.at_most is not None and attendee.at_most < len(numbers):
            self.cp.add(sum(self.held[number] for number in numbers) <= attendee.at_most)
        if len(numbers) < 2:
            return
        runs: list[cp_model.LinearExprT] = []
        for day, slots in enumerate(self.instance.days):
            present = self.present[company, day] = self.cp.new_bool_var(f"present {company} {day}")
            self.cp.add_bool_or([*(self.busy[company, slot] for slot in slots), present.negated()])
            for place, slot in enumerate(slots):
                self._start(company, slots[place - 1] if place else None, slot, present)
                runs.append(self.starts[company, slot])
            runs.append(-present)
        self.gaps[company] = self.cp.new_int_var(0, len(numbers) - 1, f"gaps {company}")
        self.cp.add(cp_model.LinearExpr.sum(runs) == self.gaps[company])

    def _start(self, company: int, before: int | None, slot: int, present: cp_model.IntVar) -> None:
        busy = self.busy[company, slot]
        self.cp.add_implication(busy, present)
        if before is None:
            self.starts[company, slot] = busy
            return
        start = self.starts[company, slot] = self.cp.new_bool_var(f"start {company} {slot}")
        self.cp.add_bool_or([start, self.busy[company, before], busy.negated()])
        self.cp.add_implication(start, busy)
        self.cp.add_implication(start, self.busy[company, before].negated())

    def _tables(self) -> None:
        """No more meetings at once than tables; companies given the same table take turns."""
        sharing: dict[int, list[int]] = defaultdict(list)
        for company, attendee in enumerate(self.instance.attendees):
            if attendee.table is not None:
                sharing[attendee.table].append(company)
        for slot in range(len(self.instance.slots)):
            here = [self.at[number, slot] for number in range(len(self.held)) if (number, slot) in self.at]
            if len(here) > self.instance.tables:
                self.cp.add(sum(here) <= self.instance.tables)
            for companies in sharing.values():
                if len(companies) > 1:
                    self.cp.add_at_most_one(self.busy[company, slot] for company in companies)

    def _precedences(self) -> None:
        """Where both are held, the one comes before the other."""
        for late, meeting in enumerate(self.instance.meetings):
            for early in meeting.after:
                for slot in self.instance.slots_of[late]:
                    before = [self.at[early, other] for other in self.instance.slots_of[early] if other < slot]
                    self.cp.add_bool_or([self.at[late, slot].negated(), self.held[early].negated(), *before])

    def spread(self, most: int | None) -> cp_model.IntVar:
        """The largest difference of gaps between two companies."""
        width = len(self.instance.slots)
        high, low = (self.cp.new_int_var(0, width, name) for name in ("most gaps", "fewest gaps"))
        for gaps in self.gaps.values():
            self.cp.add(gaps <= high)
            self.cp.add(gaps >= low)
        if len(self.gaps) < len(self.instance.attendees):
            self.cp.add(low == 0)  # who has one meeting or none has no gaps
        spread = self.cp.new_int_var(0, width if most is None else min(most, width), "spread")
        self.cp.add(spread == high - low)
        return spread

    def changes(self, previous: Mapping[int, int]) -> cp_model.LinearExpr:
        """How many meetings of another timetable are no longer where they were."""
        kept = [self.at[number, slot] for number, slot in previous.items() if (number, slot) in self.at]
        return len(previous) - cp_model.LinearExpr.sum(kept)

    def hint(self, slot_of: Mapping[int, int]) -> None:
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for number, held in enumerate(self.held):
            self.cp.add_hint(held, number in slot_of)
        for (number, slot), here in self.at.items():
            self.cp.add_hint(here, slot_of.get(number) == slot)

    def slots(self, true: Callable[[cp_model.IntVar], bool]) -> dict[int, int]:
        """The slot of each meeting held, in a solution."""
        return {number: slot for (number, slot), here in self.at.items() if true(here)}
