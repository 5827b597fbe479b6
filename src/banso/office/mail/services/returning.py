"""What came back: read from a mailbox, put to the mail it was, and which addresses it closes."""

import hashlib
import re
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from banso.core.foreign import read_apart
from banso.core.trail import verb
from banso.core.writing import correct, record
from banso.registers.models import User

from ..choices import Fault
from ..models import Bounce, Message

TIMES, WITHIN = 3, timedelta(days=30)  # so often for now is for good
MOST_TEXT = 20_000
KEY = re.compile(r"([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})@|\+([0-9a-f]{32})@")


@verb
def read_returned(content: bytes, *, by: User) -> tuple[int, int]:
    """Read a mailbox, a Maildir in a zip or a single mail: how many came back and are new, and how many are none of that.

    The same mail read again changes nothing. Raises UserError for a file that holds no mails.
    """
    new = others = 0
    found = read_apart("banso.office.mail.reading.read_returned", content)
    for told in (found[number] for number in range(len(found))):
        others += not told["failed"]
        for email, permanent in told["failed"]:
            new += _keep(told, email, permanent)
    return new, others


def _keep(told: dict[str, Any], email: str, permanent: bool) -> bool:
    digest = f"{told['digest'][:40]}{abs(hash_of(email)):024x}"[:64]
    if Bounce.objects.filter(digest=digest).exists():
        return False
    keys = [first or second for first, second in KEY.findall(told["text"])]
    message = Message.objects.filter(key__in=keys, to_email=email).first()
    fault = Fault.PERMANENT if permanent else Fault.TEMPORARY
    lately = Bounce.objects.filter(email=email, cleared_on=None, returned_on__gte=localdate() - WITHIN)
    if fault == Fault.TEMPORARY and lately.filter(fault=Fault.TEMPORARY).count() + 1 >= TIMES:
        fault = Fault.PERMANENT
    facts = {"message": message, "email": email, "fault": fault, "returned_on": localdate(), "digest": digest}
    try:
        record(Bounce, facts | {"text": told["text"][:MOST_TEXT]})
    except ValidationError:
        return False  # what the other side calls an address is none
    return True


def hash_of(email: str) -> int:
    """A number that stands for an address."""
    return int.from_bytes(hashlib.sha256(email.encode()).digest()[:12], "big")


@verb
def clear_address(email: str, *, by: User) -> int:
    """An address was looked into and is right: what came back counts no more. How many."""
    rows = list(Bounce.objects.filter(email=email.lower(), cleared_on=None))
    for row in rows:
        correct(row, {"cleared_on": localdate()})
    return len(rows)
