"""The checks on a case's page, one check, and who owns and runs the applicant."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.forms import say_refused
from banso.core.looking import How, looked_at
from banso.core.numbers import whole_or_none
from banso.procedures.offering import state_of
from banso.registers.models import Company

from ..leaving import returned, table
from ..models import Application, Call, EligibilityCheck, LeavingRule, Officer, Shareholder
from ..money import amount_of
from ..procedure import GRANT
from ..seeing import application_on, application_or_404
from . import services
from .choices import CheckKind, CheckResult
from .findings import finding_of
from .flags import flags_of
from .forms import CheckForm, officer_form, shareholder_form
from .standing import Check, asked_of, checks_of, latest

may_see = permission_required("grants.view_eligibilitycheck", raise_exception=True)
may_check = permission_required("grants.add_eligibilitycheck", raise_exception=True)
may_see_people = permission_required("grants.view_officer", raise_exception=True)
MOST_CALLED = 500


@may_see
def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The checks of an application on its case's page, the way to those of a call on the call's, what is known of a company on the company's."""
    if (app, name) == ("grants", "call"):
        return render(request, "grants/checks_of_call_panel.html", {"call": get_object_or_404(Call, pk=pk)})
    if (app, name) == ("registers", "company"):
        company = get_object_or_404(Company, pk=pk)
        return render(request, "grants/flags.html", {"flags": flags_of(company, localdate()), "company": company})
    found = application_on(app, name, pk)
    if found is None:
        return render(request, "grants/checks_panel.html", {})
    checks = checks_of(found, localdate())
    open_ones = [one for one in checks if one.asked and not one.stands]
    proposed = [one for one in open_ones if _is_proposed(one)]
    context = {"application": found, "checks": checks, "first": next(iter(open_ones), None), "proposed": proposed}
    of = found.case.company
    context["flags"] = flags_of(of, localdate(), without=found) if of else []
    context |= _leaving(found, localdate())
    return render(request, "grants/checks_panel.html", context)


def _leaving(application: Application, today: date) -> dict[str, Any]:
    """What is to be returned of a grant that stands when the founder leaves, and today; nothing where the programme has no such table."""
    rules = list(LeavingRule.objects.filter(programme=application.case.programme_id))
    amount = amount_of(state_of(GRANT, application.case).taken) if rules else None
    if not amount:
        return {}
    since = application.case.opened_on
    events = {rule.event: rule.get_event_display() for rule in rules}
    now = [(said, returned(rules, event, amount=amount, since=since, on=today)) for event, said in events.items()]
    return {"leaving": table(rules, amount, since), "leaving_today": now}


def _is_proposed(one: Check) -> bool:
    return bool(one.finding and one.finding.result == CheckResult.OK and one.asked and not one.asked.months)


@may_check
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass at once what is asked for and the machine sees nothing against."""
    application = application_or_404(pk)
    rows = services.accept_proposals(application, checked_on=localdate(), by=user_of(request))
    said = "、".join(row.get_kind_display() for row in rows)
    messages.success(request, f"「適」と登録しました: {said}" if rows else "提案のとおりに登録できる確認はありません。")
    return redirect("case", pk=application.case_id)


@may_see
def check(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """One check of an application: what is asked, what the machine sees, what was found before, and what is found now."""
    if kind not in CheckKind.values:
        raise Http404
    application, today = application_or_404(pk), localdate()
    looked_at(request.user, [application], How.RECORD)
    rows = EligibilityCheck.objects.filter(application=application, kind=kind)
    rows = rows.select_related("evidence", "checked_by").order_by("-checked_on", "-pk")
    finding = finding_of(application, kind, today)
    code = CheckKind(kind)
    one = Check(code, asked_of(application).get(code), latest(rows).get(kind), today, finding)
    form = CheckForm(request.POST if request.method == "POST" else None, application, one)
    if request.method == "POST":
        if not user_of(request).has_perm("grants.add_eligibilitycheck"):
            raise PermissionDenied
        if form.is_valid() and _checked(application, kind, form, request):
            return redirect("case", pk=application.case_id)
    context = {"application": application, "check": one, "rows": rows, "form": form}
    return render(request, "grants/check.html", context, status=422 if form.errors else 200)


def _checked(application: Application, kind: str, form: CheckForm, request: HttpRequest) -> bool:
    try:
        row = services.check(application, kind, by=user_of(request), **form.cleaned_data)
    except ValidationError as error:
        say_refused(form, error)
        return False
    messages.success(request, f"「{row.get_kind_display()}」を「{row.get_result_display()}」と登録しました。")
    return True


# what is listed of an applicant → its rows, its form, and the verb that takes a row off
LISTED: dict[str, tuple[str, Any, Any]] = {
    "shareholder": ("shareholders", shareholder_form, services.remove_shareholder),
    "officer": ("officers", officer_form, services.remove_officer),
}


@may_see_people
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who owns and who runs the applicant: both lists, and what adds to them, puts right and takes off."""
    application = application_or_404(pk)
    looked_at(request.user, [application], How.RECORD)
    asked = request.POST if request.method == "POST" else request.GET
    what = asked.get("what", "")
    row = _row_of(application, what, asked.get("row", ""))
    if request.method == "POST":
        if what not in LISTED:
            raise Http404
        if not user_of(request).has_perm(f"grants.{'change' if row else 'add'}_{what}"):
            raise PermissionDenied
        if "remove" in request.POST and row is not None:
            LISTED[what][2](row, by=user_of(request))
            messages.success(request, f"「{row}」を一覧から外しました。")
            return redirect("grant-people", pk=pk)
    forms = {name: _form(request, name, row if name == what else None, name == what) for name in LISTED}
    if request.method == "POST" and _written(application, forms[what], row, request):
        messages.success(request, "保存しました。")
        return redirect("grant-people", pk=pk)
    context = {"application": application, "forms": forms, "editing": what if row else "", "row": row}
    context |= {"shareholders": application.shareholders.all(), "officers": application.officers.all()}
    return render(request, "grants/people.html", context, status=422 if any(f.errors for f in forms.values()) else 200)


def _row_of(application: Application, what: str, typed: str) -> Shareholder | Officer | None:
    if what not in LISTED or not typed:
        return None
    found: Any = get_object_or_404(getattr(application, LISTED[what][0]), pk=whole_or_none(typed) or 0)
    row: Shareholder | Officer = found
    return row


def _form(request: HttpRequest, name: str, row: Any, sent: bool) -> Any:
    made = LISTED[name][1]()
    data = request.POST if sent and request.method == "POST" else None
    return made(data, instance=row, prefix=name) if row else made(data, prefix=name)


def _written(application: Application, form: Any, row: Any, request: HttpRequest) -> bool:
    """Write what was typed; False with the form's errors filled if the rules refuse."""
    if not form.is_valid():
        return False
    try:
        with form.days_confirmed():
            if row is None:
                type(form).save_new(application=application, by=user_of(request), **form.cleaned_data)
            else:
                type(form).save_change(type(row).objects.get(pk=row.pk), by=user_of(request), **form.cleaned_data)
    except ValidationError as error:
        form.add_service_errors(error)
        return False
    return True
