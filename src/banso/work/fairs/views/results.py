"""The same evening: what came of each meeting, row by row. Months later: what came of it in the end."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from banso.core.errors import UserError, said
from banso.core.fiscal import fiscal_year_label
from banso.core.numbers import numbers_in
from banso.core.text import fold
from banso.office.chasing.views import shown

from ..chasing import MET
from ..forms import ResultForm
from ..grids import appointments_of
from ..models import Appointment, Fair, Meeting, NotHeld, Slot
from ..services import plan_follow_up, record_held, record_not_held
from ..services.following import current_round
from ..services.timetabling import in_force
from .common import fair_of, may_see, may_write, tried

AT_ONCE = 200  # more rows than this are shown slot by slot


@may_see
def results(request: HttpRequest, fair: int) -> HttpResponse:
    """Every planned meeting of the timetable in force as a row to fill in; each row is saved by itself.

    A large fair is shown slot by slot, beginning with the first that still lacks results; a company is found by its name.
    """
    found = fair_of(fair)
    made = in_force(found)
    rows = _known(found, appointments_of(made)) if made else []
    words = request.GET.get("q", "").strip()
    left = Counter(row.slot for row, known in rows if not known["result"])
    slots = [(slot, left[slot]) for slot in dict.fromkeys(row.slot for row, _ in rows)]
    chosen = _slot(request.GET.get("slot", ""), slots, whole=bool(words) or len(rows) <= AT_ONCE)
    found_rows = [(row, known) for row, known in rows if chosen in (None, row.slot) and _speaks_of(row, words)]
    context = {
        "fair": found,
        "rows": [(row, ResultForm(initial=known, auto_id=f"id_{row.pk}_%s")) for row, known in found_rows],
        "number": len(rows),
        "done": len(rows) - left.total(),
        "made": made,
        "slots": slots,
        "chosen": chosen,
        "words": words,
    }
    return render(request, "fairs/results.html", context)


def _slot(asked: str, slots: list[tuple[Slot, int]], *, whole: bool) -> Slot | None:
    """The slot to show: the one asked for, else the first that lacks results; None for all of them."""
    known = {str(slot.pk): slot for slot, _ in slots}
    if asked in known:
        return known[asked]
    if whole or asked == "all":
        return None
    return next((slot for slot, left in slots if left), slots[-1][0])


def _speaks_of(row: Appointment, words: str) -> bool:
    names = (row.buyer.company.name, row.supplier.company.name)
    return not words or any(fold(words) in fold(name) for name in names)


def _known(fair: Fair, appointments: Iterable[Appointment]) -> list[tuple[Appointment, dict[str, str]]]:
    """Each planned meeting with what was typed of it so far."""
    held = {(m.buyer_id, m.supplier_id): m for m in Meeting.objects.filter(fair=fair)}
    missed = {(n.buyer_id, n.supplier_id): n for n in NotHeld.objects.filter(fair=fair)}
    rows = []
    for a in appointments:
        pair = (a.buyer_id, a.supplier_id)
        initial = {"result": "", "note": ""}
        if pair in held:
            initial = {"result": f"held:{held[pair].prospect}", "note": held[pair].note}
        elif pair in missed:
            initial = {"result": f"not:{missed[pair].reason}", "note": missed[pair].note}
        rows.append((a, initial))
    return rows


@may_write
@require_POST
def result(request: HttpRequest, fair: int, pk: int) -> HttpResponse:
    """One row: saved, or said what is wrong, with what was typed still in it."""
    rows = Appointment.objects.select_related("timetable__fair", "slot", "buyer__company", "supplier__company")
    row = get_object_or_404(rows, pk=pk, timetable__fair_id=fair)
    form = ResultForm(request.POST, auto_id=f"id_{pk}_%s", initial=request.POST.dict())
    saved = False
    if form.is_valid():
        try:
            _record(row, form.cleaned_data, request.user)
            saved = True
        except (UserError, ValidationError) as error:
            form.add_error(None, said(error))
    context = {"fair": row.timetable.fair, "row": row, "form": form, "saved": saved}
    return render(request, "fairs/result_row.html", context, status=200)


def _record(row: Appointment, given: dict[str, Any], by: Any) -> None:
    kind, _, code = given["result"].partition(":")
    fair = row.timetable.fair
    if kind == "held":
        record_held(fair, row.buyer, row.supplier, prospect=code, note=given["note"], by=by)
    else:
        record_not_held(fair, row.buyer, row.supplier, reason=code, note=given["note"], by=by)


def follow_up(request: HttpRequest, fair: int) -> HttpResponse:
    """The rounds of a fair, and in the one due now every meeting still without an answer."""
    return _declare(request, fair) if request.method == "POST" else _due(request, fair)


@may_write
def _declare(request: HttpRequest, fair: int) -> HttpResponse:
    found = fair_of(fair)
    months = numbers_in(request.POST.getlist("months"))
    tried(request, "調査の時期を決めました。", lambda: plan_follow_up(found, months, by=request.user))  # type: ignore[arg-type]
    return redirect("fair-follow-up", fair=fair)


@may_see
def _due(request: HttpRequest, fair: int) -> HttpResponse:
    found = fair_of(fair)
    rows = MET.asked(timezone.localdate()).filter(fair=found).order_by("supplier", "pk")
    rounds = list(found.rounds.all())
    context = {
        "fair": found,
        "rounds": rounds,
        "declared": {r.months for r in rounds},
        "months": (1, 3, 6, 12, 24),
        "current": current_round(rounds),
        "year": fiscal_year_label(found.fiscal_year),
        "number": rows.count(),
        "nothing": "すべての商談の答えが出ています。",
    }
    words = request.GET.get("q", "").strip()
    return render(request, "fairs/follow_up.html", context | shown(request, MET, rows, words))
