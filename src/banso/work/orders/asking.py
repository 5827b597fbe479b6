"""What a supplier is asked about its introductions, on a page of its own."""

from typing import Any

from django.utils.timezone import localdate

from banso.core.era import format_date
from banso.office.guests.asks import ask
from banso.office.guests.models import Invitation
from banso.registers.models import User

from .forms import AnswerForm
from .models import Introduction, Outcome
from .services import hear
from .services.asking import ASKED, TITLE

THANKS = "ご回答ありがとうございました。直したいところがあるときは、お電話でお知らせください。"


def _introduction(invitation: Invitation) -> Introduction:
    found: Introduction = invitation.introduction
    return found


def _about(invitation: Invitation) -> str:
    row = _introduction(invitation)
    return f"{row.inquiry.buyer} {row.inquiry.item}({format_date(row.introduced_on)}にご紹介)"


def _keep(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> Any:
    return hear(_introduction(invitation), on=localdate(), by=by, **facts)


def _settled(invitation: Invitation) -> str:
    return THANKS if Outcome.objects.filter(introduction=_introduction(invitation)).exists() else ""


ask(
    code=ASKED,
    label=TITLE,
    about=_about,
    names=lambda invitation: f"紹介のその後({_introduction(invitation).inquiry})",
    permission="orders.add_outcome",
    form=lambda invitation, data: AnswerForm(data, label_suffix=""),
    submit=_keep,
    hinders=_settled,
    button="送る",
    again=True,
    noted=True,
    record=_introduction,
)
