"""Facilities: who is in which room on which day and through the year, hours used, fees owed; what is refused, and lists."""

from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from banso.intake.outcome import What
from banso.work.facilities import services
from banso.work.facilities.models import Booking, Facility, Fee, Room, Tenancy
from banso.work.facilities.occupancy import standings
from conftest import TODAY, TinyWorld, agenda_of, bring, figures_of, flat, floors, history_of, refusal, why_refused

FIRST, LAST = date(2023, 4, 1), date(2024, 3, 31)  # of FY2023, a leap year's: 366 days


class House:
    """A facility rated by rooms with two rooms let, a meeting room and a machine; one of another programme."""

    def __init__(self, world: TinyWorld) -> None:
        self.world = world
        self.facility = self.built(world.programme, "house", "創業館")
        self.small = self.room("101", "incubation", area="20.25")
        self.large = self.room("102", "office", area="40", opened_on=date(2023, 10, 1))
        self.meeting = self.room("会議室", "meeting", area="50", fee=1_000, per="hour")
        self.machine = self.room("三次元測定機", "machine")
        elsewhere = self.built(world.add_programme("other", "別の事業"), "annex", "別館")
        self.other = self.room("201", "office", facility=elsewhere, area="99")

    def built(self, programme: Any, code: str, name: str) -> Facility:
        made: Facility = services.record_facility(programme=programme, code=code, name=name, by=None)
        return made

    def room(self, name: str, kind: str, **facts: Any) -> Room:
        given = {"facility": self.facility, "opened_on": date(2020, 4, 1)} | facts
        given["area"] = Decimal(given["area"]) if given.get("area") else None
        made: Room = services.record_room(name=name, kind=kind, by=None, **given)
        return made

    def let(self, room: Room, since: date, until: date | None = None, **facts: Any) -> Tenancy:
        tenant = facts or {"company": self.world.company()}
        made: Tenancy = services.record_tenancy(room=room, starts_on=since, ends_on=until, by=None, **tenant)
        return made

    def book(self, room: Room, on: date, since: str, until: str, **facts: Any) -> Booking:
        given = {"company": self.world.company()} | facts
        clocks = {"starts_at": time.fromisoformat(since), "ends_at": time.fromisoformat(until)}
        made: Booking = services.record_booking(room=room, used_on=on, by=None, **clocks, **given)
        return made


@pytest.fixture
def house(world: TinyWorld) -> House:
    return House(world)


def test_rooms_on_31_march_and_through_the_year(world: TinyWorld, house: House) -> None:
    """The last day is a day in the room; a room is lent from its first day; other programmes are not counted."""
    both = world.company("㈱二室")
    rows = {
        "until 31 March": house.let(house.small, date(2022, 3, 31), date(2023, 3, 31)),
        "1 April": house.let(house.small, FIRST, date(2024, 3, 30), company=both),
        "the last day": house.let(house.small, LAST, company=both),
        "half a year": house.let(house.large, date(2023, 10, 1), LAST, company=both),
        "from 1 April on": house.let(house.large, date(2024, 4, 1), company=None, person=world.person()),
        "of another programme": house.let(house.other, FIRST),
    }
    half = 183  # 1 October to 31 March
    expected = {
        ("facilities.occupied", 2022, ""): (1, ["until 31 March"]),
        ("facilities.occupied_days", 2021, ""): (1, ["until 31 March"]),
        ("facilities.occupied_days", 2022, ""): (365, ["until 31 March"]),
        ("facilities.occupied", 2023, ""): (2, ["half a year", "the last day"]),
        ("facilities.tenants", 2023, ""): (1, ["half a year", "the last day"]),
        ("facilities.occupied", 2023, "kind=office"): (1, ["half a year"]),
        ("facilities.occupied_area", 2023, ""): (Fraction("60.25"), ["half a year", "the last day"]),
        ("facilities.occupied_days", 2023, ""): (366 + half, ["1 April", "half a year", "the last day"]),
        ("facilities.occupied_area_days", 2023, ""): (
            366 * Fraction("20.25") + half * 40,
            ["1 April", "half a year", "the last day"],
        ),
        ("facilities.moved_in", 2023, "facility=house"): (3, ["1 April", "half a year", "the last day"]),
        ("facilities.moved_out", 2023, ""): (2, ["1 April", "half a year"]),
        ("facilities.moved_out", 2024, ""): (0, []),
        ("facilities.tenants", 2024, ""): (1, ["the last day"]),
        ("facilities.occupied_days", 2024, "facility=annex"): (0, []),
    }
    assert figures_of(world.programme, rows, expected) == expected
    rooms = {"small": house.small, "large": house.large, "of another programme": house.other}
    expected = {
        ("facilities.rooms", 2022, ""): (1, ["small"]),
        ("facilities.rooms", 2023, ""): (2, ["large", "small"]),
        ("facilities.room_area", 2023, ""): (Fraction("60.25"), ["large", "small"]),
        ("facilities.room_days", 2023, ""): (366 + half, ["large", "small"]),
        ("facilities.room_area_days", 2023, "kind=office"): (half * 40, ["large"]),
    }
    assert figures_of(world.programme, rooms, expected) == expected


