"""Asking someone outside, and the address by which they come in."""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from banso.cases.choices import Way
from banso.cases.leaving import letting_out
from banso.cases.models import Case, Party
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import Company, Expert, Programme, User

from ..asks import known
from ..models import Door, Guest, Invitation

SALT = "banso.office.guests"


@verb
def invite(
    kind: str,
    *,
    name: str = "",
    email: str = "",
    until: date,
    detail: str = "",
    case: Case | None = None,
    party: Party | None = None,
    company: Company | None = None,
    expert: Expert | None = None,
    programme: Programme | None = None,
    apart: bool = False,
    by: User | None,
) -> Invitation:
    """Ask someone outside for something; what is asked already and still open is prolonged. They are told by nothing yet.

    `apart` is for someone known by nothing but an address they typed themselves: what is asked of others by that address stays unseen.
    Of a party of the case everything is taken that is not said. Raises ValidationError, field by field: a day that has passed, a
    party of another case, nobody named.
    """
    declared = known(kind)
    if party is not None:
        if case is None or party.case_id != case.pk:
            raise ValidationError({"party": "この案件の関係者から選んでください。"})
        name, email = name or party.name, email or party.email
        company, expert = company or party.company, expert or party.expert
    if until < timezone.localdate():
        raise ValidationError({"until": "期限が過ぎています。今日以後の日にしてください。"})
    programme = programme or (case.programme if case else None)
    if programme and programme.walled_to_id and by is None:
        raise ValidationError("守秘の事業のお願いは、担当部署の職員が出してください。")
    facts: dict[str, Any] = {"kind": declared.code, "detail": detail, "case": case, "party": party, "company": company}
    facts |= {"expert": expert, "programme": programme, "name": name, "email": email, "until": until}
    guest = known_guest() if apart else known_guest(email=email, company=company, expert=expert)
    same = Invitation.objects.filter(guest=guest, kind=kind, detail=detail, case=case, withdrawn_at=None)
    asked = same.filter(submissions=None, until__gte=timezone.localdate()).first() if case else None
    if asked is not None:
        return prolong(asked, until=max(asked.until, until), by=by)
    _let_out(case, party or company or expert or name, facts["kind"], by)
    return record(Invitation, facts | {"guest": guest})


def _let_out(case: Case | None, to: Party | Company | Expert | str, kind: str, by: User | None) -> None:
    """A page of one's own on a walled case is a disclosure: that there is one, and whose."""
    going = letting_out(case, to, means=Way.SCREEN, by=by, name=known(kind).label) if case else None
    if going is not None:
        going.with_document()


def known_guest(*, email: str = "", company: Company | None = None, expert: Expert | None = None) -> Guest:
    """The guest that is one person: an expert, someone at a company by their address, a company as such, an address.

    Without any of these it is someone of their own.
    """
    email = email.strip().lower()
    if expert is not None:
        who = f"expert:{expert.pk}"
    elif company is not None:
        who = f"company:{company.pk}:{email}"
    else:
        who = f"mail:{email}" if email else ""
    key = salted_hmac(SALT, who, algorithm="sha256").hexdigest() if who else None
    return Guest.objects.get_or_create(key=key)[0] if key else Guest.objects.create()


@verb
def prolong(invitation: Invitation, *, until: date, by: User | None) -> Invitation:
    """Give a guest longer. The address sent to them goes on opening."""
    prolonged = correct(invitation, {"until": until})
    Door.objects.filter(guest=invitation.guest_id, shut_at=None, expires_on__lt=until).update(expires_on=until)
    return prolonged


@verb
def ask_again(invitation: Invitation, *, until: date, by: User | None) -> Invitation:
    """Ask again what was over or taken back: the same ask is open until a day. The address sent before goes on opening."""
    return prolong(correct(invitation, {"withdrawn_at": None}), until=max(until, invitation.until), by=by)


