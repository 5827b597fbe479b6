"""What companies and partner organisations of a fair are asked on pages of their own."""

from typing import Any

from django.utils import timezone

from banso.core.era import format_date
from banso.office.guests.asks import ask
from banso.office.guests.models import Invitation
from banso.registers.models import User

from .choices import Rank
from .forms import CompanyForm, MeetingsForm, SignUpForm
from .grids import appointments_of
from .models import Host, Participant
from .services.access import CATALOGUE, COMPANY, PARTNER, fill_catalogue, send_sign_up
from .services.asking import FOLLOW_UP, answer_meetings, open_meetings
from .services.preparing import state_wishes, take_out_of_slots
from .services.timetabling import in_force

SETTLED = "お尋ねしていた商談の状況は、すべて受け付けました。ありがとうございました。"


def _participant(invitation: Invitation) -> Participant:
    participant = invitation.fair_link.participant
    assert participant is not None
    return participant


def _host(invitation: Invitation) -> Host:
    host = invitation.fair_link.host
    assert host is not None
    return host


def _seen_by_company(invitation: Invitation) -> dict[str, Any]:
    """Its own timetable once published, and who is there on the other side."""
    participant = _participant(invitation)
    made = in_force(participant.fair)
    mine = [a for a in appointments_of(made) if participant.pk in (a.buyer_id, a.supplier_id)] if made else []
    others = Participant.objects.coming().filter(fair=participant.fair).exclude(side=participant.side)
    return {
        "fair": participant.fair,
        "participant": participant,
        "made": made,
        "rows": [(a, a.supplier if a.buyer_id == participant.pk else a.buyer) for a in mine],
        "others": others.select_related("company").order_by("company__kana_key", "pk"),
    }


def _too_late(invitation: Invitation) -> str:
    until = _participant(invitation).fair.wishes_until
    if until is None or timezone.localdate() <= until:
        return ""
    return f"入力の締切({format_date(until)})を過ぎました。変更は事務局へお知らせください。"


def _keep(invitation: Invitation, facts: dict[str, Any], *, by: User | None) -> None:
    """A company's page of the catalogue, its wishes and when it cannot meet, all or nothing."""
    participant = Participant.objects.get(pk=_participant(invitation).pk)
    fill_catalogue(participant, by=by, **{name: facts[name] for name in CATALOGUE})
    wished = [facts[f"wish{rank}"] for rank in Rank.values]
    state_wishes(participant, [partner for partner in wished if partner is not None], by=by)
    take_out_of_slots(participant, facts["absent"], by=by)


def _seen_by_partner(invitation: Invitation) -> dict[str, Any]:
    """The companies it brings, and its entries that staff have not looked at."""
    host = _host(invitation)
    return {
        "fair": host.fair,
        "rows": host.participants.with_presence().select_related("company").order_by("side", "company__kana_key", "pk"),
        "waiting": host.sign_ups.filter(participant=None),
    }


ask(
    code=COMPANY,
    label="商談会の紹介と希望の入力",
    about=lambda invitation: str(_participant(invitation).fair),
    permission="fairs.change_fair",
    form=lambda invitation, data: CompanyForm(data, participant=_participant(invitation)),
    submit=_keep,
    template="fairs/guest_company.html",
    shown=_seen_by_company,
    hinders=_too_late,
    button="保存する",
    again=True,
)


def _asked_of(invitation: Invitation) -> Participant:
    participant = invitation.fair_follow_up.participant
    assert participant is not None
    return participant


def _all_settled(invitation: Invitation) -> str:
    return "" if open_meetings(_asked_of(invitation)).exists() else SETTLED


ask(
    code=FOLLOW_UP,
    label="商談のその後について",
    about=lambda invitation: f"{_asked_of(invitation).fair}({format_date(_asked_of(invitation).fair.starts_on)})",
    names=lambda invitation: f"商談のその後({_asked_of(invitation).fair})",
    permission="fairs.change_fair",
    form=lambda invitation, data: MeetingsForm(data, participant=_asked_of(invitation)),
    submit=lambda invitation, facts, *, by: answer_meetings(_asked_of(invitation), facts["answers"], by=by),
    template="fairs/guest_follow_up.html",
    hinders=_all_settled,
    button="送る",
    again=True,
    noted=True,
    record=lambda invitation: _asked_of(invitation).fair,
)
ask(
    code=PARTNER,
    label="商談会に参加する企業の申込",
    about=lambda invitation: str(_host(invitation).fair),
    permission="fairs.change_fair",
    form=lambda invitation, data: SignUpForm(data, label_suffix=""),
    submit=lambda invitation, facts, *, by: send_sign_up(_host(invitation), by=by, **facts),
    template="fairs/guest_partner.html",
    shown=_seen_by_partner,
    button="企業を申し込む",
    again=True,
)