def test_the_rate_of_a_day(world: TinyWorld, house: House) -> None:
    """By rooms or by ㎡ as the facility says, of the day itself and from 1 April to it; nothing lent has no rate."""
    house.let(house.small, date(2023, 4, 2), date(2023, 4, 3))
    house.let(house.large, date(2023, 10, 1), date(2023, 12, 31))

    def rates(on: date) -> tuple[str, str, list[bool]]:
        here = next(one for one in standings(on) if one.facility == house.facility)
        return here.rate, here.rate_of_year, [tenancy is not None for _, tenancy in here.rooms]

    assert rates(FIRST) == ("0.0%", "0.0%", [False])
    assert rates(date(2023, 4, 3)) == ("100.0%", "66.7%", [True])  # two days of three
    assert rates(date(2023, 10, 1)) == ("50.0%", "1.6%", [False, True])  # 3 days of 184 and 1
    services.correct_facility(house.facility, rated_by="area", by=None)
    assert rates(date(2023, 10, 1)) == ("66.4%", "2.1%", [False, True])  # 40 of 60.25 ㎡; 80.5 of 3,766 ㎡日
    assert [one.facility.code for one in standings(date(2010, 4, 1))] == []


def test_the_page_of_a_day(world: TinyWorld, house: House, client: Client) -> None:
    """Each room with who is in it, or how to let it; a day that is none is told; as many queries for many rooms as for one."""
    client.force_login(world.user(is_superuser=True))
    house.let(house.large, date(2023, 10, 1), company=world.company("㈱二階"))

    def page(on: str, status: int = 200) -> str:
        answer = client.get("/facilities/occupancy/", {"on": on})
        assert answer.status_code == status
        return flat(answer.content)

    shown = page("R6.3.31")
    assert "<strong>50.0%</strong> (1室 / 2室)" in shown and "㈱二階" in shown
    assert shown.count("空室") == 2 and f"?room={house.small.pk}" in shown  # 101, and the annex's
    assert "日付として読めません" in page("きのう\0", 422) and "令和元年5月1日" in page("2019/5/1")
    assert "記録はありません" in page("9999/12/31", 422)
    with CaptureQueriesContext(connection) as few:
        page("R6.3.31")
    for number in range(5):
        house.let(house.room(f"3{number}", "office"), FIRST)
    with CaptureQueriesContext(connection) as many:
        page("R6.3.31")
    assert len(many) == len(few)


