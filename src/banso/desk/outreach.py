"""Where what goes outside meets the mail: numbers for guests, the digests of what is due, the address of a guest's own page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils.timezone import localdate
from procrastinate.contrib.django import app as jobs

from banso.cases.models import Case, Party
from banso.cases.teams import is_narrowed, is_seen_by
from banso.core.era import format_moment
from banso.core.errors import UserError
from banso.core.trail import verb
from banso.office.deadlines.choices import Addressee
from banso.office.deadlines.ladder import DEFAULT, Ladder, read_ladder
from banso.office.deadlines.models import Deadline
from banso.office.deadlines.services import due_digests, note_reminded
from banso.office.deadlines.services.reminders import Digest
from banso.office.guests.models import Invitation
from banso.office.guests.services import address_part
from banso.office.guests.services.coming import NOT_BY_MAIL, carried_by
from banso.office.mail.choices import Topic
from banso.office.mail.models import Mailing
from banso.office.mail.services import drop, let_go, linked_by, write_mailing, write_message
from banso.office.mail.services.sending import SECRET, at_once
from banso.procedures.terms import content_of
from banso.registers.centre import centre_name
from banso.registers.models import Expert, Staff, Unit, User

from .chases import remind_keepers
from .models.links import LinkKind, when_over

NUMBER = "{name} 様\n\n確認番号は {number} です。15分以内に入力してください。\n心あたりがないときは、このメールを捨ててください。\n\n{centre}\n"
LINK = (
    "{name} 様\n\n{centre}の業務システム Banso の「{what}」をお送りします。利用者名は {login} です。\n"
    "次のページを開いてください。1回だけ、{until}まで使えます。\n{link}\n\n"
    "心あたりがないときは、開かずに、{centre}の管理者に知らせてください。\n\n{centre}\n"
)
MANAGES = "registers.view_roleassignment"  # what managers alone may look at
INSIDE, OUTSIDE = "期限のお知らせ", "期限のご案内"


@carried_by
def carry_number(invitation: Invitation, number: str) -> None:
    """Send a guest the number they have just asked for. Raises UserError where it could not be sent."""
    if settings.SMTP is None:
        raise UserError(NOT_BY_MAIL)
    mailing = write_mailing("確認番号", Topic.NUMBER, invitation.programme, by=None)
    body = NUMBER.format(name=invitation.name, number=number, centre=centre_name())
    facts = {"to_name": invitation.name, "to_email": invitation.email, "subject": "確認番号のお知らせ"}
    mail = write_message(mailing, case=invitation.case, party=invitation.party, body=body, by=None, **facts)
    if not at_once(mail):
        raise UserError(NOT_BY_MAIL)


@verb
def mail_link(user: User, kind: LinkKind, address: str, *, by: User) -> bool:
    """Send someone the link into her account that was handed out just now; whether it went: she may have no address, or there is no
    mail server. The outbox keeps the mail without the link, by which anyone could become her.
    """
    if settings.SMTP is None or not user.email:
        return False
    mailing = write_mailing(kind.label, Topic.BUSINESS, by=by)
    body = LINK.format(
        name=user,
        centre=centre_name(),
        what=kind.label,
        login=user.username,
        until=format_moment(when_over()),
        link=SECRET,
    )
    mail = write_message(
        mailing, to_name=str(user), to_email=user.email, subject=f"Banso {kind.label}", body=body, by=by
    )
    went = at_once(mail, secret=address)
    if went:
        let_go(mailing, count=1, by=by)
    else:
        drop(mailing, by=by)  # what is kept of it must not go later
    return went


@linked_by
def page_of(case: Case, party: Party, by: User) -> str:
    """The address of a party's own page, where something is asked of them on a case."""
    asked = Invitation.objects.filter(case=case, party=party, withdrawn_at=None, until__gte=localdate())
    found = asked.order_by("until", "pk").first()
    return settings.PUBLIC_URL + reverse("guest", args=[address_part(found, by=by)]) if found else ""


@jobs.periodic(cron="10 21 * * *")
@jobs.task(name="write_digests", queueing_lock="write_digests")
def write_digests_daily(timestamp: int) -> None:
    """Each morning at ten past six here: what is due and what is to be asked after, one mail for each addressee, in the outbox."""
    write_digests(localdate(), by=None)
    remind_keepers(localdate(), by=None)


