"""A survey's request, and asking again, by e-mail: to each company that has not answered and can be reached, with its own address."""

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.trail import verb
from banso.office.guests.services import addresses
from banso.office.mail.choices import Topic
from banso.office.mail.models import Mailing
from banso.office.mail.services import Request, write_requests
from banso.registers.contacts import emails_of
from banso.registers.models import User

from .models import Survey
from .wording import request_of, title_of


@verb
def write_mails(survey: Survey, *, again: bool, by: User) -> tuple[Mailing, int]:
    """Put one mail for every company that has not answered into the outbox, to be looked through; how many cannot be reached.

    It goes to the address that was asked at, else to the company's representative, else to another of its people. Raises UserError
    where nobody can be reached.
    """
    targets = survey.targets.filter(answered_on=None, invitation__isnull=False)
    rows = list(targets.select_related("company", "invitation__programme").order_by("company__kana_key", "pk"))
    asked = [row.invitation for row in rows if row.invitation]
    links, known = addresses(asked, by=by), emails_of(row.company_id for row in rows)
    to = [
        Request(
            row.company.name,
            row.invitation.email or known.get(row.company_id, ""),
            links[row.invitation.pk],
        )
        for row in rows
        if row.invitation
    ]
    said = {"title": title_of(survey, again=again), "text": request_of(survey, again=again), "topic": Topic.SURVEYS}
    until = f"回答期限: {format_date(survey.answer_by)}" if survey.answer_by else ""
    mailing, left = write_requests(to, **said, until=until, programme=survey.programme, by=by)
    if mailing is None:
        raise UserError(
            "メールを送れる未回答の企業がありません。企業の人物にメールアドレスを登録するか、依頼状を印刷してください。"
        )
    return mailing, left
