"""How far a facility is occupied (入居率): on a day, and from the fiscal year's first day to that day, by rooms or by ㎡."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Prefetch, QuerySet

from banso.core.fiscal import Span, fiscal_year_of, fiscal_year_period
from banso.figures.measures import Measure, Throughout
from banso.figures.values import as_decimal, round_half_up

from .choices import Rated
from .figures import OCCUPIED_DAYS, ROOM_DAYS
from .models import Facility, Room, Tenancy

Numbers = tuple[Any, Any]  # of rooms and of ㎡


@dataclass(frozen=True)
class Standing:
    """A facility on a day: its rooms each with who is in it, and how far it is occupied then and through the year so far."""

    facility: Facility
    rooms: list[tuple[Room, Tenancy | None]]
    lent: Numbers
    taken: Numbers
    lent_days: Numbers
    taken_days: Numbers

    @property
    def unit(self) -> str:
        return "㎡" if self.facility.rated_by == Rated.AREA else "室"

    @property
    def on_the_day(self) -> tuple[str, str]:
        """What is lent and what of it is taken, as the facility is rated."""
        return tuple(f"{as_decimal(Fraction(self._rated(pair))):,f}" for pair in (self.lent, self.taken))  # type: ignore[return-value]

    @property
    def rate(self) -> str:
        return percent(self._rated(self.taken), self._rated(self.lent))

    @property
    def rate_of_year(self) -> str:
        return percent(self._rated(self.taken_days), self._rated(self.lent_days))

    def _rated(self, pair: Numbers) -> Any:
        return pair[self.facility.rated_by == Rated.AREA] or 0


def percent(part: Any, whole: Any) -> str:
    """66.7%, rounded half up to one decimal; a dash where there is nothing to be occupied."""
    if not whole:
        return "－"
    tenths = round_half_up(Fraction(part) * 1000 / Fraction(whole))
    return f"{tenths // 10}.{tenths % 10}%"


def standings(on: date) -> list[Standing]:
    """Every facility that lent rooms in the fiscal year of a day, up to that day."""
    days = Span(fiscal_year_period(fiscal_year_of(on)).start, on)
    lent_days = _days(ROOM_DAYS, Room.objects.let(), days, "facility", "area")
    taken_days = _days(OCCUPIED_DAYS, Tenancy.objects.all(), days, "room__facility", "room__area")
    standing = Tenancy.objects.filter(_timing(OCCUPIED_DAYS).standing_on(on)).select_related("company", "person")
    rooms: QuerySet[Room] = Room.objects.let().filter(_timing(ROOM_DAYS).standing_on(on)).order_by("kind", "name")
    lent: Any = rooms.prefetch_related(Prefetch("tenancies", standing, to_attr="standing"))
    found, facilities = [], Facility.objects.prefetch_related(Prefetch("rooms", lent, to_attr="lent"))
    for facility in facilities:
        if facility.pk in lent_days:
            rooms_here: list[Any] = facility.lent
            each = [(room, room.standing[0] if room.standing else None) for room in rooms_here]
            pairs = (_pair(rooms_here), _pair([room for room, tenancy in each if tenancy]))
            found.append(Standing(facility, each, *pairs, lent_days[facility.pk], taken_days.get(facility.pk, (0, 0))))
    return found


def _pair(rooms: list[Room]) -> Numbers:
    return len(rooms), sum(room.area or 0 for room in rooms)


def _timing(measure: Measure) -> Throughout:
    assert isinstance(measure.timing, Throughout)
    return measure.timing


def _days(measure: Measure, rows: QuerySet[Any], days: Span, facility: str, area: str) -> dict[int, Numbers]:
    """{facility: days, and days by ㎡} of the rows that stood on any of these days, as the figures count them."""
    timing = _timing(measure)
    counted = rows.filter(timing.standing_in(days)).order_by().values_list(facility)
    counted = counted.annotate(days_=timing.days_in(days), area_days_=timing.days_in(days, area))
    return {key: (number, by_area) for key, number, by_area in counted}
