"""A survey's request, and asking again, by e-mail: to each company that has not answered and can be reached, with its own address."""

from django.conf import settings
from django.urls import reverse

from banso.core.era import format_date
from banso.core.errors import UserError
from banso.core.trail import verb
from banso.office.guests.services import address_parts
from banso.office.mail.choices import Topic
from banso.office.mail.models import Mailing
from banso.office.mail.services import unreachable, write_mailing, write_message
from banso.office.mail.services.composing import HIDDEN_BODY, HIDDEN_SUBJECT
from banso.registers.centre import centre_name
from banso.registers.models import Person, User

from .models import Survey, SurveyTarget
from .wording import LINK, request_of, title_of


@verb
def write_mails(survey: Survey, *, again: bool, by: User) -> tuple[Mailing, int]:
    """Put one mail for every company that has not answered into the outbox, to be looked through; how many cannot be reached.

    It goes to the address that was asked at, else to the company's representative, else to another of its people. Raises UserError
    where nobody can be reached.
    """
    targets = survey.targets.filter(answered_on=None, invitation__isnull=False)
    targets = targets.select_related("company", "invitation__programme").order_by("company__kana_key", "pk")
    to = _addresses(list(targets))
    if not to:
        raise UserError(
            "メールを送れる未回答の企業がありません。企業の人物にメールアドレスを登録するか、依頼状を印刷してください。"
        )
    title = title_of(survey, again=again)
    mailing = write_mailing(title, Topic.SURVEYS, survey.programme, by=by)
    parts = address_parts([target.invitation for target, _ in to if target.invitation], by=by)
    for target, email in to:
        link = settings.PUBLIC_URL + reverse("guest", args=[parts[target.invitation_id or 0]])
        subject, body = _said(survey, target, title, link, again)
        facts = {"to_name": target.company.name, "subject": subject, "body": body}
        write_message(mailing, to_email=email, by=by, **facts)
    return mailing, len(targets) - len(to)


def _addresses(targets: list[SurveyTarget]) -> list[tuple[SurveyTarget, str]]:
    """Those that can be reached, each with its address."""
    people = Person.objects.filter(company__in=[target.company_id for target in targets], ended_on=None)
    known: dict[int | None, str] = {}
    for person in people.exclude(email="").order_by("is_representative", "-pk"):
        known[person.company_id] = person.email
    found = [
        (target, (target.invitation and target.invitation.email) or known.get(target.company_id, ""))
        for target in targets
    ]
    gone = unreachable([email for _, email in found], Topic.SURVEYS)
    return [(target, email) for target, email in found if email and email.lower() not in gone]


def _said(survey: Survey, target: SurveyTarget, title: str, link: str, again: bool) -> tuple[str, str]:
    """Subject and text of a company's mail; of a walled survey they say nothing but where to look."""
    if survey.programme.walled_to_id is not None:
        told = {"name": target.company.name, "centre": centre_name(), "link": f"{LINK}\n{link}"}
        return HIDDEN_SUBJECT, HIDDEN_BODY.format(**told)
    until = f"回答期限: {format_date(survey.answer_by)}" if survey.answer_by else ""
    parts = (f"{target.company} 御中", request_of(survey, again=again), f"{LINK}\n{link}", until, centre_name())
    return title[:200], "\n\n".join(part for part in parts if part) + "\n"
