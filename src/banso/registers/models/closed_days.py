"""On which days the centre is closed (休日・休業日): public holidays and its own closures, as rows that can be put right."""

from django.db import models
from django.db.models import Q

from banso.core.models import Record
from banso.core.trail import tracked


class ClosedDayKind(models.TextChoices):
    HOLIDAY = "holiday", "国民の祝日・休日"
    CLOSURE = "closure", "センターの休業日"
    OPEN = "open", "開所する日"


@tracked
class ClosedDay(Record):
    """A day on which the centre is closed, or open although it is a Saturday, a Sunday or was to be a holiday.

    Holidays come from the law as it stands and are put right here when the Diet moves one; deadlines are counted over these rows.
    """

    on = models.DateField(
        "日付", unique=True, error_messages={"unique": "この日はすでに登録されています。その行を修正してください。"}
    )
    kind = models.CharField(
        "種類",
        max_length=10,
        choices=ClosedDayKind.choices,
        help_text="「開所する日」は、土曜・日曜や、祝日でなくなった日など、その日に開所することを表します",
    )
    name = models.CharField("名称", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "休日・休業日"
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(
                name="closed_day_kind_known",
                condition=Q(kind__in=ClosedDayKind.values),
                violation_error_message="種類を一覧から選んでください。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}({self.get_kind_display()})"
