"""Facilities: lists, records and forms."""

from django.db.models import Q

from banso.core.forms import record_form
from banso.core.navigation import Entry, add
from banso.core.pages import pages
from banso.core.tables import Column, Filter, Kind
from banso.registers.choosing import fiscal_years

from . import services
from .choices import BOOKED, LET, RoomKind
from .models import Booking, Facility, Fee, Room, Tenancy

GROUP = "施設・会員"
OPEN = (("True", "未納"), ("False", "納入済"))


def _facilities() -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in Facility.objects.all()]


add(Entry(GROUP, "入居の状況", "facilities-occupancy", "facilities.view_tenancy"))
pages(
    record_form(
        Facility,
        ("programme", "name", "address", "rated_by", "code", "ended_on"),
        services.record_facility,
        services.correct_facility,
    ),
    model=Facility,
    group=GROUP,
    title="施設",
    order="name",
    quick=("name", "programme", "rated_by"),
    columns=(
        Column("施設名", "name", sort="name"),
        Column("事業", "programme__name"),
        Column("所在地", "address"),
        Column("入居率の数え方", "get_rated_by_display"),
        Column("終了日", "ended_on", Kind.DATE),
    ),
    search=("name",),
    related=("programme",),
    children=("rooms",),
)
pages(
    record_form(
        Room,
        ("facility", "kind", "name", "area", "opened_on", "closed_on", "fee", "per", "terms"),
        services.record_room,
        services.correct_room,
    ),
    model=Room,
    group=GROUP,
    title="貸室・会議室・機器",
    order="name",
    columns=(
        Column("室名・機器名", "name", sort="name"),
        Column("施設", "facility__name"),
        Column("種類", "get_kind_display", sort="kind"),
        Column("面積(㎡)", "area", Kind.NUMBER, sort="area"),
        Column("料金(円)", "fee", Kind.YEN, sort="fee"),
        Column("料金の単位", "get_per_display"),
        Column("貸出終了日", "closed_on", Kind.DATE),
    ),
    search=("name", "facility__name"),
    filters=(
        Filter("facility", "施設", "facility_id", _facilities),
        Filter("kind", "種類", "kind", lambda: RoomKind.choices),
    ),
    related=("facility",),
    children=("tenancies", "bookings"),
)
pages(
    record_form(
        Tenancy,
        (
            *("room", "company", "person", "starts_on", "ends_on", "contracted_until", "monthly_fee"),
            "purpose",
        ),
        services.record_tenancy,
        services.correct_tenancy,
        only={"room": Q(kind__in=LET)},
    ),
    model=Tenancy,
    group=GROUP,
    title="入居",
    order="-starts_on",
    columns=(
        Column("入居日", "starts_on", Kind.DATE, sort="starts_on"),
        Column("貸室", "room"),
        Column("入居者", lambda tenancy: str(tenancy.tenant)),
        Column("退去日", "ends_on", Kind.DATE, sort="ends_on"),
        Column("契約期限", "contracted_until", Kind.DATE, sort="contracted_until"),
        Column("月額使用料(円)", "monthly_fee", Kind.YEN, sort="monthly_fee"),
    ),
    search=("company__name_key", "person__name_key", "room__name"),
    filters=(
        Filter("year", "入居年度", "fiscal_year", fiscal_years),
        Filter("facility", "施設", "room__facility_id", _facilities),
        Filter("in", "入居中か", "ends_on__isnull", lambda: (("True", "退去日なし"), ("False", "退去日あり"))),
    ),
    related=("room__facility", "company", "person"),
    children=("fees",),
)
pages(
    record_form(
        Booking,
        (
            *("room", "used_on", "starts_at", "ends_at", "company", "user_name", "headcount", "purpose"),
            *("fee", "paid_on", "cancelled_on"),
        ),
        services.record_booking,
        services.correct_booking,
        only={"room": Q(kind__in=BOOKED)},
    ),
    model=Booking,
    group=GROUP,
    title="会議室・機器の利用",
    order="-used_on",
    columns=(
        Column("利用日", "used_on", Kind.DATE, sort="used_on"),
        Column("時間", lambda booking: f"{booking.starts_at:%H:%M}～{booking.ends_at:%H:%M}"),
        Column("会議室・機器", "room"),
        Column("利用者", "user"),
        Column("人数", "headcount", Kind.NUMBER, sort="headcount"),
        Column("利用料(円)", "fee", Kind.YEN, sort="fee"),
        Column("取消日", "cancelled_on", Kind.DATE),
    ),
    search=("company__name_key", "user_name", "room__name"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("facility", "施設", "room__facility_id", _facilities),
        Filter("day", "利用日", "used_on", is_date=True),
    ),
    related=("room__facility", "company"),
)
pages(
    record_form(
        Fee,
        ("tenancy", "month", "amount", "due_on", "paid_on"),
        services.record_fee,
        services.correct_fee,
    ),
    model=Fee,
    group=GROUP,
    title="使用料",
    order="-month",
    columns=(
        Column("対象月", "month", Kind.MONTH, sort="month"),
        Column("入居", "tenancy"),
        Column("金額(円)", "amount", Kind.YEN, sort="amount"),
        Column("納入期限", "due_on", Kind.DATE, sort="due_on"),
        Column("納入日", "paid_on", Kind.DATE, sort="paid_on"),
        Column("状態", "state"),
    ),
    search=("tenancy__company__name_key", "tenancy__person__name_key", "tenancy__room__name"),
    filters=(
        Filter("year", "年度", "fiscal_year", fiscal_years),
        Filter("open", "納入", "paid_on__isnull", lambda: OPEN),
    ),
    related=("tenancy__room__facility", "tenancy__company", "tenancy__person"),
    bulk=("paid_on",),
)
