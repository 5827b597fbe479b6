"""Asking the companies themselves what became of an introduction, on pages of their own."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from django.utils.timezone import localdate

from banso.core.era import format_date
from banso.core.trail import verb
from banso.core.writing import correct
from banso.office.guests.models import Invitation
from banso.office.guests.services import addresses, ask_standing
from banso.office.mail.choices import Topic
from banso.office.mail.models import Mailing
from banso.office.mail.services import Request, write_requests
from banso.registers.contacts import emails_of
from banso.registers.models import Programme, User

from ..models import Introduction

ASKED = "introduction"
OPEN_FOR = timedelta(days=45)
TITLE = "ご紹介した取引のその後について"
TEXT = (
    "いつもお世話になっております。当センターからご紹介した次の件について、その後の状況をお聞かせください。"
    "お忙しいところ恐れ入りますが、よろしくお願いいたします。"
)


@verb
def ask_introduction(introduction: Introduction, *, by: User) -> Invitation | None:
    """Ask the supplier what became of an introduction, for some weeks from today; None where the asking was taken back for good."""
    programme, supplier = introduction.inquiry.programme, introduction.supplier
    facts = {"programme": programme, "company": supplier, "name": supplier.name}
    asked = ask_standing(introduction.invitation, ASKED, until=localdate() + OPEN_FOR, by=by, **facts)
    if introduction.invitation is None:
        correct(introduction, {"invitation": asked})
    return asked


@verb
def ask_companies(introductions: Sequence[Introduction], *, by: User) -> tuple[list[Mailing], int]:
    """Ask the suppliers of these introductions, with one mail for each in the outbox; how many of them cannot be reached by mail."""
    of: dict[Programme, dict[int, list[Introduction]]] = defaultdict(lambda: defaultdict(list))
    for row in introductions:
        if ask_introduction(row, by=by) is not None:
            of[row.inquiry.programme][row.supplier_id].append(row)
    emails = emails_of(row.supplier_id for row in introductions)
    mailings, left = [], 0
    for programme, suppliers in of.items():
        to = _requests(list(suppliers.values()), emails, by)
        said = {"title": TITLE, "text": TEXT, "topic": Topic.BUSINESS}
        mailing, missed = write_requests(to, **said, programme=programme, by=by)
        mailings += [mailing] if mailing else []
        left += missed
    return mailings, left


def _requests(asked: list[list[Introduction]], emails: dict[int, str], by: User) -> list[Request]:
    """One for each company, with all it is asked of."""
    invitations = [row.invitation for rows in asked for row in rows if row.invitation]
    links = addresses(invitations, by=by)
    found = []
    for rows in asked:
        first = rows[0]
        link = links[first.invitation_id or 0]
        about = "\n".join(
            f"・{row.inquiry.buyer.name} {row.inquiry.item}({format_date(row.introduced_on)}にご紹介)" for row in rows
        )
        found.append(Request(first.supplier.name, emails.get(first.supplier_id, ""), link, about))
    return found
