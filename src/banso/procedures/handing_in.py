"""Papers asked of a party of a case: those a step names (`evidence`), and any other; a guest hands them in, by phone too."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.timezone import localdate

from banso.cases.models import Case
from banso.core.errors import UserError
from banso.core.file_types import DOCUMENTS
from banso.core.kept import Upload
from banso.core.kept_pages import file_field
from banso.office.files.choices import Way
from banso.office.files.models import ReceivedFile
from banso.office.files.services import receive
from banso.office.guests.asks import Offer, ask
from banso.office.guests.models import Invitation
from banso.registers.models import User

from .declaring import StepKind, get_procedure
from .terms import content_of

MOST_A_DAY = 30  # files of one case by links: whoever has an address must not fill the disk
TOO_MANY = f"1日に出せる書類は{MOST_A_DAY}件までです。続きは明日お出しになるか、センターへお電話ください。"


def paper_field(**said: Any) -> forms.FileField:
    """The box in which a guest chooses a paper, or takes a photograph of it."""
    field = file_field(DOCUMENTS)
    field.help_text = f"{DOCUMENTS.words}。20MBまで。スマートフォンで撮った写真も出せます。"
    for name, value in said.items():
        setattr(field, name, value)
    return field


class HandInForm(forms.Form):
    """One paper that a guest hands in."""

    title = forms.CharField(label="書類名", max_length=120, help_text="例: 見積書、領収書、会社案内")
    file = paper_field()


def hand_in_for(invitation: Invitation, file: Upload, *, title: str, step: str, by: User | None) -> ReceivedFile:
    """Take in what a guest handed in, or staff on their behalf. Raises as :func:`receive` does, and UserError where a guest's are too
    many in a day.
    """
    assert invitation.case is not None
    if by is None and _of_the_day(invitation.case) >= MOST_A_DAY:
        raise UserError(TOO_MANY)
    way = Way.LINK if by is None else Way.HAND
    facts = {"title": title, "step": step, "way": way, "party": invitation.party, "received_on": localdate()}
    sender = "" if invitation.party else invitation.name
    return receive(invitation.case, file, sender=sender, by=by, **facts)


def _of_the_day(case: Case) -> int:
    """How many files came in for a case by links within a day."""
    since = timezone.now() - timedelta(days=1)
    return ReceivedFile.objects.filter(case=case, way=Way.LINK, created_at__gt=since).count()


def _step_of(invitation: Invitation) -> StepKind | None:
    declared = get_procedure(invitation.case.procedure) if invitation.case else None
    return declared.step_kinds.get(invitation.detail) if declared else None


def _about(invitation: Invitation) -> str:
    assert invitation.case is not None
    step = _step_of(invitation)
    what = f"「{step.label}」の{step.evidence}" if step else "必要な書類"
    return f"{invitation.programme}({invitation.case.number or invitation.case.whose}): {what}を提出してください。何度でも提出できます。"


def _names(invitation: Invitation) -> str:
    step = _step_of(invitation)
    return f"書類の提出({step.evidence})" if step else ""


def _form(invitation: Invitation, data: Any) -> HandInForm:
    step = _step_of(invitation)
    return HandInForm(data, label_suffix="", initial={"title": step.evidence if step else ""})


def _submit(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> ReceivedFile:
    return hand_in_for(invitation, facts["file"], title=facts["title"], step=invitation.detail, by=by)


def _shown(invitation: Invitation) -> dict[str, Any]:
    """What this guest has handed in already, on this ask."""
    assert invitation.case is not None
    rows = invitation.case.received_files.filter(withdrawn_on=None, step=invitation.detail, party=invitation.party)
    return {"handed_in": rows if invitation.party else []}


def _offers(case: Case) -> Iterable[Offer]:
    """The papers that the steps of the case name, and any other."""
    if case.standing.closed:
        return
    declared = get_procedure(case.procedure)
    content = content_of(case)
    for step in declared.step_kinds.values() if declared else ():
        if step.evidence and content.uses(step.code):
            yield Offer(f"書類の提出({step.label}: {step.evidence})", step.party, step.code)
    yield Offer("書類の提出(その他)")


ask(
    code="file",
    label="書類の提出",
    about=_about,
    names=_names,
    permission="files.add_receivedfile",
    form=_form,
    submit=_submit,
    template="procedures/handed_in.html",
    shown=_shown,
    button="提出する",
    again=True,
    offers=_offers,
)
