"""あなたへのお願い: what a guest's address opens. Whatever is not theirs is answered as an address that is none."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

import pghistory
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from banso.core.errors import UserError, said
from banso.core.kept_pages import downloaded
from banso.core.middleware import address_of
from banso.registers.centre import centre_name

from ..asks import ask_of
from ..models import Invitation
from ..services import Passage, answer, confirm, keep_while_open, open_door, send_code, unsent_of
from ..services.answering import why_not
from ..services.coming import note_seen, proof_of
from .filling import given_form, shown_form, taken

PROVED = "guest_proved"  # {proof: until when}, of this browser
PROVED_FOR = timedelta(hours=2)
View = Callable[..., HttpResponseBase]


def by_door(view: View) -> View:
    """A page for whoever holds an address: found, counted, and named in the trail of what is written."""

    @wraps(view)
    def run(request: HttpRequest, address: str, **more: Any) -> HttpResponseBase:
        place = address_of(request) or ""
        try:
            door = open_door(address, place)
        except UserError as error:
            return render(request, "guests/shut.html", {"words": str(error)}, status=429)
        if door is None:
            return shut(request)
        with pghistory.context(door=str(door.pk)):
            response = view(request, address, Passage(door, place, _proved(request)), **more)
        response["X-Robots-Tag"] = "noindex"
        return response

    return login_not_required(never_cache(run))


def shut(request: HttpRequest) -> HttpResponse:
    """The same words for every address that opens nothing, whatever is behind it."""
    response = render(request, "guests/shut.html", status=404)
    response["X-Robots-Tag"] = "noindex"
    return response


def _proved(request: HttpRequest) -> frozenset[str]:
    now = timezone.now().timestamp()
    return frozenset(proof for proof, until in request.session.get(PROVED, {}).items() if until > now)


@login_not_required
@never_cache
def moved(request: HttpRequest, address: str, page: str = "") -> HttpResponse:
    """Addresses that were mailed out before there was one way in lead there."""
    return redirect("guest", address=address)


def own_page(view: View) -> View:
    """A page of an ask's own: for whoever holds the address, is asked this, and has shown who they are; using it keeps that in force."""

    @by_door
    @wraps(view)
    def run(request: HttpRequest, address: str, passage: Passage, pk: int, **more: Any) -> HttpResponseBase:
        invitation = passage.invitation(pk)
        if invitation is None or not ask_of(invitation).page:
            return shut(request)
        if passage.must_prove(invitation):
            return _number_page(request, address, invitation)
        if ask_of(invitation).confidential:
            _keep_proved(request, invitation)
        return view(request, address, passage, invitation, **more)

    return run


def _keep_proved(request: HttpRequest, invitation: Invitation) -> None:
    until = (timezone.now() + PROVED_FOR).timestamp()
    request.session[PROVED] = {**request.session.get(PROVED, {}), proof_of(invitation): until}


@by_door
def home(request: HttpRequest, address: str, passage: Passage) -> HttpResponse:
    """All that is asked of one person, the next to end first. If it is one thing, that."""
    rows = passage.invitations()
    if len(rows) == 1:
        return redirect("guest-asked", address=address, pk=rows[0].pk)
    lines = [
        {
            "row": row,
            "label": ask_of(row).label,
            "about": "" if passage.must_prove(row) else ask_of(row).about(row),
            "answered": next(iter(row.submissions.all()), None),
            "form": ask_of(row).form,
        }
        for row in rows
    ]
    context = {"address": address, "lines": lines, "name": rows[0].name if rows else "", "centre": centre_name()}
    return render(request, "guests/home.html", context)


@by_door
def asked(request: HttpRequest, address: str, passage: Passage, pk: int) -> HttpResponse:
    """One thing asked: what it is about, the form with what was typed before, and what was sent."""
    invitation = passage.invitation(pk)
    if invitation is None:
        return shut(request)
    if passage.must_prove(invitation):
        return _number_page(request, address, invitation)
    declared = ask_of(invitation)
    if declared.page:
        return redirect(declared.page, address=address, pk=pk)
    why = why_not(invitation) if declared.form else ""
    form: Any = None
    kept = None
    if request.method == "POST" and declared.form:
        form = given_form(declared, invitation, request)
        if taken(form, lambda facts: answer(invitation, facts, by=None)):
            messages.success(request, "受け付けました。ありがとうございました。")
            return redirect("guest-asked", address=address, pk=pk)
    else:
        note_seen(passage, invitation)
        typed = None if why else unsent_of(invitation)
        form, kept = shown_form(declared, invitation, typed[0] if typed else None), typed[1] if typed else None
    context = {
        "address": address,
        "invitation": invitation,
        "ask": declared,
        "about": declared.about(invitation),
        "form": form,
        "kept": kept,
        "opened_at": timezone.now().isoformat(),
        "why": "" if request.method == "POST" else why,
        "more": len(passage.invitations()) > 1,
        "centre": centre_name(),
        **declared.shown(invitation),
    }
    return render(request, "guests/asked.html", context, status=422 if form is not None and form.errors else 200)


@by_door
def file(request: HttpRequest, address: str, passage: Passage, pk: int, number: int) -> HttpResponseBase:
    """A file that what is asked lets the guest see, as a download; each look is written down by its name."""
    invitation = passage.invitation(pk)
    if invitation is None:
        return shut(request)
    if passage.must_prove(invitation):
        return _number_page(request, address, invitation)
    kept = next((one for one in ask_of(invitation).files(invitation) if one.pk == number), None)
    if kept is None:
        return shut(request)
    download = downloaded(kept)
    note_seen(passage, invitation, str(kept))
    return download


@by_door
@require_POST
def unsent(request: HttpRequest, address: str, passage: Passage, pk: int) -> HttpResponse:
    """What was typed so far is kept, every few seconds."""
    invitation = passage.invitation(pk)
    if invitation is None or passage.must_prove(invitation):
        return shut(request)
    if why_not(invitation):
        return render(request, "guests/kept.html", {"problem": "この内容は途中保存できません。"})
    try:
        kept = keep_while_open(invitation, request.POST, request.POST.get("opened_at", ""))
    except UserError as error:
        return render(request, "guests/kept.html", {"problem": str(error)})
    return render(request, "guests/kept.html", {"kept": kept})


@by_door
@sensitive_post_parameters("number")
@require_POST
def number(request: HttpRequest, address: str, passage: Passage, pk: int) -> HttpResponse:
    """The number that shows who it is: sent by mail on demand, and compared."""
    invitation = passage.invitation(pk)
    if invitation is None:
        return shut(request)
    if "send" in request.POST:
        try:
            with transaction.atomic():
                send_code(invitation, by=None)
        except (UserError, ValidationError) as error:
            return _number_page(request, address, invitation, problem=said(error))
        return _number_page(request, address, invitation, sent=True)
    if confirm(invitation, request.POST.get("number", "").strip(), by=None):
        _keep_proved(request, invitation)
        return redirect("guest-asked", address=address, pk=pk)
    return _number_page(
        request, address, invitation, problem="確認番号が違うか、時間が過ぎています。番号を受け取り直してください。"
    )


def _number_page(
    request: HttpRequest, address: str, invitation: Invitation, *, problem: str = "", sent: bool = False
) -> HttpResponse:
    local, _, domain = invitation.email.partition("@")
    context = {
        "address": address,
        "invitation": invitation,
        "masked": f"{local[:1]}…@{domain}" if invitation.email else "",
        "problem": problem,
        "sent": sent,
        "centre": centre_name(),
    }
    return render(request, "guests/number.html", context, status=422 if problem else 200)
