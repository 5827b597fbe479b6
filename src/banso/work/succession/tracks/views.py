"""What of a succession case stands on its page beside its steps: the cases before and after, its plan, its check sheet, the law's days."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from banso.cases.models import Case

from ..choices import PLANNED, TrackKind
from ..family.grid import items_of
from ..family.law_days import law_days
from ..guarantee.checking import checked
from ..models import Track


@permission_required("succession.view_track", raise_exception=True)
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The part of a track's page that is its own."""
    case = get_object_or_404(Case, pk=pk)
    track = Track.objects.select_related("previous__case", "case").filter(case=case).first()
    if track is None:
        return render(request, "succession/panel.html", {})
    planned = track.kind in PLANNED
    plans = list(track.plans.order_by("-version")) if planned else []
    heads, lines = items_of(plans[0] if plans else None)
    context = {
        "track": track,
        "following": list(track.following.select_related("case").order_by("pk")),
        "sheets": list(track.sheets.select_related("sender").order_by("pk")),
        "planned": planned,
        "plans": plans,
        "heads": heads,
        "lines": lines,
        "days": law_days(track.scheme, localdate()) if planned and track.scheme else [],
        "sheet": checked(track) if track.kind == TrackKind.GUARANTEE else None,
    }
    return render(request, "succession/panel.html", context)
