"""A company's profile at a visit, and what a record's page shows of order matching."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.errors import UserError, said
from banso.registers.models import Company

from ..balance import steps
from ..choices import Side
from ..forms import VisitForms
from ..models import Inquiry, Introduction, Profile, Registration
from ..services import refresh_profile, renew_registration
from ..services.profiles import current_profile
from .drawings import drawings_of


@permission_required("orders.add_profile", raise_exception=True)
def visit(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """Write down a profile as told now, starting from what is known."""
    company = get_object_or_404(Company, pk=pk)
    if side not in Side.values:
        raise Http404
    known, today = current_profile(company, side), localdate()
    forms = VisitForms(request.POST if request.method == "POST" else None, known, today)
    problems: list[str] = []
    if request.method == "POST" and forms.is_valid():
        try:
            made = refresh_profile(company, side, by=request.user, **forms.facts())  # type: ignore[arg-type]
            messages.success(request, f"{company}のプロフィールを保存しました。")
            return redirect("orders-profile-record", pk=made.pk)
        except ValidationError as error:
            problems = error.messages
    context = {
        "company": company, "side": Side(side), "forms": forms, "known": known, "problems": problems,
        "stale": known.is_stale(today) if known else False,
    }  # fmt: skip
    return render(request, "orders/visit.html", context, status=422 if request.method == "POST" else 200)


@permission_required("orders.add_registration", raise_exception=True)
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Register a company again from today."""
    ended = get_object_or_404(Registration, pk=pk)
    try:
        again = renew_registration(ended, on=localdate(), by=request.user)  # type: ignore[arg-type]
    except (UserError, ValidationError) as error:
        messages.error(request, said(error))
        return redirect("orders-registration-record", pk=pk)
    messages.success(request, "登録を更新しました。")
    return redirect("orders-registration-record", pk=again.pk)


def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """What belongs to a registration, an inquiry, an introduction or a profile, on its own page."""
    shown = {
        "registration": _of_registration,
        "inquiry": _of_inquiry,
        "introduction": _of_introduction,
        "profile": _of_profile,
    }
    if app != "orders" or name not in shown:
        raise Http404
    if not request.user.has_perm(f"orders.view_{name}"):
        raise PermissionDenied
    return shown[name](request, pk)


def _of_registration(request: HttpRequest, pk: int) -> HttpResponse:
    registration = get_object_or_404(Registration.objects.select_related("company"), pk=pk)
    context = {
        "registration": registration,
        "company": registration.company,
        "side": registration.side,
        "profile": current_profile(registration.company, registration.side),
        "today": localdate(),
    }
    return render(request, "orders/panel_profile.html", context)


def _of_profile(request: HttpRequest, pk: int) -> HttpResponse:
    profile = get_object_or_404(Profile.objects.with_facts(), pk=pk)
    context = {"profile": profile, "company": profile.company, "side": profile.side, "today": localdate()}
    return render(request, "orders/panel_profile.html", context)


def _of_inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    inquiry = get_object_or_404(Inquiry, pk=pk)
    context = {
        "inquiry": inquiry,
        "steps": steps(inquiry.introductions.all()),
        "waiting": inquiry.introductions.filter(outcome__isnull=True).exists(),
        "drawings": drawings_of(inquiry) if request.user.has_perm("orders.view_drawing") else None,
    }
    return render(request, "orders/panel_inquiry.html", context)


def _of_introduction(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Introduction.objects.select_related("inquiry", "supplier"), pk=pk)
    heard = row.follow_ups.all()
    context = {
        "row": row,
        "heard": heard,
        "chases": row.chases.all(),
        "last": max((f.heard_on for f in heard), default=None),
    }
    return render(request, "orders/panel_introduction.html", context)
