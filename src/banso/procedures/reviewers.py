"""What staff do for the reviewers of a panel: which papers they see, what was asked of whom, and the mails with their addresses."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from banso.cases.models import Case
from banso.core.acting import user_of
from banso.core.era import format_date
from banso.core.exports import log_export
from banso.core.file_types import WORD
from banso.core.looking import How, looked_at
from banso.core.records import Panel as Part
from banso.core.records import add_panel
from banso.core.trail import verb
from banso.office.files.models import ReceivedFile
from banso.office.files.services import mark_for_panel
from banso.office.guests.models import Invitation
from banso.office.guests.services import addresses
from banso.office.mail.choices import Topic
from banso.office.mail.models import Mailing
from banso.office.mail.services import Request, write_requests
from banso.office.papers.models import Letter
from banso.office.papers.services import enter_numbered
from banso.office.reviews import printing
from banso.office.reviews.choices import WAITING
from banso.office.reviews.models import Panel, Reviewer
from banso.office.reviews.standing import assignments, seat_of
from banso.registers.centre import centre_name
from banso.registers.models import User

from .reviewing import asked_of

SUBJECT = "審査のお願い"
TEXT = """お世話になっております。「{panel}」の審査をお願いいたします。
案件ごとに、はじめに利害関係を申告してください。そのあとで書類を開き、採点できます。
ご自分の専用ページのアドレスです。ほかの方には転送しないでください。"""
Asked = tuple[Invitation, Any]  # what was asked, and the assignment it is about


def asked_by_reviewer(panel: Panel) -> dict[Reviewer, list[Asked]]:
    """What was asked of each reviewer of a panel, in order of the files, with the assignment it is about."""
    found = asked_of(panel)
    lines: dict[Reviewer, list[Asked]] = {}
    for row in assignments().filter(reviewer__panel=panel):
        if row.pk in found:
            lines.setdefault(row.reviewer, []).append((found[row.pk], row))
    return lines


def _open(asked: list[Asked]) -> list[Invitation]:
    """What of it still waits for the reviewer."""
    today = localdate()
    waits = [one for one, row in asked if seat_of(row) in WAITING]
    return [one for one in waits if one.withdrawn_at is None and one.until >= today]


@verb
def write_reviewer_mails(panel: Panel, *, by: User) -> tuple[Mailing, int]:
    """One mail for each reviewer of whom something is still asked, with the address of the own page, into the outbox to be looked
    through; how many have no address that mail reaches. Raises ValidationError where there is nobody to write to.
    """
    waiting = {who: asked for who, given in asked_by_reviewer(panel).items() if (asked := _open(given))}
    links = addresses([asked[0] for asked in waiting.values()], by=by)
    to = [
        Request(who.name, asked[0].email, links[asked[0].pk], f"お願いする案件: {len(asked)}件", "様")
        for who, asked in waiting.items()
    ]
    until = f"採点期限: {format_date(panel.due_on)}"
    said = {"title": f"{panel} {SUBJECT}", "text": TEXT.format(panel=panel), "topic": Topic.BUSINESS, "until": until}
    mailing, left = write_requests(to, **said, programme=panel.programme, by=by)
    if mailing is None:
        raise ValidationError(
            "メールを送れる委員がいません。先に委員へお願いし、委員のメールアドレスを確かめてください。"
        )
    return mailing, left


@verb
def commission(panel: Panel, *, by: User) -> list[tuple[Reviewer, Letter]]:
    """A letter of commission for each reviewer in the register of what goes out, numbered once: asked for again, it has its number.

    Raises ValidationError where there are no reviewers.
    """
    title, found = f"委嘱状({panel})"[:120], []
    issued = Letter.objects.filter(programme=panel.programme, case=None, title=title, void=None)
    known = {letter.addressee: letter for letter in issued}
    for who in panel.reviewers.all():
        letter = known.get(who.name) or enter_numbered(panel.programme, title=title, to=who.name, by=by)
        found.append((who, letter))
    if not found:
        raise ValidationError("審査委員を先に登録してください。")
    return found


@require_POST
@permission_required(("papers.add_letter", "reviews.add_reviewer"), raise_exception=True)
def commissions(request: HttpRequest, pk: int) -> HttpResponse:
    """The letters of commission with the sheets of acceptance, as one Word file; written down as taken out."""
    panel = get_object_or_404(Panel.objects.select_related("programme__walled_to"), pk=pk)
    try:
        letters = commission(panel, by=user_of(request))
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect(panel)
    rows = [(who, letter.printed, letter.issued_on) for who, letter in letters]
    looked_at(request.user, [panel], How.EXPORT, "委嘱状")
    log_export(request.user, f"{panel} 委嘱状", general="審査会の文書")
    answer = HttpResponse(printing.commissions(panel, rows, centre_name()), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="ishoku-{pk}.docx"'
    return answer


@require_POST
@permission_required(("guests.add_invitation", "reviews.add_assignment", "mail.view_message"), raise_exception=True)
def mails(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the mails to the reviewers, and look through them before they go."""
    panel = get_object_or_404(Panel.objects.select_related("programme__walled_to"), pk=pk)
    try:
        mailing, left = write_reviewer_mails(panel, by=user_of(request))
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return redirect(panel)
    if left:
        messages.warning(request, f"{left}人の委員には、メールアドレスがないか届かないため、メールを作っていません。")
    messages.success(request, "委員へのメールを作りました。宛先と本文を確かめてから、送信してください。")
    return redirect(mailing)


@permission_required(("reviews.add_assignment", "files.change_receivedfile"), raise_exception=True)
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Which papers of all its cases the reviewers of a panel see, chosen by what they are called."""
    panel = get_object_or_404(Panel, pk=pk)
    looked_at(request.user, [panel], How.RECORD)
    rows = ReceivedFile.objects.filter(case__candidacies__panel=panel, withdrawn_on=None).order_by("title")
    counted = rows.values_list("title").annotate(all=Count("pk"), seen=Count("pk", filter=Q(for_panel=True)))
    titles = list(counted)
    if request.method == "POST":
        chosen = set(request.POST.getlist("title")) & {title for title, _, _ in titles}
        number = mark_for_panel(Case.objects.filter(candidacies__panel=panel), chosen, by=user_of(request))
        messages.success(request, f"{number}件の書類を、割り当てられた委員に見せます。")
        return redirect(panel)
    return render(request, "procedures/panel_papers.html", {"panel": panel, "titles": titles})


@permission_required("reviews.view_panel", raise_exception=True)
def asked(request: HttpRequest, app: str, name: str, pk: int) -> HttpResponse:
    """What was asked of the reviewers of a panel, on its page."""
    if (app, name) != ("reviews", "panel"):
        raise Http404
    panel = get_object_or_404(Panel, pk=pk)
    lines = [(who, given, len(_open(given))) for who, given in asked_by_reviewer(panel).items()]
    without = [who for who in panel.reviewers.all() if not who.can_come_in]
    seen = ReceivedFile.objects.filter(case__candidacies__panel=panel, withdrawn_on=None, for_panel=True).count()
    context = {"panel": panel, "lines": lines, "without": without, "seen": seen}
    return render(request, "procedures/reviewers_asked.html", context)


add_panel(Part("委員への依頼", "review-asked", lambda model: model is Panel))
