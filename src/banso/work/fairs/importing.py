"""The steps by which a fair's lists say what takes more than one cell."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from banso.core.imports import Row
from banso.core.imports.declaring import Writing

from .models import Fair, Host, Slot

TWICE = "2日以上の商談会です。画面の参加企業で日と時刻を入れてください。"


def by_its_companies(rows: list[Row], writing: Writing) -> None:
    """A wish names no fair of its own: it is that of its companies."""
    for row in rows:
        row.facts.pop("fair", None)


def brought_by(rows: list[Row], writing: Writing) -> None:
    """The organisation that brings a company is one of those that hold the fair."""
    for row, fair, said in _saying(rows, "host.organisation"):
        known = _once(
            writing, "fairs.hosts", fair, lambda fair: {host.organisation_id: host for host in fair.hosts.all()}
        )
        host: Host | None = known.get(said.pk)
        if host is None:
            row.refuse(
                "取りまとめ団体", f"「{said}」はこの商談会の主催団体ではありません。先に主催団体に登録してください。"
            )
        else:
            row.facts["host"] = host


def on_the_day(rows: list[Row], writing: Writing) -> None:
    """When a company comes late or leaves early is a time of the fair's one day."""
    for name, heading in (("arrives_at", "会場に着く時刻"), ("leaves_at", "会場を出る時刻")):
        for row, fair, said in _saying(rows, f"day.{name}"):
            if fair.ends_on != fair.starts_on:
                row.refuse(heading, TWICE)
            else:
                row.facts[name] = timezone.make_aware(datetime.combine(fair.starts_on, said))


def at_its_slot(rows: list[Row], writing: Writing) -> None:
    """A meeting's set time is that at which one of the fair's slots begins."""
    days = {id(row): row.facts.pop("at.day", None) for row in rows}
    for row, fair, said in _saying(rows, "at.starts_at"):
        slots: list[Slot] = _once(writing, "fairs.slots", fair, lambda fair: list(fair.slots.all()))
        fitting = [slot for slot in slots if slot.starts_at == said and days[id(row)] in (None, slot.day)]
        if len(fitting) == 1:
            row.facts["slot"] = fitting[0]
        elif fitting:
            row.refuse(
                "決まった時間",
                f"{said:%H:%M}に始まる枠が{len(fitting)}日にあります。「決まった時間の日」の列も入れてください。",
            )
        else:
            row.refuse(
                "決まった時間", f"{said:%H:%M}に始まる枠がこの商談会にありません。「日程」の時間枠を確かめてください。"
            )


def _saying(rows: list[Row], column: str) -> list[tuple[Row, Fair, Any]]:
    """The rows that fill a column in, and know their fair; what they say is taken out of their facts."""
    said = [(row, row.facts.pop(column)) for row in rows if column in row.facts]
    return [(row, row.facts["fair"], value) for row, value in said if "fair" in row.facts]


def _once(writing: Writing, what: str, fair: Fair, read: Callable[[Fair], Any]) -> Any:
    """What is read of a fair once a file."""
    kept = writing.kept.setdefault(what, {})
    if fair.pk not in kept:
        kept[fair.pk] = read(fair)
    return kept[fair.pk]
