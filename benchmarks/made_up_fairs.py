"""Fairs of the size of real ones: some buyers everyone wants to meet, a few late arrivals and early leavers."""

import random
from dataclasses import replace

from banso.work.fairs.timetable import Attendee, Instance, Slot, Wanted

_LATE, _EARLY = 0.06, 0.06  # shares of companies that come late or leave early


def made_up_fair(
    buyers: int, suppliers: int, meetings: int, slots: int | None, *, days: int = 1, seed: int = 1
) -> Instance:
    """A fair with `slots` a day, or with the fewest that the busiest company needs. Popularity falls like 1 / rank."""
    chance = random.Random(seed)
    most = (slots or 24) * days
    pairs = _pairs(buyers, suppliers, meetings, most, chance)
    degree = [sum(company in pair for pair in pairs) for company in range(buyers + suppliers)]
    width = slots or -(-max(degree) // days)
    attendees = tuple(
        Attendee(f"{'B' if c < buyers else 'S'}{c}", f"企業{c}", seated=c < buyers) for c in range(buyers + suppliers)
    )
    if slots:
        attendees = tuple(replace(a, absent=_absent(degree[c], width, days, chance)) for c, a in enumerate(attendees))
    return Instance(
        tuple(Slot(f"{day + 1}日目-{slot + 1}", day) for day in range(days) for slot in range(width)),
        attendees,
        tuple(Wanted(f"M{number}", pair) for number, pair in enumerate(pairs, 1)),
        buyers,
    )


def _pairs(buyers: int, suppliers: int, meetings: int, most: int, chance: random.Random) -> list[tuple[int, int]]:
    weights = [[1 / (rank + 8) for rank in range(side)] for side in (buyers, suppliers)]
    found: dict[tuple[int, int], None] = {}
    degree = [0] * (buyers + suppliers)
    while len(found) < meetings:
        (buyer,) = chance.choices(range(buyers), weights[0])
        supplier = buyers + chance.choices(range(suppliers), weights[1])[0]
        if (buyer, supplier) not in found and max(degree[buyer], degree[supplier]) < most - 2:
            found[buyer, supplier] = None
            degree[buyer] += 1
            degree[supplier] += 1
    return list(found)


def _absent(degree: int, width: int, days: int, chance: random.Random) -> frozenset[int]:
    """The first or last hours of one day, where that leaves room for the company's meetings."""
    spare = min(width * days - degree - 1, width // 3)
    draw, day = chance.random(), chance.randrange(days)
    if spare < 1 or draw > _LATE + _EARLY:
        return frozenset()
    hours = chance.randint(1, spare)
    first = day * width if draw < _LATE else (day + 1) * width - hours
    return frozenset(range(first, first + hours))