def test_hours_and_fees(world: TinyWorld, house: House) -> None:
    """What was called off is not used; each use is rounded by itself; a fee is of its month, whenever it is paid."""
    rows = {
        "31 March": house.book(house.meeting, date(2023, 3, 31), "23:00", "23:59"),
        "twenty minutes": house.book(house.meeting, FIRST, "09:00", "09:20", headcount=3, fee=500),
        "right after": house.book(house.meeting, FIRST, "09:20", "11:00", headcount=4, fee=1_000),
        "a machine": house.book(house.machine, LAST, "13:00", "13:20", company=None, user_name="研究会"),
        "called off": house.book(house.meeting, LAST, "09:00", "17:00", cancelled_on=LAST, fee=9_000, headcount=9),
        "in its place": house.book(house.meeting, LAST, "10:00", "10:01"),
    }
    used = ["a machine", "in its place", "right after", "twenty minutes"]
    expected = {
        ("facilities.bookings", 2022, ""): (1, ["31 March"]),
        ("facilities.hours", 2022, ""): (Fraction("0.98"), ["31 March"]),
        ("facilities.bookings", 2023, ""): (4, used),
        ("facilities.hours", 2023, ""): (Fraction("0.33") * 2 + Fraction("1.67") + Fraction("0.02"), used),
        ("facilities.hours", 2023, "kind=machine"): (Fraction("0.33"), ["a machine"]),
        ("facilities.users", 2023, ""): (7, used),
        ("facilities.booking_fees", 2023, ""): (1_500, used),
    }
    assert figures_of(world.programme, rows, expected) == expected
    tenancy = house.let(house.small, date(2023, 3, 15), date(2024, 4, 1))

    def owed(month: date, paid_on: date | None = None) -> Fee:
        facts = {"amount": 30_000, "due_on": date(2024, 4, 9), "paid_on": paid_on}
        made: Fee = services.record_fee(tenancy=tenancy, month=month, by=None, **facts)
        return made

    fees = {"March": owed(date(2023, 3, 31)), "late": owed(date(2024, 3, 31), TODAY), "open": owed(date(2023, 4, 1))}
    assert fees["late"].month == date(2024, 3, 1)
    expected = {
        ("facilities.fees_due", 2022, ""): (30_000, ["March"]),
        ("facilities.fees_due", 2023, ""): (60_000, ["late", "open"]),
        ("facilities.fees_paid", 2023, "facility=house"): (30_000, ["late"]),
        ("facilities.fees_unpaid", 2023, ""): (1, ["open"]),
        ("facilities.fees_paid", 2024, ""): (0, []),
    }
    assert figures_of(world.programme, fees, expected) == expected


def test_a_year_of_fees_at_once(world: TinyWorld, house: House, client: Client) -> None:
    """The months in the room that have no fee yet, at the tenancy's fee or the room's; shown first, and never noted twice."""
    client.force_login(world.user(is_superuser=True))
    services.correct_room(house.large, fee=50_000, per="month", by=None)
    whole = house.let(house.small, date(2020, 4, 1), company=world.company("㈱通年"))
    services.correct_tenancy(whole, monthly_fee=30_000, by=None)
    part = house.let(house.large, date(2023, 10, 15), date(2024, 1, 31), company=world.company("㈱途中"))
    house.let(house.other, FIRST, company=world.company("㈱未定"))
    services.record_fee(tenancy=whole, month=date(2023, 5, 1), amount=1, due_on=LAST, by=None)
    page = "/lists/facilities.fee/year/"
    assert page in client.get("/facilities/fee/").content.decode()
    assert "登録する内容を見る" in flat(client.get(page).content)
    asked = {"fiscal_year": "R5", "by_when": "前の月の25日"}
    shown = flat(client.get(page, asked).content)
    assert "4月、6月、7月" in shown and "(11か月) 1か月30,000円" in shown and "10月～1月(4か月) 1か月50,000円" in shown
    assert "令和5年10月15日入居。その月も1か月分の額です。" in shown and "1月31日退去" not in shown
    assert "別館 201 ㈱未定</a>: 月額使用料がありません" in shown and "530,000" in shown
    seen = client.get(page, asked).context["plan"].seen
    services.correct_tenancy(part, monthly_fee=60_000, by=None)  # in between
    late = client.post(page, asked | {"seen": seen})
    assert late.status_code == 409 and "内容が変わりました" in late.content.decode() and Fee.objects.count() == 1
    seen = late.context["plan"].seen
    assert client.post(page, asked | {"seen": seen}).status_code == 302
    noted = Fee.objects.filter(tenancy=part).order_by("month").values_list("month", "amount", "due_on")
    assert list(noted)[-1] == (date(2024, 1, 1), 60_000, date(2023, 12, 25)) and len(noted) == 4
    again = client.post(page, asked | {"seen": seen})
    assert again.status_code == 409 and Fee.objects.count() == 1 + 11 + 4
    assert "登録済み 16件" in flat(again.content) and "すべて登録されています" in again.content.decode()
    for wrong in ({"fiscal_year": "²"}, {"fiscal_year": "R5", "by_when": "9"}):
        assert client.get(page, wrong).status_code == 422
    assert client.get("/lists/facilities.room/year/").status_code == 404


def test_only_rooms_that_fit_are_offered(world: TinyWorld, house: House, client: Client) -> None:
    """One moves into a room for tenants, and books one by the hour."""
    client.force_login(world.user(is_superuser=True))

    def offered(kind: str) -> list[str]:
        return [str(room) for room in client.get(f"/facilities/{kind}/new/").context["form"].fields["room"].queryset]

    assert sorted(offered("tenancy")) == ["別館 201", "創業館 101", "創業館 102"]
    assert sorted(offered("booking")) == ["創業館 三次元測定機", "創業館 会議室"]


