"""One company's whole history (経営カルテ) on one page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.fiscal import fiscal_year_label
from banso.core.looking import How, looked_at
from banso.core.pages import facts
from banso.desk.models import Document, DocumentFile
from banso.desk.services import note_used
from banso.registers.choosing import fiscal_years
from banso.registers.histories import Entry, History, all_histories, timeline
from banso.registers.models import Company
from banso.registers.seeing import is_inside_somewhere
from banso.work.consultations.models import Consultation
from banso.work.consultations.services import follow_up

from .recording import may_find

ON_A_PAGE, ON_PAPER = 50, 500


@may_find
def karte(request: HttpRequest, pk: int) -> HttpResponse:
    """Facts, contacts, promises, documents and the timeline of every kind of work this user may see."""
    company = get_object_or_404(Company.objects.select_related("industry", "municipality", "merged_into"), pk=pk)
    if company.merged_into:
        messages.info(request, f"「{company}」は「{company.merged_into}」に統合されています。")
        return redirect("karte", pk=company.merged_into.pk)
    on_paper = "paper" in request.GET
    if not request.htmx:  # type: ignore[attr-defined]
        note_used(company, by=request.user)  # type: ignore[arg-type]
    context = {"company": company, "on_paper": on_paper} | _timeline(
        request, company, ON_PAPER if on_paper else ON_A_PAGE
    )
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/timeline.html", context)
    may_see_visits = request.user.has_perm("consultations.view_consultation")
    context |= {
        "facts": facts(company),
        "names": company.other_names.all(),
        "people": company.people.order_by("ended_on", "-is_representative", "pk"),
        "promises": _promises(company) if may_see_visits else [],
        "documents": _documents(company) if request.user.has_perm("desk.view_document") else None,
        "today": localdate(),
    }
    return render(request, "desk/karte.html", context)


def _note_looks(user: Any, entries: list[Entry]) -> None:
    """What the timeline shows from behind a wall is a look at each of its kinds."""
    if is_inside_somewhere(user):
        for kind in {type(entry.record) for entry in entries}:
            shown = [entry.record for entry in entries if type(entry.record) is kind]
            looked_at(user, shown, How.LIST, "経営カルテ")


def _timeline(request: HttpRequest, company: Company, size: int) -> dict[str, Any]:
    """A page of the timeline under the group and year asked for."""
    seen: list[History] = [h for h in all_histories() if request.user.has_perm(h.permission)]
    groups = list(dict.fromkeys(h.group for h in seen))
    group = request.GET.get("group", "")
    years = fiscal_years()
    year = request.GET.get("year", "") if request.GET.get("year") in dict(years) else ""
    shown = [h for h in seen if h.group == group] if group in groups else seen
    page = timeline(company.pk, shown, year=int(year) if year else None, after=request.GET.get("after", ""), size=size)
    _note_looks(request.user, page.entries)
    conditions = [group] if group in groups else []
    return {
        "timeline": page,
        "groups": groups,
        "group": group,
        "years": years,
        "year": year,
        "conditions": "、".join([*conditions, *([fiscal_year_label(int(year))] if year else [])]),
    }


def _promises(company: Company) -> Any:
    rows = Consultation.objects.promises().filter(company=company)
    return rows.select_related("adviser").order_by("next_on", "pk")


def _documents(company: Company) -> list[tuple[Document, list[DocumentFile]]]:
    rows = Document.objects.filter(company=company, removed_on=None)
    return [(d, list(d.files.all())) for d in rows.prefetch_related("files__uploaded_by").select_related("programme")]


@permission_required("consultations.change_consultation", raise_exception=True)
@require_POST
def followed_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a promise has been kept, and go back to where it was listed."""
    visit = get_object_or_404(Consultation.objects.promises(), pk=pk)
    follow_up(visit, on=max(localdate(), visit.held_on), by=request.user)  # type: ignore[arg-type]
    messages.success(request, f"「{visit.next_step or '次回の予定'}」を対応済みにしました。")
    back = request.POST.get("back", "")
    known = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if known else reverse("home"))
