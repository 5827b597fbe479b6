"""Applications that were begun and never sent: what was typed and the papers put to them go when their days are over, every night."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.timezone import localdate
from procrastinate.contrib.django import app as jobs

from banso.core.trail import verb
from banso.office.guests.models import Invitation, Unsent
from banso.registers.models import User

from ..models import Call, Enclosure
from ..planning import values_now
from .filling import Begun
from .sending import KIND, let_go


def last_day(call: Call, until: date) -> date:
    """The day on which a draft goes whose page was open until a day, by the terms of that day."""
    return until + timedelta(days=values_now(call, until).draft_days)


def gone_on(work: Begun) -> date | None:
    """When what is typed goes if it is never sent; None for what was sent."""
    return last_day(work.call, work.invitation.until) if work.application is None else None


def _over(on: date) -> Iterator[Invitation]:
    """The drafts whose days are over."""
    begun = Invitation.objects.filter(kind=KIND, case=None, until__lt=on).order_by("pk")
    keys = Unsent.objects.values_list("invitation", flat=True).union(
        Enclosure.objects.values_list("invitation", flat=True)
    )
    drafts = list(begun.filter(pk__in=list(keys)))
    calls = Call.objects.select_related("course__programme").in_bulk({int(one.detail) for one in drafts})
    return (one for one in drafts if last_day(calls[int(one.detail)], one.until) < on)


@verb
def purge_drafts(on: date, *, by: User | None) -> int:
    """Take away what was typed and put to applications that were never sent and whose days are over; how many drafts went. Who began one, and that it
    went, stays among what people outside were asked.
    """
    gone = 0
    for asked in _over(on):
        for row in Enclosure.objects.filter(invitation=asked):
            let_go(row)
        Unsent.objects.filter(invitation=asked).delete()
        gone += 1
    return gone


@jobs.periodic(cron="47 18 * * *")  # in the small hours of Japan
@jobs.task(name="purge_drafts_of_applications", queueing_lock="purge_drafts_of_applications")
def purge_nightly(timestamp: int) -> None:
    """Every night: the drafts whose days are over."""
    purge_drafts(localdate(), by=None)
