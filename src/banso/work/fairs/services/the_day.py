"""On the day: who came, a new plan when someone does not, and what came of each meeting the same evening."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import record
from banso.registers.models import User
from banso.work.fairs.choices import AWAY, CAME, PresenceState, RunState, Source
from banso.work.fairs.models import (
    Appointment,
    Deal,
    Fair,
    FollowUp,
    Meeting,
    NotHeld,
    Participant,
    Presence,
    Timetable,
)
from banso.work.fairs.problem import Problem, problem_of

from .timetabling import in_force, new_version


@verb
def note_presence(
    participant: Participant,
    *,
    state: str,
    by: User | None,
    at: datetime | None = None,
    expected_at: datetime | None = None,
) -> Presence:
    """Note that a company came, is late, will not come, or has withdrawn; the last note stands."""
    held = Meeting.objects.filter(buyer=participant) | Meeting.objects.filter(supplier=participant)
    if state in AWAY and held.exists():
        raise UserError(f"「{participant.company}」には行った商談が記録されています。欠席や辞退にはできません。")
    facts = {"participant": participant, "state": state, "at": at or timezone.now(), "expected_at": expected_at}
    noted: Presence = record(Presence, facts)
    return noted


@verb
def plan_repair(fair: Fair, *, by: User, now: datetime | None = None) -> Timetable:
    """A new version from now on with the fewest changes, for the companies that are late or stay away.

    It is a proposal: it comes into force when it is published. Raises UserError if no timetable is in force.
    """
    from banso.work.fairs.timetable.repair import repair

    at = now or timezone.now()
    before = in_force(fair)
    if before is None:
        raise UserError("公開した時間割がまだありません。")
    appointments = list(before.appointments.select_related("slot"))
    problem = _with_everyone(fair, appointments)
    since = sum(slot.begins <= at for slot in problem.slots)
    if since == len(problem.slots):
        raise UserError("これから始まる枠はもうありません。")
    found = repair(problem.instance, problem.placements(appointments), since, _absent(problem))
    made = new_version(fair, Source.REPAIRED, before, by, state=RunState.DONE, status="optimal", seconds=found.seconds)
    locked = {appointment.key for appointment in appointments if appointment.locked}
    Appointment.objects.bulk_create(problem.appointments(made, found.timetable, locked))
    made.levels = [
        ["given_up", len(found.given_up), len(found.given_up)],
        ["changes", len(found.moved), len(found.moved)],
    ]
    made.save()
    return made


def _with_everyone(fair: Fair, appointments: list[Appointment]) -> Problem:
    """The problem with everyone who is in the timetable in force, whether or not they came."""
    everyone = {pk for a in appointments for pk in (a.buyer_id, a.supplier_id)}
    return problem_of(fair, ((a.buyer_id, a.supplier_id) for a in appointments), everyone)


def _absent(problem: Problem) -> Mapping[str, frozenset[int]]:
    """Every slot, for those who were noted as staying away. Who is late is known to the problem already."""
    gone = Participant.objects.away().filter(pk__in=[participant.pk for participant in problem.participants])
    everywhere = frozenset(range(len(problem.slots)))
    return {str(participant.pk): everywhere for participant in gone}


@verb
def record_held(
    fair: Fair, buyer: Participant, supplier: Participant, *, prospect: str, note: str, by: User
) -> Meeting:
    """A planned meeting was held. Both companies were there, whatever was noted before."""
    NotHeld.objects.filter(buyer=buyer, supplier=supplier).delete()
    facts: dict[str, Any] = {"fair": fair, "buyer": buyer, "supplier": supplier, "prospect": prospect, "note": note}
    held = Meeting.objects.filter(buyer=buyer, supplier=supplier).first() or Meeting()
    for name, value in facts.items():
        setattr(held, name, value)
    held.full_clean()
    held.save()
    for participant in Participant.objects.with_presence().filter(pk__in=(buyer.pk, supplier.pk)):
        if participant.presence is not None and participant.presence not in CAME:  # type: ignore[attr-defined]
            note_presence(participant, state=PresenceState.PRESENT, by=by)
    return held


@verb
def record_not_held(
    fair: Fair, buyer: Participant, supplier: Participant, *, reason: str, note: str, by: User
) -> NotHeld:
    """A planned meeting was not held. Raises UserError if a deal or an answer stands on it already."""
    held = Meeting.objects.filter(buyer=buyer, supplier=supplier).first()
    if held is not None:
        if Deal.objects.filter(meeting=held).exists() or FollowUp.objects.filter(meeting=held).exists():
            raise UserError("この商談には成立や調査の回答が記録されているため、「行わなかった」にはできません。")
        held.delete()
    missed = NotHeld.objects.filter(buyer=buyer, supplier=supplier).first() or NotHeld()
    for name, value in {"fair": fair, "buyer": buyer, "supplier": supplier, "reason": reason, "note": note}.items():
        setattr(missed, name, value)
    missed.full_clean()
    missed.save()
    return missed
