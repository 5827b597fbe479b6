"""部署間の紹介: a case is referred by consent, taken or declined, and the receiving unit opens its own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.core.trail import verb
from banso.core.writing import correct, hold, record
from banso.registers.models import Programme, User

from .choices import Item, Way
from .consents import in_order
from .disclosures import disclose
from .models import Case, Referral, ReferralReceived, Reply


def name_of(programme: Programme) -> str:
    """To whom a referral to a programme goes, as its consent names it: the unit behind whose wall it is, else the programme."""
    return str(programme.walled_to or programme)


@verb
def refer(
    case: Case,
    *,
    to: Programme,
    title: str,
    items: Iterable[str],
    note: str = "",
    on: date | None = None,
    by: User | None,
) -> Referral:
    """Refer a case to another programme of the house. What it takes along is a disclosure, by a consent that names the receiving unit.

    Raises ValidationError to one's own unit, without a consent that covers the name and all that is told, and where it waits there already.
    """
    on, told = on or localdate(), in_order([Item.NAME, *items])
    if to.walled_to_id is not None and to.walled_to_id == case.programme.walled_to_id:
        raise ValidationError({"to": "同じ部署の事業です。紹介ではなく、案件の事業を直してください。"})
    if case.referrals.filter(to_programme=to.code, answered=None).exists():
        raise ValidationError({"to": f"{name_of(to)}への紹介は、もう返事を待っています。"})
    told_by = disclose(case, to=name_of(to), items=told, means=Way.SCREEN, reason=f"部署間の紹介: {title}"[:200], by=by)
    facts = {"case": case, "consent": told_by.consent, "to_programme": to.code, "to_name": name_of(to)}
    return record(Referral, facts | {"title": title, "items": told, "note": note, "sent_on": on})


@verb
def take_referral(received: ReferralReceived, *, by: User | None, **facts: Any) -> Case:
    """Take a referral and open a case of the receiving programme for it. Raises ValidationError where it was answered already."""
    from .services import open_case

    received = _unanswered(received)
    whose = {"company": received.company, "person": received.person}
    case = open_case(
        programme=received.programme, **whose, **{"opened_on": localdate(), "title": received.title} | facts, by=by
    )
    correct(received, {"reply": Reply.ACCEPTED, "replied_on": localdate(), "case": case})
    return case


@verb
def answer_with(received: ReferralReceived, case: Case, *, by: User | None) -> ReferralReceived:
    """Take a referral with a case that was opened for it otherwise (by its kind's own form)."""
    return correct(_unanswered(received), {"reply": Reply.ACCEPTED, "replied_on": localdate(), "case": case})


@verb
def decline_referral(received: ReferralReceived, *, by: User | None) -> ReferralReceived:
    """Decline a referral: the sender hears that, and nothing else. Raises ValidationError where it was answered already."""
    return correct(_unanswered(received), {"reply": Reply.DECLINED, "replied_on": localdate()})


def _unanswered(received: ReferralReceived) -> ReferralReceived:
    found = hold(ReferralReceived.objects.filter(pk=received.pk))
    if found.reply:
        raise ValidationError("この紹介には、すでに返事をしています。")
    return found
