"""A timetable at once: bipartite edge colouring with slots as colours (Kőnig's alternating paths), keeping every absence.

Without absences and with tables enough it places all meetings whenever no company has more of them than there are slots.
"""

import random
from collections import defaultdict
from collections.abc import Collection

from ..instance import Instance


def construct(instance: Instance, seed: int, first: Collection[int] = ()) -> dict[int, int]:
    """Slots for as many meetings as can be placed: those with the least choice first, then wishes of `first`, then by value."""
    plan = _Plan(instance, random.Random(seed))  # noqa: S311 (no secret)
    load = [
        len(numbers) - len(instance.slots) + len(instance.attendees[c].absent)
        for c, numbers in enumerate(instance.meetings_of)
    ]
    order = sorted(
        range(len(instance.meetings)),
        key=lambda n: (
            not instance.meetings[n].must,
            n not in first,
            -instance.meetings[n].value if not instance.meetings[n].must else 0,
            len(instance.slots_of[n]) == len(instance.slots),
            -max(load[company] for company in instance.meetings[n].between),
        ),
    )
    for number in order:
        plan.place(number)
    return plan.slot_of


class _Plan:
    """Who meets whom in each slot so far."""

    def __init__(self, instance: Instance, chance: random.Random) -> None:
        self.instance, self.chance = instance, chance
        self.slot_of: dict[int, int] = {}
        self.at: list[dict[int, int]] = [{} for _ in instance.attendees]
        self.used = [0] * len(instance.slots)
        self.waiting: dict[int, list[int]] = defaultdict(list)
        for number, meeting in enumerate(instance.meetings):
            for early in meeting.after:
                self.waiting[early].append(number)

    def place(self, number: int) -> None:
        meeting = self.instance.meetings[number]
        for company in meeting.between:
            most = self.instance.attendees[company].at_most
            if most is not None and len(self.at[company]) >= most:
                return
        first, second = meeting.between
        free = [
            slot
            for slot in self.instance.slots_of[number]
            if slot not in self.at[first] and slot not in self.at[second]
        ]
        free = [slot for slot in free if self.used[slot] < self.instance.tables and self.allowed(number, slot)]
        if free:
            self.put(number, min(free, key=lambda slot: (self.apart(number, slot), self.chance.random())))
        else:
            self.rearranged(number)

    def apart(self, number: int, slot: int) -> int:
        """How far a slot is from the meetings both companies have already."""
        meeting = self.instance.meetings[number]
        return sum(
            min((abs(slot - other) for other in self.at[company]), default=abs(slot - len(self.used) // 2))
            for company in meeting.between
        )

    def allowed(self, number: int, slot: int) -> bool:
        """Whether the slot is the meeting's, and the order of meetings and of shared tables is kept."""
        meeting = self.instance.meetings[number]
        return (
            slot in self.instance.slots_of[number]
            and all(self.slot_of.get(early, -1) < slot for early in meeting.after)
            and all(self.slot_of.get(late, slot + 1) > slot for late in self.waiting[number])
        )

    def put(self, number: int, slot: int) -> None:
        self.slot_of[number] = slot
        self.used[slot] += 1
        for company in self.instance.meetings[number].between:
            self.at[company][slot] = number

    def take(self, number: int) -> None:
        slot = self.slot_of.pop(number)
        self.used[slot] -= 1
        for company in self.instance.meetings[number].between:
            del self.at[company][slot]

    def rearranged(self, number: int) -> None:
        """Exchange two slots along an alternating path, so that one of them becomes free for both companies."""
        first, second = self.instance.meetings[number].between
        mine = [slot for slot in self.instance.slots_of[number] if slot not in self.at[first]]
        theirs = [slot for slot in self.instance.slots_of[number] if slot not in self.at[second]]
        for slot in mine:
            for other in theirs:
                if slot != other and self.exchanged(number, slot, other):
                    return

    def exchanged(self, number: int, slot: int, other: int) -> bool:
        """Make `slot`, free for the first company, free for the second by moving its meeting there to `other`, and so on."""
        first, company = self.instance.meetings[number].between
        path, here, there = [], slot, other
        while here in self.at[company]:
            moved = self.at[company][here]
            if there not in self.instance.slots_of[moved]:
                return False
            path.append(moved)
            company = next(c for c in self.instance.meetings[moved].between if c != company)
            here, there = there, here
        if company == first:
            return False
        before = {moved: self.slot_of[moved] for moved in path}
        for moved in path:
            self.take(moved)
        after = {moved: slot + other - place for moved, place in before.items()}
        for moved, place in after.items():
            self.put(moved, place)
        if all(self.allowed(moved, place) for moved, place in after.items()) and self.allowed(number, slot):
            self.put(number, slot)
            if max(self.used[slot], self.used[other]) <= self.instance.tables:
                return True
            self.take(number)
        for moved in path:
            self.take(moved)
        for moved, place in before.items():
            self.put(moved, place)
        return False
