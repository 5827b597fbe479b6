"""Who may do what, as dated rows: membership of units, roles, and grants to look behind a wall.

A permission, or a way through a wall, is a row that stands on the day of the request. Nothing has to run for it to stop.
"""

from datetime import date
from typing import TypeVar

import pgtrigger
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from banso.core.constraints import ends_after_start, no_overlap
from banso.core.models import Record
from banso.core.trail import tracked
from banso.registers.company_links import stays_with_its_company

from .companies import Company
from .programmes import Programme
from .staff import Unit

D = TypeVar("D", bound=models.Model)


class DatedQuerySet(models.QuerySet[D]):
    def standing_on(self, day: date) -> "DatedQuerySet[D]":
        """Those that stand on a day; first and last day count."""
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def standing_between(self, first: date, last: date) -> "DatedQuerySet[D]":
        """Those that stand on any day from first to last."""
        return self.filter(Q(starts_on__lte=last), Q(ends_on__isnull=True) | Q(ends_on__gte=first))


class Dated(Record):
    """A row about a login that stands from one day to another, and who gave it. It is ended, never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="利用者", related_name="+")
    starts_on = models.DateField("開始日")
    ends_on = models.DateField("終了日", null=True, blank=True, help_text="この日まで。空欄は期限なし")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="与えた人", related_name="+", null=True, editable=False
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True


def _kept(name: str) -> pgtrigger.Protect:
    return pgtrigger.Protect(name=name, operation=pgtrigger.Delete)


@tracked
class Membership(Dated):
    """A login belongs to a unit (所属). Only members of a confidential unit see the records behind its wall."""

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="部署", related_name="memberships")

    class Meta:
        verbose_name = verbose_name_plural = "所属"
        ordering = ["unit", "starts_on", "pk"]
        constraints = [
            ends_after_start("membership_ends_after_start", start="starts_on", end="ends_on"),
            no_overlap(
                "membership_no_overlap",
                same=["user", "unit"],
                start="starts_on",
                end="ends_on",
                message="この利用者はその期間すでにこの部署に所属しています。",
            ),
        ]
        triggers = [_kept("keep_memberships")]

    def __str__(self) -> str:
        return f"{self.user} {self.unit}"


@tracked
class Keepership(Dated):
    """A login answers for a unit's confidential cases (守秘の責任者): sees those closed to a team too, and says who is kept out of one.

    Named by whoever is keeper already, the first by a manager inside; never by oneself. Only while a member of the unit.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name="部署", related_name="keeperships")

    class Meta:
        verbose_name = verbose_name_plural = "守秘の責任者"
        ordering = ["unit", "starts_on", "pk"]
        constraints = [
            ends_after_start("keepership_ends_after_start", start="starts_on", end="ends_on"),
            models.CheckConstraint(
                name="keepership_not_to_oneself",
                condition=Q(given_by__isnull=True) | ~Q(given_by=F("user")),
                violation_error_message="自分自身を責任者にすることはできません。",
            ),
            no_overlap(
                "keepership_no_overlap",
                same=["user", "unit"],
                start="starts_on",
                end="ends_on",
                message="この利用者はその期間すでにこの部署の責任者です。",
            ),
        ]
        triggers = [_kept("keep_keeperships")]

    def __str__(self) -> str:
        return f"{self.unit} {self.user}"


@tracked
class RoleAssignment(Dated):
    """A login has a role: the kinds of record and the actions that the role allows, in every programme or in one."""

    role = models.ForeignKey(Group, models.PROTECT, verbose_name="役割", related_name="assignments")
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        verbose_name="事業",
        null=True,
        blank=True,
        related_name="+",
        help_text="この事業の記録だけに効く。空欄はすべての事業",
    )

    class Meta:
        verbose_name = verbose_name_plural = "役割の付与"
        ordering = ["user", "starts_on", "pk"]
        constraints = [
            ends_after_start("role_ends_after_start", start="starts_on", end="ends_on"),
            no_overlap(
                "role_no_overlap",
                same=["user", "role", "programme"],  # without a programme it overlaps with every other
                start="starts_on",
                end="ends_on",
                message="この利用者はその期間すでにこの役割を持っています。",
            ),
        ]
        triggers = [_kept("keep_roles")]

    def __str__(self) -> str:
        return f"{self.user} {self.role}" + (f"({self.programme}だけ)" if self.programme else "")


