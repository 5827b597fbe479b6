"""Every write about facilities."""

from banso.core.writing import verbs

from .models import Booking, Facility, Fee, Room, Tenancy

record_facility, correct_facility = verbs(Facility)
record_room, correct_room = verbs(Room)
record_tenancy, correct_tenancy = verbs(Tenancy)
record_booking, correct_booking = verbs(Booking)
record_fee, correct_fee = verbs(Fee)
