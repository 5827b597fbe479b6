"""Beginning an application, putting papers to it, sending it, and sending again what was sent back: each whole or not at all."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.cases.services import add_party
from banso.core.errors import UserError
from banso.core.file_types import DOCUMENTS
from banso.core.kept import Upload, keep_file
from banso.core.trail import verb
from banso.core.writing import correct, hold, record
from banso.office.files.choices import Way
from banso.office.files.models import ReceivedFile
from banso.office.files.services import pages_of, receive_kept, withdraw_received
from banso.office.guests.choices import Means
from banso.office.guests.models import Invitation
from banso.office.guests.services import invite, prolong
from banso.procedures.declaring import known_procedure
from banso.procedures.offering import state_of
from banso.procedures.taking import begin, take
from banso.registers.models import User

from ..calling import why_closed, window_at
from ..models import Application, Call, Decision, Enclosure, Filing, Frame
from ..planning import draw_up_plan
from .company import company_of
from .telling import said_of_paper

KIND = "grant-application"
MOST_ENCLOSED = 30  # papers of one application that is not sent yet
OPENS_FOR = timedelta(days=365)  # how long the applicant finds what was sent
BY_HAND = {Means.EMAIL: Way.MAIL, Means.FAX: Way.FAX, Means.PAPER: Way.POST}


def call_of(invitation: Invitation) -> Call:
    """The call that someone was asked, or began, to apply to."""
    return Call.objects.select_related("course__programme", "keeper").get(pk=invitation.detail)


def application_of(invitation: Invitation) -> Application | None:
    """What was sent by this page; None before."""
    if invitation.case_id is None:
        return None
    return Application.objects.select_related("call__course", "frame", "case__programme").get(case=invitation.case_id)


def last_filing(application: Application | None) -> Filing | None:
    found = Filing.objects.select_related("sheet", "application__call", "application__case")
    return found.filter(application=application).order_by("-version").first() if application else None


@verb
def begin_application(call: Call, *, name: str, email: str = "", by: User | None) -> Invitation:
    """Open a page on which someone applies to a call; who began already goes on with that. Raises UserError where the call receives nothing now and
    no colleague enters it for them.
    """
    now = timezone.now()
    if by is None and (why := why_closed(call, now)):
        raise UserError(why)
    mine = Invitation.objects.filter(kind=KIND, detail=str(call.pk), withdrawn_at=None, until__gte=localdate(now))
    begun = mine.filter(email__iexact=email).order_by("-pk").first() if email else None
    if begun is not None:
        return begun
    window = window_at(call, now)
    until = window.closes_on if window else localdate(now) + OPENS_FOR
    programme = call.course.programme
    return invite(
        KIND, until=until, name=name, email=email, detail=str(call.pk), programme=programme, apart=True, by=by
    )


@verb
def enclose(
    invitation: Invitation, file: Upload, *, title: str, issued_on: date | None = None, by: User | None
) -> Enclosure:
    """Put a paper to an application that is not sent yet: told by its content and opened once. Raises UserError for one that cannot be kept, and where
    there are too many, ValidationError for the same one again.
    """
    asked = hold(Invitation.objects.filter(pk=invitation.pk))
    if Enclosure.objects.filter(invitation=asked).count() >= MOST_ENCLOSED:
        raise UserError(f"添付できる書類は{MOST_ENCLOSED}件までです。まとめて1つのPDFにしてください。")
    title = title.strip() or (file.name or "").rpartition(".")[0][:120] or "書類"
    pages = pages_of(file)
    row = Enclosure(invitation=asked, title=title, issued_on=issued_on, pages=pages or None)
    return keep_file(row, file, DOCUMENTS, by=by)


@verb
def take_out(invitation: Invitation, number: int, *, by: User | None) -> None:
    """Take a paper out again before it is sent. Raises ValidationError where there is none."""
    row = Enclosure.objects.filter(invitation=invitation, pk=number).first()
    if row is None:
        raise ValidationError("この書類は、もう添付されていません。")
    let_go(row)


def let_go(row: Enclosure) -> None:
    """Take a paper that was never sent away, with its file."""
    name, storage = row.file.name or "", row.file.storage
    row.delete()
    transaction.on_commit(lambda: storage.delete(name) if name else None)


def open_returns_of(application: Application | None) -> list[Decision]:
    """What of an application was sent back by its parts and is not answered yet."""
    from ..procedure import GRANT, open_returns

    if application is None:
        return []
    return [row for row in open_returns(state_of(GRANT, application.case)) if row.part]


def why_shut(invitation: Invitation, at: datetime) -> str:
    """Why an applicant can change nothing now, in their words; '' where they can: a window is open and nothing was decided, or something came back."""
    application = application_of(invitation)
    if open_returns_of(application):
        return ""
    if application is not None and state_of(known_procedure("grant"), application.case).taken:
        return "受け付けた申請の手続が進んでいるため、内容を直せません。直したいところがあるときは、センターへお知らせください。"
    return why_closed(call_of(invitation), at)


@verb
def send_in(invitation: Invitation, facts: Mapping[str, Any], *, by: User | None) -> Filing:
    """Send an application: its case, its budget, its papers and its version at once, whole or not at all. Sent again it is a new version of the same
    application; what was sent back is answered with it. `facts` hold answers, lines, money, `drop` (the numbers of papers that are replaced), and
    `at` and `means` where staff enter what came another way.

    Raises ValidationError, naming the place, and UserError once the call receives nothing more.
    """
    asked = hold(Invitation.objects.filter(pk=invitation.pk))
    at = facts.get("at") or timezone.now()
    if by is None and (why := why_shut(asked, at)):
        raise UserError(why)
    before = application_of(asked)
    returned = open_returns_of(before)
    application = before or _opened(asked, facts, at, by)
    _corrected(application, facts, by)
    sheet = draw_up_plan(
        application, drawn_on=localdate(at), lines=list(facts["lines"]), money=facts["money"],
        tax_status=facts["answers"].get("tax_status") or "", basis=facts["answers"].get("basis") or "", by=by,
    )  # fmt: skip
    filing = _filed(application, asked, sheet, facts, at, by)
    if returned:
        _answered(application, by)
    prolong(asked, until=max(asked.until, localdate(at) + OPENS_FOR), by=by)
    return filing


def _frame(call: Call, answers: Mapping[str, Any]) -> Frame | None:
    return call.frames.filter(pk=answers["frame"]).first() if answers.get("frame") else None


def _opened(asked: Invitation, facts: Mapping[str, Any], at: datetime, by: User | None) -> Application:
    """The case of an application that is sent for the first time, with whom to write to about it."""
    call, answers = call_of(asked), facts["answers"]
    made: Application = begin(
        known_procedure("grant"), call=call, frame=_frame(call, answers), title=answers["title"], requested=0,
        company=company_of(answers, by=by), opened_on=localdate(at), keeper=call.keeper, by=by,
    )  # fmt: skip
    contact = {"name": str(answers["contact"])[:60], "email": asked.email, "phone": answers.get("phone") or ""}
    party = add_party(made.case, role="applicant", company=made.case.company, by=by, **contact)
    correct(asked, {"case": made.case, "party": party})
    return made


def _corrected(application: Application, facts: Mapping[str, Any], by: User | None) -> None:
    """What of the application's own facts the new version says otherwise."""
    hold(Case.objects.filter(pk=application.case_id))
    answers = facts["answers"]
    correct(application, {"title": answers["title"], "frame": _frame(application.call, answers)})
    if application.case.title != answers["title"][:120]:
        correct(application.case, {"title": answers["title"][:120]})


