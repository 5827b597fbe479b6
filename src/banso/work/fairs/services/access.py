"""The door for companies and partners: personal links, what comes in by them, and what staff make of it."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import Company, User
from banso.work.fairs.models import Fair, Host, Link, LinkUse, Participant, SignUp

from .preparing import enter_participant

_signer = signing.Signer(salt="banso.work.fairs.link")
MOST_A_MINUTE = 60
OPEN_AFTER = timedelta(days=31)  # a company may look its timetable up for a month after the fair
CATALOGUE = ("contact", "email", "phone", "offers", "seeks", "processes", "products")


@verb
def issue_link(to: Participant | Host, *, by: User) -> Link:
    """The link of a company or partner. A revoked or expired one is replaced: the old address stays shut."""
    today = timezone.localdate()
    facts: dict[str, Any] = {"participant": to} if isinstance(to, Participant) else {"host": to}
    known = Link.objects.filter(**facts).first()
    if known is not None and known.revoked_at is None and known.expires_on >= today:
        return known
    if known is not None:
        known.delete()
    link: Link = record(Link, {**facts, "expires_on": max(to.fair.ends_on, today) + OPEN_AFTER})
    return link


@verb
def revoke_link(link: Link, *, by: User) -> None:
    """Shut a link at once, as when it went to the wrong person."""
    link.revoked_at = timezone.now()
    link.save()


def address_part(link: Link) -> str:
    """What stands for a link in its address."""
    return _signer.sign(link.pk.hex)


def opened(address: str) -> Link | None:
    """The link behind an address; None if it is none, has expired or was revoked. A forged one asks no query.

    Raises UserError when it was opened too often this minute.
    """
    try:
        key = _signer.unsign(address)
    except signing.BadSignature:
        return None
    rows = Link.objects.select_related("participant__fair", "participant__company", "host__fair", "host__organisation")
    link = rows.filter(pk=key, revoked_at=None, expires_on__gte=timezone.localdate()).first()
    if link is not None:
        _count(link)
    return link


def _count(link: Link) -> None:
    minute = timezone.now().replace(second=0, microsecond=0)
    use, _ = LinkUse.objects.select_for_update().get_or_create(link=link, defaults={"minute": minute, "number": 0})
    use.minute, use.number = minute, use.number + 1 if use.minute == minute else 1
    use.save()
    if use.number > MOST_A_MINUTE:
        raise UserError("短い時間に何度も開かれました。1分ほど待ってから、もう一度開いてください。")


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