def test_what_is_refused(world: TinyWorld, house: House) -> None:
    """No two at one time, in a room or on a machine; nobody outside of what is lent, and as what; nobody is somebody."""
    first = house.let(house.small, FIRST, LAST)
    firm = {"company": world.company()}
    taken = {"__all__": ["この貸室には、その期間にほかの入居があります。前の入居の退去日を確かめてください。"]}
    let = services.record_tenancy
    assert refusal(let, room=house.small, starts_on=LAST, **firm) == taken
    assert refusal(let, room=house.small, starts_on=date(2020, 4, 1), **firm) == taken
    assert refusal(let, room=house.small, starts_on=date(2020, 4, 1)).keys() == {"__all__"}
    assert refusal(let, room=house.meeting, starts_on=FIRST, **firm).keys() == {"room"}
    assert refusal(let, room=house.large, starts_on=date(2023, 9, 30), **firm) == {
        "starts_on": ["「創業館 102」を貸し始めた日(令和5年10月1日)より前です。"]
    }
    after = house.let(house.small, date(2024, 4, 1), **firm)
    assert refusal(services.correct_tenancy, first, ends_on=None) == taken
    first.refresh_from_db()

    def small() -> Room:
        return Room.objects.get(pk=house.small.pk)

    assert refusal(services.correct_room, small(), closed_on=date(2030, 3, 31)).keys() == {"closed_on"}
    assert refusal(services.correct_room, small(), kind="meeting").keys() == {"kind"}
    assert refusal(services.correct_room, small(), opened_on=date(2023, 4, 2)).keys() == {"opened_on"}
    services.correct_tenancy(after, ends_on=date(2024, 4, 5), by=None)
    services.correct_room(small(), closed_on=date(2024, 4, 5), by=None)
    late = {"room": small(), "starts_on": date(2024, 4, 6), "ends_on": date(2024, 4, 6)}
    assert refusal(let, **late, **firm).keys() == {"room"}

    use = {"room": house.meeting, "used_on": FIRST, "starts_at": time(9), "ends_at": time(10)} | firm
    kept = house.book(house.meeting, FIRST, "09:30", "10:30")
    assert refusal(services.record_booking, **use) == {
        "__all__": ["その時間にはほかの利用があります。時間か会議室・機器を変えてください。"]
    }
    assert refusal(services.record_booking, **use | {"ends_at": time(9)}).keys() == {"__all__"}
    assert refusal(services.record_booking, **use | {"room": house.large}).keys() == {"room"}
    assert refusal(services.record_booking, **use | {"company": None, "ends_at": time(9, 30)}).keys() == {"__all__"}
    called_off = house.book(house.meeting, FIRST, "09:00", "10:00", cancelled_on=FIRST)
    assert refusal(services.correct_booking, called_off, cancelled_on=None).keys() == {"__all__"}
    fee = {"tenancy": first, "amount": 1, "due_on": LAST}
    owed = services.record_fee(month=LAST, by=None, **fee)
    assert refusal(services.record_fee, month=date(2024, 3, 1), **fee).keys() == {"__all__"}
    assert refusal(services.record_fee, month=date(2024, 4, 1), **fee).keys() == {"month"}
    assert refusal(services.record_fee, month=date(2023, 5, 1), **fee | {"amount": -1}).keys() == {"__all__"}
    assert refusal(services.correct_facility, house.facility, rated_by="height").keys() == {"rated_by"}
    services.correct_facility(house.facility, rated_by="area", by=None)
    assert refusal(
        services.record_room, facility=house.facility, kind="office", name="103", opened_on=FIRST
    ).keys() == {"area"}
    assert [
        floors(after, starts_on=LAST), floors(after, company=None), floors(after, ends_on=FIRST),
        floors(kept, ends_at=time(9)), floors(called_off, cancelled_on=None), floors(owed, month=F("month") + timedelta(days=1)),
        floors(owed, amount=-1), floors(house.small, area=0), floors(house.large, kind="tower"),
    ] == [
        "tenancy_one_at_a_time", "tenancy_has_tenant", "tenancy_ends_after_start",
        "booking_ends_after_start", "booking_one_at_a_time", "fee_month_is_a_month",
        "facilities_fee_not_negative", "room_area_positive", "room_known_kind",
    ]  # fmt: skip
    past_verbs = (
        (Tenancy, after, {"ends_on": None}),  # the room is lent to 5 April
        (Booking, kept, {"room": house.large}),
        (Room, house.small, {"closed_on": LAST}),
        (Room, house.meeting, {"kind": "office"}),
    )
    for model, row, facts in past_verbs:
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=row.pk).update(**facts)
    assert (Tenancy.objects.count(), Booking.objects.count(), Fee.objects.count()) == (2, 2, 1)


