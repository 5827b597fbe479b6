"""Filling in an application: by the applicant on their own page, and by staff for one that came on paper, on the same page."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.errors import UserError, said
from banso.core.exports import log_export
from banso.core.file_types import LARGEST
from banso.office.guests.models import Invitation
from banso.office.guests.services import Passage, answer, keep_unsent
from banso.office.guests.services.coming import note_seen
from banso.office.guests.views import own_page
from banso.registers.centre import centre_name
from banso.registers.models import User

from ..applying.drafts import gone_on
from ..applying.excel import read, written
from ..applying.filling import Begun, begun, refusals, remarks
from ..applying.papers import PaperForm, ReceivedForm, handed_papers
from ..applying.sections import LABELS
from ..applying.sending import KIND, enclose, take_out, why_shut
from ..applying.telling import content_of
from ..checking import remarks_on_lines
from ..handling import handling_of
from ..sheet_form import MORE

Page = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Way:
    """By which way an application is filled in: the applicant's own address, or staff for them."""

    start: str
    args: tuple[Any, ...]
    by: User | None = None

    def to(self, what: str = "", *more: Any) -> str:
        """The address of one of its pages."""
        return reverse(f"{self.start}-{what}" if what else self.start, args=[*self.args, *more])

    @property
    def pages(self) -> dict[str, str]:
        return {what: self.to(what) for what in ("keep", "preview", "receipt", "form", "read")} | {"fill": self.to()}


def for_guest(page: Page) -> Page:
    """A page by the applicant's own address."""

    @own_page
    @wraps(page)
    def run(
        request: HttpRequest, address: str, passage: Passage, invitation: Invitation, **more: Any
    ) -> HttpResponseBase:
        if request.method == "GET":
            note_seen(passage, invitation)
        return page(request, Way("grant-apply", (address, invitation.pk)), invitation, **more)

    return run


def for_staff(page: Page) -> Page:
    """The same page for staff on behalf."""

    @permission_required("grants.add_application", raise_exception=True)
    @wraps(page)
    def run(request: HttpRequest, pk: int, **more: Any) -> HttpResponseBase:
        rows = Invitation.objects.filter(kind=KIND).select_related("programme", "case__programme", "party")
        invitation = get_object_or_404(rows, pk=pk)
        return page(request, Way("grant-apply-for", (pk,), user_of(request)), invitation, **more)

    return run


def fill(request: HttpRequest, way: Way, invitation: Invitation) -> HttpResponse:
    """The form. Whatever its button, what was typed is kept and files that came with it are put to it."""
    work = begun(invitation)
    why = "" if way.by else why_shut(invitation, timezone.now())
    if request.method == "POST" and not why:
        refused = _kept(request, way, work)
        if "preview" in request.POST and not refused:
            return redirect(way.to("preview"))
        if not request.POST.keys() & {"more", "compute"} and not refused:
            return redirect(f"{way.to()}#papers")
        return _fill_page(request, way, work, request.POST, refused=refused)
    return _fill_page(request, way, work, None if why else work.draft(), why=why)


def _kept(request: HttpRequest, way: Way, work: Begun) -> list[str]:
    """Keep what was typed, take files in and out; what of it was refused."""
    refused = []
    try:
        keep_unsent(work.invitation, request.POST)
        if out := request.POST.get("out", ""):
            take_out(work.invitation, int(out) if out.isascii() and out.isdigit() and len(out) < 19 else 0, by=way.by)
    except (UserError, ValidationError) as error:
        refused.append(said(error))
    paper = PaperForm(request.POST, request.FILES)
    if not request.FILES:
        return refused
    if not paper.is_valid():
        return [*refused, *(f"添付書類: {one}" for errors in paper.errors.values() for one in errors)]
    for file, facts in handed_papers(paper, request.FILES):
        try:
            enclose(work.invitation, file, by=way.by, **facts)
        except (UserError, ValidationError) as error:
            refused.append(f"{file.name}: {said(error)}")
    return refused


def _fill_page(
    request: HttpRequest, way: Way, work: Begun, typed: Any, *, why: str = "", refused: Any = ()
) -> HttpResponse:
    more = MORE if request.method == "POST" and "more" in request.POST else 0
    form = work.form(typed, more=more)
    sums = form.sums() if form.is_bound else None
    lines = remarks_on_lines(form.given_lines(), form.basis_now, work.values, localdate()) if form.is_bound else []
    judged = request.GET.get("judge") == "1"
    if not judged:
        form.say_nothing()
    context = {
        "way": way, "work": work, "form": form, "sums": sums, "remarks": lines, "why": why, "refused": refused,
        "judged": judged, "paper": PaperForm(), "pages": way.pages, "dropped": work.dropped(typed),
        "returned": [(row, LABELS.get(row.part.partition(":")[2], "")) for row in work.returned],
        "papers_open": form.is_open("section:papers"),
        "open_files": [paper["file"] for paper in work.sent_papers() if form.is_open(f"paper:{paper['sha256'][:16]}")],
        "centre": centre_name(), "handling": handling_of(work.call), "gone_on": gone_on(work),
    }  # fmt: skip
    return render(request, "grants/apply.html", context, status=422 if refused or (judged and form.errors) else 200)


