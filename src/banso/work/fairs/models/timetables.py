"""Timetables (時間割): versions of who meets whom, when and at which table. What was published is never rewritten."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from banso.core.models import Record
from banso.core.trail import tracked
from banso.work.fairs.choices import RunState, Source

from .fair import Fair, Slot
from .participants import Participant
from .sides import sides_fit


@tracked
class Timetable(Record):
    """One version of a fair's timetable, made by the solver or from an earlier version by hand.

    `status` is what is proven of it and `levels` how good it is at each level, with a bound: [code, value, bound].
    """

    fair = models.ForeignKey(Fair, models.PROTECT, verbose_name="商談会", related_name="timetables")
    number = models.PositiveSmallIntegerField("版")
    source = models.CharField("作り方", max_length=10, choices=Source.choices)
    based_on = models.ForeignKey("self", models.PROTECT, verbose_name="もとの版", null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="作成者", null=True, blank=True)
    state = models.CharField("状態", max_length=10, choices=RunState.choices, default=RunState.WAITING)
    status = models.CharField("証明", max_length=12, blank=True)
    levels = models.JSONField("できばえ", default=list, blank=True)
    seconds = models.FloatField("かかった秒数", null=True, blank=True)
    progress = models.CharField("進み具合", max_length=200, blank=True)
    error = models.TextField("作れなかった理由", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "時間割"
        ordering = ["fair", "-number"]
        constraints = [models.UniqueConstraint(fields=["fair", "number"], name="timetable_number_once")]

    def __str__(self) -> str:
        return f"{self.fair} 第{self.number}版"


_NOT_PUBLISHED = """
    IF EXISTS (SELECT 1 FROM public.fairs_publication p
        WHERE p.timetable_id = CASE WHEN TG_OP = 'DELETE' THEN OLD.timetable_id ELSE NEW.timetable_id END) THEN
        RAISE EXCEPTION 'published_timetables_stay' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""


@tracked
class Appointment(Record):
    """A meeting planned in a slot at a table (商談予定). Whether it was held is another record."""

    timetable = models.ForeignKey(Timetable, models.CASCADE, verbose_name="時間割", related_name="appointments")
    buyer = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="発注企業", related_name="appointments_as_buyer"
    )
    supplier = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="受注企業", related_name="appointments_as_supplier"
    )
    slot = models.ForeignKey(Slot, models.PROTECT, verbose_name="時間枠", related_name="appointments")
    table = models.PositiveSmallIntegerField("卓番号")
    locked = models.BooleanField("固定", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "商談予定"
        ordering = ["slot", "table"]
        constraints = [
            models.UniqueConstraint(fields=["timetable", "buyer", "supplier"], name="appointment_pair_once"),
            models.UniqueConstraint(fields=["timetable", "slot", "buyer"], name="appointment_one_for_buyer"),
            models.UniqueConstraint(fields=["timetable", "slot", "supplier"], name="appointment_one_for_supplier"),
            models.UniqueConstraint(fields=["timetable", "slot", "table"], name="appointment_one_at_table"),
            models.CheckConstraint(name="appointment_table_counts_from_one", condition=Q(table__gte=1)),
        ]
        triggers = [
            sides_fit(
                "appointment_sides_fit",
                fair="(SELECT t.fair_id FROM public.fairs_timetable t JOIN public.fairs_slot s ON s.fair_id = t.fair_id"
                " WHERE t.id = NEW.timetable_id AND s.id = NEW.slot_id)",
            ),
            pgtrigger.Trigger(
                name="published_timetables_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_NOT_PUBLISHED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot} 卓{self.table} {self.buyer.company}×{self.supplier.company}"

    @property
    def key(self) -> str:
        """The pair's name in the solver's terms."""
        return f"{self.buyer_id}-{self.supplier_id}"


@tracked
class Publication(Record):
    """A version was published (公開) at a moment; the last published is the one in force."""

    timetable = models.OneToOneField(Timetable, models.PROTECT, verbose_name="時間割", related_name="publication")
    published_at = models.DateTimeField("公開日時")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="公開者", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "時間割の公開"
        ordering = ["-published_at", "-pk"]
        triggers = [pgtrigger.Protect(name="keep_publications", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.timetable} 公開"
