"""Reading mails that came back, in a process of its own: a mailbox file, a Maildir in a zip, or one mail."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

from banso.core.errors import UserError

MOST, MOST_EACH = 5_000, 5 << 20
ADDRESS = re.compile(rb"^[^@\s<>]{1,64}@[^@\s<>]{1,190}$")


def read_returned(content: bytes) -> Iterator[dict[str, Any]]:
    """Of each mail its digest, its text, and [(address, for good)] where it says that one was not reached."""
    number = 0
    for number, raw in enumerate(_mails(content), start=1):
        if number > MOST:
            raise UserError(f"メールが{MOST:,}通を超えています。分けて読み込んでください。")
        yield _told(raw)
    if not number:
        raise UserError("メールが見つかりません。受信箱のファイル(mbox)、メール(.eml)、Maildirのzipを選んでください。")


def _mails(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as box:
                for member in box.infolist():
                    if not member.is_dir() and member.file_size <= MOST_EACH:
                        yield box.read(member)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
            raise UserError("zipを開けません。壊れているか、パスワードが付いています。") from None
    elif content.startswith(b"From "):
        yield from (part for part in re.split(rb"(?m)^From [^\n]*\r?\n", content) if part.strip())
    elif re.match(rb"(?:[!-9;-~]+:[^\n]*\r?\n)", content):
        yield content


def _told(raw: bytes) -> dict[str, Any]:
    from flufl.bounce import all_failures

    raw = raw[:MOST_EACH]
    try:
        temporary, permanent = all_failures(message_from_bytes(raw))
    except Exception:  # whatever a mail from outside does to a reader, the others are read
        temporary, permanent = frozenset[bytes](), frozenset[bytes]()
    failed = [(address, True) for address in permanent] + [(a, False) for a in temporary - permanent]
    return {
        "digest": hashlib.sha256(raw).hexdigest(),
        "text": raw.decode("utf-8", "replace").replace("\0", ""),
        "failed": sorted({(a.decode("ascii", "replace").lower(), p) for a, p in failed if ADDRESS.match(a)}),
    }
