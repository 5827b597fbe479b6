"""A user's own deadlines for her calendar program."""

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

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


def calendar_of(user: User, base: str) -> bytes:
    """The user's open deadlines as a calendar (RFC 5545), each a whole day; of walled cases only the number.

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
        calendar.add_component(_event(row, base, timezone.now()))
    return bytes(calendar.to_ical())


def _event(row: OpenDeadline, base: str, now: datetime) -> "icalendar.Event":
    import icalendar

    deadline = row.deadline
    event = icalendar.Event()
    event.add("uid", f"deadline-{row.case_id}-{row.code or 'hand'}-{row.round}@banso")
    event.add("dtstamp", now)
    event.add("last-modified", deadline.created_at)
    event.add("dtstart", row.due_on)
    event.add("dtend", row.due_on + timedelta(days=1))
    event.add("summary", title_of(deadline))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    if deadline.case.programme.walled_to_id is None:
        event.add("description", deadline.sentence)
    event.add("url", f"{base}{row.pk}/")
    return event
