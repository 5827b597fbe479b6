"""After the fair: asking the companies themselves, on pages of their own, what came of their meetings."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import correct
from banso.office.guests.models import Invitation
from banso.office.guests.services import addresses, ask_standing
from banso.office.mail.choices import Topic
from banso.office.mail.models import Mailing
from banso.office.mail.services import Request, write_requests
from banso.registers.contacts import emails_of
from banso.registers.models import User
from banso.work.fairs.choices import Side
from banso.work.fairs.models import Fair, FollowUp, Link, Meeting, Participant

from .following import hear, still_open

FOLLOW_UP = "fair-follow-up"
OPEN_FOR = timedelta(days=45)
TEXT = (
    "このたびはご参加いただき、ありがとうございました。「{fair}」({day})での商談のその後の状況をお聞かせください。"
    "お忙しいところ恐れ入りますが、よろしくお願いいたします。"
)


def open_meetings(participant: Participant) -> QuerySet[Meeting]:
    """A company's meetings of its fair of which nobody knows yet what came."""
    mine = Q(buyer=participant) | Q(supplier=participant)
    rows = still_open().filter(mine).select_related("fair", "buyer__company", "supplier__company")
    return rows.order_by("pk")


@verb
def ask_participant(participant: Participant, *, by: User) -> Invitation | None:
    """Ask a company what came of its meetings, for some weeks from today; None where the asking was taken back for good."""
    link = Link.objects.select_related("follow_up").filter(participant=participant).first()
    link = link or Link(participant=participant)
    facts: dict[str, Any] = {"company": participant.company, "name": participant.company.name}
    facts |= {"email": participant.email, "programme": participant.fair.programme}
    asked = ask_standing(link.follow_up, FOLLOW_UP, until=timezone.localdate() + OPEN_FOR, by=by, **facts)
    if link.follow_up is None:
        correct(link, {"follow_up": asked})
    return asked


@verb
def ask_companies(meetings: Sequence[Meeting], *, side: str, by: User) -> tuple[list[Mailing], int]:
    """Ask the companies of one side of these meetings, with a mail for each in the outbox; how many cannot be reached by mail.

    Raises UserError where the fair has no round to ask in.
    """
    of: dict[Fair, dict[int, Participant]] = {}
    for meeting in meetings:
        one = meeting.buyer if side == Side.BUYER else meeting.supplier
        of.setdefault(meeting.fair, {})[one.pk] = one
    mailings, left = [], 0
    for fair, participants in of.items():
        if not fair.rounds.exists():
            raise UserError(f"「{fair}」は、調査の時期をまだ決めていません。先に決めてください。")
        mailing, missed = _asked(fair, list(participants.values()), by)
        mailings += [mailing] if mailing else []
        left += missed
    return mailings, left


def _asked(fair: Fair, participants: list[Participant], by: User) -> tuple[Mailing | None, int]:
    asked = [(one, invitation) for one in participants if (invitation := ask_participant(one, by=by))]
    links = addresses([invitation for _, invitation in asked], by=by)
    known = emails_of(one.company_id for one, _ in asked)
    to = [
        Request(one.company.name, one.email or known.get(one.company_id, ""), links[invitation.pk])
        for one, invitation in asked
    ]
    text = TEXT.format(fair=fair, day=format_date(fair.starts_on))
    said = {"title": f"{fair} 商談のその後について", "text": text, "topic": Topic.BUSINESS}
    return write_requests(to, **said, programme=fair.programme, by=by)


@verb
def answer_meetings(
    participant: Participant, answers: Mapping[int, Mapping[str, Any]], *, by: User | None
) -> list[FollowUp]:
    """What a company says of its meetings, by their keys: all of it or nothing, those settled meanwhile left as they are.

    Raises ValidationError by `m<key>_<field>`, or UserError.
    """
    heard: list[FollowUp] = []
    wrong: dict[str, list[str]] = {}
    for meeting in open_meetings(participant).filter(pk__in=answers):
        try:
            heard.append(hear(meeting, on=timezone.localdate(), by=by, **answers[meeting.pk]))
        except ValidationError as error:
            said = getattr(error, "message_dict", {"result": error.messages})
            wrong |= {f"m{meeting.pk}_{name}": told for name, told in said.items()}
    if wrong:
        raise ValidationError(wrong)
    return heard
