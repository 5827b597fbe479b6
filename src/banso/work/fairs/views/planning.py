"""Before the fair: where it stands, its slots, its companies and their wishes."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from banso.core.errors import UserError, said
from banso.core.fiscal import fiscal_year_label

from ..choices import PresenceState
from ..forms import DayForm, WishesForm
from ..models import Fair, Meeting, Participant, Wish
from ..services import lay_out_day, state_wishes, take_out_of_slots
from ..services.timetabling import in_force
from .common import fair_of, may_see, may_write

LISTS = (
    ("fair-hosts", "主催団体", "fair"),
    ("fair-slots", "時間枠", "fair"),
    ("fair-participants", "参加企業", "fair"),
    ("fair-wish-lists-buyers", "発注側の希望", "fair"),
    ("fair-wish-lists-suppliers", "受注側の希望", "fair"),
    ("fair-pair-rules", "組合せの取決め", "fair"),
    ("fair-meetings", "行った商談", "fair"),
    ("fair-not-held", "行わなかった商談", "fair"),
    ("fair-deals", "成立", "meeting.fair"),
)


def _this(fair: Fair, fact: str) -> str:
    """The fair, for a list that need not name it."""
    return urlencode({f"{fact}.name": fair.name, f"{fact}.fiscal_year": fiscal_year_label(fair.fiscal_year)})


@may_see
def overview(request: HttpRequest, fair: int) -> HttpResponse:
    """Where a fair stands, step by step, and what to do next."""
    found = fair_of(fair)
    coming, wishes = found.participants.coming(), Wish.objects.filter(participant__fair=found)
    context = {
        "fair": found,
        "slots": found.slots.count(),
        "sides": coming.values("side").order_by("side").annotate(number=Count("pk")),
        "wishes": wishes.count(),
        "in_vain": wishes.exclude(participant__in=coming.values("pk"), partner__in=coming.values("pk")).count(),
        "timetables": found.timetables.select_related("publication", "made_by").order_by("-number")[:20],
        "in_force": in_force(found),
        "meetings": Meeting.objects.filter(fair=found).count(),
        "deals": Meeting.objects.filter(fair=found, deal__isnull=False).count(),
        "rounds": found.rounds.all(),
        "lists": [
            (title, f"{reverse('intake-start', args=[code])}?{_this(found, fact)}") for code, title, fact in LISTS
        ],
    }
    return render(request, "fairs/overview.html", context)


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """On the record of a fair: the way to its preparation and its day."""
    if (app, name) != ("fairs", "fair"):
        raise Http404
    return render(request, "fairs/panel.html", {"fair": get_object_or_404(Fair, pk=pk)})


@may_write
def slots(request: HttpRequest, fair: int) -> HttpResponse:
    """The slots of a fair, and a day laid out anew."""
    found = fair_of(fair)
    form = DayForm(request.POST or None, initial={"day": found.starts_on}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            made = lay_out_day(found, form.plan(), by=request.user)  # type: ignore[arg-type]
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"時間枠を{len(made)}個作りました。")
            return redirect("fair-slots", fair=found.pk)
    context = {"fair": found, "form": form, "slots": found.slots.all()}
    return render(request, "fairs/slots.html", context, status=422 if form.errors else 200)


@may_see
def companies(request: HttpRequest, fair: int) -> HttpResponse:
    """The companies of both sides, with their wishes and what was noted of their coming."""
    found = fair_of(fair)
    rows = (
        found.participants.with_presence()
        .select_related("company")
        .annotate(wishes_stated=Count("wishes", distinct=True), wished=Count("wished_by", distinct=True))
        .order_by("side", "company__kana_key", "pk")
    )
    return render(request, "fairs/companies.html", {"fair": found, "rows": rows})


@may_write
def company(request: HttpRequest, fair: int, pk: int) -> HttpResponse:
    """One company's wishes and the slots in which it cannot meet, as staff enter them for it."""
    participant = get_object_or_404(Participant.objects.select_related("fair", "company"), fair_id=fair, pk=pk)
    initial = WishesForm.stated(participant)
    form = WishesForm(request.POST or None, participant=participant, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                state_wishes(participant, form.partners(), by=request.user)  # type: ignore[arg-type]
                take_out_of_slots(participant, form.cleaned_data["absent"], by=request.user)  # type: ignore[arg-type]
        except (UserError, ValidationError) as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, f"「{participant.company}」の希望を保存しました。")
            return redirect("fair-companies", fair=fair)
    gone = Participant.objects.away().filter(pk=pk).first()
    away = dict(PresenceState.choices)[gone.presence] if gone else ""  # type: ignore[attr-defined]
    context = {"fair": participant.fair, "participant": participant, "form": form, "away": away}
    return render(request, "fairs/company.html", context, status=422 if form.errors else 200)
