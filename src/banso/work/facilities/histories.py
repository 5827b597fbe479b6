"""What a company's history says of the rooms it is in, and of those it used."""

from django.db.models import Q

from banso.core.era import format_date
from banso.registers.histories import history

from .models import Booking, Tenancy


def _until(tenancy: Tenancy) -> str:
    return f"(退去 {format_date(tenancy.ends_on)})" if tenancy.ends_on else ""


history(
    code="facilities.tenancy",
    group="施設・会員",
    label="入居",
    model=Tenancy,
    company="company",
    day="starts_on",
    line=lambda tenancy: f"{tenancy.room} {tenancy.purpose} {_until(tenancy)}".strip(),
    related=("room__facility",),
)
history(
    code="facilities.booking",
    group="施設・会員",
    label="会議室・機器の利用",
    model=Booking,
    company="company",
    day="used_on",
    line=lambda booking: f"{booking.room} {booking.starts_at:%H:%M}～{booking.ends_at:%H:%M} {booking.purpose}".strip(),
    condition=Q(cancelled_on__isnull=True),
    related=("room__facility",),
)