def test_what_waits_and_what_a_company_knows(world: TinyWorld, house: House) -> None:
    """A fee waits from the day after it was due, a contract two months ahead, a booking for a week."""
    user, company = world.user(is_superuser=True), world.company("㈱入居")
    tenancy = house.let(house.small, FIRST, company=company)
    services.correct_tenancy(tenancy, contracted_until=date(2024, 6, 9), purpose="試作", by=None)
    for due_on, month in ((date(2024, 4, 9), date(2024, 3, 1)), (TODAY, date(2024, 4, 1))):
        services.record_fee(tenancy=tenancy, month=month, amount=30_000, due_on=due_on, by=None)
    house.book(house.meeting, date(2024, 4, 17), "09:00", "10:00", company=company)
    house.book(house.meeting, date(2024, 4, 18), "09:00", "10:00", company=company)
    house.book(house.meeting, TODAY, "09:00", "10:00", company=company, cancelled_on=TODAY)
    assert agenda_of(user, "facilities.overdue") == [
        (date(2024, 4, 9), "創業館 101 ㈱入居 令和6年3月分 30,000円"),
    ]
    ending = [(date(2024, 6, 9), "創業館 101 ㈱入居 更新か退去を確かめてください")]
    assert agenda_of(user, "facilities.ending") == ending
    assert agenda_of(user, "facilities.ending", date(2024, 4, 9)) == []
    assert agenda_of(user, "facilities.booked") == [(date(2024, 4, 17), "創業館 会議室 09:00～10:00 ㈱入居")]
    assert history_of(company, "facilities") == [
        (date(2024, 4, 18), "会議室・機器の利用", "創業館 会議室 09:00～10:00"),
        (date(2024, 4, 17), "会議室・機器の利用", "創業館 会議室 09:00～10:00"),
        (FIRST, "入居", "創業館 101 試作"),
    ]


LISTS = {
    "facilities": "事業,施設コード,施設名,入居率の数え方\n相談事業,tower,技術塔,面積(㎡)\n相談事業,,名なし,室数\n",
    "rooms": "施設名,種類,室名・機器名,面積(㎡),貸出開始日,料金(円),料金の単位\n"
    "技術塔,貸事務室,A,24.5㎡,R5.4.1,3万円,1か月\n技術塔,貸事務室,B,,R5.4.1,,\n技術塔,会議室・研修室,会議室,,R5.4.1,,\n",
    "tenancies": "施設名,室名・機器名,入居企業,入居日,退去日\n技術塔,A,㈱入居,R5.4.1,R6.3.31\n技術塔,A,㈱入居,R6.3.31,\n",
    "bookings": "施設名,室名・機器名,利用者,利用日,開始,終了\n技術塔,会議室,勉強会,R5.4.1,9時,10時半\n技術塔,会議室,勉強会,R5.4.1,10:00,11:00\n",
    "room-fees": "施設名,室名・機器名,対象月,金額(円),納入期限\n技術塔,A,R5.4,30000,R5.4.30\n技術塔,A,2024年4月分,30000,R6.4.30\n",
}


def test_lists(world: TinyWorld) -> None:
    """Each brings in its first row and tells of a later one; once more, nothing is added."""
    world.company("㈱入居")
    first = {kind: bring(kind, text) for kind, text in LISTS.items()}
    assert {kind: outcome.counts[What.CREATED] for kind, outcome in first.items()} == dict.fromkeys(LISTS, 1) | {
        "rooms": 2
    }
    told = ("施設コード", "面積で数えます", "ほかの入居があります", "ほかの利用があります", "入居していません")
    assert [word in why_refused(outcome)[3] for word, outcome in zip(told, first.values(), strict=True)] == [True] * 5
    room = Room.objects.get(name="A")
    assert (room.area, room.fee, room.per) == (Decimal("24.50"), 30_000, "month")
    assert (Booking.objects.get().hours, Fee.objects.get().month) == (Decimal("1.50"), FIRST)
    assert [bring(kind, text).counts[What.SAME] for kind, text in LISTS.items()] == [1, 2, 1, 1, 1]
