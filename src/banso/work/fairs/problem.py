"""A fair's records as the scheduling problem that solver and checker understand, and their answers as rows again."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from banso.core.errors import UserError

from . import timetable as solving
from .choices import PairKind, Rank, Side
from .models import Absence, Appointment, Fair, PairRule, Participant, Presence, Slot, Timetable, Wish

Pair = tuple[int, int]
_BEST = max(Rank.values) + 1


@dataclass(frozen=True)
class Problem:
    """The instance, with the rows its numbers stand for."""

    instance: solving.Instance
    slots: list[Slot]
    participants: list[Participant]

    @property
    def slot_number(self) -> dict[int, int]:
        return {slot.pk: number for number, slot in enumerate(self.slots)}

    def placements(self, appointments: Iterable[Appointment]) -> solving.Timetable:
        """Planned meetings in the solver's terms."""
        number = self.slot_number
        return tuple(solving.Placement(a.key, number[a.slot_id], a.table - 1) for a in appointments)

    def check(self, appointments: Iterable[Appointment]) -> list[solving.Violation]:
        return solving.check(self.instance, self.placements(appointments))

    def appointments(
        self, made: Timetable, placements: solving.Timetable, locked: Iterable[str] = ()
    ) -> list[Appointment]:
        """The solver's timetable as rows, not yet stored."""
        kept = set(locked)
        rows = []
        for placed in placements:
            buyer, supplier = pair_of(placed.meeting)
            rows.append(
                Appointment(
                    timetable=made,
                    buyer_id=buyer,
                    supplier_id=supplier,
                    slot=self.slots[placed.slot],
                    table=(placed.table or 0) + 1,
                    locked=placed.meeting in kept,
                )
            )
        return rows


def pair_of(key: str) -> Pair:
    buyer, supplier = key.split("-")
    return int(buyer), int(supplier)


def problem_of(fair: Fair, also: Iterable[Pair] = (), there: Collection[int] = ()) -> Problem:
    """The fair as it stands: who comes, when each can, who wishes whom, and what the office decided of pairs.

    `also` are pairs planned by hand that nobody wished, `there` participants to take in though they stay away.
    Raises UserError where days or tables are still to be given.
    """
    slots = list(fair.slots.all())
    if not slots:
        raise UserError("時間枠がまだありません。「日程」で開催日の時間枠を作ってください。")
    if not fair.tables:
        raise UserError("卓の数がまだありません。商談会の「卓の数」を入力してください。")
    coming = Participant.objects.coming().filter(fair=fair).values("pk")
    rows = Participant.objects.filter(Q(pk__in=coming) | Q(fair=fair, pk__in=there))
    participants = list(rows.select_related("company").order_by("pk"))
    number = {participant.pk: place for place, participant in enumerate(participants)}
    instance = solving.Instance(
        slots=tuple(_slots(slots)),
        attendees=tuple(_attendees(participants, slots)),
        meetings=tuple(_wanted(fair, number, slots, also)),
        tables=fair.tables,
    )
    return Problem(instance, slots, participants)


def _slots(slots: list[Slot]) -> Iterable[solving.Slot]:
    days = sorted({slot.day for slot in slots})
    return (solving.Slot(str(slot), days.index(slot.day)) for slot in slots)


def _attendees(participants: list[Participant], slots: list[Slot]) -> Iterable[solving.Attendee]:
    absent: dict[int, set[int]] = defaultdict(set)
    place = {slot.pk: number for number, slot in enumerate(slots)}
    for participant_id, slot_id in Absence.objects.filter(participant__in=participants).values_list(
        "participant_id", "slot_id"
    ):
        absent[participant_id].add(place[slot_id])
    late = dict(
        Presence.objects.filter(participant__in=participants)
        .order_by("participant_id", "-pk")
        .distinct("participant_id")
        .values_list("participant_id", "expected_at")
    )
    for participant in participants:
        comes = late.get(participant.pk)
        away = {n for n, slot in enumerate(slots) if participant.away_in(slot) or (comes and slot.begins < comes)}
        yield solving.Attendee(
            key=str(participant.pk),
            name=participant.company.name,
            seated=participant.side == Side.BUYER,
            absent=frozenset(absent[participant.pk] | away),
            at_most=participant.at_most,
            table=participant.table - 1 if participant.table else None,
        )


def _wanted(fair: Fair, number: dict[int, int], slots: list[Slot], also: Iterable[Pair]) -> Iterable[solving.Wanted]:
    """Every pair that may meet: wished by either, decided by the office, or planned by hand; never one forbidden."""
    values: dict[Pair, int] = dict.fromkeys(also, 1) | wished_pairs(fair)
    place = {slot.pk: position for position, slot in enumerate(slots)}
    fixed: dict[Pair, int | None] = {}
    for rule in PairRule.objects.filter(fair=fair):
        pair = (rule.buyer_id, rule.supplier_id)
        if rule.kind == PairKind.FORBIDDEN:
            values.pop(pair, None)
        else:
            values.setdefault(pair, 1)
            fixed[pair] = place[rule.slot_id] if rule.slot_id else None
    for pair in sorted(pair for pair in values if set(pair) <= number.keys()):
        buyer, supplier = pair
        yield solving.Wanted(
            key=f"{buyer}-{supplier}",
            between=(number[buyer], number[supplier]),
            mandatory=pair in fixed,
            value=values[pair],
            fixed=fixed.get(pair),
        )


def wished_pairs(fair: Fair) -> dict[Pair, int]:
    """The worth of each pair wished: a first choice counts 10, a tenth 1, added up over both sides."""
    values: dict[Pair, int] = defaultdict(int)
    wishes = Wish.objects.filter(participant__fair=fair)
    for side, one, other, rank in wishes.values_list("participant__side", "participant_id", "partner_id", "rank"):
        values[(one, other) if side == Side.BUYER else (other, one)] += _BEST - rank
    return dict(values)
