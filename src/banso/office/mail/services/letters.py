"""A mail as it travels: headers, sender, the way to opt out."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.timezone import localdate

from banso.cases.contacts import channel_for
from banso.registers.centre import centre_name

from ..choices import NOTICES, Topic
from ..models import Message
from .composing import sender_of

POLICY = SMTP.clone(max_line_length=76)
_signer = signing.Signer(salt="banso.office.mail.leave")


def made(message: Message) -> EmailMessage:
    """The mail, in UTF-8, as text alone: nothing in it is fetched from anywhere, so nobody learns whether it was read."""
    sender = settings.MAIL_FROM
    letter = EmailMessage(policy=POLICY)
    letter["From"] = Address(_from(message), addr_spec=sender)
    letter["To"] = Address(message.to_name, addr_spec=message.to_email)
    letter["Subject"] = message.subject
    letter["Date"] = format_datetime(localtime(message.created_at))
    letter["Message-ID"] = f"<{message.key}@{sender.partition('@')[2]}>"
    body = message.body.replace("\r\n", "\n").rstrip() + "\n"
    if message.mailing.topic in NOTICES:
        address = leave_address(message.to_email, message.mailing.topic)
        body += f"\n--\n「{Topic(message.mailing.topic).label}」のメールが要らないときは、次のページで停止できます。\n{address}\n"
        letter["List-Unsubscribe"] = f"<{address}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    else:
        letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(body, cte="base64")
    return letter


def _from(message: Message) -> str:
    """Whose name stands before the sender's address: the centre's, or a neutral one where a rule of contact asks for it."""
    case, party = message.case, message.party
    if case is None or party is None:
        return centre_name()
    return sender_of(case, neutral=channel_for(case, party, on=localdate()).neutral)


def envelope_sender(message: Message) -> str:
    """Where it comes back to: with the mail's own number, where the centre's mail server delivers such addresses."""
    local, _, domain = settings.MAIL_RETURN.partition("@")
    return f"{local}+{message.key.hex}@{domain}" if domain else settings.MAIL_FROM


def leave_address(email: str, topic: str) -> str:
    """The address at which one opts out of a topic."""
    signed = _signer.sign_object([email, topic])
    return settings.PUBLIC_URL + reverse("mail-leave", args=[signed])


def leaving(address: str) -> tuple[str, str] | None:
    """Who opts out of what by an address; None for one that is none."""
    try:
        email, topic = _signer.unsign_object(address)
    except (signing.BadSignature, ValueError):
        return None
    return (email, topic) if topic in NOTICES else None
