"""Who was reminded of a deadline, so that nobody is reminded of the same twice."""

import pgtrigger
from django.db import models

from banso.core.constraints import known_values
from banso.core.era import format_date
from banso.core.models import Record
from banso.core.trail import tracked

from ..choices import Addressee
from .deadline import Deadline


@tracked
class Reminded(Record):
    """A reminder of a deadline went out: which rung of the ladder, to whom, on which day."""

    deadline = models.ForeignKey(Deadline, models.PROTECT, verbose_name="期限", related_name="reminders")
    to = models.CharField("宛先", max_length=10, choices=Addressee.choices)
    days = models.SmallIntegerField("期日からの日数", help_text="期日の前なら負の数")
    on = models.DateField("日付")

    class Meta:
        verbose_name = verbose_name_plural = "期限の案内"
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["deadline", "to", "days"], name="reminded_once"),
            known_values("reminded_addressee_known", "to", Addressee),
        ]
        triggers = [pgtrigger.Protect(name="keep_reminders", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{format_date(self.on)} {self.get_to_display()}"
