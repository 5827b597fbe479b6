"""Mandatory meetings that cannot all be held: a smallest set, said in words."""

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings

from banso.work.fairs.timetable import Attendee, Instance, Slot, Wanted
from banso.work.fairs.timetable.solver import propose

from .fairs import fairs, small_fair


def with_only(fair: Instance, meetings: tuple[Wanted, ...]) -> Instance:
    return replace(fair, meetings=meetings)


def test_more_mandatory_meetings_than_slots() -> None:
    """Said before solving: which company, how many slots, and one meeting more than there are slots."""
    slots = tuple(Slot(f"{hour}:00") for hour in range(10, 31))
    suppliers = tuple(Attendee(f"s{number}", f"受注{number}") for number in range(25))
    fair = Instance(
        slots,
        (Attendee("b1", "北電子", seated=True), *suppliers),
        tuple(Wanted(f"m{number}", (0, number + 1)) for number in range(25)),
        30,
    )
    proposal = propose(fair, seconds=5)
    assert (proposal.status, proposal.timetable) == ("infeasible", ())
    assert proposal.conflict is not None
    assert len(proposal.conflict.meetings) == 22
    assert proposal.conflict.words.startswith("北電子に置ける枠は21個しかないため、次の22件")


@pytest.mark.parametrize(
    ("changes", "meetings", "words"),
    [
        ({"tables": 0}, 1, "卓0と枠4個では0件まで"),
        ({"attendees": (replace(small_fair().attendees[0], at_most=1), *small_fair().attendees[1:])}, 2, "1件まで"),
        (
            {
                "attendees": (
                    replace(small_fair().attendees[0], absent=frozenset(range(4))),
                    *small_fair().attendees[1:],
                )
            },
            1,
            "置ける枠が1つもない",
        ),
    ],
)
def test_reasons_that_counting_shows(changes: dict[str, object], meetings: int, words: str) -> None:
    """Tables, a company's own limit, no slot at all."""
    proposal = propose(small_fair(**changes), seconds=5)
    assert proposal.conflict is not None
    assert len(proposal.conflict.meetings) == meetings
    assert words in proposal.conflict.words


@given(fairs())
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_a_conflict_is_a_smallest_set(fair: Instance) -> None:
    """The meetings it names cannot all be held; without any one of them the others can."""
    fair = replace(fair, gap_difference=None)
    proposal = propose(fair, seconds=10)
    assume(proposal.status == "infeasible")
    assert proposal.conflict is not None
    named = set(proposal.conflict.meetings)
    assert named
    assert propose(kept(fair, named), seconds=10).status == "infeasible"
    for one in named:
        assert propose(kept(fair, named - {one}), seconds=10).status == "optimal"


def kept(fair: Instance, names: set[str]) -> Instance:
    """The fair with no meetings but these; the order among them stays."""
    numbers = [number for number, meeting in enumerate(fair.meetings) if meeting.key in names]
    place = {number: position for position, number in enumerate(numbers)}
    meetings = (fair.meetings[number] for number in numbers)
    return with_only(
        fair, tuple(replace(m, after=tuple(place[early] for early in m.after if early in place)) for m in meetings)
    )


def test_an_order_that_cannot_be_kept_is_said_at_once_with_the_smallest_reason() -> None:
    """Counting sees nothing: a guest who leaves after two slots is to come after two others at one table, in a larger fair."""
    buyers = slots = 12
    pairs = [(b, buyers + (b * 3 + step) % 40) for b in range(buyers) for step in range(slots)]
    gone = frozenset(range(2, slots))
    attendees = tuple(
        Attendee(str(c), f"企業{c}", seated=c < buyers, absent=gone if c == 12 else frozenset()) for c in range(52)
    )
    pairs = [pair for n, pair in enumerate(pairs) if pair[1] != buyers or n == 0]
    meetings = tuple(Wanted(f"m{n}", pair, after=(1, 2) if n == 0 else ()) for n, pair in enumerate(pairs))
    started = time.process_time()
    proposal = propose(Instance(tuple(Slot(str(s)) for s in range(slots)), attendees, meetings, buyers), seconds=30)
    assert time.process_time() - started < 3
    assert proposal.status == "infeasible" and proposal.conflict is not None
    assert set(proposal.conflict.meetings) == {"m0", "m1", "m2"}
