"""Facilities from files: their rooms and machines, who is in them, who used them, and what is owed."""

from dataclasses import replace

from banso.core.imports import Clock, Column, Parent, imports
from banso.core.imports.deriving import facts
from banso.registers.importing import company_columns, find_company, known_company, person, programme

from . import services
from .choices import RoomKind
from .models import Booking, Facility, Fee, Room, Tenancy

FACILITIES = imports(
    code="facilities",
    model=Facility,
    new=services.record_facility,
    change=services.correct_facility,
    key=("code", "programme"),
    columns=(
        *facts(Facility, "programme", programme=programme),
        *facts(Facility, "code", "name", "address", "rated_by", "ended_on"),
    ),
)
FACILITY = Parent("facility", FACILITIES, by=("name",), helped_by=("programme",))
ROOMS = imports(
    code="rooms",
    model=Room,
    new=services.record_room,
    change=services.correct_room,
    key=("name", "facility"),
    steps=(FACILITY,),
    columns=(
        *FACILITY.columns,
        *facts(Room, "kind", "name", "area", "opened_on", "closed_on", "fee", "per", "terms"),
    ),
)
ROOM = Parent("room", ROOMS, by=("facility.name", "name"))
TENANCIES = imports(
    code="tenancies",
    model=Tenancy,
    new=services.record_tenancy,
    change=services.correct_tenancy,
    key=("room", "starts_on"),
    steps=(ROOM, find_company()),
    columns=(
        *ROOM.columns,
        *company_columns(heading="入居企業", only=("name", "corporate_number", "phone")),
        *facts(Tenancy, "person", person=person),
        *facts(Tenancy, "starts_on", "ends_on", "contracted_until", "monthly_fee", "purpose"),
    ),
)
BOOKED_ROOM = replace(ROOM, helped_by=("kind",), examples={"kind": RoomKind.MEETING.label})
imports(
    code="bookings",
    model=Booking,
    new=services.record_booking,
    change=services.correct_booking,
    key=("room", "used_on", "starts_at"),
    steps=(BOOKED_ROOM, find_company()),
    columns=(
        *BOOKED_ROOM.columns,
        *company_columns(heading="利用企業", only=("name", "corporate_number")),
        *facts(Booking, "user_name", "used_on", "starts_at"),
        Column("ends_at", "終了", Clock(), ("終了時刻",), required=True, example="15:00"),
        *facts(Booking, "headcount", "purpose", "fee", "paid_on", "cancelled_on"),
    ),
)
TENANCY = Parent("tenancy", TENANCIES, by=("room.facility.name", "room.name"), helped_by=("company.name", "starts_on"))
imports(
    code="room-fees",
    model=Fee,
    new=services.record_fee,
    change=services.correct_fee,
    key=("tenancy", "month"),
    steps=(known_company("tenancy.company"), TENANCY),
    columns=(*TENANCY.columns, *facts(Fee, "month", "amount", "due_on", "paid_on")),
)
