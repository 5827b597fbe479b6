"""施設・貸室: facilities of the centre, the rooms and machines lent in them, who is in them from when to when, who uses them by the
hour, and what is owed for a month."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from banso.core.constraints import (
    ends_after_start,
    first_of_month,
    known_values,
    no_overlap,
    no_overlap_in_hours,
    not_negative,
)
from banso.core.dues import Due
from banso.core.era import format_date, format_month
from banso.core.fields import CodeField, MonthField, YenField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record, ReferenceRow
from banso.core.trail import tracked
from banso.registers.models import Company, Person, Programme

from .choices import BOOKED, LET, Per, Rated, RoomKind
from .holding import keeps_its_users, refuse_change, refuse_room, room_is_lent

_SOMEBODY = Q(company__isnull=False) | Q(person__isnull=False)


@tracked
class Facility(ReferenceRow):
    """A building, floor or laboratory whose rooms and machines the centre lends (施設)."""

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="facilities")
    code = CodeField("施設コード")
    name = models.CharField("施設名", max_length=80)
    address = models.CharField("所在地", max_length=120, blank=True)
    rated_by = models.CharField("入居率の数え方", max_length=8, choices=Rated.choices, default=Rated.ROOMS)

    class Meta:
        verbose_name = verbose_name_plural = "施設"
        ordering = ["programme", "code"]
        constraints = [
            known_values("facility_known_rated_by", "rated_by", Rated),
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="facility_code_once",
                violation_error_message="この事業の同じコードの施設がすでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Rated by its area, every room that someone may move into has one."""
        if self.pk and self.rated_by == Rated.AREA:
            bare = self.rooms.filter(kind__in=LET, area__isnull=True).first()
            if bare:
                raise ValidationError({"rated_by": f"「{bare.name}」に面積がありません。先に面積を入れてください。"})


class RoomQuerySet(models.QuerySet["Room"]):
    """Populations of rooms."""

    def let(self) -> "RoomQuerySet":
        """Those that someone may move into."""
        return self.filter(kind__in=LET)


@tracked
class Room(Record):
    """A room or machine that is lent (貸室・会議室・機器), on each day from the one to the other; both count."""

    facility = models.ForeignKey(Facility, models.PROTECT, verbose_name="施設", related_name="rooms")
    kind = models.CharField("種類", max_length=12, choices=RoomKind.choices)
    name = models.CharField("室名・機器名", max_length=80)
    area = models.DecimalField("面積(㎡)", max_digits=8, decimal_places=2, null=True, blank=True)
    opened_on = models.DateField("貸出開始日")
    closed_on = models.DateField("貸出終了日", null=True, blank=True, help_text="この日まで貸し出します。")
    fee = YenField("料金(円)", null=True, blank=True)
    per = models.CharField("料金の単位", max_length=6, choices=Per.choices, blank=True)
    terms = models.TextField("利用条件", blank=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "貸室・会議室・機器"
        ordering = ["facility", "kind", "name"]
        constraints = [
            known_values("room_known_kind", "kind", RoomKind),
            known_values("room_known_per", "per", Per, blank=True),
            ends_after_start("room_closes_after_opening", start="opened_on", end="closed_on"),
            not_negative("room_fee_not_negative", "fee"),
            models.CheckConstraint(
                name="room_area_positive",
                condition=Q(area__isnull=True) | Q(area__gt=0),
                violation_error_message="面積は0より大きい数で入力してください。",
            ),
            models.UniqueConstraint(
                fields=["facility", "name"],
                name="room_name_once",
                violation_error_message="この施設の同じ室名・機器名がすでに登録されています。",
            ),
        ]
        triggers = [keeps_its_users("room_keeps_its_users")]

    def __str__(self) -> str:
        return f"{self.facility} {self.name}"

    def clean(self) -> None:
        """What is rated by its area has one; who is in the room, or booked it, stays within it."""
        if self.kind in LET and self.area is None and self.facility_id and self.facility.rated_by == Rated.AREA:
            raise ValidationError({"area": "この施設の入居率は面積で数えます。面積を入れてください。"})
        if self.pk and self.opened_on:
            refuse_change(self)


@tracked
class Tenancy(Record):
    """Someone is in a room (入居), from the day of moving in to the last day (退去日); no two in one room on one day."""

    done_days = ("starts_on",)

    room = models.ForeignKey(Room, models.PROTECT, verbose_name="貸室", related_name="tenancies")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="入居企業", null=True, blank=True, related_name="tenancies"
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name="入居者(個人)",
        null=True,
        blank=True,
        related_name="tenancies",
        help_text="企業になっていない方のときだけ",
    )
    starts_on = models.DateField("入居日")
    fiscal_year = fiscal_year_column("starts_on", "入居年度")
    ends_on = models.DateField("退去日", null=True, blank=True, help_text="最後の日。この日まで入居として数えます。")
    left_in = fiscal_year_column("ends_on", "退去年度")
    contracted_until = models.DateField("契約期限", null=True, blank=True)
    monthly_fee = YenField("月額使用料(円)", null=True, blank=True)
    purpose = models.CharField("入居の目的", max_length=160, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "入居"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["room", "fiscal_year"], name="tenancy_figures")]
        constraints = [
            ends_after_start("tenancy_ends_after_start", start="starts_on", end="ends_on"),
            not_negative("tenancy_fee_not_negative", "monthly_fee"),
            models.CheckConstraint(
                name="tenancy_has_tenant",
                condition=_SOMEBODY,
                violation_error_message="入居企業か入居者のどちらかを入力してください。",
            ),
            no_overlap(
                "tenancy_one_at_a_time",
                same=["room"],
                start="starts_on",
                end="ends_on",
                message="この貸室には、その期間にほかの入居があります。前の入居の退去日を確かめてください。",
            ),
        ]
        triggers = [room_is_lent("tenancy_in_a_lent_room", LET, start="starts_on", end="ends_on")]

    def __str__(self) -> str:
        return f"{self.room} {self.tenant}"

    @property
    def tenant(self) -> Company | Person | None:
        return self.company or self.person

    def clean(self) -> None:
        """A room that people move into, while it is lent."""
        if self.room_id and self.starts_on:
            refuse_room(self.room, LET, self.starts_on, self.ends_on, field="starts_on")


