"""Which table each meeting has, once its slot is known."""

from collections import defaultdict
from collections.abc import Mapping

from ..instance import Instance, Placement, Timetable


def seated_at_tables(instance: Instance, slot_of: Mapping[int, int]) -> Timetable:
    """The timetable of meetings in slots. Companies stay at one table where tables suffice, else as long as they can."""
    order = sorted(slot_of, key=lambda number: (slot_of[number], number))
    if not instance.numbered_tables:
        return tuple(Placement(instance.meetings[number].key, slot_of[number]) for number in sorted(slot_of))
    home = _homes(instance)
    by_slot: dict[int, list[int]] = defaultdict(list)
    for number in order:
        by_slot[slot_of[number]].append(number)
    found = []
    for slot, numbers in by_slot.items():
        for number, table in _tables_in_a_slot(instance, numbers, home).items():
            found.append(Placement(instance.meetings[number].key, slot, table))
    return tuple(found)


def _homes(instance: Instance) -> dict[str, int]:
    """The tables known beforehand; where tables suffice, every seated company has one of its own."""
    seated = [attendee for attendee in instance.attendees if attendee.seated]
    home = {attendee.key: attendee.table for attendee in seated if attendee.table is not None}
    if instance.own_tables:
        free = iter(sorted(set(range(instance.tables)) - set(home.values())))
        for attendee in seated:
            if attendee.key not in home:
                home[attendee.key] = next(free)
    return home


def _tables_in_a_slot(instance: Instance, numbers: list[int], home: dict[str, int]) -> dict[int, int]:
    """Tables for the meetings of one slot. A company without a table of its own returns to its last one if that is free."""
    hosts = {number: instance.host_of(instance.meetings[number]) for number in numbers}
    fixed = {host.key for host in hosts.values() if host and (host.table is not None or instance.own_tables)}
    taken = {home[key] for key in fixed}
    found: dict[int, int] = {}
    later = []
    for number, host in hosts.items():
        if host is None:
            continue
        table = home.get(host.key)
        if table is not None and (host.key in fixed or table not in taken):
            found[number] = table
            taken.add(table)
        else:
            later.append((number, host.key))
    free = iter(sorted(set(range(instance.tables)) - taken))
    for number, key in later:
        found[number] = home[key] = next(free)
    return found
