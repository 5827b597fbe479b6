"""The door for companies and partners: personal links, what comes in by them, and what staff make of it."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.office.guests.services import ask_again, invite, shut_doors
from banso.registers.models import Company, User
from banso.work.fairs.models import Fair, Host, Link, Participant, SignUp

from .preparing import enter_participant

OPEN_AFTER = timedelta(days=31)  # a company may look its timetable up for a month after the fair
CATALOGUE = ("contact", "email", "phone", "offers", "seeks", "processes", "products")
COMPANY, PARTNER = "fair-company", "fair-partner"


@verb
def issue_link(to: Participant | Host, *, by: User) -> Link:
    """Ask a company or partner to come in by a page of its own, until a month after the fair; one that is over is open again."""
    facts: dict[str, Any] = {"participant": to} if isinstance(to, Participant) else {"host": to}
    link = Link.objects.select_related("invitation").filter(**facts).first() or Link(**facts)
    if link.invitation is not None and link.invitation.is_open:
        return link
    until = max(to.fair.ends_on, timezone.localdate()) + OPEN_AFTER
    if link.invitation is not None:
        ask_again(link.invitation, until=until, by=by)
        return Link.objects.select_related("invitation").get(pk=link.pk)
    asked: dict[str, Any] = {"programme": to.fair.programme, "until": until}
    if isinstance(to, Participant):
        asked |= {"kind": COMPANY, "company": to.company, "name": to.company.name, "email": to.email}
    else:
        asked |= {"kind": PARTNER, "name": str(to)}
    return correct(link, {"invitation": invite(by=by, **asked)})


@verb
def revoke_link(link: Link, *, by: User) -> None:
    """Shut every address of whoever a link is for at once, as when it went to the wrong person."""
    if link.invitation is not None:
        shut_doors(link.invitation.guest, by=by)


@verb
def fill_catalogue(participant: Participant, *, by: User | None, **facts: str) -> Participant:
    """A company's own page of the catalogue; by the company itself until the answer date."""
    fair = participant.fair
    if by is None and fair.wishes_until is not None and timezone.localdate() > fair.wishes_until:
        raise UserError(f"締切({format_date(fair.wishes_until)})を過ぎました。変更は事務局へお知らせください。")
    return correct(participant, {name: facts[name] for name in CATALOGUE if name in facts})


@verb
def send_sign_up(host: Host, *, by: User | None, **facts: Any) -> SignUp:
    """A partner enters a company, while entries are taken."""
    fair: Fair = host.fair
    today = timezone.localdate()
    if fair.sign_up_from is not None and today < fair.sign_up_from:
        raise UserError(f"申込の受付は{format_date(fair.sign_up_from)}からです。")
    if fair.sign_up_until is not None and today > fair.sign_up_until:
        raise UserError(f"申込は{format_date(fair.sign_up_until)}に締め切りました。事務局へお知らせください。")
    sent: SignUp = record(SignUp, {"fair": fair, "host": host, **facts})
    return sent


@verb
def accept_sign_up(entry: SignUp, company: Company, *, by: User) -> Participant:
    """Make an entry a participant, as a company of the register."""
    if entry.participant_id or entry.declined_at:
        raise UserError("この申込はすでに処理されています。")
    if company.prefecture and company.prefecture != entry.host.prefecture:
        raise UserError(
            f"「{company}」の所在地は{company.prefecture}です。{entry.host}からの申込と合っているか確かめてください。"
        )
    given = {name: getattr(entry, name) for name in ("side", "contact", "email", "phone", "offers", "seeks")}
    place = {"fair": entry.fair, "company": company, "host": entry.host, "prefecture": entry.host.prefecture}
    try:
        entered = enter_participant(by=by, **place, **given)
    except ValidationError as error:
        raise UserError(" ".join(error.messages)) from None
    correct(entry, {"participant": entered})
    return entered


@verb
def decline_sign_up(entry: SignUp, *, by: User) -> None:
    """An entry that is not taken."""
    if entry.participant_id:
        raise UserError("この申込はすでに参加企業になっています。")
    correct(entry, {"declined_at": timezone.now()})
