"""What people do about a case beside its steps: hand it over, watch it, note who is concerned; and the board by state."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.cases.services import hand_over_case, unwatch_case, watch_case
from banso.core.acting import user_of
from banso.core.looking import How, looked_at
from banso.core.numbers import whole_or_none
from banso.procedures.declaring import Procedure, all_procedures, get_procedure
from banso.procedures.standing_now import standing_now
from banso.procedures.views import case_for
from banso.registers.models import Staff

from .whose import Whose

CARDS = 10  # of one state; the list has the rest


@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a case to another member of staff."""
    case, _ = case_for(request, pk, "change")
    chosen = whole_or_none(request.POST.get("keeper", ""))
    to = Staff.objects.filter(pk=chosen).first() if chosen else None
    if to is None:
        messages.error(request, "引き継ぐ職員を選んでください。")
        return redirect("case", pk=pk)
    try:
        hand_over_case(case, to=to, by=user_of(request))
        messages.success(request, f"{to}に引き継ぎました。")
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return redirect("case", pk=pk)


@require_POST
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin or end watching a case."""
    case, _ = case_for(request, pk, "view")
    (unwatch_case if request.POST.get("end") else watch_case)(case, by=user_of(request))
    return redirect("case", pk=pk)


@dataclass
class Pile:
    """The open cases that stand in one state: how many, how many of them late, and the first to fall due."""

    code: str
    label: str
    count: int = 0
    late: int = 0
    cases: list[Case] = field(default_factory=list)
    share: int = 0
    late_share: int = 0


@permission_required("cases.view_case", raise_exception=True)
def board(request: HttpRequest) -> HttpResponse:
    """The open cases of one procedure by state, as a picture and as cards."""
    kinds = [one for one in all_procedures() if request.user.has_perm(one.permission("view"))]
    if not kinds:
        raise PermissionDenied
    who = Whose.asked(request, "unit")
    declared = get_procedure(request.GET["kind"]) if "kind" in request.GET else _first_at_work(kinds, who)
    if declared not in kinds:
        raise Http404
    today, piles = localdate(), _piles(declared, who)
    context = {"declared": declared, "kinds": kinds, "who": who, "piles": piles, "today": today}
    now = standing_now(declared, today, who.cases(Case.objects.all()))
    looked_at(request.user, [*now.cases, *(case for pile in piles for case in pile.cases)], How.LIST, "進み具合")
    context |= {"now": now, "walled": declared.confidential}
    return render(request, "desk/board.html", context)


def _first_at_work(kinds: list[Procedure], who: Whose) -> Procedure:
    """The procedure whose board is opened where none is asked for: the first of which a case is open, else the first."""
    open_now = who.cases(Case.objects.filter(standing__closed=False)).order_by()
    at_work = set(open_now.values_list("procedure", flat=True).distinct())
    return next((one for one in kinds if one.code in at_work), kinds[0])


def _piles(declared: Procedure, who: Whose) -> list[Pile]:
    rows = who.cases(Case.objects.filter(procedure=declared.code, standing__closed=False))
    late = Count("pk", filter=Q(standing__next_due_on__lt=localdate()))
    counted = rows.order_by().values_list("standing__step").annotate(all=Count("pk"), late=late)
    numbers = {step: (count, behind) for step, count, behind in counted}
    most = max((count for count, _ in numbers.values()), default=1)
    piles = []
    for code, label in declared.states():
        if code in declared.closing:
            continue
        count, behind = numbers.get(code, (0, 0))
        pile = Pile(code, label, count, behind, share=100 * count // most, late_share=100 * behind // most)
        if count:
            first = rows.filter(standing__step=code).order_by("standing__next_due_on", "pk")
            pile.cases = list(_along(first)[:CARDS])
        piles.append(pile)
    return piles


def _along(rows: Any) -> Any:
    return rows.select_related("company", "person", "keeper", "standing")