class BookingQuerySet(models.QuerySet["Booking"]):
    """Populations of uses by the hour."""

    def standing(self) -> "BookingQuerySet":
        """Those that nobody called off."""
        return self.filter(cancelled_on__isnull=True)


@tracked
class Booking(Record):
    """A meeting room or machine is used by someone on a day, from one time to another (利用). What was called off is free again."""

    room = models.ForeignKey(Room, models.PROTECT, verbose_name="会議室・機器", related_name="bookings")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="利用企業", null=True, blank=True, related_name="bookings"
    )
    user_name = models.CharField(
        "利用者", max_length=120, blank=True, help_text="台帳にない団体や個人は、ここに名前を入れます。"
    )
    used_on = models.DateField("利用日")
    fiscal_year = fiscal_year_column("used_on")
    starts_at = models.TimeField("開始")
    ends_at = models.TimeField("終了")
    hours: Any = models.GeneratedField(
        expression=models.Func(
            "ends_at",
            "starts_at",
            template="round(extract(epoch from (%(expressions)s))::numeric / 3600, 2)",
            arg_joiner=" - ",
            output_field=models.DecimalField(max_digits=4, decimal_places=2),
        ),
        output_field=models.DecimalField("利用時間(時間)", max_digits=4, decimal_places=2),
        db_persist=True,
        verbose_name="利用時間(時間)",
    )
    headcount = models.PositiveIntegerField("人数", null=True, blank=True)
    purpose = models.CharField("利用の目的", max_length=160, blank=True)
    fee = YenField("利用料(円)", null=True, blank=True)
    paid_on = models.DateField("利用料の納入日", null=True, blank=True)
    cancelled_on = models.DateField("取消日", null=True, blank=True)

    objects = BookingQuerySet.as_manager()
    done_days = ("paid_on", "cancelled_on")

    class Meta:
        verbose_name = verbose_name_plural = "会議室・機器の利用"
        ordering = ["-used_on", "-starts_at", "-pk"]
        indexes = [models.Index(fields=["room", "fiscal_year"], name="booking_figures")]
        constraints = [
            not_negative("booking_fee_not_negative", "fee"),
            models.CheckConstraint(
                name="booking_has_user",
                condition=Q(company__isnull=False) | ~Q(user_name=""),
                violation_error_message="利用企業か利用者のどちらかを入力してください。",
            ),
            models.CheckConstraint(
                name="booking_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="終了は開始より後の時刻にしてください。日をまたぐ利用は、日ごとに分けて入れます。",
            ),
            no_overlap_in_hours(
                "booking_one_at_a_time",
                same=["room"],
                day="used_on",
                start="starts_at",
                end="ends_at",
                message="その時間にはほかの利用があります。時間か会議室・機器を変えてください。",
                condition=Q(cancelled_on__isnull=True),
            ),
        ]
        triggers = [room_is_lent("booking_of_a_lent_room", BOOKED, start="used_on", end="used_on")]

    def __str__(self) -> str:
        return f"{self.room} {format_date(self.used_on)} {self.starts_at:%H:%M}～{self.ends_at:%H:%M}"

    @property
    def user(self) -> str:
        """Who uses it: a company of the register, or whoever is named."""
        return str(self.company or self.user_name)

    def clean(self) -> None:
        """A room or machine that is used by the hour, while it is lent."""
        if self.room_id and self.used_on:
            refuse_room(self.room, BOOKED, self.used_on, self.used_on, field="used_on")


@tracked
class Fee(Due):
    """What a tenant owes for a month (使用料)."""

    tenancy = models.ForeignKey(Tenancy, models.PROTECT, verbose_name="入居", related_name="fees")
    month = MonthField("対象月")
    fiscal_year = fiscal_year_column("month")

    class Meta(Due.Meta):
        verbose_name = verbose_name_plural = "使用料"
        ordering = ["-month", "-pk"]
        indexes = [models.Index(fields=["tenancy", "fiscal_year"], name="fee_figures")]
        constraints = [
            *Due.Meta.constraints,
            first_of_month("fee_month_is_a_month", "month"),
            models.UniqueConstraint(
                fields=["tenancy", "month"],
                name="fee_month_once",
                violation_error_message="この入居のこの月の使用料はすでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenancy} {format_month(self.month)}分"

    def clean(self) -> None:
        """A month in which the tenant was in the room."""
        if not (self.tenancy_id and self.month):
            return
        first, last = self.tenancy.starts_on.replace(day=1), self.tenancy.ends_on
        if self.month < first or (last and self.month > last):
            raise ValidationError({"month": f"「{self.tenancy}」は{format_month(self.month)}に入居していません。"})
