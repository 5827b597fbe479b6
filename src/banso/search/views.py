"""The search page, and its results while one types."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from banso.core.fiscal import asked_fiscal_year
from banso.core.looking import How, looked_at
from banso.core.numbers import LARGEST_OF_4_BYTES, whole_or_none
from banso.core.searching import searchable_of
from banso.registers.choosing import fiscal_years
from banso.registers.models import Programme, User

from .alike import ask_alike, hits, is_unanswered
from .finding import SIZE, Asked, Found, search
from .meaning import is_installed
from .models import Likeness

A_WORD = 2  # letters: what is shorter, or only a number, has no meaning to be near to


def results(request: HttpRequest) -> HttpResponse:
    """What is found for the box's words; a fragment of the page where only the results are asked for."""
    asked = request.GET
    typed, declared = asked.get("q", "").strip()[:200], searchable_of(asked.get("kind", ""))
    year = asked_fiscal_year(asked.get("year"))
    programme, start = (whole_or_none(asked.get(name), LARGEST_OF_4_BYTES) for name in ("programme", "start"))
    within = Asked(declared.kind if declared else "", year, programme, start or 0)
    found = search(typed, within, by=request.user) if typed else None
    if found:
        _note(request, typed, found)
    context: dict[str, Any] = {
        "typed": typed,
        "found": found,
        "kind": declared,
        "year": year,
        "years": fiscal_years,  # the page alone asks for these two: not each letter that is typed
        "programme": programme,
        "programmes": lambda: sorted(Programme.objects.all(), key=lambda one: (one.ended_in is not None, one.name)),
        "next": within.start + SIZE,
        "may_be_alike": is_installed() and len(typed) >= A_WORD and any(letter.isalpha() for letter in typed),
    }
    fragment = request.headers.get("HX-Request") == "true" and not request.headers.get("HX-Boosted")
    return render(request, "search/results.html" if fragment else "search/page.html", context)


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Have the worker look for cases like a record, or like what was typed."""
    kind, key, typed = (
        request.POST.get("kind", ""),
        whole_or_none(request.POST.get("key")),
        request.POST.get("q", "").strip(),
    )
    of_record = _case(request, kind, key) if kind else None
    if not is_installed() or not (of_record or typed):
        raise Http404
    asked = ask_alike(by=_me(request), typed="" if of_record else typed, kind=kind if of_record else "", object_id=key)
    return render(request, "search/alike.html", {"asked": asked})


def alike(request: HttpRequest, pk: int) -> HttpResponse:
    """What the worker found, once it has; each hit at a walled record is a look."""
    asked = get_object_or_404(Likeness, pk=pk, asked_by=_me(request))
    found = hits(asked)
    looked_at(request.user, [hit.record for hit in found], How.LIST, f"似た案件「{asked}」")
    return render(request, "search/alike.html", {"asked": asked, "hits": found, "unanswered": is_unanswered(asked)})


def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """On a record's own page: the way to cases like it."""
    kind = f"{app}.{name}"
    told = _case(request, kind, pk)  # asked first: a record that is not there has no page, whatever is installed
    if not is_installed():
        return HttpResponse()
    return render(
        request, "search/alike_panel.html", {"kind": kind, "key": pk, "lacking": "" if told else _text_of(kind)}
    )


def _text_of(kind: str) -> str:
    """What the text is called by which a kind tells of a case."""
    declared = searchable_of(kind)
    assert declared is not None
    path = declared.case
    return str(declared.model._meta.get_field(path).verbose_name) if isinstance(path, str) else "本文"  # type: ignore[union-attr]


def _case(request: HttpRequest, kind: str, key: int | None) -> str | None:
    """What a record tells, if it is of a kind that tells of cases; 404 if the user may not see it."""
    declared = searchable_of(kind)
    if declared is None or not declared.case:
        raise Http404
    if not request.user.has_perm(declared.permission):
        raise PermissionDenied
    return declared.case_of(get_object_or_404(declared.rows(), pk=key)) or None


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _note(request: HttpRequest, typed: str, found: Found) -> None:
    """Hits at walled records are looks, as in a list."""
    for _, _, shown in found.groups:
        looked_at(request.user, [hit.record for hit in shown], How.LIST, f"検索「{typed}」")
