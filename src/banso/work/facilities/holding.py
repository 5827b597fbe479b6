"""The rule that someone moves into, or books, only a room that is lent so, and only while it is lent. It joins two tables, so the
database keeps it by triggers."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

import pgtrigger
from django.core.exceptions import ValidationError
from django.db.models import Q

from banso.core.era import format_date

from .choices import BOOKED, LET, RoomKind

if TYPE_CHECKING:
    from .models import Room


def room_is_lent(name: str, kinds: Iterable[RoomKind], *, start: str, end: str) -> pgtrigger.Trigger:
    """Refuse a row whose room is of other kinds, or is not lent from `start` to `end`; no end is for ever."""
    function = f"""
    PERFORM FROM public.facilities_room r
     WHERE r.id = NEW.room_id AND r.kind IN ({_listed(kinds)}) AND r.opened_on <= NEW.{start}
       AND (r.closed_on IS NULL OR r.closed_on >= NEW.{end}) FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update, func=function
    )


def keeps_its_users(name: str) -> pgtrigger.Trigger:
    """Refuse that a room becomes of another kind, or is lent for a shorter time, than those who are in it or booked it have it for."""
    function = f"""
    IF EXISTS (SELECT FROM public.facilities_tenancy t WHERE t.room_id = NEW.id
               AND (NEW.kind NOT IN ({_listed(LET)}) OR t.starts_on < NEW.opened_on
                    OR COALESCE(t.ends_on, 'infinity') > COALESCE(NEW.closed_on, 'infinity')))
    OR EXISTS (SELECT FROM public.facilities_booking b WHERE b.room_id = NEW.id
               AND (NEW.kind NOT IN ({_listed(BOOKED)}) OR b.used_on < NEW.opened_on
                    OR b.used_on > COALESCE(NEW.closed_on, 'infinity'))) THEN
        RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=pgtrigger.Update, func=function)


def _listed(kinds: Iterable[RoomKind]) -> str:
    return ", ".join(f"'{kind.value}'" for kind in kinds)


def refuse_room(room: "Room", kinds: Collection[str], start: date, end: date | None, *, field: str) -> None:
    """The same rule, said at the room or at the day's `field`. Raises ValidationError."""
    if room.kind not in kinds:
        offered = "、".join(str(RoomKind(kind).label) for kind in kinds)
        raise ValidationError({"room": f"「{room}」は{room.get_kind_display()}です。{offered}を選んでください。"})
    if start < room.opened_on:
        raise ValidationError({field: f"「{room}」を貸し始めた日({format_date(room.opened_on)})より前です。"})
    if room.closed_on and (end is None or end > room.closed_on):
        raise ValidationError(
            {"room": f"「{room}」を貸すのは{format_date(room.closed_on)}までです。最後の日を確かめてください。"}
        )


def refuse_change(room: "Room") -> None:
    """What the room's own change would leave outside of it, said at its field. Raises ValidationError."""
    for rows, kinds, start, end in (
        (room.tenancies, LET, "starts_on", "ends_on"),
        (room.bookings, BOOKED, "used_on", "used_on"),
    ):
        if room.kind not in kinds and (user := rows.first()):
            raise ValidationError({"kind": f"「{user}」の記録があるため、{room.get_kind_display()}にはできません。"})
        if user := rows.filter(**{f"{start}__lt": room.opened_on}).first():
            raise ValidationError({"opened_on": f"この日より前から「{user}」の記録があります。"})
        if room.closed_on and (user := rows.filter(~Q(**{f"{end}__lte": room.closed_on})).first()):
            raise ValidationError(
                {"closed_on": f"この日のあとも「{user}」の記録があります。先に退去日や利用を直してください。"}
            )
