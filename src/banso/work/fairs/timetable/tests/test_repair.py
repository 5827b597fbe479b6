"""The day itself: the fewest changes from now on, against every other plan there is."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banso.work.fairs.timetable import Instance, Timetable, check
from banso.work.fairs.timetable.repair import repair
from banso.work.fairs.timetable.solver import propose

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
