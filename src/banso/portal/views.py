"""What a personal link opens: for a company its own page, for a partner the companies it brings. Nothing else."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import pghistory
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from banso.core.errors import UserError, said
from banso.work.fairs.forms import WishesForm
from banso.work.fairs.grids import appointments_of
from banso.work.fairs.models import Link, Participant
from banso.work.fairs.services.access import fill_catalogue, opened, send_sign_up
from banso.work.fairs.services.preparing import state_wishes, take_out_of_slots
from banso.work.fairs.services.timetabling import in_force

from .forms import CatalogueForm, SignUpForm

View = Callable[..., HttpResponse]


def by_link(view: Callable[[HttpRequest, str, Link], HttpResponse]) -> View:
    """A page for whoever holds a link: found, counted, and named in the trail of what is written."""

    @wraps(view)
    def run(request: HttpRequest, address: str) -> HttpResponse:
        try:
            with transaction.atomic():
                link = opened(address)
        except UserError as error:
            return render(request, "portal/shut.html", {"words": str(error)}, status=429)
        if link is None:
            return render(request, "portal/shut.html", status=404)
        with pghistory.context(link=str(link.pk)):
            response = view(request, address, link)
        response["X-Robots-Tag"] = "noindex"
        return response

    return login_not_required(never_cache(run))


def _company(link: Link) -> Participant:
    if link.participant is None:
        raise Http404
    return link.participant


@by_link
def door(request: HttpRequest, address: str, link: Link) -> HttpResponse:
    """A company's own page with its timetable once published; a partner's list of the companies it brings."""
    return _partner(request, address, link) if link.host else _own(request, address, _company(link))


def _own(request: HttpRequest, address: str, participant: Participant) -> HttpResponse:
    made = in_force(participant.fair)
    mine = [a for a in appointments_of(made) if participant.pk in (a.buyer_id, a.supplier_id)] if made else []
    context = {
        "address": address,
        "fair": participant.fair,
        "participant": participant,
        "made": made,
        "rows": [(a, a.supplier if a.buyer_id == participant.pk else a.buyer) for a in mine],
        "wishes": participant.wishes.select_related("partner__company"),
    }
    return render(request, "portal/company.html", context)


def _partner(request: HttpRequest, address: str, link: Link) -> HttpResponse:
    host: Any = link.host
    context = {
        "address": address,
        "fair": host.fair,
        "host": host,
        "rows": host.participants.with_presence().select_related("company").order_by("side", "company__kana_key", "pk"),
        "waiting": host.sign_ups.filter(participant=None),
    }
    return render(request, "portal/partner.html", context)


@by_link
def catalogue(request: HttpRequest, address: str, link: Link) -> HttpResponse:
    """A company fills in its page of the catalogue. What was typed stays when something is wrong."""
    participant = _company(link)
    form = CatalogueForm(request.POST or None, instance=participant, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            fill_catalogue(Participant.objects.get(pk=participant.pk), by=None, **form.cleaned_data)
        except (UserError, ValidationError) as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, "保存しました。")
            return redirect("portal", address=address)
    return _form(request, address, form, "自社の紹介")


@by_link
def wishes(request: HttpRequest, address: str, link: Link) -> HttpResponse:
    """A company states whom it wishes to meet, and when it cannot."""
    participant = _company(link)
    initial = WishesForm.stated(participant)
    form = WishesForm(request.POST or None, participant=participant, initial=initial, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                state_wishes(participant, form.partners(), by=None)
                take_out_of_slots(participant, form.cleaned_data["absent"], by=None)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "希望を保存しました。")
            return redirect("portal", address=address)
    others = Participant.objects.coming().filter(fair=participant.fair).exclude(side=participant.side)
    return _form(request, address, form, "商談の希望", others=others.select_related("company"))


@by_link
def enter(request: HttpRequest, address: str, link: Link) -> HttpResponse:
    """A partner enters a company of its own."""
    if link.host is None:
        raise Http404
    form = SignUpForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            sent = send_sign_up(link.host, by=None, **form.cleaned_data)
        except (UserError, ValidationError) as error:
            form.add_error(None, said(error))
        else:
            messages.success(request, f"「{sent.company_name}」の申込を送りました。事務局が確かめて登録します。")
            return redirect("portal", address=address)
    return _form(request, address, form, "企業の申込")


def _form(request: HttpRequest, address: str, form: Any, title: str, **more: Any) -> HttpResponse:
    context = {"address": address, "form": form, "title": title, **more}
    return render(request, "portal/form.html", context, status=422 if form.errors else 200)
