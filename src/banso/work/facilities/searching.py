"""What the search box finds of facilities."""

from banso.core.searching import searchable

from .models import Booking, Room, Tenancy

searchable(
    model=Room,
    title=lambda room: f"{room} {room.get_kind_display()}",
    texts=("terms", "facility__address"),
    names=("name",),
    programme="facility__programme_id",
    related=("facility",),
)
searchable(
    model=Tenancy,
    title=lambda tenancy: f"{tenancy.room} {tenancy.tenant}",
    texts=("purpose",),
    day="starts_on",
    company="company_id",
    programme="room__facility__programme_id",
    related=("room__facility", "company", "person"),
)
searchable(
    model=Booking,
    title=lambda booking: f"{booking.room} {booking.user}",
    texts=("purpose",),
    day="used_on",
    company="company_id",
    programme="room__facility__programme_id",
    related=("room__facility", "company"),
)
