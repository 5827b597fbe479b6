"""A fair itself: its days and slots, its tables, and the organisations that hold it together."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from banso.core.constraints import ends_after_start
from banso.core.done_days import is_to_come
from banso.core.era import format_date
from banso.core.fields import LastDayField, PrefectureField
from banso.core.fiscal import fiscal_year_column
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.models import Organisation, Programme


@tracked
class Fair(Record):
    """One fair. Its first day decides its fiscal year, and that of its meetings and of deals found later.

    `followed_up_on` is the day the follow-up survey was finished: until then no deals is not the same as none.
    """

    done_days = ("followed_up_on",)

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業")
    name = models.CharField("商談会名", max_length=120)
    starts_on = models.DateField("開催日")
    ends_on = LastDayField("最終日")
    fiscal_year = fiscal_year_column("starts_on")
    place = models.CharField("開催地", max_length=80)
    tables = models.PositiveSmallIntegerField("卓の数", null=True, blank=True, help_text="同時に商談できる数です。")
    sign_up_from = models.DateField("申込の受付開始日", null=True, blank=True)
    sign_up_until = models.DateField("申込の締切日", null=True, blank=True)
    wishes_until = models.DateField("商談希望の締切日", null=True, blank=True)
    followed_up_on = models.DateField("成立状況の調査終了日", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "商談会"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            ends_after_start("fair_ends_after_start", start="starts_on", end="ends_on"),
            ends_after_start("fair_sign_up_ends_after_start", start="sign_up_from", end="sign_up_until"),
            models.CheckConstraint(
                name="fair_answers_before_it_begins",
                condition=Q(wishes_until__isnull=True) | Q(wishes_until__lte=F("starts_on")),
                violation_error_message="商談希望の締切日は、開催日までの日にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """What came of a fair is not known before it is held, whichever of the two is put in first."""
        if self.followed_up_on and self.starts_on and self.followed_up_on < self.starts_on:
            raise ValidationError(
                {"followed_up_on": "成立状況の調査は、商談会が終わってからです。日付を確かめてください。"}
            )
        if self.pk and self.starts_on and is_to_come(self.starts_on) and self._has_results():
            raise ValidationError(
                {"starts_on": "商談の結果が登録されている商談会です。開催日をこれからの日にはできません。"}
            )

    def _has_results(self) -> bool:
        return bool(self.meetings.exists() or self.not_held.exists())

    def refuse_before_held(self) -> None:
        """Raise ValidationError while the fair's first day is yet to come: until then nothing can have come of it."""
        if is_to_come(self.starts_on):
            raise ValidationError(
                f"「{self}」の開催日は{format_date(self.starts_on)}です。出席や商談の結果は、開催日から入れられます。"
            )


@tracked
class Slot(Record):
    """A time at which meetings are held (時間枠). A break is no slot: it is the time between two."""

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name="商談会", related_name="slots")
    day = models.DateField("日")
    starts_at = models.TimeField("開始")
    ends_at = models.TimeField("終了")

    class Meta:
        verbose_name = verbose_name_plural = "時間枠"
        ordering = ["day", "starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "day", "starts_at"],
                name="slot_once",
                violation_error_message="同じ時刻に始まる枠がすでにあります。",
            ),
            models.CheckConstraint(
                name="slot_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="枠の終了は開始より後にしてください。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day.month}/{self.day.day} {self.hours}"

    def clean(self) -> None:
        if self.day and not self.fair.starts_on <= self.day <= self.fair.ends_on:
            first, last = format_date(self.fair.starts_on), format_date(self.fair.ends_on)
            raise ValidationError({"day": f"日は開催期間({first}から{last})の中で選んでください。"})

    @property
    def hours(self) -> str:
        return f"{self.starts_at:%H:%M}～{self.ends_at:%H:%M}"

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, self.starts_at))

    @property
    def ends(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.day, self.ends_at))


@tracked
class Host(Record):
    """An organisation that holds the fair and brings the companies of its prefecture. A partner sees only its own."""

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name="商談会", related_name="hosts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="団体")
    prefecture = PrefectureField("都道府県", max_length=4)

    class Meta:
        verbose_name = verbose_name_plural = "主催団体"
        ordering = ["fair", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fair", "organisation"],
                name="host_once",
                violation_error_message="この団体はすでに主催団体に登録されています。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}({self.prefecture})"


def refuse_before_held(row: models.Model, path: str = "fair") -> None:
    """Raise ValidationError for a row that tells what came of a fair which is yet to come; `path` leads to the fair."""
    fair: Any = row
    for step in path.split("__"):
        fair = getattr(fair, step, None)
    if fair is not None:
        fair.refuse_before_held()
