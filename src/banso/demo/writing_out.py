"""Mails of the day the world is made: some gone, one come back, and some in the outbox that someone is to look through."""

from datetime import date
from typing import Any

from banso.cases.models import Party
from banso.core.trail import verb
from banso.core.writing import record
from banso.office.mail.choices import Fault, Result, Topic
from banso.office.mail.models import Bounce, Mailing, Outcome
from banso.office.mail.services import let_go, lines_for, save_template, write_mailing, write_message, write_round
from banso.office.mail.services.sending import begin_attempt
from banso.registers.models import Programme, User

TITLE = "専門家派遣 日程調整のお願い"
BODY = "{name} 様\n\n専門家派遣の訪問の日程を調整します。ご都合のよい日を3つほどお知らせください。\n"
CAME_BACK = "moved@example.jp"
SAID = "550 5.1.1 <moved@example.jp>: Recipient address rejected: User unknown"
TO = 3  # so many were written to
SURVEY = "専門家派遣 アンケートのお願い"
SURVEY_BODY = (
    "{{企業名}}\n{{宛先_氏名}} 様\n\n専門家派遣「{{派遣テーマ}}」について、アンケートへのご回答をお願いします。\n"
    "{{専用ページ}}\n\n{{センター名}} {{担当者}}\n"
)


@verb
def write_out(programme: Programme, today: date, *, by: User) -> None:
    """A mailing that has gone, with one address that is none any more; and one that waits to be let go."""
    companies = Party.objects.filter(case__programme=programme, role="company", ended_on=None).exclude(email="")
    companies = companies.select_related("case__programme", "case__keeper__unit", "case__company").order_by("pk")
    mailing = write_mailing(TITLE, Topic.BUSINESS, programme, by=by)
    for number, party in enumerate(companies[:TO], start=1):
        to = CAME_BACK if number == TO else party.email
        facts = {"to_name": party.name, "subject": TITLE, "body": BODY.format(name=party.name)}
        write_message(mailing, case=party.case, party=party, to_email=to, by=by, **facts)
    _gone(mailing, today, by)
    template: dict[str, Any] = {"title": SURVEY, "topic": Topic.BUSINESS, "procedure": "dispatch", "subject": SURVEY}
    saved = save_template(**template, body=SURVEY_BODY, by=by)
    write_round(saved, lines_for(saved, companies.filter(case__standing__step="reported"), by=by), by=by)


def _gone(mailing: Mailing, today: date, by: User) -> None:
    """Let go, sent, and the last of them come back."""
    let_go(mailing, count=mailing.messages.count(), by=by)
    for message in mailing.messages.order_by("pk"):
        Outcome.objects.create(attempt=begin_attempt(message), result=Result.SENT, said="250 OK")
    returned = {"message": message, "email": CAME_BACK, "fault": Fault.PERMANENT, "returned_on": today}
    record(Bounce, returned | {"text": SAID, "digest": f"{message.pk:064}"})
