"""The timetable: asked for, watched, changed by hand, published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from banso.core.numbers import whole_or_none

from ..choices import RunState
from ..grids import STATUS, appointments_of, by_company, by_table, differences, level_words
from ..models import Timetable
from ..services import (
    ask_timetable,
    forbid_pair,
    lock_appointments,
    move_appointment,
    publish_timetable,
    revise_timetable,
)
from ..services.timetabling import violations_of
from .common import fair_of, may_see, may_write, timetable_of, tried

BUSY = (RunState.WAITING, RunState.RUNNING)


@may_write
@require_POST
def solve(request: HttpRequest, fair: int) -> HttpResponse:
    """Ask for a timetable, from an earlier version or from none."""
    found = fair_of(fair)
    based_on = found.timetables.filter(number=whole_or_none(request.POST.get("based_on")) or 0).first()
    seconds = whole_or_none(request.POST.get("seconds")) or 0
    made = tried(
        request,
        "時間割の作成を始めました。",
        lambda: ask_timetable(found, seconds=seconds, based_on=based_on, by=request.user),  # type: ignore[arg-type]
    )
    return redirect("fair-timetable", fair=fair, number=made.number) if made else redirect("fair-plan", fair=fair)


@may_see
def timetable(request: HttpRequest, fair: int, number: int) -> HttpResponse:
    """One version: by table or by company, how good it is, what the checker says, and what may be done with it."""
    made = timetable_of(fair, number)
    if made.state != RunState.DONE:
        return render(request, "fairs/making.html", {"made": made, "fair": made.fair, "busy": made.state in BUSY})
    appointments = appointments_of(made)
    slots = list(made.fair.slots.all())
    tables, rows = by_table(appointments, slots)
    violations = violations_of(made)
    context = {
        "made": made,
        "fair": made.fair,
        "published": hasattr(made, "publication"),
        "levels": level_words(made),
        "status": STATUS.get(made.status, ""),
        "violations": violations,
        "wrong": {key for violation in violations for key in violation.meetings},
        "slots": slots,
        "tables": tables,
        "rows": rows,
        "companies": by_company(appointments),
        "number": len(appointments),
        "changed": differences(made),
        "view": "company" if request.GET.get("view") == "company" else "table",
    }
    return render(request, "fairs/timetable.html", context)


@may_see
def progress(request: HttpRequest, fair: int, number: int) -> HttpResponse:
    """How far a version is; asks again by itself, and opens the timetable when it is done."""
    made = timetable_of(fair, number)
    response = render(request, "fairs/progress.html", {"made": made, "busy": made.state in BUSY})
    if made.state not in BUSY:
        response["HX-Refresh"] = "true"
    return response


@may_write
@require_POST
def change(request: HttpRequest, fair: int, number: int) -> HttpResponse:
    """Lock, let go, forbid or move one planned meeting. The checker's reason is said where it may not be."""
    made = timetable_of(fair, number)
    appointment = get_object_or_404(made.appointments, pk=whole_or_none(request.POST.get("appointment")) or 0)
    what = request.POST.get("what", "")
    by = request.user
    if what in ("lock", "unlock"):
        lock = what == "lock"
        words = "固定しました。" if lock else "固定を外しました。"
        tried(request, words, lambda: lock_appointments(made, [appointment.pk], locked=lock, by=by))  # type: ignore[arg-type]
    elif what == "forbid":
        reason = request.POST.get("reason", "").strip()
        tried(request, "この組合せをなしにしました。", lambda: forbid_pair(appointment, reason=reason, by=by))  # type: ignore[arg-type]
    elif what == "move":
        slot = get_object_or_404(made.fair.slots, pk=whole_or_none(request.POST.get("slot")) or 0)
        table = whole_or_none(request.POST.get("table"))
        tried(request, "動かしました。", lambda: move_appointment(appointment, slot=slot, table=table, by=by))  # type: ignore[arg-type]
    return redirect("fair-timetable", fair=fair, number=number)


@may_write
@require_POST
def publish(request: HttpRequest, fair: int, number: int) -> HttpResponse:
    made = timetable_of(fair, number)
    tried(request, "公開しました。", lambda: publish_timetable(made, by=request.user))  # type: ignore[arg-type]
    return redirect("fair-timetable", fair=fair, number=number)


@may_write
@require_POST
def revise(request: HttpRequest, fair: int, number: int) -> HttpResponse:
    made = timetable_of(fair, number)
    copy: Timetable | None = tried(
        request,
        "手直し用の新しい版を作りました。",
        lambda: revise_timetable(made, by=request.user),  # type: ignore[arg-type]
    )
    return redirect("fair-timetable", fair=fair, number=copy.number if copy else number)
