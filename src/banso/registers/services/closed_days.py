"""Closed days: the usual ones noted years ahead, and the calendar that deadlines are counted over."""

from collections.abc import Iterable

from django.utils.timezone import localdate
from procrastinate.contrib.django import app as jobs

from banso.core.days import OpenDays
from banso.core.trail import verb
from banso.core.writing import verbs
from banso.registers.models import ClosedDay, ClosedDayKind, User
from banso.registers.usual_days import YEARS_AHEAD, usual_closed_days

record_closed_day, correct_closed_day = verbs(ClosedDay)


@jobs.periodic(cron="0 4 1 1 *")
@jobs.task(name="note_closed_days_ahead", queueing_lock="note_closed_days_ahead")
def note_closed_days_ahead(timestamp: int) -> None:
    """Every New Year: the years ahead, those too that an earlier New Year missed."""
    year = localdate().year
    note_usual_closed_days(range(year, year + YEARS_AHEAD + 1), by=None)


@verb
def note_usual_closed_days(years: Iterable[int], *, by: User | None) -> int:
    """Note the usual closed days of some years; how many came new. What the centre itself says of a day stands."""
    before = ClosedDay.objects.count()
    rows = (ClosedDay(**facts) for facts in usual_closed_days(years))
    ClosedDay.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return ClosedDay.objects.count() - before


def open_days() -> OpenDays:
    """The centre's calendar as it stands: one short query, for a whole run of deadlines."""
    rows = list(ClosedDay.objects.values_list("on", "kind", "name"))
    return OpenDays(
        closed={day: name for day, kind, name in rows if kind != ClosedDayKind.OPEN},
        opened=frozenset(day for day, kind, _ in rows if kind == ClosedDayKind.OPEN),
    )
