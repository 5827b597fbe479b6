"""What the reports count of facilities: what is lent, who is in it on 31 March and through the year, hours used, fees owed.

A rate (入居率) is one of these divided by another: rooms by rooms on 31 March, days by days through the year, of rooms or of ㎡.
"""

from django.db.models import QuerySet

from banso.figures.dues import measures_of_dues
from banso.figures.measures import Days, Dimension, Distinct, Flow, Rows, Stock, Throughout, Total, measure

from .choices import RoomKind
from .models import Booking, Fee, Room, Tenancy

_LENT = Stock(starts_on="opened_on", ends_on="closed_on", decided_by="年度末")
_LENT_ALL_YEAR = Throughout(starts_on="opened_on", ends_on="closed_on", decided_by="年度内の各日")
_IN = Stock(starts_on="starts_on", ends_on="ends_on", decided_by="年度末")
_IN_ALL_YEAR = Throughout(starts_on="starts_on", ends_on="ends_on", decided_by="年度内の各日")
_USED = Flow(fiscal_year="fiscal_year", decided_by="利用日")
_KINDS = dict(RoomKind.choices)


def _dimensions(path: str) -> dict[str, Dimension]:
    """The facility and the kind of room, from a row that leads to the room by a path."""
    return {
        "facility": Dimension("施設", f"{path}facility__code", label_path=f"{path}facility__name"),
        "kind": Dimension("種類", f"{path}kind", labels=_KINDS),
    }


_OF_ROOM = {"population": Room.objects.let, "programme": "facility__programme_id", "dimensions": _dimensions("")}
_OF_TENANCY = {
    "population": Tenancy.objects.all,
    "programme": "room__facility__programme_id",
    "dimensions": _dimensions("room__"),
}
_OF_BOOKING = {
    "population": Booking.objects.standing,
    "programme": "room__facility__programme_id",
    "dimensions": _dimensions("room__"),
}


def _of_companies() -> QuerySet[Tenancy]:
    return Tenancy.objects.filter(company__isnull=False)


ROOMS = measure(
    code="facilities.rooms",
    label="貸室数",
    rule="年度末(3月31日)に貸し出している貸室を、入居者の有無を問わず1室として数える。会議室と機器は数えない。",
    unit="室",
    count=Rows(),
    timing=_LENT,
    **_OF_ROOM,
)
ROOM_AREA = measure(
    code="facilities.room_area",
    label="貸室面積",
    rule="年度末(3月31日)に貸し出している貸室の面積の合計。入居者の有無を問わない。",
    unit="㎡",
    count=Total("area"),
    timing=_LENT,
    **_OF_ROOM,
)
ROOM_DAYS = measure(
    code="facilities.room_days",
    label="貸室の延べ日数",
    rule="貸室を貸し出している日を、年度内の1室1日を1日として延べで数える。貸出開始日と貸出終了日を含む。",
    unit="日",
    count=Days(),
    timing=_LENT_ALL_YEAR,
    **_OF_ROOM,
)
ROOM_AREA_DAYS = measure(
    code="facilities.room_area_days",
    label="貸室の延べ面積日数",
    rule="貸室の延べ日数を、1日ごとに貸室の面積を掛けて合計する。",
    unit="㎡日",
    count=Days(weight="area"),
    timing=_LENT_ALL_YEAR,
    **_OF_ROOM,
)
OCCUPIED = measure(
    code="facilities.occupied",
    label="入居室数",
    rule="年度末(3月31日)に入居している貸室を1室として数える。退去日までを入居とし、3月31日に退去した貸室を含む。",
    unit="室",
    count=Rows(),
    timing=_IN,
    **_OF_TENANCY,
)
OCCUPIED_AREA = measure(
    code="facilities.occupied_area",
    label="入居面積",
    rule="年度末(3月31日)に入居している貸室の面積の合計。3月31日に退去した貸室を含む。",
    unit="㎡",
    count=Total("room__area"),
    timing=_IN,
    **_OF_TENANCY,
)
OCCUPIED_DAYS = measure(
    code="facilities.occupied_days",
    label="入居の延べ日数",
    rule="貸室に入居している日を、年度内の1室1日を1日として延べで数える。入居日と退去日を含む。",
    unit="日",
    count=Days(),
    timing=_IN_ALL_YEAR,
    **_OF_TENANCY,
)
OCCUPIED_AREA_DAYS = measure(
    code="facilities.occupied_area_days",
    label="入居の延べ面積日数",
    rule="入居の延べ日数を、1日ごとに貸室の面積を掛けて合計する。",
    unit="㎡日",
    count=Days(weight="room__area"),
    timing=_IN_ALL_YEAR,
    **_OF_TENANCY,
)
TENANTS = measure(
    code="facilities.tenants",
    label="入居企業数",
    rule="年度末(3月31日)に入居している企業を、何室に入居していても1社として実数で数える。個人の入居者は数えない。",
    unit="社",
    count=Distinct("company_id"),
    timing=_IN,
    **_OF_TENANCY | {"population": _of_companies},
)
MOVED_IN = measure(
    code="facilities.moved_in",
    label="新規入居件数",
    rule="入居日が年度内にある入居を、1室への入居を1件として数える。",
    unit="件",
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="入居日", day="starts_on"),
    **_OF_TENANCY,
)
MOVED_OUT = measure(
    code="facilities.moved_out",
    label="退去件数",
    rule="退去日が年度内にある入居を、1室からの退去を1件として数える。",
    unit="件",
    count=Rows(),
    timing=Flow(fiscal_year="left_in", decided_by="退去日"),
    **_OF_TENANCY,
)
BOOKINGS = measure(
    code="facilities.bookings",
    label="利用件数",
    rule="利用日が年度内にある会議室・機器の利用を、1回を1件として延べで数える。取り消された利用は数えない。",
    unit="件",
    count=Rows(),
    timing=Flow(fiscal_year="fiscal_year", decided_by="利用日", day="used_on"),
    **_OF_BOOKING,
)
HOURS = measure(
    code="facilities.hours",
    label="利用時間",
    rule=(
        "利用件数に数えた利用の時間を合計する。1回ごとに開始から終了までを時間に直し、小数第2位未満を四捨五入してから合計する。"
    ),
    unit="時間",
    count=Total("hours"),
    timing=_USED,
    **_OF_BOOKING,
)
USERS = measure(
    code="facilities.users",
    label="利用者数",
    rule="利用件数に数えた利用の人数を合計する。同じ人が2回利用すれば2名になる。",
    unit="名",
    count=Total("headcount"),
    timing=_USED,
    **_OF_BOOKING,
)
BOOKING_FEES = measure(
    code="facilities.booking_fees",
    label="会議室・機器の利用料",
    rule="利用件数に数えた利用の利用料の合計。納入されたかどうかを問わない。円で合計し、印刷のときに千円未満を四捨五入する。",
    unit="千円",
    count=Total("fee"),
    timing=_USED,
    **_OF_BOOKING,
)
measures_of_dues(
    "facilities.fees",
    "使用料",
    Fee,
    timing=Flow(fiscal_year="fiscal_year", decided_by="対象月"),
    programme="tenancy__room__facility__programme_id",
    dimensions=_dimensions("tenancy__room__"),
)
