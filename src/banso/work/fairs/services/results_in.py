"""What came of a fair's meetings, as a list tells it. A list never undoes what was noted by hand; on the screen one can."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from banso.core.trail import verb
from banso.core.writing import record
from banso.registers.models import User
from banso.work.fairs.choices import PresenceState
from banso.work.fairs.models import Meeting, NotHeld, Participant, Presence

from .records import record_meeting

Facts = Mapping[str, Any]


@verb
def enter_meetings(rows: Sequence[dict[str, Any]], *, by: User | None) -> list[Any]:
    """Meetings that were held: for each the key of its record, or why it is refused. Who met was there, whoever had been noted."""
    refused = _contradicted(rows)
    good = [row for place, row in enumerate(rows) if place not in refused]
    written = iter(record_meeting.many(good, by=by) if good else [])  # type: ignore[attr-defined]
    made = [refused[place] if place in refused else next(written) for place in range(len(rows))]
    held = [row for row, key in zip(rows, made, strict=True) if not isinstance(key, ValidationError)]
    met = {row[side].pk for row in held for side in ("buyer", "supplier")}
    expected = Participant.objects.expected().filter(pk__in=met)
    now = timezone.now()
    Presence.objects.bulk_create(Presence(participant=p, state=PresenceState.PRESENT, at=now) for p in expected)
    return made


@verb
def enter_meeting(*, by: User | None, **facts: Any) -> Any:
    """One of them. Raises ValidationError."""
    (made,) = enter_meetings([facts], by=by)
    if isinstance(made, ValidationError):
        raise made
    return Meeting.objects.get(pk=made)


def _contradicted(rows: Sequence[Facts]) -> dict[int, ValidationError]:
    """The rows that say otherwise than was noted of the meeting or of a company's coming."""
    there = [row for row in rows if {"buyer", "supplier"} <= row.keys()]
    buyers, suppliers = ([row[side].pk for row in there] for side in ("buyer", "supplier"))
    missed = set(NotHeld.objects.filter(buyer__in=buyers).values_list("buyer_id", "supplier_id"))
    away = Participant.objects.away().filter(pk__in=[*buyers, *suppliers]).select_related("company")
    absent = {p.pk: f"「{p.company}」は{dict(PresenceState.choices)[p.presence]}と記録されています。" for p in away}  # type: ignore[attr-defined]
    found = {}
    for place, row in enumerate(rows):
        pair = tuple(row[side].pk for side in ("buyer", "supplier") if side in row)
        if pair in missed:
            found[place] = ValidationError(
                "「行わなかった」と記録されています。誤りなら、結果の入力の画面で直してください。"
            )
        elif gone := [absent[key] for key in pair if key in absent]:
            found[place] = ValidationError("".join(gone) + "誤りなら、先に出欠を直してください。")
    return found


@verb
def enter_not_held(*, by: User | None, **facts: Any) -> NotHeld:
    """A planned meeting that was not held. Raises ValidationError where it was."""
    if Meeting.objects.filter(buyer=facts["buyer"], supplier=facts["supplier"]).exists():
        raise ValidationError("行った商談として記録されています。誤りなら、結果の入力の画面で直してください。")
    return record(NotHeld, facts)
