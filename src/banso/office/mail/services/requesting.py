"""Mails that ask companies for something on pages of their own: one for each that can be reached, with its address."""

from collections.abc import Sequence
from dataclasses import dataclass

from banso.core.trail import verb
from banso.registers.centre import centre_name
from banso.registers.models import Programme, User

from ..models import Mailing
from .composing import HIDDEN_BODY, HIDDEN_SUBJECT, unreachable, write_mailing, write_message

LINK = "次のページからご回答ください。"


@dataclass(frozen=True)
class Request:
    """Who is asked, at which mail address ('' for none), by which address of a page; `about` says what of, in lines of its own.

    `style` follows the name: 御中 for a company, 様 for a person.
    """

    name: str
    email: str
    link: str
    about: str = ""
    style: str = "御中"


@verb
def write_requests(
    to: Sequence[Request],
    *,
    title: str,
    text: str,
    topic: str,
    until: str = "",
    programme: Programme | None,
    by: User,
) -> tuple[Mailing | None, int]:
    """Put a mail for each that can be reached into the outbox, to be looked through; none where none can. How many cannot be.

    Of what is walled a mail says nothing but where to look.
    """
    gone = unreachable([one.email for one in to], topic)
    going = [one for one in to if one.email and one.email.lower() not in gone]
    if not going:
        return None, len(to)
    mailing = write_mailing(title, topic, programme, by=by)
    for one in going:
        subject, body = _said(one, title, text, until, hidden=bool(programme and programme.walled_to_id))
        write_message(mailing, to_email=one.email, to_name=one.name, subject=subject, body=body, by=by)
    return mailing, len(to) - len(going)


def _said(one: Request, title: str, text: str, until: str, *, hidden: bool) -> tuple[str, str]:
    link = f"{LINK}\n{one.link}"
    if hidden:
        return HIDDEN_SUBJECT, HIDDEN_BODY.format(name=one.name, centre=centre_name(), link=link)
    parts = (f"{one.name} {one.style}", text, one.about, link, until, centre_name())
    return title[:200], "\n\n".join(part for part in parts if part) + "\n"
