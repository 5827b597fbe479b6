"""The page that tells what came of the network's sheets."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate

from banso.core.fiscal import fiscal_year_label, fiscal_year_of
from banso.core.numbers import whole_or_none

from .conversion import by_member, draw, whole

FARTHEST = 9999


@permission_required("succession.view_diagnosis", raise_exception=True)
def conversion_page(request: HttpRequest) -> HttpResponse:
    """Sheets → consultation → track, by member, of one fiscal year."""
    year = whole_or_none(request.GET.get("year"), FARTHEST) or fiscal_year_of(localdate())
    members = by_member(year)
    total = whole(members)
    context = {
        "year": year,
        "label": fiscal_year_label(year) if year > 1900 else str(year),
        "members": members,
        "total": total,
        "picture": mark_safe(draw(total)),  # noqa: S308 - drawn here, its words escaped
    }
    return render(request, "succession/conversion.html", context)
