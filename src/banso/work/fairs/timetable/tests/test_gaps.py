"""The fewest gaps of fairs whose meetings are all held: the way the large and the public ones go."""

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from banso.work.fairs.timetable import Attendee, Instance, Level, Progress, Slot, Wanted, check, measured
from banso.work.fairs.timetable.instance import only
from banso.work.fairs.timetable.solver import propose
from banso.work.fairs.timetable.solver.bounds import gaps_for_want_of_tables
from banso.work.fairs.timetable.solver.construct import construct
from banso.work.fairs.timetable.solver.exact import NONE
from banso.work.fairs.timetable.solver.gaps import fewest_gaps, gaps_of
from banso.work.fairs.timetable.solver.placing import feasible, few_with_gaps, halved
from banso.work.fairs.timetable.solver.tables import seated_at_tables

from .fairs import every_timetable, fairs
from .test_propose import TABLE_RULES


def all_held(fair: Instance) -> Instance:
    """The fair as the public instances are: every meeting held, nobody limited, gaps alike up to two."""
    attendees = tuple(replace(attendee, at_most=None) for attendee in fair.attendees)
    meetings = tuple(replace(meeting, mandatory=True) for meeting in fair.meetings)
    return replace(fair, attendees=attendees, meetings=meetings, gap_difference=2)


@given(fairs())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_fewest_gaps_of_all_timetables(fair: Instance) -> None:
    """With the bounds that counting gives never above them; infeasible exactly where nothing is right."""
    fair = all_held(fair)
    right = [
        measured(fair, plan)["gaps"]
        for plan in every_timetable(fair)
        if not [violation for violation in check(fair, plan) if violation.code not in TABLE_RULES]
    ]
    proposal = propose(fair, seconds=20)
    assert proposal.status == ("optimal" if right else "infeasible")
    if right:
        level = proposal.level("gaps")
        assert level is not None and (level.value, level.bound) == (min(right), min(right))
        assert check(fair, proposal.timetable, {"gaps": min(right)}) == []
        least = fewest_gaps(fair)
        assert sum(least.values()) + gaps_for_want_of_tables(fair, least) <= min(right)
    else:
        assert proposal.conflict is not None


def every_meeting(slots: int, companies: int, tables: int, *meetings: tuple[int, int, tuple[int, ...]]) -> Instance:
    """Companies meeting on one day, gaps alike up to two: for each meeting its two companies and what comes before."""
    return Instance(
        tuple(Slot(str(number)) for number in range(slots)),
        tuple(Attendee(str(number), f"会社{number}") for number in range(companies)),
        tuple(Wanted(str(n), (one, other), after=after) for n, (one, other, after) in enumerate(meetings)),
        tables,
        gap_difference=2,
    )


def test_what_an_order_of_meetings_forbids_is_infeasible_though_every_company_might_have_gaps() -> None:
    """Three meetings of one company after one that cannot be first: no limit on gaps stands in the way of the proof."""
    fair = every_meeting(4, 5, 2, (1, 4, ()), (0, 3, (0,)), (1, 3, (0,)), (2, 3, (0,)), (0, 4, ()), (2, 4, ()))
    late = replace(fair.attendees[4], absent=frozenset({0}))
    proposal = propose(replace(fair, attendees=(*fair.attendees[:4], late)), seconds=20)
    assert proposal.status == "infeasible"
    assert proposal.conflict is not None and set(proposal.conflict.meetings) == {"0", "1", "2", "3"}


def test_a_timetable_in_which_every_company_has_gaps_is_found() -> None:
    """Two companies that meet four times with a slot between can differ from nobody: three gaps each, and that is the least."""
    fair = every_meeting(7, 2, 1, *((0, 1, ()),) * 4)
    meetings = tuple(replace(meeting, fixed=2 * number) for number, meeting in enumerate(fair.meetings))
    proposal = propose(replace(fair, meetings=meetings), seconds=20)
    assert proposal.status == "optimal"
    assert proposal.level("gaps") == Level("gaps", 6, 6)


@pytest.mark.parametrize(
    ("tables", "meetings"),
    [
        (2, [((0, 2), 1, ()), ((1, 2), 0, (0,))]),
        (1, [((0, 2), 1, ()), ((1, 3), 1, ())]),
        (2, [((0, 2), 0, ()), ((0, 3), 2, ()), ((0, 4), 4, ()), ((0, 5), 6, ())]),
    ],
    ids=["order", "tables", "gaps"],
)
def test_fixed_meetings_that_break_a_rule_among_themselves_are_infeasible(
    tables: int, meetings: list[tuple[tuple[int, int], int, tuple[int, ...]]]
) -> None:
    """Where nothing can move there is nothing to search, and still no timetable is right."""
    fair = every_meeting(7, 6, tables, *((*between, after) for between, _, after in meetings))
    fixed = (replace(one, fixed=slot) for one, (_, slot, _) in zip(fair.meetings, meetings, strict=True))
    proposal = propose(replace(fair, meetings=tuple(fixed)), seconds=20)
    assert (proposal.status, proposal.timetable) == ("infeasible", ())


