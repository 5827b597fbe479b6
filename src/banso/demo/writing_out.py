"""Mails of the day the world is made: some gone, one come back, and what is due today waiting in the outbox for someone to look through."""

from datetime import date

from banso.cases.models import Party
from banso.core.trail import verb
from banso.core.writing import record
from banso.desk.outreach import write_digests
from banso.office.mail.choices import Fault, Result, Topic
from banso.office.mail.models import Bounce, Outcome
from banso.office.mail.services import let_go, write_mailing, write_message
from banso.office.mail.services.sending import begin_attempt
from banso.registers.models import Programme, User

TITLE = "専門家派遣 日程調整のお願い"
BODY = "{name} 様\n\n専門家派遣の訪問の日程を調整します。ご都合のよい日を3つほどお知らせください。\n"
CAME_BACK = "moved@example.jp"
SAID = "550 5.1.1 <moved@example.jp>: Recipient address rejected: User unknown"
TO = 3  # so many were written to


@verb
def write_out(programme: Programme, today: date, *, by: User) -> None:
    """A mailing that has gone, with one address that is none any more; then the reminders of the day, to be let go."""
    mailing = write_mailing(TITLE, Topic.BUSINESS, programme, by=by)
    parties = Party.objects.filter(case__programme=programme, role="company", ended_on=None).exclude(email="")
    for number, party in enumerate(parties.select_related("case").order_by("pk")[:TO], start=1):
        to = CAME_BACK if number == TO else party.email
        facts = {"to_name": party.name, "subject": TITLE, "body": BODY.format(name=party.name)}
        write_message(mailing, case=party.case, party=party, to_email=to, by=by, **facts)
    let_go(mailing, count=mailing.messages.count(), by=by)
    for message in mailing.messages.order_by("pk"):
        Outcome.objects.create(attempt=begin_attempt(message), result=Result.SENT, said="250 OK")
    returned = {"message": message, "email": CAME_BACK, "fault": Fault.PERMANENT, "returned_on": today}
    record(Bounce, returned | {"text": SAID, "digest": f"{message.pk:064}"})
    write_digests(today, by=by)
