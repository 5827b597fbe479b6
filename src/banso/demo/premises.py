"""A house whose rooms are let, as it stands on the day the world is made: who is in it, who comes to use its meeting room and its
machine, what is owed. It runs in the current fiscal year only, so that the printed years and their figures stay as they are."""

from datetime import date, time, timedelta
from typing import Any

from banso.core.fiscal import fiscal_year_of
from banso.registers.models import Company, Programme, ProgrammeYear, Unit, User
from banso.work.facilities.models import Facility, Room, Tenancy
from banso.work.facilities.services import (
    record_booking,
    record_facility,
    record_fee,
    record_room,
    record_tenancy,
)

# name, kind, ㎡, yen a month
ROOMS = (
    ("101", "incubation", "18.50", 28_000),
    ("102", "incubation", "18.50", 28_000),
    ("103", "incubation", "24.00", 36_000),
    ("201", "office", "42.75", 75_000),
    ("202", "office", "42.75", 75_000),
    ("実験室", "workshop", "60.00", 98_000),
)
# room, moved in so many days ago, left so many days ago or None, the contract ends in so many days
TENANCIES = (
    ("101", 700, None, 30),
    ("103", 400, None, 330),
    ("201", 900, 45, -45),
    ("201", 20, None, 710),
    ("実験室", 1500, None, 60),
)
# on a day so many days from now, from, to, people, called off
BOOKINGS = (
    (-21, 9, 12, 18, False),
    (-7, 13, 17, 24, False),
    (0, 15, 17, 8, False),
    (2, 10, 12, 12, False),
    (5, 13, 16, 30, True),
)


def begin_programme(code: str, name: str, today: date, unit: Unit) -> Programme:
    """A programme begun years ago, of which this fiscal year alone is kept."""
    year = fiscal_year_of(today)
    programme: Programme = Programme.objects.create(code=code, started_in=year - 6)
    ProgrammeYear.objects.create(programme=programme, fiscal_year=year, name=name, unit=unit)
    return programme


def fill_house(today: date, companies: list[Company], *, by: User | None) -> Facility:
    """The house with its rooms, tenants, uses and fees."""
    programme = begin_programme("startup-house", "創業支援館運営事業", today, Unit.objects.get(code="startup"))
    facts = {"code": "house", "name": "創業支援館", "address": "見本市本町1-2-3", "rated_by": "rooms"}
    house: Facility = record_facility(programme=programme, by=by, **facts)
    rooms = {name: _room(house, name, kind, area, fee, "month", by) for name, kind, area, fee in ROOMS}
    for company, (name, since, until, contract) in zip(companies, TENANCIES, strict=False):
        left = None if until is None else today - timedelta(days=until)
        tenancy = record_tenancy(
            room=rooms[name],
            company=company,
            starts_on=today - timedelta(days=since),
            ends_on=left,
            contracted_until=today + timedelta(days=contract),
            monthly_fee=rooms[name].fee,
            purpose="試作と事務",
            by=by,
        )
        _owe(tenancy, today, by)
    _use(house, companies[-1], today, by)
    return house


def _room(house: Facility, name: str, kind: str, area: str | None, fee: int, per: str, by: User | None) -> Room:
    made: Room = record_room(
        facility=house, name=name, kind=kind, area=area, opened_on=date(2018, 4, 1), fee=fee, per=per, by=by
    )
    return made


def _owe(tenancy: Tenancy, today: date, by: User | None) -> None:
    """The fees of last month and of this one; this one's is open, and over its day where it fell due before today."""
    this = today.replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    for month, paid_on in ((last, min(last + timedelta(days=20), today)), (this, None)):
        if tenancy.starts_on.replace(day=1) <= month and (tenancy.ends_on is None or tenancy.ends_on >= month):
            facts: dict[str, Any] = {"month": month, "amount": tenancy.monthly_fee, "due_on": month + timedelta(days=9)}
            record_fee(tenancy=tenancy, paid_on=paid_on, by=by, **facts)


def _use(house: Facility, company: Company, today: date, by: User | None) -> None:
    """The meeting room and the machine, lately used and to be used."""
    meeting = _room(house, "会議室A", "meeting", "55.00", 1_100, "hour", by)
    machine = _room(house, "三次元測定機", "machine", None, 2_200, "hour", by)
    for ahead, since, until, people, off in BOOKINGS:
        facts: dict[str, Any] = {
            "used_on": today + timedelta(days=ahead),
            "starts_at": time(since),
            "ends_at": time(until),
        }
        who: dict[str, Any] = {"user_name": "見本地区異業種交流会"} if people > 10 else {"company": company}
        fee = 1_100 * (until - since)
        called_off = today if off else None
        record_booking(
            room=meeting, headcount=people, purpose="勉強会", fee=fee, cancelled_on=called_off, by=by, **facts, **who
        )
    facts = {"used_on": today + timedelta(days=3), "starts_at": time(9), "ends_at": time(11, 30)}
    record_booking(room=machine, company=company, purpose="試作品の測定", fee=5_500, by=by, **facts)
