"""The day itself: the fewest changes from now on, against every other plan there is."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banso.work.fairs.timetable import Attendee, Instance, Slot, Timetable, Wanted, check
from banso.work.fairs.timetable.repair import _Day, _today, repair
from banso.work.fairs.timetable.solver import propose
from banso.work.fairs.timetable.solver.construct import construct
from banso.work.fairs.timetable.solver.tables import seated_at_tables

from .fairs import every_timetable, right, small_fair, solvable_fairs
from .test_propose import TABLE_RULES


def changes(before: Timetable, after: Timetable) -> tuple[int, int]:
    """Meetings given up, and meetings moved."""
    slots = {placement.meeting: placement.slot for placement in after}
    moved = sum(slots.get(one.meeting, one.slot) != one.slot for one in before)
    return len(before) - len(slots), moved


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_repair_has_the_fewest_changes_of_all_plans(data: st.DataObject) -> None:
    """Giving up as few meetings as can be, then moving as few; what is past stays, and every other rule is kept."""
    fair = data.draw(solvable_fairs(sides=(2,)))
    before = propose(fair, seconds=20).timetable
    since = data.draw(st.integers(0, 3))
    company = data.draw(st.sampled_from(fair.attendees))
    gone = frozenset(data.draw(st.sets(st.integers(0, 3), min_size=1)))
    found = repair(fair, before, since, {company.key: gone})
    now = absent(fair, company.key, frozenset(slot for slot in gone if slot >= since))
    assert not broken(now, found.timetable)
    assert changes(before, found.timetable) == (len(found.given_up), len(found.moved))
    past = [one for one in before if one.slot < since]
    assert all(one in found.timetable for one in past)
    plans = [
        plan
        for plan in every_timetable(now, all_optional=True)
        if not broken(now, plan)
        and all(any((p.meeting, p.slot) == (one.meeting, one.slot) for p in plan) for one in past)
        and not any(p.slot < since and p.meeting not in {one.meeting for one in past} for p in plan)
    ]
    assert (len(found.given_up), len(found.moved)) == min(changes(before, plan) for plan in plans)


def absent(fair: Instance, key: str, slots: frozenset[int]) -> Instance:
    attendees = (replace(a, absent=a.absent | slots) if a.key == key else a for a in fair.attendees)
    return replace(fair, attendees=tuple(attendees))


def broken(fair: Instance, plan: Timetable) -> list[str]:
    """Rules broken, other than that some meetings are not held; tables do not matter where they are not given."""
    ignored = {"missing", *(TABLE_RULES if any(p.table is None for p in plan) else ())}
    return [violation.code for violation in check(fair, plan) if violation.code not in ignored]


def test_a_no_show_loses_its_own_meetings_only() -> None:
    """From the second slot on: what was held is held, nobody else is moved."""
    found = repair(small_fair(), right(), 1, {"s1": frozenset(range(4))})
    assert (found.given_up, found.moved) == (("m3",), ())
    assert [one.meeting for one in found.timetable] == ["m1", "m4", "m2"]


def test_a_late_train_moves_the_fewest() -> None:
    """The company's meeting before it arrives goes to where both are free."""
    found = repair(small_fair(), right(), 0, {"b1": frozenset({0})})
    assert (found.given_up, found.moved) == ((), ("m1",))


def test_looking_around_what_must_change_is_as_good_as_planning_the_whole_day() -> None:
    """Twelve buyers at tables of their own, thirty suppliers: whoever is late or stays away, as many are given up and moved."""
    pairs = [(b, 12 + (b * 5 + step * 7) % 30) for b in range(12) for step in range(8)]
    attendees = tuple(Attendee(f"c{n}", f"企業{n}", seated=n < 12) for n in range(42))
    meetings = tuple(Wanted(f"m{n}", pair) for n, pair in enumerate(pairs))
    fair = Instance(tuple(Slot(str(n)) for n in range(10)), attendees, meetings, 12)
    slot_of = construct(fair, seed=1)
    before = seated_at_tables(fair, slot_of)
    assert len(before) == len(pairs)
    for company in range(0, 42, 3):
        for gone in (frozenset(range(10)), frozenset(range(5)), frozenset({4, 6})):
            absence = {f"c{company}": gone}
            found = repair(fair, before, 3, absence)
            assert not broken(absent(fair, f"c{company}", gone - {0, 1, 2}), found.timetable)
            day = _Day(
                _today(fair, list(range(len(pairs))), slot_of, 3, absence), [slot_of[n] for n in range(len(pairs))], 3
            )
            whole = day._solved(day.later, day.later, ()) or {}
            moved = sum(slot != slot_of[n] for n, slot in whole.items())
            assert (len(found.given_up), len(found.moved)) == (len(pairs) - len(whole), moved)
