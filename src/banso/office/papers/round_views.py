"""A round of letters: the cases chosen in a list, the form and a trial copy of any of them, how far it is, and what comes out."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.errors import UserError
from banso.core.exports import log_export
from banso.core.forms import say_refused
from banso.core.lists import matching
from banso.core.looking import How, looked
from banso.core.numbers import numbers_in
from banso.core.tables import table_for
from banso.core.text import as_file_name
from banso.core.word_pdf import way

from . import services
from .choices import Seal
from .forms import RoundForm, SealRoundForm, SendForm
from .models import Letter, Recipient, Round
from .views import trial

may_see = permission_required("papers.view_round", raise_exception=True)


@permission_required("papers.add_round", raise_exception=True)
def new_round(request: HttpRequest) -> HttpResponse:
    """Letters for the cases ticked in a list, or for all that it found: the form, a trial copy of any one, then all of them."""
    try:
        cases = services.chosen(_ids(request)) if request.method == "POST" else []
    except UserError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('cases-case-list')}?{request.POST.get('query') or 'all=1'}")
    if not cases:
        return render(request, "papers/round_how.html")
    offered, roles = services.offered(cases)
    given = request.POST if "step" in request.POST else None
    asked = RoundForm(given, cases=cases, offered=offered, roles=roles)
    if asked.is_valid():
        try:
            return _step(request, cases, asked.cleaned_data)
        except ValidationError as error:
            say_refused(asked, error)
    context = {"form": asked, "number": len(cases), "ids": ",".join(str(case.pk) for case in cases)}
    context |= {"programme": cases[0].programme, "offered": offered, "query": request.POST.get("query", "")}
    return render(request, "papers/round_new.html", context, status=422 if asked.errors else 200)


def _ids(request: HttpRequest) -> list[int]:
    """The cases chosen: those named, those ticked, or all that the list found."""
    if "all" in request.POST:
        rows, _ = matching(table_for(Case), request.POST.get("query", ""))
        return list(rows.order_by("pk").values_list("pk", flat=True)[: services.MOST + 1])
    return numbers_in(request.POST["ids"].split(",") if "ids" in request.POST else request.POST.getlist("row"))


def _step(request: HttpRequest, cases: list[Case], facts: dict[str, Any]) -> HttpResponse:
    form, role = facts["form"], facts["role"]
    if request.POST["step"] != "issue":
        case = next(case for case in cases if str(case.pk) == facts["trial"])
        party = services.parties_of([case], role).get(case.pk)
        return trial(request, case, form, services.preview(case, form, party=party))
    asked = services.ask_round(cases, form, role=role, title=facts["title"], by=user_of(request))
    messages.success(request, f"{len(cases):,}件の発行を始めました。")
    return redirect("papers-round", pk=asked.pk)


@may_see
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A round: how far it is while it is at work, and then its files and how its letters went out."""
    asked = get_object_or_404(Round.objects.select_related("form", "programme", "asked_by"), pk=pk)
    given = request.POST if request.method == "POST" else None
    sealed = given is not None and "seal" in given
    sending = SendForm(None if sealed else given, label_suffix="")
    seal = SealRoundForm(given if sealed else None, label_suffix="", prefix="seal")
    if (sending.is_bound and _noted(request, asked, sending, SENT)) or (
        sealed and _noted(request, asked, seal, SEALED)
    ):
        return redirect("papers-round", pk=pk)
    letters = Letter.objects.filter(recipient__round=asked)
    issued = letters.count()
    context = {
        "round": asked,
        "issued": issued,
        "percent": issued * 100 // max(asked.total, 1),
        "last_number": (asked.first_number or 0) + asked.total - 1,
        "void": letters.filter(void__isnull=False).select_related("void"),
        "unsent": letters.filter(void=None, sending=None).count(),
        "unsealed": letters.filter(void=None, seal_use=None).count() if asked.form.seal == Seal.REQUIRED else 0,
        "sending": sending,
        "seal": seal,
        "way": way(),
    }
    part = "papers/round_progress.html" if request.htmx else "papers/round.html"  # type: ignore[attr-defined]
    answer = render(request, part, context, status=422 if sending.errors or seal.errors else 200)
    if request.htmx and not asked.under_way:  # type: ignore[attr-defined]
        answer["HX-Refresh"] = (
            "true"  # what can be done with it now stands outside the part that is asked for every second
        )
    return answer


@dataclass(frozen=True)
class Noting:
    """What is noted of all letters of a round at once: who may, the verb, and what is said of so many."""

    permission: str
    verb: Callable[..., int]
    said: str


SENT = Noting("papers.add_sending", services.send_round, "{:,}通の発送を記録しました。")
SEALED = Noting("papers.add_sealuse", services.press_round, "{:,}通への公印の使用を記録しました。")


def _noted(request: HttpRequest, asked: Round, form: SendForm | SealRoundForm, noting: Noting) -> bool:
    """Whether it could be noted of the letters; if not, the form says why."""
    if not user_of(request).has_perm(noting.permission):
        form.is_valid()
        form.add_error(None, "この操作をする権限がありません。")
    elif form.is_valid():
        try:
            number = noting.verb(asked, by=user_of(request), **form.cleaned_data)
            messages.success(request, noting.said.format(number))
            return True
        except ValidationError as error:
            form.add_error(None, error.messages)
    return False


@require_POST
@permission_required("papers.add_round", raise_exception=True)
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """A round that stopped goes on."""
    asked = get_object_or_404(Round, pk=pk)
    try:
        services.resume_round(asked, by=user_of(request))
        messages.success(request, "続きの発行を始めました。")
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    return redirect("papers-round", pk=pk)


@may_see
def round_file(request: HttpRequest, pk: int, form: str) -> FileResponse:
    """All letters of a round: the Word files in a zip, or one PDF in the order of their addresses."""
    asked = get_object_or_404(Round, pk=pk)
    rows = list(asked.recipients.filter(letter__isnull=False).exclude(letter__file="").select_related("letter"))
    if (
        not rows
        or (form == "zip" and asked.under_way)
        or form not in ("zip", "pdf")
        or (form == "pdf" and not asked.pdf)
    ):
        raise Http404
    try:
        content = _zipped(rows) if form == "zip" else asked.pdf.open()
    except FileNotFoundError:
        raise Http404 from None
    log_export(request.user, f"{asked}({form})", f"{asked.total}通", general="一斉発行")
    looked(request.user, Letter.objects.filter(recipient__round=asked), How.EXPORT, str(asked))
    name = as_file_name(f"{asked.title}_{asked.total}通.{form}")
    response = FileResponse(content, as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


def _zipped(rows: list[Recipient]) -> Any:
    """The letters as they were issued, named by their order, number and addressee. Word files are packed already."""
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for row in rows:
            letter = row.letter
            assert letter is not None
            name = as_file_name(f"{row.position + 1:04}_{letter.printed}_{row.whose}")[:120]
            with letter.file.open() as kept:
                packed.writestr(f"{name}.docx", kept.read())
    file.seek(0)
    return file
