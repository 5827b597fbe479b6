"""The search page, and its results while one types."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from banso.core.searching import searchable_of

from .finding import SIZE, search


def results(request: HttpRequest) -> HttpResponse:
    """What is found for the box's words; a fragment of the page where only the results are asked for."""
    typed = request.GET.get("q", "").strip()[:200]
    year, start = _number(request.GET.get("year", "")), _number(request.GET.get("start", "")) or 0
    kind = request.GET.get("kind", "")
    found = search(typed, by=request.user, kind=kind, year=year, start=start) if typed else None
    context: dict[str, Any] = {
        "typed": typed,
        "found": found,
        "kind": searchable_of(kind),
        "year": year,
        "next": start + SIZE,
    }
    fragment = request.headers.get("HX-Request") == "true" and not request.headers.get("HX-Boosted")
    return render(request, "search/results.html" if fragment else "search/page.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None
