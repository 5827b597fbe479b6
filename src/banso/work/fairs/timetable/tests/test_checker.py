"""The checker: nothing to say of a right timetable, and every planted error found."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banso.work.fairs.timetable import Instance, Placement, Timetable, check
from banso.work.fairs.timetable.solver import propose

from .fairs import right, small_fair, solvable_fairs

FAIR = small_fair()


def moved(meeting: str, **changes: int) -> Timetable:
    return tuple(replace(one, **changes) if one.meeting == meeting else one for one in right())


def with_meeting(number: int, **changes: object) -> Instance:
    meetings = list(FAIR.meetings)
    meetings[number] = replace(meetings[number], **changes)  # type: ignore[arg-type]
    return replace(FAIR, meetings=tuple(meetings))


def with_attendee(number: int, **changes: object) -> Instance:
    attendees = list(FAIR.attendees)
    attendees[number] = replace(attendees[number], **changes)  # type: ignore[arg-type]
    return replace(FAIR, attendees=tuple(attendees))


def test_a_right_timetable_has_no_violation() -> None:
    """Whatever is claimed truly of it."""
    assert check(FAIR, right(), {"objective": 0, "gaps": 0, "wishes": 0, "mandatory": 0, "fairness": 0}) == []


PLANTED = {
    "double": (FAIR, moved("m2", slot=0, table=0), ("m1", "m2"), (0,)),
    "tables": (replace(FAIR, tables=1), right(), ("m1", "m4"), (0,)),
    "table_twice": (FAIR, moved("m4", table=0), ("m1", "m4"), (0,)),
    "absent": (with_attendee(0, absent=frozenset({1})), right(), ("m2",), (1,)),
    "session": (with_meeting(0, allowed=frozenset({2, 3})), right(), ("m1",), (0,)),
    "fixed": (with_meeting(0, fixed=2), right(), ("m1",), (0,)),
    "precedence": (with_meeting(0, after=(1,)), right(), ("m2", "m1"), (1, 0)),
    "at_most": (with_attendee(2, at_most=1), right(), ("m1", "m3"), ()),
    "missing": (FAIR, right()[1:], ("m1",), ()),
    "duplicate": (FAIR, (*right(), Placement("m1", 2, 0)), ("m1",), (0, 2)),
    "unknown": (FAIR, (*right(), Placement("m9", 2, 0)), ("m9",), (2,)),
    "no_such_slot": (FAIR, moved("m1", slot=4), ("m1",), (4,)),
    "no_such_table": (FAIR, moved("m1", table=2), ("m1",), (0,)),
    "wrong_table": (with_attendee(0, table=1), right(), ("m1",), (0,)),
    "fairness": (
        replace(FAIR, gap_difference=0, meetings=FAIR.meetings[:2]),
        (right()[0], Placement("m2", 2, 0)),
        (),
        (),
    ),
}


@pytest.mark.parametrize("code", PLANTED)
def test_each_error_is_found_with_its_meetings_and_slots(code: str) -> None:
    """One timetable for each rule."""
    instance, timetable, meetings, slots = PLANTED[code]
    found = [violation for violation in check(instance, timetable) if violation.code == code]
    assert (found[0].meetings, found[0].slots) == (meetings, slots)
    assert all(f"「{meeting}」" in found[0].words for meeting in meetings if code != "tables" and code != "at_most")


def test_a_false_figure_is_found() -> None:
    """Each one that is claimed and is not so."""
    found = check(FAIR, right(), {"objective": 1, "gaps": 0, "wishes": 3})
    assert [violation.code for violation in found] == ["misreported", "misreported"]


def plant_double(instance: Instance, timetable: Timetable, place: int) -> Timetable:
    """Move a meeting on top of another of the same company."""
    mine = timetable[place]
    number = instance.number_of
    for other in timetable:
        if other != mine and set(instance.meetings[number[other.meeting]].between) & set(
            instance.meetings[number[mine.meeting]].between
        ):
            return replaced(timetable, place, slot=other.slot)
    return timetable


def replaced(timetable: Timetable, place: int, **changes: int) -> Timetable:
    return (*timetable[:place], replace(timetable[place], **changes), *timetable[place + 1 :])


def plant_absent(instance: Instance, timetable: Timetable, place: int) -> Timetable:
    """Move a meeting to a slot in which it cannot be."""
    allowed = instance.slots_of[instance.number_of[timetable[place].meeting]]
    wrong = sorted(set(range(len(instance.slots))) - allowed)
    return replaced(timetable, place, slot=wrong[0]) if wrong else timetable


ERRORS: dict[str, tuple[Callable[[Instance, Timetable, int], Timetable], set[str]]] = {
    "double booking": (plant_double, {"double"}),
    "a slot that is not allowed": (plant_absent, {"absent", "session", "fixed"}),
    "a slot out of range": (lambda i, t, p: replaced(t, p, slot=len(i.slots)), {"no_such_slot"}),
    "a slot before the first": (lambda i, t, p: replaced(t, p, slot=-1), {"no_such_slot"}),
    "a table out of range": (lambda i, t, p: replaced(t, p, table=i.tables), {"no_such_table"}),
    "a meeting twice": (lambda i, t, p: (*t, t[p]), {"duplicate"}),
    "a meeting of nobody": (lambda i, t, p: (*t, Placement("strange", 0, 0)), {"unknown"}),
    "a meeting left out": (lambda i, t, p: t[:p] + t[p + 1 :], {"missing"}),
}


@pytest.mark.parametrize("error", ERRORS)
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_every_planted_error_is_found(error: str, data: st.DataObject) -> None:
    """In any solved fair, at any place: the rule that is broken and the meeting are named."""
    plant, codes = ERRORS[error]
    instance = data.draw(solvable_fairs())
    timetable = propose(instance, seconds=20).timetable
    places = [place for place in range(len(timetable)) if plant(instance, timetable, place) != timetable]
    place = data.draw(st.sampled_from(places))
    broken = plant(instance, timetable, place)
    found = [violation for violation in check(instance, broken) if violation.code in codes]
    assert found
    touched = {one.meeting for one in set(broken) ^ set(timetable)} or {timetable[place].meeting}
    assert touched & {meeting for violation in found for meeting in violation.meetings}
