"""Staff's side of the door: who has a link, and what came in by them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.office.guests.services import address_parts
from banso.registers.models import Company

from ..forms import AcceptForm
from ..models import Link, SignUp
from ..services.access import accept_sign_up, decline_sign_up, issue_link, revoke_link
from .common import fair_of, may_write, tried


@may_write
def links(request: HttpRequest, fair: int) -> HttpResponse:
    """The addresses of companies and partners, to be sent to them; and entries waiting for an answer."""
    found = fair_of(fair)
    invitation = "link__invitation__programme"
    companies = found.participants.coming().select_related("company", invitation).order_by("side", "company__kana_key")
    holders = [*found.hosts.select_related("organisation", invitation), *companies]
    asked = [holder.link.invitation for holder in holders if getattr(holder, "link", None) and holder.link.invitation]
    parts = address_parts([one for one in asked if one.is_open], make=False, by=user_of(request))
    rows = []
    for holder in holders:
        part = parts.get(holder.link.invitation_id) if getattr(holder, "link", None) else None
        rows.append((holder, request.build_absolute_uri(reverse("guest", args=[part])) if part else ""))
    waiting = found.sign_ups.filter(participant=None, declined_at=None).select_related("host__organisation")
    return render(request, "fairs/links.html", {"fair": found, "rows": rows, "waiting": waiting})


@may_write
@require_POST
def change_link(request: HttpRequest, fair: int) -> HttpResponse:
    """Make links for everyone who has none, or shut one."""
    found, by = fair_of(fair), user_of(request)
    if shut := request.POST.get("revoke", ""):
        known = {str(link.pk): link for link in Link.objects.filter(participant__fair=found)}
        known |= {str(link.pk): link for link in Link.objects.filter(host__fair=found)}
        if shut in known:
            revoke_link(known[shut], by=by)
            messages.success(request, "リンクを無効にしました。")
    else:
        holders = [*found.hosts.all(), *found.participants.coming()]
        asked = [issue_link(holder, by=by).invitation for holder in holders]
        address_parts([one for one in asked if one is not None], by=by)
        messages.success(request, f"{len(holders)}件の専用リンクを用意しました。")
    return redirect("fair-links", fair=fair)


@may_write
def sign_up(request: HttpRequest, fair: int, pk: int) -> HttpResponse:
    """One entry: made a participant as a company of the register, or declined."""
    entry = get_object_or_404(SignUp.objects.select_related("fair", "host__organisation"), pk=pk, fair_id=fair)
    if request.method == "POST" and "decline" in request.POST:
        tried(request, "お断りとして記録しました。", lambda: decline_sign_up(entry, by=request.user))  # type: ignore[arg-type]
        return redirect("fair-links", fair=fair)
    form = AcceptForm(request.POST or None, initial={"company": entry.company_name}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        company: Company = form.cleaned_data["company"]
        done = f"「{company}」を参加企業に登録しました。"
        if tried(request, done, lambda: accept_sign_up(entry, company, by=request.user)):  # type: ignore[arg-type]
            return redirect("fair-links", fair=fair)
    context = {"fair": entry.fair, "entry": entry, "form": form}
    return render(request, "fairs/sign_up.html", context, status=422 if form.errors else 200)
