"""Staff's side of the door: who has a link, and what came in by them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banso.registers.models import Company

from ..forms import AcceptForm
from ..models import Host, Link, Participant, SignUp
from ..services.access import accept_sign_up, address_part, decline_sign_up, issue_link, revoke_link
from .common import fair_of, may_write, tried


@may_write
def links(request: HttpRequest, fair: int) -> HttpResponse:
    """The addresses of companies and partners, to be sent to them; and entries waiting for an answer."""
    found = fair_of(fair)
    companies = found.participants.coming().select_related("company", "link").order_by("side", "company__kana_key")
    hosts = found.hosts.select_related("organisation", "link")
    context = {
        "fair": found,
        "rows": [(each, _shown(request, each)) for each in [*hosts, *companies]],
        "waiting": found.sign_ups.filter(participant=None, declined_at=None).select_related("host__organisation"),
    }
    return render(request, "fairs/links.html", context)


def _shown(request: HttpRequest, holder: Host | Participant) -> str:
    link: Link | None = getattr(holder, "link", None)
    if link is None or link.revoked_at is not None:
        return ""
    return request.build_absolute_uri(reverse("portal", args=[address_part(link)]))


@may_write
@require_POST
def change_link(request: HttpRequest, fair: int) -> HttpResponse:
    """Make links for everyone who has none, or shut one."""
    found = fair_of(fair)
    if shut := request.POST.get("revoke", ""):
        known = {str(link.pk): link for link in Link.objects.filter(participant__fair=found)}
        known |= {str(link.pk): link for link in Link.objects.filter(host__fair=found)}
        if shut in known:
            revoke_link(known[shut], by=request.user)  # type: ignore[arg-type]
            messages.success(request, "リンクを無効にしました。")
    else:
        holders = [*found.hosts.all(), *found.participants.coming()]
        for holder in holders:
            issue_link(holder, by=request.user)  # type: ignore[arg-type]
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
