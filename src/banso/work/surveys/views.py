"""A survey at work: addressed, reminded, letters, results; and the page on which a company answers."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.core.acting import user_of
from banso.core.errors import UserError
from banso.core.exports import log_export
from banso.core.file_types import EXCEL
from banso.core.looking import How, looked_at
from banso.office.guests.services import address_parts
from banso.office.mail.services.requesting import LINK
from banso.registers.centre import centre_name
from banso.registers.company_lists import company_lists

from .mails import write_mails
from .models import Survey, SurveyTarget
from .services import ask_target, copy_questions, number_letters, remind, send_survey
from .tabulating import tabulate, tabulated_file
from .wording import request_of, title_of

MAILS, NUMBERS = ("mail", "mail-again"), ("number", "number-again")
may_see = permission_required("surveys.view_survey", raise_exception=True)
may_send = permission_required("surveys.add_surveytarget", raise_exception=True)


@may_see
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a survey stands, what can be done with it, and its results so far."""
    survey = get_object_or_404(Survey, pk=pk)
    stands = survey.targets.aggregate(sent=Count("pk"), answered=Count("pk", filter=Q(answered_on__isnull=False)))
    context = {
        "survey": survey,
        "stands": stands,
        "open": stands["sent"] - stands["answered"],
        "counted": tabulate(survey),
        "lists": company_lists(),
        "reminded": survey.targets.aggregate(n=Count("reminders"))["n"],
    }
    return render(request, "surveys/work.html", context)


@may_send
@require_POST
def act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Send, remind, write the mails of either, number its letters, or copy the questions of last time, as of today."""
    survey, today, by = get_object_or_404(Survey, pk=pk), localdate(), request.user
    try:
        if what in MAILS:
            return _mailed(request, survey, again=what == "mail-again")
        if what == "send":
            number = send_survey(survey, request.POST.get("list", ""), on=today, by=by)  # type: ignore[arg-type]
            messages.success(request, f"{number}社を送付先に加えました。依頼状を印刷してください。")
        elif what == "remind":
            number = remind(survey, on=today, by=by)  # type: ignore[arg-type]
            messages.success(request, f"{number}社への督促を記録しました。督促状を印刷してください。")
        elif what in NUMBERS:
            return _numbered(request, survey, again=what == "number-again")
        elif what == "copy":
            number = copy_questions(survey, by=by)  # type: ignore[arg-type]
            messages.success(request, f"前回の調査から質問を{number}問写しました。")
        else:
            raise Http404
    except UserError as error:
        messages.error(request, str(error))
    return redirect("surveys-work", pk=pk)


def _mailed(request: HttpRequest, survey: Survey, *, again: bool) -> HttpResponse:
    """Mails into the outbox, where they are looked through before they go. Raises UserError where nobody can be reached."""
    if not request.user.has_perm("mail.add_message"):
        raise PermissionDenied
    mailing, left = write_mails(survey, again=again, by=user_of(request))
    messages.success(request, "メールを送信箱に入れました。内容を確かめてから送信してください。")
    if left:
        paper = "督促状" if again else "依頼状"
        messages.info(
            request,
            f"メールを送れない企業が{left}社あります(アドレスなし・不達・配信停止)。{paper}を印刷して送ってください。",
        )
    return redirect(mailing)


def _numbered(request: HttpRequest, survey: Survey, *, again: bool) -> HttpResponse:
    """The letters bear a number from now on. Raises UserError where there are none."""
    if not request.user.has_perm("papers.add_letter"):
        raise PermissionDenied
    entered = number_letters(survey, again=again, by=user_of(request))
    messages.success(request, f"文書番号 {entered.printed} を付け、発送簿に登録しました({entered.copies}通)。")
    return redirect(f"{reverse('surveys-letters', args=[survey.pk])}{'?again=1' if again else ''}")


@may_send
def letters(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet to print for every company that has not answered, with its own address to answer at."""
    survey, again = get_object_or_404(Survey, pk=pk), request.GET.get("again") == "1"
    targets = survey.targets.filter(answered_on=None, invitation__isnull=False)
    targets = targets.select_related("company", "invitation__programme").order_by("company__kana_key", "pk")
    asked = [target.invitation for target in targets if target.invitation is not None]
    parts = address_parts(asked, by=user_of(request))
    context = {
        "survey": survey,
        "targets": [(target, parts.get(target.invitation_id or 0, "")) for target in targets],
        "centre": centre_name(),
        "today": localdate(),
        "again": again,
        "numbered": survey.numbered_again if again else survey.numbered,
        "title": title_of(survey, again=again),
        "text": request_of(survey, again=again),
        "link": LINK,
        "base": request.build_absolute_uri("/")[:-1],
    }
    return render(request, "surveys/letters.html", context)


@may_see
def results_file(request: HttpRequest, pk: int) -> HttpResponse:
    survey = get_object_or_404(Survey, pk=pk)
    log_export(request.user, f"{survey} 集計", general="アンケートの集計")
    looked_at(request.user, [survey], How.EXPORT, "集計")
    response = HttpResponse(tabulated_file(survey), content_type=EXCEL)
    response["Content-Disposition"] = content_disposition_header(True, f"{survey}_{survey.fiscal_year}.xlsx")
    return response


@permission_required("surveys.change_surveytarget", raise_exception=True)
@require_POST
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """A clerk enters, or puts right, what a company sent on paper: by the page on which whatever is asked outside is answered for it."""
    target = get_object_or_404(SurveyTarget.objects.select_related("survey__programme", "company", "invitation"), pk=pk)
    return redirect("guests-on-behalf", pk=ask_target(target, by=user_of(request)).pk)


def panel(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """The way from a survey's or a target's own page to its work."""
    model = {"survey": Survey, "surveytarget": SurveyTarget}.get(name)
    if app != "surveys" or model is None:
        raise Http404
    if not request.user.has_perm(f"surveys.view_{name}"):
        raise PermissionDenied
    shown: Any = get_object_or_404(model, pk=pk)
    open_ = name == "survey" and shown.questions.exists() and shown.targets.filter(answered_on=None).exists()
    return render(request, "surveys/panel.html", {"name": name, "pk": pk, "open": open_})