def test_a_limit_that_does_not_bind_takes_nothing_from_the_proof() -> None:
    """Two companies a side, one table, one company that takes the two meetings it has: the gaps are proven all the same."""
    fair = every_meeting(4, 4, 1, (0, 2, ()), (0, 3, (0,)), (1, 2, ()), (1, 3, ()))
    meetings = (*fair.meetings[:2], replace(fair.meetings[2], fixed=0), fair.meetings[3])
    limited = replace(fair.attendees[3], at_most=2)
    proposal = propose(replace(fair, meetings=meetings, attendees=(*fair.attendees[:3], limited)), seconds=20)
    level = proposal.level("gaps")
    assert proposal.status == "optimal"
    assert level is not None and level.value == level.bound > 0


@given(st.integers(2, 9), st.integers(2, 9), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_construction_needs_no_more_slots_than_the_busiest_company(buyers: int, suppliers: int, chance: object) -> None:
    """Kőnig: with tables enough and nobody absent, every meeting is placed."""
    pairs = [(b, buyers + s) for b in range(buyers) for s in range(suppliers)]
    chosen = [pair for pair in pairs if chance.random() < 0.6] or pairs[:1]  # type: ignore[attr-defined]
    most = max(sum(company in pair for pair in chosen) for company in range(buyers + suppliers))
    fair = Instance(
        tuple(Slot(str(number)) for number in range(most)),
        tuple(Attendee(str(c), str(c), seated=c < buyers) for c in range(buyers + suppliers)),
        tuple(Wanted(str(number), pair) for number, pair in enumerate(chosen)),
        buyers,
    )
    found = construct(fair, seed=1)
    assert len(found) == len(chosen)


def larger_fair() -> Instance:
    """Thirty buyers and forty suppliers: too large to decide in one model, with wishes nobody can all have."""
    pairs = [(b, 30 + (b * 7 + step * 3) % 40) for b in range(30) for step in range(22)]
    return Instance(
        tuple(Slot(str(number)) for number in range(20)),
        tuple(Attendee(str(c), f"企業{c}", seated=c < 30) for c in range(70)),
        tuple(Wanted(str(n), pair, mandatory=n % 5 == 0, value=1 + n % 7) for n, pair in enumerate(pairs)),
        30,
    )


def test_a_larger_fair_is_checked_at_once_and_better_while_one_watches() -> None:
    """The first timetable within a second; every later one checks and has fewer gaps; the time is kept."""
    seen: list[Progress] = []
    started = time.monotonic()
    fair = larger_fair()
    proposal = propose(fair, seconds=15, on_progress=seen.append)
    assert time.monotonic() - started < 20
    assert proposal.status in ("feasible", "optimal")
    assert check(fair, proposal.timetable, {level.code: level.value for level in proposal.levels}) == []
    assert all(check(fair, progress.timetable) == [] for progress in seen)
    gaps = [progress.level.value for progress in seen if progress.level and progress.level.code == "gaps"]
    assert gaps == sorted(gaps, reverse=True) and gaps[-1] < gaps[0]
    wishes = proposal.level("wishes")
    assert wishes is not None and wishes.bound * 0.95 <= wishes.value <= wishes.bound


def test_a_good_start_lets_few_companies_have_gaps() -> None:
    """It keeps every rule, and all but the busiest three in ten companies have no more than they need."""
    fair = larger_fair()
    numbers = sorted(construct(fair, seed=1))[:240]
    part = only(fair, numbers)
    least = fewest_gaps(part)
    found = few_with_gaps(part, least, dict.fromkeys(least, 3))
    assert found is not None and check(part, seated_at_tables(part, found)) == []
    assert sum(gaps > least[company] for company, gaps in enumerate(gaps_of(part, found))) <= 0.3 * 70


def test_a_meeting_settled_beforehand_takes_one_table() -> None:
    """However meetings are counted: by the companies that meet, and by the one company each is counted with."""
    fair = every_meeting(2, 6, 2, (0, 1, ()), (0, 2, ()), (3, 4, ()), (3, 5, ()))
    fair = replace(fair, meetings=(replace(fair.meetings[0], fixed=0), *fair.meetings[1:]))
    found = feasible(fair, {})
    assert isinstance(found, dict)
    assert check(fair, seated_at_tables(fair, found)) == []
    assert feasible(replace(fair, tables=1), {}) == NONE


def test_half_as_many_gaps_each_time() -> None:
    """Until there is none left."""
    fair = every_meeting(4, 6, 2, (0, 1, ()), (0, 2, ()), (3, 4, ()), (3, 5, ()))
    least = fewest_gaps(fair)
    found = list(halved(fair, least, dict.fromkeys(least, 2), 4, 0))
    assert all(sum(gaps_of(fair, slot_of)) <= most for slot_of, most in zip(found, (2, 1, 0), strict=False))
    assert sum(gaps_of(fair, found[-1])) == 0
