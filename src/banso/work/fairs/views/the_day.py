"""The day itself, on a tablet by the entrance: now, next, who is missing; and a new plan when someone does not come."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banso.core.numbers import whole_or_none

from ..choices import AWAY, CAME, PresenceState
from ..grids import appointments_of
from ..models import Fair, Participant, Slot
from ..services import note_presence, plan_repair
from ..services.timetabling import in_force
from .common import fair_of, may_see, may_write, tried


@may_see
def board(request: HttpRequest, fair: int) -> HttpResponse:
    """Now / next / missing. The part that changes asks again by itself every twenty seconds."""
    found = fair_of(fair)
    context = {"fair": found, **_at(found, timezone.now())}
    return render(request, "fairs/now.html" if request.htmx else "fairs/day.html", context)  # type: ignore[attr-defined]


def _at(fair: Fair, now: datetime) -> dict[str, Any]:
    """What the board shows at a moment."""
    made = in_force(fair)
    slots = list(fair.slots.all())
    current = next((slot for slot in slots if slot.begins <= now < slot.ends), None)
    following = next((slot for slot in slots if slot.begins > now), None)
    appointments = appointments_of(made) if made else []
    people = list(fair.participants.with_presence().select_related("company").order_by("side", "company__kana_key"))
    here = {p.pk: p.presence for p in people}  # type: ignore[attr-defined]

    def of(slot: Slot | None) -> list[Any]:
        found = [a for a in appointments if slot and a.slot_id == slot.pk]
        return [(a, [p for p in (a.buyer, a.supplier) if here.get(p.pk) not in CAME]) for a in found]

    soon = {p.pk for slot in (current, following) for a, _ in of(slot) for p in (a.buyer, a.supplier)}
    missing = [p for p in people if here[p.pk] not in (*CAME, *AWAY)]
    return {
        "now": timezone.localtime(now),
        "made": made,
        "current": current,
        "following": following,
        "current_rows": of(current),
        "following_rows": of(following),
        "missing": sorted(missing, key=lambda p: p.pk not in soon),  # whom someone waits for stands first
        "soon": soon,
        "people": people,
        "states": PresenceState.choices,
        "arrivals": [slot for slot in slots if slot.begins > now],
    }


@may_write
@require_POST
def presence(request: HttpRequest, fair: int) -> HttpResponse:
    """Note that a company came, is late until a slot, does not come, or withdraws before the day."""
    rows = Participant.objects.filter(fair_id=fair).select_related("company")
    participant = get_object_or_404(rows, pk=_key(request, "participant"))
    state = request.POST.get("state", "")
    arrival = Slot.objects.filter(fair_id=fair, pk=_key(request, "arrival")).first()
    expected = arrival.begins if arrival and state == PresenceState.LATE else None
    tried(
        request,
        f"「{participant.company}」を{dict(PresenceState.choices).get(state, '')}にしました。",
        lambda: note_presence(participant, state=state, expected_at=expected, by=request.user),  # type: ignore[arg-type]
    )
    if request.htmx:  # type: ignore[attr-defined]
        found = fair_of(fair)
        return render(request, "fairs/now.html", {"fair": found, **_at(found, timezone.now())})
    if "from_company" in request.POST:
        return redirect("fair-company", fair=fair, pk=participant.pk)
    return redirect("fair-day", fair=fair)


def _key(request: HttpRequest, name: str) -> int:
    return whole_or_none(request.POST.get(name)) or 0


@may_write
@require_POST
def repair(request: HttpRequest, fair: int) -> HttpResponse:
    """A proposal from now on with the fewest changes, to be looked at and published."""
    found = fair_of(fair)
    done = "組み直しの案ができました。変わる商談を確かめて公開してください。"
    made = tried(request, done, lambda: plan_repair(found, by=request.user))  # type: ignore[arg-type]
    return redirect("fair-timetable", fair=fair, number=made.number) if made else redirect("fair-day", fair=fair)
