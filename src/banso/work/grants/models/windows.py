"""When a call receives applications (受付期間), and that it ended before its day because the budget was used up."""

from datetime import datetime, time

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import get_current_timezone

from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.walls import open_to_all

from .applications import Call

USUAL_OPENING, USUAL_CLOSING = time(9), time(17)


@open_to_all("受付期間は公募要領で公表する")
@tracked
class Window(Record):
    """A time in which a call receives applications (受付期間), with a review of its own. What comes in the last second is in."""

    call = models.ForeignKey(Call, models.PROTECT, verbose_name="公募", related_name="windows")
    name = models.CharField("受付期間", max_length=40, help_text="例: 第1回")
    opens_on = models.DateField("受付開始日")
    opens_at = models.TimeField("開始時刻", default=USUAL_OPENING)
    closes_on = models.DateField("締切日")
    closes_at = models.TimeField("締切時刻", default=USUAL_CLOSING, help_text="17:00ちょうどに届いたものは受け付けます")

    class Meta:
        verbose_name = verbose_name_plural = "受付期間"
        ordering = ["call", "opens_on", "opens_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "name"],
                name="window_name_once",
                violation_error_message="同じ名前の受付期間がすでにあります。第2回のように分けてください。",
            ),
            models.CheckConstraint(
                name="window_closes_after_opening",
                condition=Q(closes_on__gt=F("opens_on")) | Q(closes_on=F("opens_on"), closes_at__gt=F("opens_at")),
                violation_error_message="締切が受付開始より前です。日付と時刻を確かめてください。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def opens(self) -> datetime:
        return datetime.combine(self.opens_on, self.opens_at, get_current_timezone())

    @property
    def closes(self) -> datetime:
        return datetime.combine(self.closes_on, self.closes_at, get_current_timezone())

    def receives(self, at: datetime) -> bool:
        """Whether what comes at a moment is in: the closing second is, as the clock shows it."""
        return self.opens <= at.replace(microsecond=0) <= self.closes


@open_to_all("受付の終了は公表する")
@tracked
class EarlyEnd(Record):
    """A call's receipt ended before its day (受付の早期終了): when, and why. Its later windows do not open."""

    call = models.OneToOneField(Call, models.PROTECT, verbose_name="公募", related_name="early_end")
    ended_at = models.DateTimeField("終了した日時")
    reason = models.CharField(
        "理由", max_length=200, help_text="申請しようとした方にも見えます。例: 予算額に達したため"
    )

    class Meta:
        verbose_name = verbose_name_plural = "受付の早期終了"
        constraints = [
            models.CheckConstraint(
                name="early_end_has_reason",
                condition=~Q(reason=""),
                violation_error_message="早く終える理由を入れてください。申請しようとした方にも見えます。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.call}の早期終了"
