"""Whose turn it is today: of whoever is asked, or of her substitute for as long as she is away (代決), and not a day longer."""

from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate
from procrastinate.contrib.django import app as jobs

from banso.registers.models import Staff

from .choices import Deed, Role
from .models import Station, Turn
from .routing import is_outside, stands_in_for

SUBSTITUTED = (Deed.APPROVE, Deed.DECIDE)


def whose_turn_at(station: Station) -> Staff:
    """Who is asked at a place of a draft's way today.

    Whoever stands in for one who is away, unless she drafted it herself or stands outside the draft's wall. What is restricted,
    what was objected to and what is only read is for the person herself.
    """
    draft = station.draft
    if draft.restrictions or station.role == Role.READ:
        return station.staff
    who = stands_in_for(station.staff, localdate())
    if who == station.staff or who == draft.drafter or is_outside(draft, who):
        return station.staff
    return station.staff if draft.acts.filter(round=station.round, deed=Deed.OBJECT).exists() else who


def whose_turn(turn: Turn) -> Staff:
    """Whose turn it is today, whatever the row says of the day it was written."""
    return whose_turn_at(turn.station) if turn.station and turn.deed in SUBSTITUTED else turn.staff


def ask_who_is_there(turns: QuerySet[Turn]) -> int:
    """Hand turns to the substitutes of those who are away by now, and back to those who have come back; how many changed hands."""
    handed = 0
    asked = turns.filter(deed__in=SUBSTITUTED, station__isnull=False)
    for turn in asked.select_related(
        "staff", "station__staff", "station__draft__case__programme", "station__draft__programme"
    ):
        who = whose_turn(turn)
        if who != turn.staff:
            turn.staff = who
            turn.save()
            handed += 1
    return handed


@jobs.periodic(cron="5 15 * * *")  # five past midnight
@jobs.task(name="ask_who_is_there_today", queueing_lock="ask_who_is_there_today")
def ask_who_is_there_today(timestamp: int) -> None:
    """Every night: those who left and those who came back."""
    today = localdate()
    away = Q(station__staff__absences__starts_on__lte=today, station__staff__absences__until__gt=today)
    stood_in = ~Q(staff=F("station__staff"))
    ask_who_is_there(Turn.objects.filter(pk__in=Turn.objects.filter(away | stood_in).values("pk")))
