"""The meter on a grant's case, the page on which its plan is changed, and the sheet of its charges."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate

from banso.core.acting import user_of
from banso.core.era import format_date
from banso.core.era import parse_date as read_date
from banso.core.errors import UserError
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.procedures.offering import State, state_of, why_not

from ..charges import charge_of, reckoning_of
from ..models import Application
from ..moving import Meter, decided_sheet, meter_now
from ..procedure import GRANT, waits_for_answer
from ..seeing import application_on, application_or_404, may_change, may_see
from . import picture
from .forms import PlanForm
from .services import NO_PLAN, change_plan


def drawn(meter: Meter | None) -> dict[str, Any]:
    """What the template of the meter shows."""
    if meter is None:
        return {"meter": None}
    most = picture.scale(meter.lines)
    rows = [(line, mark_safe(picture.draw(line, most))) for line in meter.lines]  # noqa: S308 - drawn here, its words escaped
    return {"meter": meter, "rows": rows}


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """A grant's moves between categories and its charges, on its case's page."""
    application = application_on(app, name, pk)
    if application is None:
        return render(request, "grants/moves_panel.html", {})
    state = state_of(GRANT, application.case)
    context = drawn(meter_now(state)) | {"application": application, "state": state, "may_ask": not _hindered(state)}
    found = reckoning_of(state)
    return render(request, "grants/moves_panel.html", context | {"reckoning": found if found.orders else None})


def _hindered(state: State) -> str:
    """Why the plan can't be changed now."""
    if decided_sheet(state) is None:
        return NO_PLAN
    return waits_for_answer(state) or why_not(state, GRANT.step_kinds["change_asked"])


@may_change
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan typed anew: tried on the meter, or handed in."""
    application = application_or_404(pk)
    state = state_of(GRANT, application.case)
    looked_at(request.user, [application.case], How.RECORD)
    if why := _hindered(state):
        messages.error(request, f"計画は変えられません。{why}")
        return redirect("case", pk=application.case_id)
    form = PlanForm(application, request.POST or None)
    plan = None
    if request.method == "POST" and form.is_valid():
        plan = {category: eligible for category, (_, _, eligible) in form.anew().items()}
        if "try" not in request.POST:
            try:
                return _handed_in(request, application, form)
            except ValidationError as error:
                say_refused(form, error)
    context = {"application": application, "form": form, **drawn(meter_now(state, plan))}
    return render(request, "grants/change.html", context, status=422 if form.errors else 200)


def _handed_in(request: HttpRequest, application: Application, form: PlanForm) -> HttpResponse:
    row = change_plan(application, taken_on=localdate(), anew=form.anew(), by=user_of(request), **form.said())
    if row.step == "amended":
        messages.success(request, "承認の要らない範囲なので、内容修正届として登録しました。")
    else:
        messages.success(request, "承認が必要なので、変更承認申請として登録しました。承認の前には発注できません。")
    return redirect("case", pk=application.case_id)


@may_see
def charges(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet on which charges are worked out (計算書), up to a day, for the screen and the printer."""
    application = application_or_404(pk)
    looked_at(request.user, [application.case], How.RECORD)
    typed, wrong = request.GET.get("until", ""), ""
    try:
        until: date = read_date(typed) if typed else localdate()
    except UserError as error:
        until, wrong = localdate(), str(error)
    found = reckoning_of(state_of(GRANT, application.case), until)
    kinds = (("加算金", "surcharge"), ("延滞金", "arrears"))
    orders = [
        (
            order,
            [
                (name, pieces, charge_of(pieces, found.rate))
                for name, part in kinds
                if (pieces := getattr(order, part)(until))
            ],
        )
        for order in found.orders
    ]
    context = {"application": application, "reckoning": found, "orders": orders, "typed": typed or format_date(until)}
    return render(request, "grants/charges.html", context | {"wrong": wrong}, status=422 if wrong else 200)
