"""Matches both ways, the negotiations of a seller, the ladder of a deal, and the funnel of a year."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.fiscal import fiscal_year_label, fiscal_year_of
from banso.core.looking import How, looked_at
from banso.core.numbers import whole_or_none
from banso.procedures.offering import state_of, states_of
from banso.procedures.standing_now import standing_now
from banso.procedures.taking import begin, take

from ..choices import RUNGS, DealStepCode, Origin
from ..comparing import Pair, candidates_for, sales_for
from ..dealing import DEALING, flag_of
from ..models import Buyer, Deal, DealStep, Listing
from ..pictures import funnel, ladder
from ..states import states_of as listing_states
from .sheets import listing_of

may_see = permission_required("transfers.view_deal", raise_exception=True)
may_add = permission_required("transfers.add_deal", raise_exception=True)
RELATED = ("case__programme", "case__terms", "case__company", "case__person", "buyer__company", "buyer__person")
TOLD = ("chosen", "shown", "interested", "named", "met", "offered", "agreed", "signed", "concluded")


@may_see
def candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidates of a sale, the best first, with the reasons."""
    listing = listing_of(pk=pk)
    looked_at(request.user, [listing.case], How.RECORD)
    pairs = candidates_for(listing, localdate())
    looked_at(request.user, [pair.buyer for pair in pairs], How.LIST)
    return render(request, "transfers/matches.html", _shown(pairs) | {"listing": listing})


@may_see
def sales_panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """Where the sales that fit a candidate are, on the candidate's page."""
    if (app, name) != ("transfers", "buyer"):
        raise Http404
    return render(request, "transfers/sales_panel.html", {"buyer": get_object_or_404(Buyer, pk=pk)})


@may_see
def sales(request: HttpRequest, pk: int) -> HttpResponse:
    """The sales for a candidate, the best first."""
    buyer = get_object_or_404(
        Buyer.objects.select_related("programme", "company__industry", "person", "wish_1", "wish_2", "wish_3"), pk=pk
    )
    looked_at(request.user, [buyer], How.RECORD)
    pairs = sales_for(buyer, localdate())
    looked_at(request.user, [pair.listing.case for pair in pairs], How.LIST)
    return render(request, "transfers/matches.html", _shown(pairs) | {"buyer": buyer})


def _shown(pairs: list[Pair]) -> dict[str, Any]:
    return {
        "possible": [pair for pair in pairs if pair.match.possible],
        "refused": [pair for pair in pairs if not pair.match.possible],
    }


@require_POST
@may_add
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Make someone a candidate: the deal begins, with the reasons for which they were chosen."""
    listing = listing_of(pk=pk)
    buyer = get_object_or_404(
        Buyer.objects.select_related("programme", "company", "person"), pk=whole_or_none(request.POST.get("buyer"))
    )
    today = localdate()
    pair = next((one for one in candidates_for(listing, today) if one.buyer == buyer), None)
    why = "、".join(f"{name} {points}点({said})" for name, points, said in pair.match.reasons) if pair else ""
    try:
        deal = begin(
            DEALING, listing=listing, buyer=buyer, opened_on=today, origin=Origin.MATCH, fit=why, by=user_of(request)
        )
        take(deal.case, "chosen", {"taken_on": today}, by=user_of(request))
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect("transfer-candidates", pk=pk)
    messages.success(request, "候補にしました。次は「ノンネームの提示」です。")
    return redirect("case", pk=deal.case_id)


@may_see
def negotiations(request: HttpRequest, pk: int) -> HttpResponse:
    """All deals of a seller side by side: how far each has come, since when, and which has the sole right to talk."""
    listing = listing_of(pk=pk)
    looked_at(request.user, [listing.case], How.RECORD)
    deals = list(Deal.objects.filter(listing=listing).select_related(*RELATED, "case__standing"))
    states = states_of(DEALING, [deal.case for deal in deals])
    lines = [(deal, state, mark_safe(ladder(state))) for deal, state in zip(deals, states, strict=True)]  # noqa: S308 - drawn here, its words escaped
    state = listing_states([listing], localdate())[listing.pk]
    context = {
        "listing": listing,
        "lines": lines,
        "state": state.label,
        "barred": listing.barred.select_related("company"),
    }
    return render(request, "transfers/negotiations.html", context)


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The ladder of a deal, on its case's page; on a seller's, how many deals there are."""
    if (app, name) != ("cases", "case"):
        raise Http404
    case = get_object_or_404(Case.objects.select_related("terms"), pk=pk)
    deal = Deal.objects.select_related(*RELATED).filter(case=case).first()
    if deal is None:
        return render(request, "transfers/ladder_panel.html", {})
    state = state_of(DEALING, deal.case)
    context = {
        "deal": deal,
        "picture": mark_safe(ladder(state)),  # noqa: S308 - drawn here, its words escaped
        "flag": flag_of(deal),
        "notes": deal.notes.all(),
        "seller": Listing.objects.filter(pk=deal.listing_id).first(),
    }
    return render(request, "transfers/ladder_panel.html", context)


@may_see
def year(request: HttpRequest) -> HttpResponse:
    """How many deals got how far in a fiscal year."""
    chosen = whole_or_none(request.GET.get("year")) or fiscal_year_of(localdate())
    rows = (
        DealStep.objects.in_force().filter(fiscal_year=chosen, step__in=RUNGS).values_list("step", "case_id").distinct()
    )
    reached: dict[str, set[int]] = {code: set() for code in RUNGS}
    for step, case in rows:
        reached[step].add(case)
    counts = [(str(DealStepCode(code).label), len(reached[code])) for code in TOLD]
    ended = DealStep.objects.in_force().filter(fiscal_year=chosen, step="ended")
    why: dict[str, int] = {}
    for row in ended:
        why[row.get_reason_code_display()] = why.get(row.get_reason_code_display(), 0) + 1
    years = DealStep.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()
    now = standing_now(DEALING, localdate())
    looked_at(request.user, now.cases, How.LIST, "続いている案件")
    context = {
        "year": chosen,
        "label": fiscal_year_label(chosen),
        "picture": mark_safe(funnel(counts)),  # noqa: S308 - drawn here, its words escaped
        "counts": counts,
        "why": sorted(why.items(), key=lambda one: -one[1]),
        "years": [(one, fiscal_year_label(one)) for one in years],
        "now": now,
        "walled": True,
    }
    return render(request, "transfers/funnel.html", context)
