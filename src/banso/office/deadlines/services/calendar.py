"""A user's own deadlines for her calendar program."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from banso.core.acting import act_for
from banso.core.trail import verb
from banso.registers.choosing import forerunners
from banso.registers.models import User

from ..models import Feed, OpenDeadline
from ..wording import title_of

if TYPE_CHECKING:
    import icalendar


@verb
def renew_feed(*, by: User) -> Feed:
    """Make the address of the user's calendar, or a new one in place of the old, which opens nothing from then on."""
    feed, _ = Feed.objects.update_or_create(user=by, defaults={"token": secrets.token_urlsafe(32)})
    return feed


@verb
def stop_feed(*, by: User) -> None:
    """Close the address of the user's calendar."""
    Feed.objects.filter(user=by).update(token=None)


def owner_of(user_id: int, token: str) -> User | None:
    """The user whose calendar an address opens, in whose name the rest of the transaction acts; None if it opens nothing."""
    act_for(user_id)  # a feed is shown to its user alone; wrong tokens take it back at once
    feed = Feed.objects.filter(user=user_id, user__is_active=True, token__isnull=False).select_related("user").first()
    if feed is None or not constant_time_compare(str(feed.token), token):
        act_for(None)
        return None
    return feed.user


@dataclass(frozen=True)
class Dated:
    """Something else with a day that a user keeps: what names it for good, its day, what it says, and where it is on this server."""

    uid: str
    on: date
    title: str
    address: str
    description: str = ""


_sources: list[Callable[[User], Iterable[Dated]]] = []


def also_dated(function: Callable[[User], Iterable[Dated]]) -> Callable[[User], Iterable[Dated]]:
    """Say what else with a day stands in a user's calendar: a decorator."""
    if function not in _sources:
        _sources.append(function)
    return function


def calendar_of(user: User, root: str) -> bytes:
    """The user's open deadlines as a calendar (RFC 5545), each a whole day; of walled cases only the number. `root` is this server.

    A deadline that is moved keeps its place in the calendar: what names it there is the case, the rule and the time.
    """
    import icalendar  # in the worker that is asked for a calendar

    rows = OpenDeadline.objects.filter(keeper__user__in=[user.pk, *forerunners(user)])
    related = ("deadline__case__programme", "deadline__case__company", "deadline__case__person")
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Banso//deadlines//JA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "期限")
    for row in rows.select_related(*related).order_by("due_on", "pk"):
        calendar.add_component(_event(_dated(row), root, row.deadline.created_at))
    for source in _sources:
        for one in source(user):
            calendar.add_component(_event(one, root, None))
    return bytes(calendar.to_ical())


def _dated(row: OpenDeadline) -> Dated:
    deadline = row.deadline
    walled = deadline.case.programme.walled_to_id is not None
    return Dated(
        f"deadline-{row.case_id}-{row.code or 'hand'}-{row.round}",
        row.due_on,
        title_of(deadline),
        reverse("deadlines-deadline-record", args=[row.pk]),
        "" if walled else deadline.sentence,
    )


def _event(one: Dated, root: str, changed_at: datetime | None) -> "icalendar.Event":
    import icalendar

    event = icalendar.Event()
    event.add("uid", f"{one.uid}@banso")
    event.add("dtstamp", timezone.now())
    if changed_at is not None:
        event.add("last-modified", changed_at)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", one.title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if one.description:
        event.add("description", one.description)
    event.add("url", f"{root}{one.address}")
    return event
