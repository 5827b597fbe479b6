"""Amounts that someone owes the centre by a day (使用料, 会費): a row each, open until the day on which it was paid."""

from datetime import date
from typing import Any, TypeVar

from django.db import models

from .constraints import not_negative
from .fields import YenField
from .models import Record

D = TypeVar("D", bound="Due")


class DueQuerySet(models.QuerySet[D]):
    """Populations of amounts owed."""

    def paid(self) -> "DueQuerySet[D]":
        return self.filter(paid_on__isnull=False)

    def unpaid(self) -> "DueQuerySet[D]":
        return self.filter(paid_on__isnull=True)

    def overdue(self, today: date) -> "DueQuerySet[D]":
        """Those that should have been paid before today."""
        return self.unpaid().filter(due_on__lt=today)


class Due(Record):
    """An amount owed by a day, paid whole. What is paid in parts is owed in parts: a row for each."""

    done_days: tuple[str, ...] = ("paid_on",)

    amount = YenField("金額(円)")
    due_on = models.DateField("納入期限")
    paid_on = models.DateField("納入日", null=True, blank=True)

    objects: Any = DueQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-due_on", "-pk"]
        constraints = [not_negative("%(app_label)s_%(class)s_not_negative", "amount")]

    @property
    def state(self) -> str:
        """Whether it was paid, in a word."""
        return "納入済" if self.paid_on else "未納"
