"""The search page, and its results while one types."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from banso.core.looking import How, looked_at
from banso.core.searching import searchable_of
from banso.registers.models import Programme

from .finding import SIZE, Asked, Found, search


def results(request: HttpRequest) -> HttpResponse:
    """What is found for the box's words; a fragment of the page where only the results are asked for."""
    asked = request.GET
    typed, declared = asked.get("q", "").strip()[:200], searchable_of(asked.get("kind", ""))
    year, programme, start = (_number(asked.get(name, "")) for name in ("year", "programme", "start"))
    within = Asked(declared.kind if declared else "", year, programme, start or 0)
    found = search(typed, within, by=request.user) if typed else None
    if found:
        _note(request, typed, found)
    context: dict[str, Any] = {
        "typed": typed,
        "found": found,
        "kind": declared,
        "year": year,
        "programme": programme,
        "programmes": sorted(Programme.objects.all(), key=lambda one: (one.ended_in is not None, one.name)),
        "next": within.start + SIZE,
    }
    fragment = request.headers.get("HX-Request") == "true" and not request.headers.get("HX-Boosted")
    return render(request, "search/results.html" if fragment else "search/page.html", context)


def _note(request: HttpRequest, typed: str, found: Found) -> None:
    """Hits at walled records are looks, as in a list."""
    for _, _, hits in found.groups:
        looked_at(request.user, [hit.record for hit in hits], How.LIST, f"検索「{typed}」")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
