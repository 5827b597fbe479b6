"""Before the fair: its slots, who comes and when, and whom they wish to meet. Staff may do every step for a company."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, Value, When
from django.utils import timezone

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.core.writing_many import record_many
from banso.registers.models import User
from banso.work.fairs.choices import PairKind, PresenceState, Rank, Side
from banso.work.fairs.models import Absence, Appointment, Fair, PairRule, Participant, Presence, Slot, Wish


@dataclass(frozen=True)
class DayPlan:
    """A day in slots of equal length: from when to when, with pauses between them and at most one break."""

    day: date
    starts_at: time
    ends_at: time
    minutes: int
    pause: int = 0
    break_from: time | None = None
    break_until: time | None = None

    def slots(self) -> list[tuple[time, time]]:
        """Start and end of each slot; one that would run into the break comes after it."""
        end, length = datetime.combine(self.day, self.ends_at), timedelta(minutes=self.minutes)
        begin = datetime.combine(self.day, self.starts_at)
        found = []
        while begin + length <= end:
            if self._in_break(begin, begin + length):
                begin = datetime.combine(self.day, self.break_until or self.ends_at)
                continue
            found.append((begin.time(), (begin + length).time()))
            begin += length + timedelta(minutes=self.pause)
        return found

    def _in_break(self, begin: datetime, end: datetime) -> bool:
        if self.break_from is None or self.break_until is None:
            return False
        return begin.time() < self.break_until and end.time() > self.break_from


@verb
def lay_out_day(fair: Fair, plan: DayPlan, *, by: User) -> list[Slot]:
    """Give a day its slots, in place of those it had. Raises UserError if that would touch a timetable or makes no slot."""
    if not fair.starts_on <= plan.day <= fair.ends_on:
        raise UserError(
            f"日は開催期間({format_date(fair.starts_on)}から{format_date(fair.ends_on)})の中で選んでください。"
        )
    if plan.minutes < 1 or plan.pause < 0:
        raise UserError("1回の商談は1分以上、間隔は0分以上にしてください。")
    times = plan.slots()
    if not times:
        raise UserError("この時刻では枠が1つもできません。開始・終了・1回の長さを確かめてください。")
    if Appointment.objects.filter(slot__fair=fair, slot__day=plan.day).exists():
        raise UserError("この日の枠を使った時間割がすでにあるため、枠を作り直せません。")
    if PairRule.objects.filter(slot__fair=fair, slot__day=plan.day).exists():
        raise UserError("この日の枠に時間を決めた組合せがあります。先にその取決めを直してください。")
    Slot.objects.filter(fair=fair, day=plan.day).delete()
    return [record(Slot, {"fair": fair, "day": plan.day, "starts_at": a, "ends_at": b}) for a, b in times]


@verb
def enter_participant(*, by: User | None, **facts: Any) -> Participant:
    """A company enters the fair: it is expected, and counts as having attended only once it came.

    Entered after the fair, it is one that was there.
    """
    entered = record(Participant, facts)
    if entered.fair.ends_on >= timezone.localdate():
        Presence.objects.create(participant=entered, state=PresenceState.EXPECTED, at=timezone.now())
    return entered


@verb
def take_out_of_slots(participant: Participant, slots: Collection[Slot], *, by: User | None) -> None:
    """Say in which slots a company cannot meet, in place of what was said before."""
    if any(slot.fair_id != participant.fair_id for slot in slots):
        raise UserError("ほかの商談会の時間枠は選べません。")
    kept = {slot.pk for slot in slots}
    participant.absences.exclude(slot__in=kept).delete()
    known = set(participant.absences.values_list("slot_id", flat=True))
    Absence.objects.bulk_create(Absence(participant=participant, slot_id=pk) for pk in sorted(kept - known))


@verb
def state_wishes(
    participant: Participant, partners: Sequence[Participant], *, by: User | None, today: date | None = None
) -> None:
    """A company's wishes, the most wished first, in place of those before.

    Staff may state them for it at any time; the company itself (`by` None) until the answer date. Raises UserError for a
    company that is not coming, is on the same side, is named twice, or that the office ruled out.
    """
    fair = participant.fair
    day = today or timezone.localdate()
    if by is None and fair.wishes_until is not None and day > fair.wishes_until:
        raise UserError(
            f"商談希望の締切({format_date(fair.wishes_until)})を過ぎました。変更は事務局へお知らせください。"
        )
    if len(partners) > len(Rank.values):
        raise UserError(f"商談希望は{len(Rank.values)}社までです({len(partners)}社選ばれています)。")
    may_meet = _Meetable.of([(participant, partner) for partner in partners])
    for partner in partners:
        if why := may_meet.why_not(participant, partner):
            raise UserError(why)
    if len({partner.pk for partner in partners}) < len(partners):
        raise UserError("同じ企業が2回選ばれています。どちらかを消してください。")
    participant.wishes.all().delete()
    for rank, partner in enumerate(partners, start=1):
        record(Wish, {"participant": participant, "partner": partner, "rank": rank})


Pair = tuple[Participant, Participant]


@dataclass(frozen=True)
class _Meetable:
    """Who of some companies is coming, and which pairs of them the office ruled out."""

    coming: frozenset[int]
    ruled_out: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> "_Meetable":
        everyone = {participant.pk for pair in pairs for participant in pair}
        coming = Participant.objects.coming().filter(pk__in=everyone).values_list("pk", flat=True)
        rules = PairRule.objects.filter(kind=PairKind.FORBIDDEN, buyer__in=everyone, supplier__in=everyone)
        return cls(frozenset(coming), frozenset(rules.values_list("buyer_id", "supplier_id")))

    def why_not(self, participant: Participant, partner: Participant) -> str:
        """Why a company cannot wish to meet another; nothing if it can."""
        name = partner.company.name
        if partner.pk not in self.coming:
            return f"「{name}」はこの商談会に参加しません。希望から外してください。"
        if partner.side == participant.side:
            return f"「{name}」は同じ{partner.get_side_display()}側です。反対側の企業を選んでください。"
        buyer, supplier = (participant, partner) if participant.side == Side.BUYER else (partner, participant)
        if (buyer.pk, supplier.pk) in self.ruled_out:
            return f"「{name}」との商談は組めないことになっています。希望から外してください。"
        return ""


@verb
def record_wishes(rows: Sequence[dict[str, Any]], *, by: User | None) -> list[Any]:
    """Many wishes, as lists of companies' wishes tell them: for each the key of its record, or why it is refused."""
    may_meet = _Meetable.of([(row["participant"], row["partner"]) for row in rows])
    why = [may_meet.why_not(row["participant"], row["partner"]) for row in rows]
    written = iter(record_many(Wish, [row for row, reason in zip(rows, why, strict=True) if not reason]))
    return [ValidationError({"partner": reason}) if reason else next(written) for reason in why]


@verb
def record_wish(*, by: User | None, **facts: Any) -> Wish:
    """One wish. Raises ValidationError for whom the company cannot meet."""
    (made,) = record_wishes([facts], by=by)
    if isinstance(made, ValidationError):
        raise made
    return Wish.objects.get(pk=made)


@verb
def correct_wish(wish: Wish, *, by: User | None, rank: int) -> Wish:
    """Give a wish another rank. The wish that had it takes this one's: a list with two changed round comes in as it is."""
    ranks = dict(
        wish.participant.wishes.values_list("pk", "rank")
    )  # as they are now: the wish may have been read before
    other = next((key for key, known in ranks.items() if known == rank and key != wish.pk), None)
    if other is None:
        return correct(wish, {"rank": rank})
    exchanged = Case(When(pk=wish.pk, then=Value(rank)), default=Value(ranks[wish.pk]))
    wish.participant.wishes.filter(pk__in=(wish.pk, other)).update(rank=exchanged)
    wish.refresh_from_db()
    return wish


@verb
def clear_pair_rule(rule: PairRule, *, by: User) -> None:
    """Take back what was decided of a pair."""
    rule.delete()
