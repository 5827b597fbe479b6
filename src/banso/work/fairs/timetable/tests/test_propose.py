"""The solver against every timetable there is, and what it keeps when solving again."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banso.work.fairs.timetable import Attendee, Instance, check, measured
from banso.work.fairs.timetable.solver import propose

from .fairs import every_timetable, fairs, right, small_fair

TABLE_RULES = {"no_such_table", "wrong_table", "table_twice"}


def best(instance: Instance) -> tuple[int, ...] | None:
    """The best of all timetables, level by level; None where there is none."""
    found = None
    for timetable in every_timetable(instance):
        if not [violation for violation in check(instance, timetable) if violation.code not in TABLE_RULES]:
            figures = measured(instance, timetable)
            levels = (
                -figures["wishes"],
                figures["gaps"],
                *((figures["fairness"],) if instance.gap_difference is None else ()),
            )
            found = levels if found is None else min(found, levels)
    return found


@given(fairs())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_proposal_is_the_best_of_all_timetables(instance: Instance) -> None:
    """Every level as good as trying all; infeasible exactly where no timetable is right; the checker finds nothing."""
    proposal = propose(instance, seconds=20)
    expected = best(instance)
    assert proposal.status == ("infeasible" if expected is None else "optimal")
    if expected is not None:
        figures = measured(instance, proposal.timetable)
        assert (
            check(
                instance,
                proposal.timetable,
                {level.code: level.value for level in proposal.levels if level.code != "changes"},
            )
            == []
        )
        assert all(level.value == level.bound for level in proposal.levels)
        assert (-figures["wishes"], figures["gaps"]) == expected[:2]
        assert instance.gap_difference is not None or figures["fairness"] == expected[2]


def test_solving_again_changes_as_little_as_possible() -> None:
    """A buyer that can no longer come to the first slot moves one meeting, and its other and a locked one stay."""
    fair = small_fair()
    changed = replace(fair, attendees=(replace(fair.attendees[0], absent=frozenset({0})), *fair.attendees[1:]))
    proposal = propose(changed, seconds=20, previous=right(), locked={"m4"})
    assert check(changed, proposal.timetable) == []
    before = {placement.meeting: placement.slot for placement in right()}
    moved = {placement.meeting for placement in proposal.timetable if before[placement.meeting] != placement.slot}
    assert moved == {"m1"}
    level = proposal.level("changes")
    assert level is not None and (level.value, level.bound) == (1, 1)


def test_a_locked_meeting_stays_even_where_that_costs_a_gap() -> None:
    """Locked at the end of the day, it leaves one company a gap or the day late, and the proposal says what was kept."""
    previous = (*right()[:3], replace(right()[3], slot=3))
    proposal = propose(small_fair(), seconds=20, previous=previous, locked={"m3"})
    assert {placement.meeting: placement.slot for placement in proposal.timetable}["m3"] == 3


@given(st.integers(1, 3))
@settings(max_examples=3, deadline=None)
def test_companies_keep_one_table_where_tables_suffice(tables: int) -> None:
    """And a table chosen beforehand is kept; with too few tables they are shared in turn."""
    fair = small_fair(tables=tables)
    if tables == 3:
        chosen = Attendee("b1", "北電子", seated=True, table=2)
        fair = replace(fair, attendees=(chosen, *fair.attendees[1:]))
    proposal = propose(fair, seconds=20)
    assert check(fair, proposal.timetable) == []
    assert {placement.table for placement in proposal.timetable} == {1: {0}, 2: {0, 1}, 3: {0, 2}}[tables]