@require_POST
def keep(request: HttpRequest, way: Way, invitation: Invitation) -> HttpResponse:
    """Keep what was typed so far, every few seconds, and say what the budget comes to."""
    if why := "" if way.by else why_shut(invitation, timezone.now()):
        return render(request, "grants/kept.html", {"problem": f"途中の内容を保存できません。{why}"})
    work = begun(invitation)
    form = work.form(request.POST)
    context: dict[str, Any] = {"sums": form.sums()}
    context["remarks"] = remarks_on_lines(form.given_lines(), form.basis_now, work.values, localdate())
    try:
        context["kept"] = keep_unsent(invitation, request.POST)
    except UserError as error:
        context["problem"] = said(error)
    return render(request, "grants/kept.html", context)


def preview(request: HttpRequest, way: Way, invitation: Invitation) -> HttpResponse:
    """All of it on one page before it is sent, and sent from here."""
    work = begun(invitation)
    typed = work.draft()
    form = work.form(typed if typed is not None else QueryDict())
    why = "" if way.by else why_shut(invitation, timezone.now())
    if why or not form.is_valid():
        return redirect(way.to() if why else f"{way.to()}?judge=1")
    refused = refusals(form)
    how = ReceivedForm(request.POST if request.method == "POST" and way.by else None)
    if request.method == "POST" and not refused and (way.by is None or how.is_valid()):
        try:
            more = how.facts() if way.by else {}
            means = {"means": more["means"]} if way.by else {}
            answer(invitation, work.facts(form, typed) | more, by=way.by, **means)
            messages.success(request, "申請を受け付けました。")
            return redirect(way.to("receipt"))
        except (UserError, ValidationError) as error:
            refused = list(error.messages) if isinstance(error, ValidationError) else [said(error)]
    content = work.content(form, typed)
    context = {
        "way": way, "work": work, "told": content.told(work.before()), "sums": form.sums(), "refused": refused,
        "remarks": remarks(content, work.values, localdate()), "how": how if way.by else None, "pages": way.pages,
        "centre": centre_name(),
    }  # fmt: skip
    wrong = bool(refused) or bool(how.errors)
    return render(request, "grants/preview.html", context, status=422 if wrong and request.method == "POST" else 200)


def form_file(request: HttpRequest, way: Way, invitation: Invitation) -> FileResponse:
    """The Excel form, filled in as far as it is known."""
    work = begun(invitation)
    if way.by:
        log_export(way.by, "補助金の申請書(Excel)", str(invitation))
    return FileResponse(written(work.form(work.draft())), as_attachment=True, filename="申請書.xlsx")


@require_POST
def read_form(request: HttpRequest, way: Way, invitation: Invitation) -> HttpResponse:
    """What was filled in in Excel takes the place of what was typed; what of it is wrong is told by sheet, row and column."""
    work = begun(invitation)
    if why := "" if way.by else why_shut(invitation, timezone.now()):
        return _fill_page(request, way, work, None, why=why)
    file = request.FILES.get("workbook")
    if file is None or (file.size or 0) > LARGEST:
        return _fill_page(request, way, work, work.draft(), refused=["記入したExcelを選んでください(20MBまで)。"])
    try:
        found = read(file.read(), file.name or "", work.form)
        keep_unsent(invitation, found.typed)
    except UserError as error:
        return _fill_page(request, way, work, work.draft(), refused=[said(error)])
    if found.wrong:
        return _fill_page(request, way, work, found.typed, refused=found.wrong)
    messages.success(request, "Excelの内容を取り込みました。確かめてから送ってください(まだ送られていません)。")
    return redirect(way.to())


def receipt(request: HttpRequest, way: Way, invitation: Invitation) -> HttpResponse:
    """The receipt of what was sent: its number, the moment, and what it holds, to be printed."""
    work = begun(invitation)
    if work.filing is None:
        return redirect(way.to())
    content = content_of(work.filing)
    why = why_shut(invitation, timezone.now())
    context = {
        "way": way, "work": work, "filing": work.filing, "told": content.told(), "pages": way.pages,
        "versions": work.filing.application.filings.order_by("version"), "may_change": not why, "why": why,
        "centre": centre_name(),
    }  # fmt: skip
    return render(request, "grants/receipt.html", context)