@verb
def write_digests(today: date, *, by: User | None) -> list[Mailing]:
    """Write what everyone is to be reminded of, one mail for each addressee, into the outbox to be released.

    What is behind a wall goes in a mailing of its own, in mails that name nothing. Who has no address is left for tomorrow. Run
    again on the same day it finds nothing new. Staff's are let go at once where the terms of every case in them say so.
    """
    made: dict[tuple[bool, bool, int | None], Mailing] = {}
    for digest in due_digests(today, ladder_of):
        for lines in _by_wall(digest):
            found = emails_of(lines)
            going = note_reminded(lines, on=today, by=by) if found else []
            if not going:
                continue
            inside = digest.to in (Addressee.KEEPER, Addressee.MANAGER)
            at_once_too = inside and all(content_of(line.deadline.case).staff_reminders_at_once for line in going)
            programme = going[0].deadline.case.programme if going[0].walled else None
            key = (inside, at_once_too, programme.pk if programme else None)
            if key not in made:
                title = f"{INSIDE if inside else OUTSIDE}({'職員' if inside else '外部の方'})"
                made[key] = write_mailing(title, Topic.DEADLINES, programme, by=by)
            _write(made[key], going, found, inside, programme)
    for (_, unseen, _), mailing in made.items():
        if unseen:
            let_go(mailing, count=mailing.messages.count(), by=None)
    return list(made.values())


def ladder_of(deadline: Deadline) -> Ladder:
    """The reminders that the case's terms lay down for a deadline; the usual ones where they say nothing."""
    rungs = content_of(deadline.case).reminders.get(deadline.code)
    return read_ladder(rungs) if rungs else DEFAULT


def _by_wall(digest: Digest) -> Iterable[Digest]:
    """A digest in parts: what is behind no wall, what is behind each, and each case apart that not all of its unit may see."""
    parts: dict[tuple[int, int], list[Any]] = {}
    for line in digest.lines:
        case = line.deadline.case
        wall = (case.programme_id, case.pk if is_narrowed(case) else 0) if line.walled else (0, 0)
        parts.setdefault(wall, []).append(line)
    for _, lines in sorted(parts.items()):
        yield Digest(digest.to, digest.who, tuple(lines))


def _write(mailing: Mailing, lines: Any, to: list[tuple[str, str]], inside: bool, programme: Any) -> None:
    said = "\n".join(f"・{line.text}" for line in lines)
    for name, email in to:
        if inside or programme is None:
            body = f"{name} 様\n\n次の期限をお知らせします。\n\n{said}\n\n{centre_name()}\n"
        else:
            body = f"{name} 様\n\n{centre_name()}からご連絡があります。お手数ですが、担当までお電話ください。\n"
        subject = (INSIDE if inside else OUTSIDE) if inside or programme is None else "ご連絡があります"
        facts: dict[str, Any] = {"to_name": name, "to_email": email, "subject": subject, "body": body}
        cases = {line.deadline.case for line in lines}
        write_message(mailing, case=cases.pop() if len(cases) == 1 else None, programme=programme, by=None, **facts)


def emails_of(digest: Digest) -> list[tuple[str, str]]:
    """(name, address) of whom a digest goes to; none where no address is known."""
    who: Any = digest.who
    if isinstance(who, Staff):
        found = [(who.name, who.user.email)] if who.user and _sees(who.user, digest) else []
    elif isinstance(who, Unit):
        members = Staff.objects.filter(unit=who, ended_on=None, user__isnull=False).select_related("user")
        found = [(one.name, one.user.email) for one in members if one.user and _may_be_told(one.user, digest)]
    elif isinstance(who, Expert | Party):
        found = [(who.name, who.email)]
    else:
        found = [next(((p.name, p.email) for p in _contacts(digest) if p.email), ("", ""))]
    return [(name, email) for name, email in found if _is_address(email)]


def _may_be_told(user: User, digest: Digest) -> bool:
    return user.has_perm(MANAGES) and _sees(user, digest)


def _sees(user: User, digest: Digest) -> bool:
    """Whether someone sees the walled cases that a digest is about: not closed to a team without them, not kept from them."""
    return all(is_seen_by(line.deadline.case, user) for line in digest.lines if line.walled)


def _contacts(digest: Digest) -> Iterable[Any]:
    """Who may be written to for a company: the party of the deadline, the case's person, the company's contact on the case."""
    for line in digest.lines:
        case = line.deadline.case
        yield from (one for one in (line.deadline.party, case.person) if one is not None)
        yield from case.parties.filter(role=Addressee.COMPANY.value, ended_on=None)


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True
