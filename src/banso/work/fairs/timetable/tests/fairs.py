"""Small fairs for the tests: one by hand, and any that hypothesis thinks of; and every timetable of one, by trying all."""

from collections.abc import Iterator
from itertools import product

from hypothesis import strategies as st

from banso.work.fairs.timetable import Attendee, Instance, Placement, Slot, Timetable, Wanted

SLOTS = 4


def small_fair(**changes: object) -> Instance:
    """Two buyers, two suppliers, everyone meets everyone; four slots, a lunch break after the second; two tables."""
    given: dict[str, object] = {
        "slots": tuple(Slot(f"{hour}:00", session="午前" if hour < 12 else "午後") for hour in (10, 11, 13, 14)),
        "attendees": (
            Attendee("b1", "北電子", seated=True),
            Attendee("b2", "南製作所", seated=True),
            Attendee("s1", "東精工"),
            Attendee("s2", "西化成"),
        ),
        "meetings": tuple(
            Wanted(f"m{number}", between) for number, between in enumerate([(0, 2), (0, 3), (1, 2), (1, 3)], 1)
        ),
        "tables": 2,
    }
    return Instance(**{**given, **changes})  # type: ignore[arg-type]


def right() -> Timetable:
    """A timetable of the small fair without an error and without a gap."""
    placed = [("m1", 0, 0), ("m4", 0, 1), ("m2", 1, 0), ("m3", 1, 1)]
    return tuple(Placement(meeting, slot, table) for meeting, slot, table in placed)


@st.composite
def fairs(draw: st.DrawFn) -> Instance:
    """Any fair of at most three companies a side and six meetings, with every kind of rule."""
    buyers, suppliers = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    slot = st.integers(0, SLOTS - 1)
    attendees = tuple(
        Attendee(
            f"c{number}",
            f"会社{number}",
            seated=number < buyers,
            absent=frozenset(draw(st.sets(slot, max_size=1))),
            at_most=draw(st.sampled_from([None, None, 2])),
        )
        for number in range(buyers + suppliers)
    )
    pairs = [(buyer, buyers + supplier) for buyer in range(buyers) for supplier in range(suppliers)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6))
    meetings = tuple(
        Wanted(
            f"m{number}",
            between,
            mandatory=draw(st.booleans()),
            value=draw(st.integers(1, 3)),
            allowed=draw(st.sampled_from([None, None, frozenset({0, 1}), frozenset({2, 3})])),
            fixed=draw(st.one_of(st.none(), st.none(), st.none(), slot)),
            after=(draw(st.integers(0, number - 1)),) if number and draw(st.integers(0, 3)) == 0 else (),
        )
        for number, between in enumerate(chosen)
    )
    days = draw(st.sampled_from([(0, 0, 0, 0), (0, 0, 1, 1)]))
    slots = tuple(Slot(f"t{number}", day) for number, day in enumerate(days))
    return Instance(slots, attendees, meetings, draw(st.integers(1, 3)), draw(st.sampled_from([None, 2])))


@st.composite
def solvable_fairs(draw: st.DrawFn, sides: tuple[int, ...] = (2, 3)) -> Instance:
    """Everyone meets everyone, with slots to spare: one company is absent once, one meeting is for the later half only."""
    side = draw(st.sampled_from(sides))
    absent, late = draw(st.integers(0, side)), draw(st.integers(0, side * side - 1))
    attendees = tuple(
        Attendee(f"c{n}", f"会社{n}", seated=n < side, absent=frozenset({absent} if n == absent else ()))
        for n in range(2 * side)
    )
    pairs = [(buyer, side + supplier) for buyer in range(side) for supplier in range(side)]
    later = frozenset(range(2, side + 2))
    meetings = tuple(
        Wanted(f"m{number}", between, allowed=later if number == late else None) for number, between in enumerate(pairs)
    )
    return Instance(tuple(Slot(f"t{number}") for number in range(side + 2)), attendees, meetings, side)


def every_timetable(instance: Instance, all_optional: bool = False) -> Iterator[Timetable]:
    """Each way of giving every meeting a slot, or none to one that need not be held. Tables are not given."""
    slots = range(len(instance.slots))
    choices = [[*slots, *([None] if all_optional or not meeting.must else [])] for meeting in instance.meetings]
    for slots in product(*choices):
        yield tuple(
            Placement(meeting.key, slot)
            for meeting, slot in zip(instance.meetings, slots, strict=True)
            if slot is not None
        )
