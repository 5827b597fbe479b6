"""The fewest gaps each company can have by itself: a bound for the whole, quickly found and often reached."""

from ..instance import Instance, runs


def gaps_of(instance: Instance, slot_of: dict[int, int]) -> list[int]:
    """The gaps of each company in a timetable."""
    return [
        runs((slot_of[number] for number in numbers if number in slot_of), instance.days)
        for numbers in instance.meetings_of
    ]


def fewest_gaps(instance: Instance) -> dict[int, int]:
    """For each company the fewest gaps its absences, sessions and fixed meetings leave it, counted up to two."""
    single = len(instance.days) == 1
    return {company: _fewest(instance, company) if single else 0 for company in range(len(instance.attendees))}


def _fewest(instance: Instance, company: int) -> int:
    numbers, slots = instance.meetings_of[company], len(instance.slots)
    count = len(numbers)
    if count < 2:
        return 0
    possible = frozenset[int]().union(*(instance.slots_of[number] for number in numbers))
    whole = (range(first, first + count) for first in range(slots - count + 1))
    if any(_fits(instance, numbers, list(run), possible) for run in whole):
        return 0
    for length in range(1, count):
        for first in range(slots - count):
            run = range(first, first + length)
            if possible.issuperset(run):
                for second in range(first + length + 1, slots - count + length + 1):
                    if _fits(instance, numbers, [*run, *range(second, second + count - length)], possible):
                        return 1
    return 2


def _fits(instance: Instance, numbers: tuple[int, ...], slots: list[int], possible: frozenset[int]) -> bool:
    """Whether the meetings of one company can fill exactly these slots (a matching, others left aside)."""
    if not possible.issuperset(slots):
        return False
    taken: dict[int, int] = {}

    def place(number: int, tried: set[int]) -> bool:
        for slot in slots:
            if slot in instance.slots_of[number] and slot not in tried:
                tried.add(slot)
                if slot not in taken or place(taken[slot], tried):
                    taken[slot] = number
                    return True
        return False

    return all(place(number, set()) for number in numbers)
