"""Sending: each mail is claimed, sent, and what the server said is written down, one after another, each at once.

The claim is kept before anything leaves. So whatever breaks off, a mail that may have gone has a claim without an outcome; nothing
sends it again, and a person is asked (:func:`.releasing.settle`).
"""

import logging
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app as jobs

from ..choices import Result
from ..models import Attempt, Mailing, Message, Outcome
from .letters import envelope_sender, made

log = logging.getLogger(__name__)
WAITS = (300, 900, 3600, 4 * 3600, 12 * 3600)  # seconds until a mail the other side was too busy for is tried again
AT_ONCE = 50  # mails over one connection
SECRET = "(本人だけに送ったリンク)"  # noqa: S105 - what stands in the outbox in its place


def messages_of(mailing: Mailing) -> list[Message]:
    rows = mailing.messages.select_related("mailing__posting", "mailing__dropped")
    return list(rows.order_by("pk"))


def held(pk: int) -> Message:
    """A message, held until the transaction ends, with its attempts as they are now."""
    Message.objects.select_for_update(of=("self",)).get(pk=pk)
    return Message.objects.select_related("mailing").get(pk=pk)


def begin_attempt(message: Message) -> Attempt:
    last = message.last
    return Attempt.objects.create(message=message, number=last.number + 1 if last else 1)


@jobs.task(name="send_mailing", lock="mail")
def send_mailing(*, mailing_id: int, tried: int = 0) -> None:
    """Send what of a released mailing is still to go; come back to it where a server was busy or out of reach."""
    pks = [message.pk for message in messages_of(Mailing.objects.get(pk=mailing_id)) if message.may_go]
    busy = any([_send(pks[start : start + AT_ONCE]) for start in range(0, len(pks), AT_ONCE)])
    if busy and tried < len(WAITS):
        again = send_mailing.configure(schedule_in={"seconds": WAITS[tried]})
        again.defer(mailing_id=mailing_id, tried=tried + 1)


def _send(pks: list[int]) -> bool:
    """Send some mails over one connection; whether one of them is to be tried again."""
    try:
        with connected() as server:
            return any([_send_one(server, pk) for pk in pks])
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail server: %s", type(error).__name__)
        return True


def _send_one(server: smtplib.SMTP, pk: int) -> bool:
    """Claim, send, write down. Each is a transaction of its own: what the server said stands even if the next mail fails."""
    with transaction.atomic():
        message = held(pk)
        if not message.may_go or not hasattr(message.mailing, "posting"):
            return False
        attempt = begin_attempt(message)
    result, said = deliver(server, message)
    if result is None:
        log.warning("mail %s: nobody knows whether it went (%s)", pk, said)
        raise smtplib.SMTPServerDisconnected("the line broke")
    Outcome.objects.create(attempt=attempt, result=result, said=said[:400])
    if result == Result.UNREACHED:
        raise smtplib.SMTPServerDisconnected("the line broke")
    return result == Result.DEFERRED


def deliver(server: smtplib.SMTP, message: Message) -> tuple[Result | None, str]:
    """Hand one mail to the server: how it went, and its words. None where the line broke when it may have been taken."""
    try:
        letter = made(message).as_bytes()
        for code, said in (server.mail(envelope_sender(message)), server.rcpt(message.to_email)):
            if code >= 400:
                server.rset()
                return _told(code, said)
    except ValueError as error:  # an address or a name that no mail can bear
        return Result.REFUSED, str(error)
    except (smtplib.SMTPException, OSError) as error:
        return Result.UNREACHED, f"{type(error).__name__}"
    try:
        code, said = server.data(letter)
    except smtplib.SMTPDataError as error:
        return _told(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError) as error:
        return None, f"{type(error).__name__}"
    return (Result.SENT, _text(said)) if code == 250 else _told(code, said)


def _told(code: int, said: bytes | str) -> tuple[Result, str]:
    return (Result.REFUSED if code >= 500 else Result.DEFERRED), f"{code} {_text(said)}"


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


@contextmanager
def connected() -> Iterator[smtplib.SMTP]:
    """A session with the mail server as it is set up. Raises OSError or SMTPException where there is none to be had."""
    smtp: Any = settings.SMTP
    kind = smtplib.SMTP_SSL if smtp.security == "ssl" else smtplib.SMTP
    server = kind(smtp.host, smtp.port, timeout=60)
    try:
        if smtp.security == "starttls":
            server.starttls()
        server.ehlo_or_helo_if_needed()
        if smtp.user:
            server.login(smtp.user, smtp.password())
        yield server
    finally:
        _leave(server)


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()


def send_to_oneself(message: Message, email: str) -> str:
    """Try a mail out: sent to the one who looks through it, marked as a trial, written down nowhere. What went wrong; '' if nothing."""
    trial = Message(
        mailing=message.mailing, to_name=message.to_name, to_email=email, subject=f"【試験】{message.subject}",
        body=message.body,
    )  # fmt: skip
    try:
        with connected() as server:
            result, said = deliver(server, trial)
    except (OSError, smtplib.SMTPException) as error:
        return type(error).__name__
    return "" if result == Result.SENT else said


def at_once(message: Message, *, secret: str = "") -> bool:
    """Send a mail the addressee has just asked for, such as a number; whether it went. No person looks through it.

    `secret` is what the addressee alone may read: it goes where the mail, as it is kept, says SECRET.
    """
    with transaction.atomic():
        attempt = begin_attempt(message)
    going = copy(message)
    going.body = message.body.replace(SECRET, secret) if secret else message.body
    try:
        with connected() as server:
            result, said = deliver(server, going)
    except (OSError, smtplib.SMTPException) as error:
        result, said = Result.UNREACHED, type(error).__name__
    if result is not None:
        Outcome.objects.create(attempt=attempt, result=result, said=said[:400])
    return result == Result.SENT
