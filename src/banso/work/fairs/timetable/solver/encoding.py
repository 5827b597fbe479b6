"""A fair, or the part of it that may move, as clauses for a SAT solver.

Meetings whose slot is settled are constants: they block slots, fill tables and count for gaps, but cost no variable.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from pysat.card import CardEnc, EncType

from ..instance import Instance, runs

Domains = Sequence[Collection[int]]
_PAIRWISE = 6


class ImpossibleError(Exception):
    """Some rule cannot hold whatever moves; found while writing the clauses."""


class Encoding:
    """Clauses over `at[m][s]` (meeting m is in slot s) and `busy[a][s]` (company a meets in slot s).

    Every meeting is held, except that one of `optional` is held only if `held[m]` is true.
    No company has more gaps than `most` says, where it says anything. Above its `least` they stand in `excess[a]`: the
    k-th literal is true when the company has at least `least + k` gaps.
    """

    def __init__(
        self,
        instance: Instance,
        domains: Domains,
        *,
        least: Mapping[int, int] | None = None,
        most: Mapping[int, int] | None = None,
        optional: Collection[int] = (),
    ) -> None:
        self.instance, self.domains = instance, [sorted(domain) for domain in domains]
        self.least, self.most, self.optional = least or {}, most or {}, frozenset(optional)
        self.held: dict[int, int] = {}
        self.clauses: list[list[int]] = [[1]]
        self.top = 1
        self.at: dict[int, dict[int, int]] = {}
        self.busy: dict[int, list[int]] = {}
        self.excess: dict[int, list[int]] = {}
        for number, domain in enumerate(self.domains):
            if len(domain) != 1 or number in self.optional:
                self._meeting(number)
        self._settled_agree()
        touched = {company for number in self.at for company in instance.meetings[number].between}
        for company in sorted(touched):
            self._company(company)
        self._tables()
        self._precedences()

    def new(self) -> int:
        self.top += 1
        return self.top

    def add(self, *clause: int) -> None:
        self.clauses.append(list(clause))

    def at_most_one(self, literals: Sequence[int]) -> None:
        while len(literals) > _PAIRWISE:
            link = self.new()
            self.at_most_one([*literals[: _PAIRWISE - 2], link])
            literals = [*literals[_PAIRWISE - 2 :], -link]
        for place, one in enumerate(literals):
            for other in literals[:place]:
                self.add(-one, -other)

    def at_most(self, literals: Iterable[int], bound: int) -> None:
        chosen = list(literals)
        if bound < 0:
            raise ImpossibleError
        if len(chosen) > bound:
            counted = CardEnc.atmost(chosen, bound, top_id=self.top, encoding=EncType.seqcounter)
            self.top = max(self.top, counted.nv)
            self.clauses += counted.clauses

    def _meeting(self, number: int) -> None:
        self.at[number] = {slot: self.new() for slot in self.domains[number]}
        literals = list(self.at[number].values())
        if number in self.optional:
            self.held[number] = self.new()
            self.add(-self.held[number], *literals)
            self.clauses += [[self.held[number], -literal] for literal in literals]
        elif literals:
            self.add(*literals)
        else:
            raise ImpossibleError
        self.at_most_one(literals)

    def settled(self, number: int) -> int | None:
        return None if number in self.at else self.domains[number][0]

    def _settled_agree(self) -> None:
        """What cannot move keeps the rules among itself: each company in one place and within its gaps, tables, order."""
        meetings = self.instance.meetings
        slot_of = {number: domain[0] for number, domain in enumerate(self.domains) if number not in self.at}
        places = [(company, slot) for number, slot in slot_of.items() for company in meetings[number].between]
        full = max(Counter(slot_of.values()).values(), default=0) > self.instance.tables
        late = any(slot_of.get(early, -1) >= slot for n, slot in slot_of.items() for early in meetings[n].after)
        if full or late or len(set(places)) < len(places):
            raise ImpossibleError
        for company, most in self.most.items():
            numbers = self.instance.meetings_of[company]
            if all(n in slot_of for n in numbers) and runs((slot_of[n] for n in numbers), self.instance.days) > most:
                raise ImpossibleError

    def _company(self, company: int) -> None:
        """One meeting in a slot; as many busy slots as meetings; gaps."""
        numbers = self.instance.meetings_of[company]
        taken = {slot for number in numbers if (slot := self.settled(number)) is not None}
        here: dict[int, list[int]] = defaultdict(list)
        for number in numbers:
            for slot, literal in self.at.get(number, {}).items():
                if slot in taken:
                    self.add(-literal)
                else:
                    here[slot].append(literal)
        busy = self.busy[company] = []
        for slot in range(len(self.instance.slots)):
            busy.append(1 if slot in taken else self._busy(here[slot]) if here[slot] else -1)
        free = [literal for literal in busy if abs(literal) != 1]
        count = len(numbers) - len(taken)
        if self.optional.isdisjoint(numbers):
            if count > len(free):
                raise ImpossibleError
            self._exactly(free, count)
        if len(numbers) > 1 and company in self.most:
            self._gaps(company, busy)

    def _exactly(self, literals: list[int], count: int) -> None:
        if count == len(literals):
            self.clauses += [[literal] for literal in literals]
        else:
            counted = CardEnc.equals(literals, count, top_id=self.top, encoding=EncType.seqcounter)
            self.top = max(self.top, counted.nv)
            self.clauses += counted.clauses

    def _busy(self, literals: list[int]) -> int:
        if len(literals) == 1:
            return literals[0]
        busy = self.new()
        self.add(-busy, *literals)
        for literal in literals:
            self.add(busy, -literal)
        self.at_most_one(literals)
        return busy

    def _gaps(self, company: int, busy: list[int]) -> None:
        """`reopened` literals: a meeting after an empty slot after an earlier meeting of the same day."""
        reopened = []
        for day in self.instance.days:
            begun = -1
            for place, slot in enumerate(day):
                before = busy[day[place - 1]] if place else -1
                if begun != -1 and before != 1 and busy[slot] != -1:
                    gap = self.new()
                    self.add(gap, -busy[slot], before, -begun)
                    self.add(-gap, busy[slot])
                    reopened.append(gap)
                begun = self._either(begun, busy[slot])
        least, most = self.least.get(company, 0), self.most[company]
        if most == 0 and len(self.instance.days) == 1:
            self._unbroken(company, busy)
        counts = self._counted(reopened, most + 1)
        for literal in counts[most:]:
            self.add(-literal)
        self.excess[company] = counts[least:most]

    def _either(self, one: int, other: int) -> int:
        if one == -1 or other == 1:
            return other
        if other == -1 or one == 1:
            return one
        either = self.new()
        self.add(either, -one)
        self.add(either, -other)
        self.add(-either, one, other)
        return either

    def _counted(self, literals: list[int], most: int) -> list[int]:
        """Unary count: the k-th is true if at least k of the literals are (k up to `most`)."""
        counts: list[int] = []
        for literal in literals:
            raised = [self.new() for _ in range(min(len(counts) + 1, most))]
            for place, one in enumerate(raised):
                if place < len(counts):
                    self.add(one, -counts[place])
                self.add(*(one, -literal) if not place else (one, -literal, -counts[place - 1]))
            counts = raised
        for higher, lower in zip(counts[1:], counts, strict=False):
            self.add(-higher, lower)
        return counts

    def _unbroken(self, company: int, busy: list[int]) -> None:
        """One run of meetings: exactly one of its first slots, and what follows from it."""
        count, slots = len(self.instance.meetings_of[company]), len(busy)
        firsts = [self.new() for _ in range(slots - count + 1)]
        self.add(*firsts)
        self.at_most_one(firsts)
        for first, literal in enumerate(firsts):
            for slot in range(slots):
                self.add(-literal, busy[slot] if first <= slot < first + count else -busy[slot])
        for slot in range(slots):
            for other in range(slot + count, slots):
                self.add(-busy[slot], -busy[other])

    def _tables(self) -> None:
        """No more meetings at once than tables, where not each host has its own; those of one table take turns.

        Counted twice, once by all companies that meet, two to a meeting, and once by the companies that meetings are counted
        with: far fewer literals than meetings. Each way the solver sees what it takes long to see the other way.
        """
        if not self.instance.own_tables or not self.instance.numbered_tables:
            used = Counter(slot for number in range(len(self.domains)) if (slot := self.settled(number)) is not None)
            owned = self._owned()
            for slot in range(len(self.instance.slots)):
                room = self.instance.tables - used[slot]
                meeting = [busy[slot] for busy in self.busy.values() if abs(busy[slot]) != 1]
                self.at_most(meeting, 2 * room)
                here = [(c, literals) for c, numbers in owned.items() if (literals := self._open(c, slot, numbers))]
                if len(here) > room:
                    self.at_most([self._meets(c, slot, literals) for c, literals in here], room)
        sharing: dict[int, list[int]] = defaultdict(list)
        for company, attendee in enumerate(self.instance.attendees):
            if attendee.table is not None:
                sharing[attendee.table].append(company)
        for companies in sharing.values():
            for slot in range(len(self.instance.slots)) if len(companies) > 1 else []:
                self.at_most_one([self.busy_at(company, slot) for company in companies])

    def _owned(self) -> dict[int, list[int]]:
        """The meetings that may move, each with one of its companies, by as few companies as a greedy choice finds."""
        left = {number: self.instance.meetings[number].between for number in self.at}
        found: dict[int, list[int]] = {}
        while left:
            count = Counter(company for between in left.values() for company in between)
            owner = max(sorted(count), key=lambda company: count[company])
            found[owner] = [number for number, between in left.items() if owner in between]
            left = {number: between for number, between in left.items() if owner not in between}
        return found

    def _open(self, company: int, slot: int, numbers: Sequence[int]) -> list[int]:
        """What these meetings of a company in a slot hang on; nothing where a settled meeting has the slot."""
        if self.busy[company][slot] == 1:
            return []
        return [self.at[number][slot] for number in numbers if slot in self.at[number]]

    def _meets(self, company: int, slot: int, literals: Sequence[int]) -> int:
        """True just if the company has one of these meetings in the slot; they may be all it has there."""
        if len(literals) == 1:
            return literals[0]
        if len(literals) == sum(slot in self.at.get(number, ()) for number in self.instance.meetings_of[company]):
            return self.busy[company][slot]
        found = self.new()
        self.add(-found, *literals)
        for literal in literals:
            self.add(found, -literal)
        return found

    def busy_at(self, company: int, slot: int) -> int:
        if company in self.busy:
            return self.busy[company][slot]
        return 1 if any(self.domains[number] == [slot] for number in self.instance.meetings_of[company]) else -1

    def _precedences(self) -> None:
        for late, meeting in enumerate(self.instance.meetings):
            for early in meeting.after:
                if late in self.at or early in self.at:
                    self._precedence(early, late)

    def _precedence(self, early: int, late: int) -> None:
        """Where both are held, the one is before the other."""
        unless = [-self.held[number] for number in (early, late) if number in self.held]
        for slot in self.domains[late]:
            self.add(
                -self.literal(late, slot), *unless, *(self.literal(early, s) for s in self.domains[early] if s < slot)
            )
        for slot in self.domains[early]:
            self.add(
                -self.literal(early, slot), *unless, *(self.literal(late, s) for s in self.domains[late] if s > slot)
            )

    def literal(self, number: int, slot: int) -> int:
        return self.at[number][slot] if number in self.at else 1

    def slots(self, model: Sequence[int]) -> dict[int, int]:
        """The slot of each meeting held in a solution."""
        true = {literal for literal in model if literal > 0}
        found = {number: domain[0] for number, domain in enumerate(self.domains) if number not in self.at}
        moving = ((number, slot, literal) for number, here in self.at.items() for slot, literal in here.items())
        return found | {number: slot for number, slot, literal in moving if literal in true}