@stays_with_its_company("閲覧許可は与えた企業の分だけ。統合先の記録まで見せない")
@tracked
class Crossing(Dated):
    """A recorded grant to look behind a wall (守秘記録の閲覧許可): which programme, perhaps only one company, why, until when.

    Given by a member of the walled unit, never to oneself; it allows looking, not writing.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="crossings")
    company = models.ForeignKey(
        Company, models.PROTECT, verbose_name="企業", null=True, blank=True, help_text="空欄は事業の全記録"
    )
    reason = models.CharField("理由", max_length=400)

    class Meta:
        verbose_name = verbose_name_plural = "守秘記録の閲覧許可"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            ends_after_start("crossing_ends_after_start", start="starts_on", end="ends_on"),
            models.CheckConstraint(
                name="crossing_has_an_end",
                condition=Q(ends_on__isnull=False),
                violation_error_message="閲覧許可には終了日が必要です。",
            ),
            models.CheckConstraint(name="crossing_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="crossing_not_to_oneself",
                condition=Q(given_by__isnull=True) | ~Q(given_by=F("user")),
                violation_error_message="自分自身に閲覧許可を与えることはできません。",
            ),
        ]
        triggers = [_kept("keep_crossings")]

    def __str__(self) -> str:
        return f"{self.user} {self.programme}"


@tracked
class Handover(Record):
    """A login's work passes to a successor (引継ぎ): from that day on, what waited for the leaver waits for the successor.

    The records keep saying who did what; only the answer to "whose matter is it" changes.
    """

    leaver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="前任者", related_name="+")
    successor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="後任者", related_name="+")
    handed_on = models.DateField("引継日")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="登録した人", related_name="+", null=True, editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "引継ぎ"
        ordering = ["-handed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="handover_to_another",
                condition=~Q(leaver=F("successor")),
                violation_error_message="後任者には別の人を選んでください。",
            ),
            models.UniqueConstraint(
                fields=["leaver", "handed_on"],
                name="handover_once_a_day",
                violation_error_message="この人の引継ぎは、その日にすでに登録されています。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leaver} → {self.successor}"


class LookKind(models.TextChoices):
    RECORD = "record", "記録を開いた"
    LIST = "list", "一覧で見た"
    EXPORT = "export", "書き出した"


@stays_with_its_company("閲覧の記録は、見たときのまま残す")
class Look(models.Model):
    """Someone looked at walled records of a programme: at one record, at a list, or took them out. Itself walled.

    Of a record that belongs to a case it says of which (`of_case`), and is behind what closes that; lists and files, which may tell of
    cases kept from others, are told to who looked and to the keeper.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="利用者", related_name="+")
    kind = models.CharField("種類", max_length=10, choices=LookKind.choices)
    programme = models.ForeignKey(Programme, models.PROTECT, verbose_name="事業", related_name="looks")
    company = models.ForeignKey(Company, models.PROTECT, verbose_name="企業", null=True, related_name="+")
    subject = models.CharField("対象", max_length=80)
    record_id = models.BigIntegerField("記録番号", null=True)
    of_case = models.BigIntegerField("案件", null=True, editable=False)
    number = models.PositiveIntegerField("件数", default=1)
    conditions = models.CharField("条件", max_length=400, blank=True)
    at = models.DateTimeField("日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "守秘記録の閲覧の記録"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="look_latest"),
            models.Index(fields=["subject", "record_id"], name="looks_at_record"),
        ]
        triggers = [pgtrigger.Protect(name="keep_looks", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.user} {self.subject}"
