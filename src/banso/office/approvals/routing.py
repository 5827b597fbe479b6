"""The way of a draft: from the drafter's own line up to whoever decides it by the table of 専決, with those consulted before."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from banso.cases.teams import is_seen_by
from banso.registers.models import Staff, Unit
from banso.registers.seeing import hidden_from

from .choices import Role
from .models import Absence, Draft, Holding, Rule, Seat


@dataclass(frozen=True)
class Place:
    """One place on the way: its order, what is asked, of which seat, and who holds it."""

    order: int
    role: Role
    seat: Seat | None
    staff: Staff


def rule_for(kind: str, amount: int, on: date) -> Rule:
    """The line of the table that a matter falls under. Raises ValidationError where the table says nothing of it."""
    standing = Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gte=on))
    found = (
        Rule.objects.filter(standing, kind=kind, amount_from__lte=amount)
        .order_by("-amount_from", "-valid_from")
        .first()
    )
    if found is None:
        raise ValidationError(f"専決の表に「{kind}」の決まりがありません。総務に、専決の表への登録を頼んでください。")
    return found


def route(draft: Draft, on: date) -> list[Place]:
    """The places of a draft that is submitted on a day, by the table then in force. Raises ValidationError that names who is missing.

    A restriction raises the decider to the top. Nobody decides her own draft: it goes up until someone else holds the seat.
    """
    rule = rule_for(draft.kind, draft.amount, on)
    unit = draft.drafter.unit
    top = Seat.objects.filter(ended_on=None).order_by("-rank").first()
    seat = top if draft.restrictions and top else rule.seat
    decider, seat = _other_than(draft.drafter, seat, unit, on)
    line = Seat.objects.filter(ended_on=None, rank__lt=seat.rank).order_by("rank")
    consulted = set(rule.consults.values_list("pk", flat=True))
    below = [(s, _holder(s, unit, on)) for s in line if s.pk not in consulted]
    places = [
        Place(0, Role.APPROVE, s, holder) for s, holder in below if holder and holder not in (draft.drafter, decider)
    ]
    asked = [(s, _holder(s, unit, on)) for s in rule.consults.filter(ended_on=None)]
    places += [
        Place(0, Role.CONSULT, s, holder) for s, holder in asked if holder and holder not in (draft.drafter, decider)
    ]
    return _in_order([*places, Place(0, Role.DECIDE, seat, decider)])


def readers_way(readers: list[Staff]) -> list[Place]:
    """The places of what is only shown for reading (供覧): everyone at once, in her own person."""
    return [Place(1, Role.READ, None, staff) for staff in dict.fromkeys(readers)]


def above(draft: Draft, seat: Seat | None, on: date) -> Place | None:
    """Who decides one seat higher, such as after 合議不調: the next above who is not the drafter and may see the case."""
    for one in Seat.objects.filter(ended_on=None, rank__gt=seat.rank if seat else 0).order_by("rank"):
        holder = _holder(one, draft.drafter.unit, on)
        if holder is not None and holder != draft.drafter and not is_outside(draft, holder):
            return Place(0, Role.DECIDE, one, holder)
    return None


def _in_order(places: list[Place]) -> list[Place]:
    """Own line first, one after the other; then those consulted, all at once; then the decider. Nobody is asked twice."""
    seen: set[int] = set()
    found: list[Place] = []
    order = 0
    for role in (Role.APPROVE, Role.CONSULT, Role.DECIDE):
        same = [p for p in places if p.role == role and p.staff.pk not in seen]
        for place in same:
            if role is not Role.CONSULT or place is same[0]:
                order += 1
            found.append(Place(order, role, place.seat, place.staff))
            seen.add(place.staff.pk)
    return found


def _other_than(drafter: Staff, seat: Seat, unit: Unit, on: date) -> tuple[Staff, Seat]:
    """Who decides: the holder of the seat, or of the next above it held by another than the drafter."""
    for one in Seat.objects.filter(ended_on=None, rank__gte=seat.rank).order_by("rank"):
        holder = _holder(one, unit, on)
        if holder is not None and holder != drafter:
            return holder, one
    raise ValidationError(f"「{seat}」の職位にある人がいません。総務に、職位にある人の登録を頼んでください。")


def _holder(seat: Seat, unit: Unit, on: date) -> Staff | None:
    standing = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    held = Holding.objects.filter(standing, seat=seat, staff__ended_on=None).select_related("staff")
    found = held.filter(unit=unit if seat.per_unit else None).first()
    return found.staff if found else None


def inside_the_wall(draft: Draft, places: list[Place]) -> None:
    """A draft behind a wall goes only to people inside it."""
    outside = [p.staff for p in places if is_outside(draft, p.staff)]
    if outside:
        names = "、".join(map(str, outside))
        raise ValidationError(
            f"この起案は{draft.walled_to}の守秘です。{names}はこの案件を見られないため、回すことができません。"
        )


def is_outside(draft: Draft, staff: Staff) -> bool:
    """Whether someone does not see what a draft is about, for it stands behind a wall."""
    if draft.walled_to is None:
        return False
    programme = draft.case.programme_id if draft.case else draft.programme_id
    if staff.user is None or programme in hidden_from(staff.user):
        return True
    return draft.case is not None and not is_seen_by(draft.case, staff.user)


def stands_in_for(staff: Staff, on: date) -> Staff:
    """Who acts for someone on a day: she herself, or her substitute, or the substitute's; never round in a circle."""
    seen: set[int] = set()
    while staff.pk not in seen:
        seen.add(staff.pk)
        away = Absence.objects.filter(staff=staff, starts_on__lte=on, until__gt=on).select_related("substitute").first()
        if away is None:
            return staff
        staff = away.substitute
    return staff
