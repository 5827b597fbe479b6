"""A person lets a mailing go, drops it, tries it out, or says what became of a mail that nobody knows of."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from banso.cases.choices import Way
from banso.cases.leaving import OF_A_MAIL, letting_out
from banso.core.trail import verb
from banso.core.writing import record
from banso.registers.models import User

from ..choices import Result, Topic
from ..models import Attempt, Dropped, Mailing, Message, Outcome, Posting
from . import sending
from .gating import gate_of


@verb
def let_go(mailing: Mailing, *, count: int, decision: str = "", by: User | None) -> Posting:
    """Let a mailing go, having seen how many mails it has. From here on they are sent, each once; there is no way back.

    `decision` names the draft that let it go. Raises ValidationError where there are more or fewer by now, none, where it was let go
    or dropped before, or where only a decision may.
    """
    Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if not decision and (gate := gate_of(mailing)):
        raise ValidationError(gate.why)
    if Dropped.objects.filter(mailing=mailing).exists():
        raise ValidationError("このメールは取りやめになっています。")
    found = mailing.messages.count()
    if not found:
        raise ValidationError("メールが1通もありません。")
    if found != count:
        raise ValidationError(f"確認した{count}通が{found}通に変わっています。もう一度確かめてください。")
    _let_out(mailing, by)
    released = record(Posting, {"mailing": mailing, "by": by, "count": found, "decision": decision[:80]})
    if settings.SMTP is not None:
        sending.send_mailing.defer(mailing_id=mailing.pk)
    return released


def _let_out(mailing: Mailing, by: User | None) -> None:
    """Each mail about a walled case is a disclosure to its party. A number one asked for oneself, a moment ago, tells nothing new."""
    if mailing.topic == Topic.NUMBER:
        return
    walled = mailing.messages.filter(party__isnull=False, case__programme__walled_to__isnull=False)
    rows = walled.select_related("party", *(f"case__{link}" for link in ("programme", "company", "person")))
    for message in rows.order_by("pk"):
        case: Any = message.case
        going = letting_out(case, message.party, items=OF_A_MAIL, means=Way.MAIL, by=by, name=message.subject)
        if going is not None:
            going.with_document(message.body.encode())


@verb
def drop(mailing: Mailing, *, by: User) -> Dropped:
    """A mailing is not let go. Raises ValidationError where it was."""
    Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if Posting.objects.filter(mailing=mailing).exists():
        raise ValidationError("すでに送信に回されています。取り消すことはできません。")
    if Dropped.objects.filter(mailing=mailing).exists():
        raise ValidationError("すでに取りやめになっています。")
    return record(Dropped, {"mailing": mailing, "by": by})


@verb
def send_again(mailing: Mailing, *, by: User) -> int:
    """Go on with a mailing: what is still to go is tried again, and nothing else. How many."""
    if settings.SMTP is None:
        raise ValidationError("メールサーバーが設定されていません。管理者に知らせてください。")
    if not hasattr(mailing, "posting"):
        raise ValidationError("まだ送信に回されていません。")
    waiting = [message for message in sending.messages_of(mailing) if message.may_go]
    if waiting:
        sending.send_mailing.defer(mailing_id=mailing.pk)
    return len(waiting)


@verb
def mark_by_hand(message: Message, *, by: User) -> Outcome:
    """A mail went by other means: from one's own mail program, by post. Raises ValidationError where it went already."""
    message = sending.held(message.pk)
    if not hasattr(message.mailing, "posting"):
        raise ValidationError("先に内容を確かめて、送信に回してください。")
    if not message.may_go:
        raise ValidationError("このメールは、すでに送られたか、結果を確かめる必要があります。")
    attempt = sending.begin_attempt(message)
    return Outcome.objects.create(attempt=attempt, result=Result.BY_HAND, by=by)


@verb
def settle(message: Message, *, went: bool, by: User) -> Outcome:
    """Say what became of a mail that nobody knew of: it went, or it did not and may be sent again."""
    message = sending.held(message.pk)
    attempt: Attempt | None = message.last
    if attempt is None or not message.unknown:
        raise ValidationError("このメールの結果は分かっています。画面を開き直してください。")
    return Outcome.objects.create(attempt=attempt, result=Result.SENT if went else Result.NOT_SENT, by=by)
