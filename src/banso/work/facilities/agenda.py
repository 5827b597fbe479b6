"""Facilities on the first page: fees that are overdue, contracts that end soon, and who uses rooms in the days to come."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from banso.core.agenda import Part, agenda

from .models import Booking, Fee, Tenancy

NOTICE = timedelta(days=60)  # before a contract ends it is asked whether it goes on
AHEAD = timedelta(days=7)


def _ending(today: date) -> QuerySet[Tenancy]:
    """Contracts about to end, or ended, of tenants who are in the room and not known to leave."""
    still_in = Q(ends_on__isnull=True) & Q(starts_on__lte=today)
    return Tenancy.objects.filter(still_in, contracted_until__lte=today + NOTICE)


def _booked(today: date) -> QuerySet[Booking]:
    return Booking.objects.standing().filter(used_on__gte=today, used_on__lte=today + AHEAD)


agenda(
    code="facilities.overdue",
    part=Part.DUE,
    label="納入期限を過ぎた使用料",
    model=Fee,
    rows=lambda today: Fee.objects.overdue(today),
    day="due_on",
    line=lambda fee: f"{fee} {fee.amount:,}円",
    related=("tenancy__room__facility", "tenancy__company", "tenancy__person"),
)
agenda(
    code="facilities.ending",
    part=Part.DUE,
    label="契約期限の近い入居",
    model=Tenancy,
    rows=_ending,
    day="contracted_until",
    line=lambda tenancy: f"{tenancy} 更新か退去を確かめてください",
    related=("room__facility", "company", "person"),
)
agenda(
    code="facilities.booked",
    part=Part.BOOKED,
    label="会議室・機器の利用",
    model=Booking,
    rows=_booked,
    day="used_on",
    line=lambda booking: f"{booking.room} {booking.starts_at:%H:%M}～{booking.ends_at:%H:%M} {booking.user}",
    related=("room__facility", "company"),
)
