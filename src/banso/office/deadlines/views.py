"""What is done to a deadline on screen, the managers' list of what has passed, and the calendar of one's own."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache

from banso.cases.models import Case
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.core.tables import table_for
from banso.registers.models import Staff

from . import services
from .choices import Ending
from .forms import EndForm, MoveForm, SetForm
from .models import Deadline, Feed, OpenDeadline
from .pages import LATE
from .services.calendar import calendar_of, owner_of
from .wording import days_said

may_see = permission_required("deadlines.view_opendeadline", raise_exception=True)
ALONG = ("case__programme", "case__company", "case__person")


@may_see
def overdue(request: HttpRequest) -> HttpResponse:
    """What has passed in one's own unit, as the list shows it; the unit can be changed there."""
    mine = Staff.objects.filter(user=request.user.pk, ended_on=None).first()
    conditions = {"late": LATE} | ({"unit": mine.unit_id} if mine else {})
    return redirect(f"{reverse('deadlines-opendeadline-list')}?{urlencode(conditions)}")


@permission_required("deadlines.add_deadline", raise_exception=True)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a deadline of a case by hand."""
    case = get_object_or_404(Case.objects.select_related("programme", "company", "person"), pk=pk)
    looked_at(request.user, [case], How.RECORD)
    form = SetForm(request.POST or None, case=case)

    def write(facts: dict[str, Any]) -> str:
        return f"期限「{services.set_deadline(case, by=request.user, **facts)}」を設けました。"  # type: ignore[arg-type]

    back = reverse(table_for(Case).page("open"), args=[pk])
    return _written(request, form, write, back, {"title": "期限を設ける", "case": case})


@permission_required("deadlines.add_deadline", raise_exception=True)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a deadline to another day."""
    deadline = _shown(request, pk)
    form = MoveForm(request.POST or None)

    def write(facts: dict[str, Any]) -> str:
        return f"期限を変えました。「{services.move_deadline(deadline, by=request.user, **facts)}」"  # type: ignore[arg-type]

    return _written(request, form, write, _record(deadline), {"title": "期限を変える", "deadline": deadline})


@permission_required("deadlines.add_closing", raise_exception=True)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that what was due is done, or not due any more."""
    deadline = _shown(request, pk)
    form = EndForm(request.POST or None)

    def write(facts: dict[str, Any]) -> str:
        by: Any = request.user
        if facts["ending"] == Ending.MET:
            on = facts["on"] or localdate()
            return f"期限「{deadline}」: {services.meet_deadline(deadline, on=on, reason=facts['reason'], by=by)}"
        return f"期限「{deadline}」: {services.drop_deadline(deadline, reason=facts['reason'], by=by)}"

    return _written(request, form, write, _record(deadline), {"title": "期限を終える", "deadline": deadline})


def _shown(request: HttpRequest, pk: int) -> Deadline:
    deadline = get_object_or_404(Deadline.objects.select_related(*ALONG), pk=pk)
    looked_at(request.user, [deadline], How.RECORD)
    return deadline


def _record(deadline: Deadline) -> str:
    return reverse("deadlines-deadline-record", args=[deadline.pk])


def _written(
    request: HttpRequest, form: forms.Form, write: Callable[[dict[str, Any]], str], back: str, shown: dict[str, Any]
) -> HttpResponse:
    """The form, or what was written by it; what the rules refuse stands beside the field it is about."""
    deadline = shown.get("deadline")
    if request.method == "GET" and deadline and not hasattr(deadline, "open"):
        messages.warning(request, f"この期限はもう未了ではありません({deadline.state})。")
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, write(form.cleaned_data))
            return redirect(back)
        except ValidationError as error:
            say_refused(form, error)
    status = 422 if request.method == "POST" else 200
    return render(request, "deadlines/form.html", shown | {"form": form, "back": back}, status=status)


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The open deadlines of a case, or of a deadline's case, with what can be done; loaded into the record's page."""
    shown = None
    if (app, name) == ("cases", "case"):
        case = get_object_or_404(Case, pk=pk)
    elif (app, name) == ("deadlines", "deadline"):
        along = ("case", "replaces", "replaced_by", "closing")
        shown = get_object_or_404(Deadline.objects.select_related(*along), pk=pk)
        case = shown.case
    else:
        raise Http404
    rows = OpenDeadline.objects.filter(case=case).select_related("deadline__party").order_by("due_on", "pk")
    today = localdate()
    lines = [(row.deadline, days_said(row.due_on, today), row.due_on < today) for row in rows]
    return render(request, "deadlines/panel.html", {"case": case, "lines": lines, "shown": shown})


@never_cache
@may_see
def feed(request: HttpRequest) -> HttpResponse:
    """The address of one's own calendar: made, renewed, closed."""
    user: Any = request.user
    if request.method == "POST":
        if "stop" in request.POST:
            services.stop_feed(by=user)
            messages.success(request, "カレンダーへの配信を止めました。今までのアドレスでは何も開けません。")
        else:
            services.renew_feed(by=user)
            messages.success(request, "新しいアドレスを作りました。")
        return redirect("deadlines-feed")
    mine = Feed.objects.filter(user=user, token__isnull=False).first()
    address = reverse("deadlines-calendar", args=[user.pk, mine.token]) if mine else ""
    return render(request, "deadlines/feed.html", {"address": address and request.build_absolute_uri(address)})


@never_cache
@login_not_required
def calendar(request: HttpRequest, user: int, token: str) -> HttpResponse:
    """The calendar a program fetches: whoever has its address may, as long as its user may see deadlines."""
    owner = owner_of(user, token)
    if owner is None or not owner.has_perm("deadlines.view_opendeadline"):
        raise Http404
    root = request.build_absolute_uri("/")[:-1]
    return HttpResponse(calendar_of(owner, root), content_type="text/calendar; charset=utf-8")