@verb
def ask_standing(
    asked: Invitation | None, kind: str, *, until: date, by: User | None, **facts: Any
) -> Invitation | None:
    """Ask what is asked of one row of a kind once and again: made the first time, with what `invite` takes, open again later.

    None where the asking was taken back for good.
    """
    if asked is None:
        return invite(kind, until=until, by=by, **facts)
    return None if asked.withdrawn_at is not None else ask_again(asked, until=until, by=by)


@verb
def withdraw(invitation: Invitation, *, by: User) -> Invitation:
    """Ask no longer: it is gone from the guest's page. Raises ValidationError where it was taken back already."""
    if invitation.withdrawn_at is not None:
        raise ValidationError("このお願いは、すでに取り下げられています。")
    return correct(invitation, {"withdrawn_at": timezone.now()})


@verb
def shut_doors(guest: Guest, *, by: User) -> int:
    """Shut every address of a guest at once, as when one went to the wrong person; how many. A new one is another address."""
    return Door.objects.filter(guest=guest, shut_at=None).update(shut_at=timezone.now(), shut_by=by)


@verb
def address_part(invitation: Invitation, *, by: User | None) -> str:
    """What stands for a guest in the address they come in by: the same until it is shut, so that letters and mails agree."""
    return address_parts([invitation], by=by)[invitation.pk]


@verb
def address_parts(invitations: Iterable[Invitation], *, make: bool = True, by: User | None) -> dict[int, str]:
    """The same for many at once, by invitation; with `make` off only of those that have an address already.

    It is worked out from the door's number under the installation's own key; the database keeps its digest alone. Raises
    ValidationError for what is walled where nobody asks.
    """
    asked = list(invitations)
    open_ones = _open_doors(asked)
    found: dict[int, str] = {}
    new = []
    for one in asked:
        acts_for = _asker(one, by)
        key = (one.guest_id, acts_for.pk if acts_for else None)
        if key not in open_ones and make:
            door = Door(guest_id=one.guest_id, acts_for=acts_for, expires_on=max(one.until, timezone.localdate()))
            door.digest = digest_of(_token(door))
            open_ones[key] = door
            new.append(door)
        if key in open_ones:
            found[one.pk] = _token(open_ones[key])
    Door.objects.bulk_create(new)
    if make:
        _keep_open(asked, open_ones.values())
    return found


@verb
def addresses(invitations: Iterable[Invitation], *, by: User | None) -> dict[int, str]:
    """The whole addresses that guests come in by, as letters and mails say them, by invitation."""
    parts = address_parts(invitations, by=by)
    return {pk: settings.PUBLIC_URL + reverse("guest", args=[part]) for pk, part in parts.items()}


def _open_doors(invitations: list[Invitation]) -> dict[tuple[Any, int | None], Door]:
    """The doors that stand open for these guests and whose address can be worked out, by guest and in whose name they open."""
    guests = {one.guest_id for one in invitations}
    rows = Door.objects.filter(guest__in=guests, shut_at=None, expires_on__gte=timezone.localdate())
    return {(door.guest_id, door.acts_for_id): door for door in rows if door.digest == digest_of(_token(door))}


def _keep_open(invitations: list[Invitation], doors: Iterable[Door]) -> None:
    """Let no address end before what is asked of its guest."""
    until: dict[Any, date] = {}
    for one in invitations:
        until[one.guest_id] = max(one.until, until.get(one.guest_id, one.until))
    for door in doors:
        if door.expires_on < until[door.guest_id]:
            Door.objects.filter(pk=door.pk).update(expires_on=until[door.guest_id])


def _asker(invitation: Invitation, by: User | None) -> User | None:
    """In whose name a door opens what is asked: for what is walled, the colleague who asks."""
    if invitation.programme is None or invitation.programme.walled_to_id is None:
        return None
    if by is None:
        raise ValidationError("守秘の事業の専用ページは、担当部署の職員が用意してください。")
    return by


def _token(door: Door) -> str:
    made = salted_hmac(f"{SALT}.door", door.pk.hex, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(token: str) -> str:
    """What the database keeps of an address."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_number() -> str:
    """Six digits that nobody can guess."""
    return f"{secrets.randbelow(10**6):06d}"
