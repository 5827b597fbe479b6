"""Recording a visit in a minute: the screen, and what it asks the server while one types."""

import json
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.done_days import days_to_come_confirmed
from banso.core.era import format_date
from banso.core.fiscal import fiscal_year_label, fiscal_year_of
from banso.core.numbers import whole_or_none
from banso.core.text import clean_text
from banso.desk.models import Draft
from banso.desk.models.drafts import DraftKind
from banso.desk.moving import moves_of
from banso.desk.services import discard_draft, keep_draft, record_visit
from banso.desk.services.drafts import DraftMovedError
from banso.desk.visit_form import VisitForm, consulting, first_values
from banso.registers.finding import find_companies
from banso.registers.models import Company, User
from banso.work.consultations.models import Consultation

MOST_COMPANIES, MOST_VISITS, MOST_DRAFTS = 8, 3, 5
LARGEST_DRAFT = 200_000
MINUTES = (15, 30, 45, 60, 90, 120)
may_record = permission_required("consultations.add_consultation", raise_exception=True)
may_find = permission_required("registers.view_company", raise_exception=True)


@may_record
def record(request: HttpRequest) -> HttpResponse:
    """The screen; a POST saves. A screen that saved by itself is answered in JSON, a plain form by a page."""
    if request.method != "POST":
        return _screen(request, VisitForm(initial=_start(request), today=localdate()))
    form = VisitForm(request.POST, today=localdate())
    visit = _save(form, _key(request.POST.get("draft")), by=request.user) if form.is_valid() else None
    alone = request.headers.get("Accept") == "application/json"
    if visit is None:
        if alone:
            return JsonResponse({"errors": render_to_string("banso/errors.html", {"form": form})}, status=422)
        return _screen(request, form, status=422)
    _say_saved(request, visit)
    return JsonResponse({"next": reverse("record-visit")}) if alone else redirect("record-visit")


def _save(form: VisitForm, draft: UUID | None, by: Any) -> Consultation | None:
    try:
        with form.days_confirmed():
            return record_visit(form.facts(), draft=draft, by=by)
    except ValidationError as error:
        form.add_service_errors(error)
        return None


def _say_saved(request: HttpRequest, visit: Consultation) -> None:
    address = reverse("consultations-consultation-record", args=[visit.pk])
    messages.success(
        request,
        format_html(
            '相談記録を保存しました。<a href="{}">{} {}</a>',
            address,
            format_date(visit.held_on),
            visit.company or visit.person,
        ),
    )


def _start(request: HttpRequest) -> dict[str, Any]:
    values = first_values(_me(request), localdate())
    asked = whole_or_none(request.GET.get("company"))
    company = Company.objects.filter(pk=asked).first() if asked else None
    return values | ({"company": company.pk, "company_text": company.name} if company else {})


def _screen(request: HttpRequest, form: VisitForm, status: int = 200) -> HttpResponse:
    today = localdate()
    mine = Draft.objects.filter(user=_me(request), kind=DraftKind.CONSULTATION, finished_as=None).exclude(payload={})
    asked = _key(request.GET.get("draft"))
    opened = mine.filter(key=asked).first() if asked else None
    programmes = form.fields["programme"].queryset  # type: ignore[attr-defined]
    usual = consulting(programmes)
    context = {
        "form": form,
        "today": today,
        "minutes": MINUTES,
        "categories": [form[name] for name in form.fields if name.startswith("category_")],
        "usual": [p for p in programmes if p.pk in usual],
        "others": [p for p in programmes if p.pk not in usual],
        "key": _key(request.POST.get("draft")) or (opened.key if opened else uuid4()),
        "opened": {"version": opened.version, "payload": opened.payload} if opened else None,
        "drafts": [] if opened or status != 200 else mine[:MOST_DRAFTS],
        "user_key": _me(request).pk,
    }
    return render(request, "desk/record.html", context, status=status)


@may_find
def companies(request: HttpRequest) -> HttpResponse:
    """The options of the company box for what is typed so far."""
    typed = request.GET.get("q", "").strip()
    found = list(find_companies(typed, MOST_COMPANIES + 1))
    context = {"typed": typed, "companies": found[:MOST_COMPANIES], "more": len(found) > MOST_COMPANIES}
    return render(request, "desk/companies.html", context)


@may_record
@may_find
def company_brief(request: HttpRequest, pk: int) -> HttpResponse:
    """What to know of the chosen company: its last visits, what was promised, and the themes to start from."""
    company = get_object_or_404(Company.objects.select_related("municipality"), pk=pk)
    visits = Consultation.objects.visits().filter(company=company).order_by("-held_on", "-pk")
    latest = list(visits.select_related("programme", "adviser").prefetch_related("themes")[:MOST_VISITS])
    context = {
        "company": company,
        "latest": latest,
        "promises": Consultation.objects.promises().filter(company=company).order_by("next_on", "pk")[:MOST_VISITS],
        "themes": [theme.pk for theme in latest[0].themes.all()] if latest else [],
        "people": company.people.filter(ended_on=None)[:MOST_VISITS],
    }
    return render(request, "desk/brief.html", context)


@may_record
@require_POST
def figures(request: HttpRequest) -> HttpResponse:
    """Which figures the visit would move as it stands on the screen; nothing is written."""
    form, found, problem = VisitForm(request.POST, today=localdate()), None, ""
    if form.is_valid():
        facts, year = form.facts(), fiscal_year_of(form.cleaned_data["held_on"])
        try:
            with days_to_come_confirmed():  # saving asks; this only looks
                found = moves_of(year, lambda: record_visit(facts, draft=None, by=_me(request)))
        except ValidationError as error:
            problem = error.messages[0]
    context = {"found": found, "problem": problem, "year": fiscal_year_label(found.fiscal_year) if found else ""}
    return render(request, "desk/moves.html", context)


@may_record
@require_POST
def draft(request: HttpRequest, key: UUID) -> JsonResponse:
    """Keep what was typed so far. 409 if another screen changed or saved this draft."""
    if len(request.body) > LARGEST_DRAFT:
        return JsonResponse({"message": "入力が長すぎるため、書きかけを保存できません。"}, status=413)
    try:
        sent = json.loads(request.body)
        version = int(sent["version"])
        payload = {"fields": [[clean_text(str(name)), clean_text(str(value))] for name, value in sent["fields"]]}
        return JsonResponse({"version": keep_draft(DraftKind.CONSULTATION, key, version, payload, by=_me(request))})
    except DraftMovedError as moved:
        return JsonResponse({"message": str(moved)}, status=409)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return JsonResponse({"message": "書きかけの形が正しくありません。"}, status=400)


@may_record
@require_POST
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    discard_draft(key, by=_me(request))
    messages.info(request, "書きかけを捨てました。")
    return redirect("record-visit")


def _key(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def _me(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
