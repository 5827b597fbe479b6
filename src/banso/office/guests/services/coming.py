"""A guest comes in: by an address that opens, not too often, and for what is confidential with a number of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from banso.core.acting import act_for
from banso.core.errors import UserError
from banso.core.trail import verb
from banso.core.writing import hold
from banso.registers.models import User

from ..asks import ask_of
from ..models import Code, Door, Invitation, Knock, Seen
from .inviting import SALT, digest_of, new_number

MOST_A_MINUTE = 60  # of one door
MOST_WRONG = 30  # from one place, of addresses that open nothing
MOST_BEGUN = 30  # from one place: an office's companies may all come by one
LASTS = timedelta(minutes=15)
MOST_TRIES, MOST_CODES = 5, 5  # wrong numbers for one; numbers in an hour
TOO_OFTEN = "短い時間に何度も開かれました。1分ほど待ってから、もう一度開いてください。"
NOT_BY_MAIL = "確認番号をメールで送れません。センターへお電話ください。番号をお伝えします。"
Carrier = Callable[[Invitation, str], None]
_carriers: list[Carrier] = []


def carried_by(carrier: Carrier) -> Carrier:
    """Say what carries a number to a guest's mail address: a decorator. There is one."""
    _carriers[:] = [carrier]
    return carrier


@dataclass(frozen=True)
class Passage:
    """A guest who has come in: by which door, from where, and with whose mail address they showed who they are."""

    door: Door
    place: str
    proved: frozenset[str] = frozenset()

    def invitations(self) -> list[Invitation]:
        """All that is asked of them and still open, the next to end first."""
        rows = Invitation.objects.filter(
            guest=self.door.guest_id, withdrawn_at=None, until__gte=timezone.localdate()
        ).select_related("programme", "case__programme", "case__company", "case__person", "party", "company", "expert")
        return list(rows.order_by("until", "pk"))

    def invitation(self, pk: int) -> Invitation | None:
        """One of those."""
        return next((row for row in self.invitations() if row.pk == pk), None)

    def must_prove(self, invitation: Invitation) -> bool:
        """Whether a number is asked for first: what is confidential, and what is about a walled programme."""
        walled = invitation.programme is not None and invitation.programme.walled_to_id is not None
        return (walled or ask_of(invitation).confidential) and proof_of(invitation) not in self.proved


def proof_of(invitation: Invitation) -> str:
    """What a session keeps of a guest's having shown who they are: for this door's person, by this mail address."""
    return salted_hmac(f"{SALT}.proof", f"{invitation.guest_id}:{invitation.email.lower()}").hexdigest()


@transaction.atomic
def open_door(address: str, place: str) -> Door | None:
    """The door behind an address; None if it is none, is over or was shut. From here on the database shows what it opens.

    Raises UserError where it was opened too often this minute, or too many addresses from there were none.
    """
    if _knocks(f"from:{place}") > MOST_WRONG:
        raise UserError(TOO_OFTEN)
    act_for(None)
    found = Door.objects.select_related("acts_for").filter(digest=digest_of(address), shut_at=None)
    door = found.filter(expires_on__gte=timezone.localdate()).first()
    if door is None or (door.acts_for is not None and not door.acts_for.is_active):
        _knock(f"from:{place}")
        return None
    if _knock(f"door:{door.pk}") > MOST_A_MINUTE:
        raise UserError(TOO_OFTEN)
    act_for(door.acts_for_id)
    return door


@transaction.atomic
def began_too_often(place: str) -> bool:
    """Count that someone at a place begins something without an address of theirs; whether that is more than anyone does in a minute."""
    return _knock(f"begin:{place}") > MOST_BEGUN


def _knocks(key: str) -> int:
    known = Knock.objects.filter(key=key[:80], minute=_minute()).values_list("number", flat=True).first()
    return known or 0


def _knock(key: str) -> int:
    minute = _minute()
    row, _ = Knock.objects.select_for_update().get_or_create(key=key[:80], defaults={"minute": minute, "number": 0})
    row.minute, row.number = minute, row.number + 1 if row.minute == minute else 1
    row.save()
    return row.number


def _minute() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


def note_seen(passage: Passage, invitation: Invitation, what: str = "") -> None:
    """Write down that a guest opened what they were asked, or one of its files."""
    Seen.objects.create(invitation=invitation, door=passage.door, place=passage.place[:60], what=what[:120])


@verb
def send_code(invitation: Invitation, *, by: None) -> None:
    """Send a guest a number by mail. Raises UserError where there is no address or no way, or too many were sent."""
    if not invitation.email or not _carriers:
        raise UserError(NOT_BY_MAIL)
    _carriers[0](invitation, _new_code(invitation, None))


@verb
def tell_code(invitation: Invitation, *, by: User) -> str:
    """A number that staff tell a guest on the telephone, having made sure of who it is. It is shown once."""
    return _new_code(invitation, by)


def _new_code(invitation: Invitation, told_by: User | None) -> str:
    hold(Invitation.objects.filter(pk=invitation.pk))
    lately = Code.objects.filter(invitation=invitation, made_at__gt=timezone.now() - timedelta(hours=1))
    if lately.count() >= MOST_CODES:
        raise UserError("確認番号を何度も出しています。1時間ほど待ってから、もう一度お試しください。")
    number = new_number()
    Code.objects.create(invitation=invitation, digest=_digest(invitation, number), told_by=told_by)
    return number


def _digest(invitation: Invitation, number: str) -> str:
    return salted_hmac(f"{SALT}.code", f"{invitation.pk}:{number}", algorithm="sha256").hexdigest()


@verb
def confirm(invitation: Invitation, number: str, *, by: None) -> bool:
    """Whether a number is the one last sent, not used, not too old and not missed too often; it then holds no more."""
    code = Code.objects.select_for_update(of=("self",)).filter(invitation=invitation, used_at=None).first()
    if code is None or code.made_at < timezone.now() - LASTS or code.tries >= MOST_TRIES:
        return False
    if constant_time_compare(code.digest, _digest(invitation, number)):
        code.used_at = timezone.now()
        code.save(update_fields=["used_at"])
        return True
    code.tries += 1
    code.save(update_fields=["tries"])
    return False