def _filed(
    application: Application, asked: Invitation, sheet: Any, facts: Mapping[str, Any], at: datetime, by: User | None
) -> Filing:
    last = Filing.objects.filter(application=application).aggregate(last=Max("version"))["last"] or 0
    means = facts.get("means") or Means.LINK
    content = {
        "answers": dict(facts["answers"]),
        "requested": application.requested,
        "papers": _papers(application, asked, facts, at, means, by),
    }
    said = {"application": application, "version": last + 1, "received_at": at, "means": means}
    window = window_at(application.call, at)
    return record(Filing, said | {"window": window, "content": content, "sheet": sheet})


def _papers(
    application: Application, asked: Invitation, facts: Mapping[str, Any], at: datetime, means: str, by: User | None
) -> list[dict[str, Any]]:
    """The papers of a version: those of the one before that stay, and those put to it since."""
    before = last_filing(application)
    kept = list(before.content.get("papers", [])) if before else []
    dropped = set(facts.get("drop", ()))
    for row in ReceivedFile.objects.filter(case=application.case_id, pk__in=dropped, withdrawn_on=None):
        withdraw_received(row, reason="申請者が差し替えた", by=by)
    found = [paper for paper in kept if paper["file"] not in dropped]
    way = Way.LINK if means == Means.LINK else BY_HAND.get(Means(means), Way.HAND)
    for enclosed in Enclosure.objects.filter(invitation=asked).order_by("pk"):
        said = {"title": enclosed.title, "way": way, "party": asked.party, "received_on": localdate(at)}
        row = receive_kept(application.case, enclosed, pages=enclosed.pages, by=by, **said)
        found.append(said_of_paper(row, enclosed.issued_on))
        enclosed.delete()
    return found


def _answered(application: Application, by: User | None) -> None:
    """What was sent back is answered (再提出), with the amounts as they are now."""
    from ..procedure import GRANT

    changed: dict[str, Any] = {}
    if not state_of(GRANT, application.case).latest("adopted"):
        now = Application.objects.get(pk=application.pk)
        changed = {"expense": now.expense, "amount": now.requested}
    take(application.case, "resubmitted", {"taken_on": localdate(), "note": ""} | changed, by=by)
